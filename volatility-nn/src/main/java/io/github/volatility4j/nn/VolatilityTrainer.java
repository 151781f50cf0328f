package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.nn.loss.WeightedLoss;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Trains a network to forecast variance over one stock or a panel, taught by truth and GARCH: it
 * minimises {@code λ·ℓ(y, h) + (1−λ)·ℓ(g, h)} (GINN, arXiv 2410.00288), where y is the realised
 * variance of a day, g what a GARCH forecast for it, and h the network's forecast.
 *
 * <p>Given returns, labels are made on the way: {@code y[t] = (r[t] − μ̂[t])²} with μ̂ an AR(1)
 * forecast from the last 90 returns and g an AR(1)-GARCH(1,1) on the same (see {@link
 * GarchTeacher}). The last fifth of each stock's labelled days (or those from {@link
 * History#validationStart()}) is for validation: training stops when the loss there no longer
 * falls, and keeps the best weights.
 *
 * <p>Immutable. Training doesn't depend on whether returns are in percent or decimals. The same
 * seed gives the same bits on the same machine.
 *
 * <pre>{@code
 * NeuralVolatility n = VolatilityTrainer.builder().lambda(0.01).lstm().fit(returns);
 * }</pre>
 */
public final class VolatilityTrainer implements VolatilityEstimator {
  private final Recipe base;
  private final UnaryOperator<Recipe> choices; // made by the user, over what a preset says
  final TrainingListener listener;
  final Optional<RunDirectory> directory;

  private VolatilityTrainer(
      Recipe base,
      UnaryOperator<Recipe> choices,
      TrainingListener listener,
      Optional<RunDirectory> directory) {
    this.base = base;
    this.choices = choices;
    this.listener = listener;
    this.directory = directory;
  }

  /** {@return a trainer of the recommended LSTM} */
  public static VolatilityTrainer builder() {
    return new VolatilityTrainer(
        Recipe.lstm(Preset.RECOMMENDED),
        UnaryOperator.identity(),
        TrainingListener.NONE,
        Optional.empty());
  }

  /** {@return a trainer of the recommended LSTM, as {@link Preset#RECOMMENDED} describes it} */
  public VolatilityTrainer lstm() {
    return lstm(Preset.RECOMMENDED);
  }

  /**
   * Chooses an LSTM of a size; the rest is that of the preset chosen before, or the recommended.
   *
   * @param size of the network
   * @return a new trainer
   */
  public VolatilityTrainer lstm(LstmOptions size) {
    boolean chosen = base.network() instanceof LstmOptions;
    return with((chosen ? base : Recipe.lstm(Preset.RECOMMENDED)).with(size));
  }

  /**
   * Chooses an LSTM with inputs, anchor, teacher, loss and training options of a preset.
   *
   * @param preset which; what was chosen by a method of its own, before or after, stays
   * @return a new trainer
   */
  public VolatilityTrainer lstm(Preset preset) {
    return with(Recipe.lstm(preset));
  }

  /** {@return a trainer of the recommended TSMixer, as {@link Preset#RECOMMENDED} describes it} */
  public VolatilityTrainer tsMixer() {
    return tsMixer(Preset.RECOMMENDED);
  }

  /**
   * Chooses a TSMixer of a size; the rest is that of the preset chosen before, or the recommended.
   *
   * @param size of the network
   * @return a new trainer
   */
  public VolatilityTrainer tsMixer(TsMixerOptions size) {
    boolean chosen = base.network() instanceof TsMixerOptions;
    return with((chosen ? base : Recipe.tsMixer(Preset.RECOMMENDED)).with(size));
  }

  /**
   * Chooses a TSMixer with inputs, anchor, teacher, loss and training options of a preset.
   *
   * @param preset which; what was chosen by a method of its own, before or after, stays
   * @return a new trainer
   * @throws IllegalArgumentException for {@link Preset#PAPER}, which has no TSMixer
   */
  public VolatilityTrainer tsMixer(Preset preset) {
    return with(Recipe.tsMixer(preset));
  }

  private VolatilityTrainer with(Recipe preset) {
    return new VolatilityTrainer(preset, choices, listener, directory);
  }

