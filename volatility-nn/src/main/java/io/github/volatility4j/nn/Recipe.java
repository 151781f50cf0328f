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

  /** The networks that train in minutes; figures behind the choices are in BENCHMARKS.md. */
  static Recipe recommended(NetworkOptions network) {
    return new Recipe(
        network,
        Encoder.Inputs.FULL,
        new WeightedLoss(LAMBDA, Loss.qlike()),
        new TrainingOptions(30, 128, 2e-3, 0.9, 1e-3, 0.5, 4, 1e-4, 1, SEED),
        withoutTest());
  }

  /** GINN, arXiv 2410.00288; what it leaves open is taken from the Python workflow. */
  static Recipe paper() {
    return new Recipe(
        LstmOptions.paper(),
        Encoder.Inputs.TRUTH,
        new WeightedLoss(LAMBDA, Loss.mse()),
        new TrainingOptions(200, 32, 3e-4, 0.99, 0.01, 0.5, 10, 1e-5, 1, SEED),
        withoutTest());
  }

  static Recipe seedLstm() {
    return new Recipe(
        new LstmOptions(3, 256, 0.2, 0),
        Encoder.Inputs.TRUTH_AND_TEACHER,
        new WeightedLoss(LAMBDA, Loss.mse()),
        new TrainingOptions(200, 32, 3e-4, 0.99, 0.01, 0.5, 10, 1e-5, 1, SEED),
        withoutTest());
  }

  static Recipe seedTsMixer() {
    return new Recipe(
        new TsMixerOptions(32, 64, 4, 0.1, true),
        Encoder.Inputs.TRUTH_AND_TEACHER,
        new WeightedLoss(LAMBDA, Loss.mse()),
        new TrainingOptions(200, 32, 3e-4, 0.99, 0, 0.5, 10, 1e-5, 1, SEED),
        withoutTest());
  }

  private static DatasetOptions withoutTest() {
    return DatasetOptions.defaults().withFractions(0.2, 0);
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
