package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a {@link HyperparameterSearch} chooses from: named parameters, each with the values it may
 * have and what it sets of a trainer. Immutable; every call returns a new space.
 *
 * <pre>{@code
 * SearchSpace.empty()
 *     .logUniform("lr", 1e-4, 1e-2, VolatilityTrainer::learningRate)
 *     .choices("dropout", SearchSpace.DROPOUT, 0.1, 0.2, 0.3);
 * }</pre>
 *
 * <p>Trials are compared by their validation loss, so nothing that changes the loss itself, such as
 * λ, belongs in a space.
 */
public final class SearchSpace {
  /** Sets something of a trainer. */
  @FunctionalInterface
  public interface Setter {
    /**
     * A trainer with a value set.
     *
     * @param trainer to start from
     * @param value of the parameter
     * @return a new trainer
     */
    VolatilityTrainer set(VolatilityTrainer trainer, double value);
  }

  /** Share of the values set to zero in training, of either network. */
  public static final Setter DROPOUT =
      (trainer, value) ->
          sized(
              trainer,
              lstm -> new LstmOptions(lstm.layers(), lstm.width(), value, lstm.headWidth()),
              mixer -> mixer.with(mixer.hidden(), mixer.feedForward(), mixer.blocks(), value));

  /** Cells a layer of an LSTM, numbers a day of a TSMixer. */
  public static final Setter HIDDEN =
      (trainer, value) -> {
        int hidden = whole("hidden size", value);
        return sized(
            trainer,
            lstm -> new LstmOptions(lstm.layers(), hidden, lstm.dropout(), lstm.headWidth()),
            mixer -> mixer.with(hidden, mixer.feedForward(), mixer.blocks(), mixer.dropout()));
      };

  /** Layers of an LSTM, blocks of a TSMixer. */
  public static final Setter DEPTH =
      (trainer, value) -> {
        int depth = whole("depth", value);
        return sized(
            trainer,
            lstm -> new LstmOptions(depth, lstm.width(), lstm.dropout(), lstm.headWidth()),
            mixer -> mixer.with(mixer.hidden(), mixer.feedForward(), depth, mixer.dropout()));
      };

  /** Width of a TSMixer's feature mixing; an LSTM, which has none, refuses it. */
  public static final Setter FEED_FORWARD =
      (trainer, value) -> {
        int width = whole("feed-forward width", value);
        return sized(
            trainer,
            lstm -> {
              throw new IllegalArgumentException("an LSTM has no feed-forward width to set");
            },
            mixer -> mixer.with(mixer.hidden(), width, mixer.blocks(), mixer.dropout()));
      };

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** A parameter. */
  private record Parameter(String name, Domain domain, Setter setter) {}

  private final List<Parameter> parameters;