  private VolatilityTrainer choose(UnaryOperator<Recipe> choice) {
    Objects.requireNonNull(choice.apply(choices.apply(base))); // refuses a wrong value here
    return new VolatilityTrainer(
        base, recipe -> choice.apply(choices.apply(recipe)), listener, directory);
  }

  Recipe recipe() {
    return choices.apply(base).checked();
  }

  /**
   * Starts from a good forecast and learns what to change of it: anchor, teacher, inputs and inner
   * loss of {@link Preset#RECOMMENDED}, to be had with another preset's network.
   *
   * @return a new trainer
   */
  public VolatilityTrainer anchored() {
    return choose(
        recipe ->
            recipe
                .withAnchor(Optional.of(Recipe.ANCHOR))
                .withTeacher(Optional.of(Recipe.TEACHER))
                .with(Encoder.Inputs.MARKET)
                .with(new WeightedLoss(recipe.loss().lambda(), Loss.qlike())));
  }

  /**
   * Sets the anchor: {@code ln h = ln(anchor) + network}; training starts at the anchor itself.
   *
   * @param reference such as {@code Reference.garch(1000).and(Reference.ewma())}
   * @return a new trainer
   */
  public VolatilityTrainer anchor(Reference reference) {
    return choose(recipe -> recipe.withAnchor(Optional.of(reference)));
  }

  /** {@return with forecasts relative to a stock's mean truth; inputs truth, return, teacher} */
  public VolatilityTrainer withoutAnchor() {
    return choose(recipe -> recipe.withAnchor(Optional.empty()));
  }

  /**
   * Sets the teacher of the weighted loss.
   *
   * @param reference such as {@code Reference.garch(1000)}
   * @return a new trainer
   */
  public VolatilityTrainer teacher(Reference reference) {
    return choose(recipe -> recipe.withTeacher(Optional.of(reference)));
  }

  /**
   * Makes the labels' own variance the teacher, that of {@link GarchTeacher} where returns are
   * given: an AR(1)-GARCH(1,1) on 90 returns, refitted every day.
   *
   * @return a new trainer
   */
  public VolatilityTrainer labelTeacher() {
    return choose(recipe -> recipe.withTeacher(Optional.empty()));
  }

  /**
   * Sets the weight of the truth in the loss; GARCH has the weight 1 − λ.
   *
   * @param lambda in [0, 1]; 0 is GINN-0, 1 never looks at GARCH in the loss
   * @return a new trainer
   * @throws IllegalArgumentException if λ is out of range
   */
  public VolatilityTrainer lambda(double lambda) {
    return choose(recipe -> recipe.with(new WeightedLoss(lambda, recipe.loss().inner())));
  }

  /**
   * Sets the loss inside the weighted loss.
   *
   * @param inner for instance {@link Loss#qlike()} or {@link Loss#mse()}
   * @return a new trainer
   */
  public VolatilityTrainer loss(Loss inner) {
    return choose(recipe -> recipe.with(new WeightedLoss(recipe.loss().lambda(), inner)));
  }

  /**
   * Sets how labels become a dataset, where returns are given: window, split, covariates,
   * transform, scale. A truth that the returns have as a component, such as a realised variance in
   * their unit squared, is taken from there; {@code var_true_w} is computed where they haven't it.
   *
   * @param options of the dataset; the test fraction is usually 0 here
   * @return a new trainer
   */
  public VolatilityTrainer dataset(DatasetOptions options) {
    return choose(recipe -> recipe.with(options));
  }

  /**
   * Sets how many passes over the training windows there are at most.
   *
   * @param epochs at least 1
   * @return a new trainer
   */
  public VolatilityTrainer epochs(int epochs) {
    return training(draft -> draft.epochs = epochs);
  }

  /**
   * Sets how many windows make a step.
   *
   * @param windows at least 1
   * @return a new trainer
   */
  public VolatilityTrainer batchSize(int windows) {
    return training(draft -> draft.batchSize = windows);
  }

  /**
   * Sets the learning rate in the first epoch.
   *
   * @param rate positive
   * @return a new trainer
   */
  public VolatilityTrainer learningRate(double rate) {
    return training(draft -> draft.learningRate = rate);
  }

