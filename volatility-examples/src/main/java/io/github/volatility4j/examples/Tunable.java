package io.github.volatility4j.examples;

import io.github.volatility4j.nn.SearchSpace;
import io.github.volatility4j.nn.VolatilityTrainer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of a training that can be searched over, by their names with underscores. */
final class Tunable {
  private static final Map<String, SearchSpace.Setter> SETTERS = setters();

  private Tunable() {}

  private static Map<String, SearchSpace.Setter> setters() {
    Map<String, SearchSpace.Setter> all = new LinkedHashMap<>();
    all.put("lr", VolatilityTrainer::learningRate);
    all.put("lr_gamma", VolatilityTrainer::learningRateDecay);
    all.put("weight_decay", VolatilityTrainer::weightDecay);
    all.put("grad_clip", VolatilityTrainer::gradientClip);
    all.put("dropout", SearchSpace.DROPOUT);
    all.put("hidden_size", SearchSpace.HIDDEN);
    all.put("num_layers", SearchSpace.DEPTH);
    all.put("num_blocks", SearchSpace.DEPTH);
    all.put("ff_size", SearchSpace.FEED_FORWARD);
    return all;
  }

  private static SearchSpace.Setter setter(String name) {
    SearchSpace.Setter setter = SETTERS.get(name);
    if (setter == null) {
      throw new IllegalArgumentException(
          "%s can't be searched over; what can is %s".formatted(name, SETTERS.keySet()));
    }
    return setter;
  }

  /** A trainer with the parameters of a trial. */
  static VolatilityTrainer apply(VolatilityTrainer trainer, Map<String, Double> parameters) {
    VolatilityTrainer out = trainer;
    for (Map.Entry<String, Double> one : parameters.entrySet()) {
      out = setter(one.getKey()).set(out, one.getValue());
    }
    return out;
  }

  /**
   * The space of {@code lr=log:1e-4:1e-2}, {@code dropout=uniform:0:0.3}, {@code ff-size=16:32}.
   */
  static SearchSpace space(List<String> parameters) {
    SearchSpace space = SearchSpace.empty();
    for (String text : parameters) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "--space is "
                + text
                + ", must be NAME=log:LOW:HIGH, NAME=uniform:LOW:HIGH or NAME=A:B");
      }
      String name = text.substring(0, equals).replace('-', '_');
      space = with(space, name, text.substring(equals + 1).split(":", -1));
    }
    return space;
  }

  private static SearchSpace with(SearchSpace space, String name, String[] parts) {
    SearchSpace.Setter setter = setter(name);
    boolean log = parts[0].equals("log");
    if ((log || parts[0].equals("uniform")) && parts.length == 3) {
      double low = Settings.parseNumber(parts[1]);
      double high = Settings.parseNumber(parts[2]);
      return log
          ? space.logUniform(name, low, high, setter)
          : space.uniform(name, low, high, setter);
    }
    double[] values = Arrays.stream(parts).mapToDouble(Settings::parseNumber).toArray();
    return space.choices(name, setter, values);
  }
}
