package io.github.volatility4j.examples;

import io.github.volatility4j.nn.Precision;
import io.github.volatility4j.nn.TrainingDetails;
import io.github.volatility4j.nn.TrainingDetails.Optimizer;
import io.github.volatility4j.nn.TrainingDetails.RateSchedule;
import picocli.CommandLine.Option;

/** The options of a training that few change. */
final class TrainingDetailOptions {
  private static final TrainingDetails DEFAULTS = TrainingDetails.defaults();

  @Option(names = "--optimizer", description = "adamw (default), adam, sgd with momentum 0.9.")
  private Optimizer optimizer = DEFAULTS.optimizer();

  @Option(names = "--lr-scheduler", description = "exponential (default), none, cosine, plateau.")
  private RateSchedule scheduler = DEFAULTS.schedule();

  @Option(names = "--lr-warm-up", description = "Epochs before the learning rate is reached.")
  private int warmUp = DEFAULTS.rateWarmUp();

  @Option(
      names = "--lr-patience",
      description = "Epochs without improvement before a plateau's fall (default: 5).")
  private int plateauPatience = DEFAULTS.plateauPatience();

  @Option(
      names = "--clip-by-value",
      description = "--grad-clip cuts each number of a gradient, rather than its norm.")
  private boolean clipByValue;

  @Option(
      names = "--lambda-end",
      description = "Lambda in the last epoch, to which it moves from --lambda in equal steps.")
  private double lambdaEnd = DEFAULTS.lambdaEnd();

  @Option(
      names = "--max-samples",
      description = "Windows of one stock that are trained on, at most: the most recent.")
  private int maxSamples = DEFAULTS.maxSamples();

  @Option(names = "--validate-every", description = "Epochs between two looks at validation.")
  private int validateEvery = DEFAULTS.validateEvery();

  @Option(
      names = "--precision",
      description = "f32 (default) or bf16, an LSTM's on processors that multiply it.")
  private Precision precision = DEFAULTS.precision();

  @Option(
      names = "--sample-weights",
      description = "Column of the labels with the weight of each day in the loss (default: 1).")
  private String sampleWeights = DEFAULTS.sampleWeights();

  @Option(
      names = "--output-chunk-length",
      description = "Days ahead that the network forecasts at once (default: 1).")
  private int outputChunkLength = DEFAULTS.outputChunkLength();

  TrainingDetails details() {
    return new TrainingDetails(
        optimizer,
        scheduler,
        warmUp,
        plateauPatience,
        clipByValue,
        lambdaEnd,
        maxSamples,
        validateEvery,
        precision,
        sampleWeights,
        outputChunkLength);
  }
}