  /**
   * Sets γ, the factor on the learning rate after each epoch.
   *
   * @param gamma in (0, 1]
   * @return a new trainer
   */
  public VolatilityTrainer learningRateDecay(double gamma) {
    return training(draft -> draft.learningRateDecay = gamma);
  }

  /**
   * Sets the decay of weight matrices.
   *
   * @param decay at least 0; a step of AdamW multiplies weights by {@code 1 − rate·decay}
   * @return a new trainer
   */
  public VolatilityTrainer weightDecay(double decay) {
    return training(draft -> draft.weightDecay = decay);
  }

  /**
   * Sets the global norm that the gradient is scaled down to.
   *
   * @param norm positive
   * @return a new trainer
   */
  public VolatilityTrainer gradientClip(double norm) {
    return training(draft -> draft.gradientClip = norm);
  }

  /**
   * Sets after how many epochs without improvement training stops.
   *
   * @param epochs at least 1
   * @return a new trainer
   */
  public VolatilityTrainer patience(int epochs) {
    return training(draft -> draft.patience = epochs);
  }

  /**
   * Sets by how much the validation loss must fall to count as an improvement.
   *
   * @param delta at least 0
   * @return a new trainer
   */
  public VolatilityTrainer minDelta(double delta) {
    return training(draft -> draft.minDelta = delta);
  }

  /**
   * Sets how many days lie between two training windows of a stock; validation uses every day.
   *
   * @param days at least 1
   * @return a new trainer
   */
  public VolatilityTrainer stride(int days) {
    return training(draft -> draft.stride = days);
  }

  /**
   * Sets the seed of initial weights, order of windows and dropout.
   *
   * @param seed any
   * @return a new trainer
   */
  public VolatilityTrainer seed(long seed) {
    return training(draft -> draft.seed = seed);
  }

  /**
   * Sets how many days a training window has; with a warm-up below that, it is a sequence with many
   * targets. Only an LSTM takes another length than its forecasts see.
   *
   * @param days at least 1; 0 for as many as a forecast sees
   * @return a new trainer
   */
  public VolatilityTrainer trainingLength(int days) {
    return training(draft -> draft.trainingLength = days);
  }

  /**
   * Sets how many days at the start of a training window don't count, for their forecasts have seen
   * too little. For one target a window take any number above the window's length.
   *
   * @param days at least 0
   * @return a new trainer
   */
  public VolatilityTrainer warmUp(int days) {
    return training(draft -> draft.warmUp = days);
  }

  /**
   * Sets what few trainings change: optimiser, schedules and more.
   *
   * @param details all of it
   * @return a new trainer
   */
  public VolatilityTrainer details(TrainingDetails details) {
    return training(draft -> draft.details = details);
  }

  private VolatilityTrainer training(Consumer<TrainingOptions.Draft> change) {
    return choose(recipe -> recipe.with(recipe.training().edit(change)));
  }

  /**
   * Sets who is told how training goes.
   *
   * @param told of progress and epochs
   * @return a new trainer
   */
  public VolatilityTrainer listener(TrainingListener told) {
    return new VolatilityTrainer(base, choices, told, directory);
  }

  /**
   * Sets a directory that training writes to while it runs, by default none.
   *
   * @param run which
   * @return a new trainer
   */
  public VolatilityTrainer runDirectory(RunDirectory run) {
    return new VolatilityTrainer(base, choices, listener, Optional.of(run));
  }

  @Override
  public NeuralVolatility fit(TimeSeries returns) {
    return fit(SeriesSet.of(returns));
  }

  @Override
  public NeuralVolatility fit(SeriesSet returns) {
    return fit(History.of(returns));
  }

  @Override
  public NeuralVolatility fit(History history) {
    return fit(TrainingData.of(recipe(), history, listener));
  }

  /**
   * Trains on the training part of a dataset and stops by its validation part, without a look at
   * the test part. The result forecasts from the end of the dataset, test part included.
   *
   * @param data labels with split, transform and scale, which replace those of {@link #dataset}
   * @return the trained network
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public NeuralVolatility fit(VolatilityDataset data) {
    return new Training(recipe().with(data.options()), data, listener, directory).run();
  }
}
