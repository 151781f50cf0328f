package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.nn.loss.WeightedLoss;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a network to forecast variance over one stock or a whole panel, taught by the truth and by
 * GARCH: it minimises {@code λ·ℓ(y, h) + (1−λ)·ℓ(g, h)} (GINN, arXiv 2410.00288), where y is the
 * realised variance of a day, g the variance that a GARCH refitted every day forecast for it, and h
 * the network's forecast.
 *
 * <p>Given returns, labels are made on the way: {@code y[t] = (r[t] − μ̂[t])²} with μ̂ an AR(1)
 * forecast from the last 90 returns and g an AR(1)-GARCH(1,1) on the same (see {@link
 * GarchTeacher}). The last fifth of each stock's labelled days (or those from {@link
 * History#validationStart()}) is for validation: training stops when the loss there no longer
 * falls, and keeps the best weights.
 *
 * <p>Immutable: every call returns a new trainer, so a half-configured one can be shared and
 * reused. Training doesn't depend on whether returns are in percent or decimals. The same seed
 * gives the same bits on the same machine.
 *
 * <pre>{@code
 * NeuralVolatility n = VolatilityTrainer.builder().lambda(0.01).lstm().fit(returns);
 * }</pre>
 */
public final class VolatilityTrainer implements VolatilityEstimator {
  private static final Logger LOG = LoggerFactory.getLogger(VolatilityTrainer.class);

  private final Recipe recipe;
  private final TrainingListener listener;

  private VolatilityTrainer(Recipe recipe, TrainingListener listener) {
    this.recipe = recipe;
    this.listener = listener;
  }

  /** {@return a trainer of the recommended LSTM with λ = 0.01} */
  public static VolatilityTrainer builder() {
    return new VolatilityTrainer(Recipe.lstm(Preset.RECOMMENDED), TrainingListener.NONE);
  }

  /** {@return a trainer of the default LSTM} */
  public VolatilityTrainer lstm() {
    return lstm(LstmOptions.defaults());
  }

  /**
   * Chooses an LSTM.
   *
   * @param size of the network
   * @return a new trainer
   */
  public VolatilityTrainer lstm(LstmOptions size) {
    return with(recipe.with(size));
  }

  /**
   * Chooses an LSTM with inputs, loss and training options of a preset; λ, seed and listener stay.
   *
   * @param preset which
   * @return a new trainer
   */
  public VolatilityTrainer lstm(Preset preset) {
    return with(Recipe.lstm(preset));
  }

  /** {@return a trainer of the default TSMixer} */
  public VolatilityTrainer tsMixer() {
    return tsMixer(TsMixerOptions.defaults());
  }

  /**
   * Chooses a TSMixer.
   *
   * @param size of the network
   * @return a new trainer
   */
  public VolatilityTrainer tsMixer(TsMixerOptions size) {
    return with(recipe.with(size));
  }

  /**
   * Chooses a TSMixer with inputs, loss and training options of a preset; λ, seed and listener
   * stay.
   *
   * @param preset which
   * @return a new trainer
   * @throws IllegalArgumentException for {@link Preset#PAPER}, which has no TSMixer
   */
  public VolatilityTrainer tsMixer(Preset preset) {
    return with(Recipe.tsMixer(preset));
  }

  private VolatilityTrainer with(Recipe changed) {
    Recipe kept =
        changed
            .with(new WeightedLoss(recipe.loss().lambda(), changed.loss().inner()))
            .with(changed.training().edit(draft -> draft.seed = recipe.training().seed()))
            .with(recipe.dataset());
    return new VolatilityTrainer(kept, listener);
  }

  /**
   * Sets the weight of the truth in the loss; GARCH has the weight 1 − λ.
   *
   * @param lambda in [0, 1]; 0 is GINN-0, 1 never looks at GARCH in the loss
   * @return a new trainer
   * @throws IllegalArgumentException if λ is out of range
   */
  public VolatilityTrainer lambda(double lambda) {
    return new VolatilityTrainer(
        recipe.with(new WeightedLoss(lambda, recipe.loss().inner())), listener);
  }

  /**
   * Sets the loss inside the weighted loss.
   *
   * @param inner for instance {@link Loss#qlike()} or {@link Loss#mse()}
   * @return a new trainer
   */
  public VolatilityTrainer loss(Loss inner) {
    return new VolatilityTrainer(
        recipe.with(new WeightedLoss(recipe.loss().lambda(), inner)), listener);
  }

  /**
   * Sets how labels become a dataset, where returns are given: window, split, covariates,
   * transform, scale.
   *
   * @param options of the dataset; the test fraction is usually 0 here
   * @return a new trainer
   */
  public VolatilityTrainer dataset(DatasetOptions options) {
    return new VolatilityTrainer(recipe.with(options), listener);
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
   * Sets AdamW's learning rate in the first epoch.
   *
   * @param rate positive
   * @return a new trainer
   */
  public VolatilityTrainer learningRate(double rate) {
    return training(draft -> draft.learningRate = rate);
  }

  /**
   * Sets the factor on the learning rate after each epoch.
   *
   * @param gamma in (0, 1]
   * @return a new trainer
   */
  public VolatilityTrainer learningRateDecay(double gamma) {
    return training(draft -> draft.learningRateDecay = gamma);
  }

  /**
   * Sets AdamW's decoupled decay of weight matrices.
   *
   * @param decay at least 0; a step multiplies weights by {@code 1 − rate·decay}
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

  private VolatilityTrainer training(Consumer<TrainingOptions.Draft> change) {
    return new VolatilityTrainer(recipe.with(recipe.training().edit(change)), listener);
  }

  /**
   * Sets who is told how training goes.
   *
   * @param told of progress and epochs
   * @return a new trainer
   */
  public VolatilityTrainer listener(TrainingListener told) {
    return new VolatilityTrainer(recipe, told);
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
    SeriesSet returns = history.returns().map(Returns::requireReturns);
    GarchTeacher teacher = NeuralVolatility.teacher(recipe.dataset());
    SeriesSet labels = teacher.progress(listener::onProgress).label(returns).series();
    VolatilityDataset data =
        history
            .validationStart()
            .map(start -> VolatilityDataset.splitAt(labels, recipe.dataset(), start))
            .orElseGet(() -> VolatilityDataset.of(labels, recipe.dataset()));
    if (data.size() < returns.size()) {
      LOG.warn(
          "left out, too short for a window of {} labelled days: {}",
          recipe.dataset().inputChunkLength(),
          returns.names().stream().filter(name -> !data.names().contains(name)).toList());
    }
    return fit(data);
  }

  /**
   * Trains on the training part of a dataset and stops by its validation part; the test part is not
   * looked at. The result forecasts from the end of the dataset, test part included.
   *
   * @param data labels with split, transform and scale, which replace those of {@link #dataset}
   * @return the trained network
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public NeuralVolatility fit(VolatilityDataset data) {
    return NeuralVolatility.train(recipe.with(data.options()), data, listener);
  }
}
