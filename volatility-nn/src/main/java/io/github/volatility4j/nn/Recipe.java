package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.nn.loss.WeightedLoss;

/**
 * Everything that decides what a training does, apart from the data.
 *
 * @param network kind and size
 * @param inputs what it sees
 * @param loss what it minimises
 * @param training how
 * @param dataset window, split, transform and scale, used where returns are given and no dataset
 */
record Recipe(
    NetworkOptions network,
    Encoder.Inputs inputs,
    WeightedLoss loss,
    TrainingOptions training,
    DatasetOptions dataset) {

  private static final long SEED = 42;
  private static final double LAMBDA = 0.01;

  /** An LSTM with what a preset says of it. */
  static Recipe lstm(Preset preset) {
    LstmOptions network = LstmOptions.of(preset);
    return switch (preset) {
      case RECOMMENDED -> recommended(network);
      // What the paper leaves open is taken from the Python workflow.
      case PAPER -> workflow(network, Encoder.Inputs.TRUTH, 0.01);
      case SEED -> workflow(network, Encoder.Inputs.TRUTH_AND_TEACHER, 0.01);
    };
  }

  /** A TSMixer with what a preset says of it. */
  static Recipe tsMixer(Preset preset) {
    TsMixerOptions network = TsMixerOptions.of(preset);
    return preset == Preset.RECOMMENDED
        ? recommended(network)
        : workflow(network, Encoder.Inputs.TRUTH_AND_TEACHER, 0);
  }

  private static Recipe recommended(NetworkOptions network) {
    return new Recipe(
        network,
        Encoder.Inputs.FULL,
        new WeightedLoss(LAMBDA, Loss.qlike()),
        new TrainingOptions(30, 128, 2e-3, 0.9, 1e-3, 0.5, 4, 1e-4, 1, SEED),
        withoutTest());
  }

  private static Recipe workflow(
      NetworkOptions network, Encoder.Inputs inputs, double weightDecay) {
    return new Recipe(
        network,
        inputs,
        new WeightedLoss(LAMBDA, Loss.mse()),
        new TrainingOptions(200, 32, 3e-4, 0.99, weightDecay, 0.5, 10, 1e-5, 1, SEED),
        withoutTest());
  }

  private static DatasetOptions withoutTest() {
    return DatasetOptions.defaults().withParts(0.2, 0);
  }

  Recipe with(NetworkOptions value) {
    return new Recipe(value, inputs, loss, training, dataset);
  }

  Recipe with(WeightedLoss value) {
    return new Recipe(network, inputs, value, training, dataset);
  }

  Recipe with(TrainingOptions value) {
    return new Recipe(network, inputs, loss, value, dataset);
  }

  Recipe with(DatasetOptions value) {
    return new Recipe(network, inputs, loss, training, value);
  }
}