  private SearchSpace(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /** {@return a space without parameters} */
  public static SearchSpace empty() {
    return new SearchSpace(List.of());
  }

  /**
   * {@return the Python workflow's space for an LSTM: {@code lr} from 1e-4 to 1e-2, even in its
   * logarithm, {@code num_layers} 1, 2, 4, {@code dropout} 0.1, 0.2, 0.3, {@code hidden_size} 16,
   * 32, 64}
   */
  public static SearchSpace lstm() {
    return rate().choices("num_layers", DEPTH, 1, 2, 4).sized();
  }

  /**
   * {@return the Python workflow's space for a TSMixer: {@code lr} from 1e-4 to 1e-2, even in its
   * logarithm, {@code num_blocks} 1, 2, 4, {@code dropout} 0.1, 0.2, 0.3, {@code hidden_size} and
   * {@code ff_size} 16, 32, 64}
   */
  public static SearchSpace tsMixer() {
    return rate()
        .choices("num_blocks", DEPTH, 1, 2, 4)
        .sized()
        .choices("ff_size", FEED_FORWARD, 16, 32, 64);
  }

  private static SearchSpace rate() {
    return empty().logUniform("lr", 1e-4, 1e-2, VolatilityTrainer::learningRate);
  }

  private SearchSpace sized() {
    return choices("dropout", DROPOUT, 0.1, 0.2, 0.3).choices("hidden_size", HIDDEN, 16, 32, 64);
  }

  /**
   * Adds a parameter whose logarithm is even between two bounds.
   *
   * @param name lower-case letters, digits and {@code _}, as a column of the trials' table
   * @param low positive
   * @param high above low
   * @param setter what it sets
   * @return a new space
   * @throws IllegalArgumentException if a bound or the name can't be, or the name is taken
   */
  public SearchSpace logUniform(String name, double low, double high, Setter setter) {
    return with(name, () -> new Domain.Interval(low, high, true), setter);
  }

  /**
   * Adds a parameter that is even between two bounds.
   *
   * @param name lower-case letters, digits and {@code _}, as a column of the trials' table
   * @param low finite
   * @param high above low
   * @param setter what it sets
   * @return a new space
   * @throws IllegalArgumentException if a bound or the name can't be, or the name is taken
   */
  public SearchSpace uniform(String name, double low, double high, Setter setter) {
    return with(name, () -> new Domain.Interval(low, high, false), setter);
  }

  /**
   * Adds a parameter that is one of some values; their order means nothing.
   *
   * @param name lower-case letters, digits and {@code _}, as a column of the trials' table
   * @param setter what it sets
   * @param values different ones, at least one
   * @return a new space
   * @throws IllegalArgumentException if a value or the name can't be, or the name is taken
   */
  public SearchSpace choices(String name, Setter setter, double... values) {
    return with(name, () -> new Domain.Choices(Arrays.stream(values).boxed().toList()), setter);
  }

  private SearchSpace with(String name, Supplier<Domain> domain, Setter setter) {
    if (!NAME.matcher(name).matches() || TrialFile.isColumn(name)) {
      throw new IllegalArgumentException(
          "a parameter's name is \"%s\", must match %s and be none of %s"
              .formatted(name, NAME, TrialFile.COLUMNS));
    }
    if (names().contains(name)) {
      throw new IllegalArgumentException("the parameter " + name + " is there twice");
    }
    List<Parameter> more = new ArrayList<>(parameters);
    try {
      more.add(new Parameter(name, domain.get(), setter));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter " + name + ": " + e.getMessage(), e);
    }
    return new SearchSpace(more);
  }

  /** {@return the names of its parameters, in the order they were added} */
  public List<String> names() {
    return parameters.stream().map(Parameter::name).toList();
  }

  /**
   * Sets parameters of a trainer, for instance to a trial's.
   *
   * @param trainer to start from
   * @param values by name, one for each parameter
   * @return a new trainer
   * @throws IllegalArgumentException if the names are not this space's, or the trainer refuses a
   *     value
   */
  public VolatilityTrainer apply(VolatilityTrainer trainer, Map<String, Double> values) {
    requireNames(values.keySet());
    VolatilityTrainer out = trainer;
    for (Parameter parameter : parameters) {
      out = parameter.setter().set(out, Objects.requireNonNull(values.get(parameter.name())));
    }
    return out;
  }

  private void requireNames(Set<String> found) {
    if (!found.equals(Set.copyOf(names()))) {
      throw new IllegalArgumentException(
          "the parameters are %s, the space has %s".formatted(found, names()));
    }
  }

  Map<String, Double> draw(SplittableRandom random) {
    return each((name, domain) -> domain.draw(random));
  }

  /** Chooses a value for a parameter. */
  interface Chooser {
    double choose(String name, Domain domain);
  }

  /** {@return a value for each parameter, in order} */
  Map<String, Double> each(Chooser chooser) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      values.put(parameter.name(), chooser.choose(parameter.name(), parameter.domain()));
    }
    return Collections.unmodifiableMap(values);
  }

  private static int whole(String what, double value) {
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(what + " is " + value + ", must be a whole number");
    }
    return (int) value;
  }

  private static VolatilityTrainer sized(
      VolatilityTrainer trainer,
      UnaryOperator<LstmOptions> lstm,
      UnaryOperator<TsMixerOptions> mixer) {
    NetworkOptions now = trainer.recipe().network();
    return now instanceof LstmOptions size
        ? trainer.lstm(lstm.apply(size))
        : trainer.tsMixer(mixer.apply((TsMixerOptions) now));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    parameters.forEach(p -> text.append(p.name()).append(' ').append(p.domain()).append('\n'));
    return text.toString();
  }
}
