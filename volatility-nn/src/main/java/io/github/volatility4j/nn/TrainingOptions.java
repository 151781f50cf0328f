package io.github.volatility4j.nn;

import java.util.function.Consumer;

/**
 * How the loop trains, whatever the network.
 *
 * @param epochs passes over the training windows, at most
 * @param batchSize windows a step
 * @param learningRate in the first epoch
 * @param learningRateDecay γ of the schedule
 * @param weightDecay decoupled, on weight matrices only
 * @param gradientClip global norm that the gradient is scaled down to
 * @param patience epochs without improvement before training stops
 * @param minDelta fall of the validation loss that counts as an improvement
 * @param stride days between training windows of one stock
 * @param trainingLength days of a training window; 0 for as many as a forecast sees
 * @param warmUp days at a training window's start whose forecasts don't count, for they see too
 *     little; at most all but the last: {@value #ONE_TARGET} leaves one target a window
 * @param details what few trainings change
 * @param seed of weights, shuffling and dropout
 */
record TrainingOptions(
    int epochs,
    int batchSize,
    double learningRate,
    double learningRateDecay,
    double weightDecay,
    double gradientClip,
    int patience,
    double minDelta,
    int stride,
    int trainingLength,
    int warmUp,
    TrainingDetails details,
    long seed) {
  /** As warm-up: a window has one target, as far from its start as can be. */
  static final int ONE_TARGET = Integer.MAX_VALUE;

  TrainingOptions {
    atLeastOne("epochs", epochs);
    atLeastOne("batch size", batchSize);
    atLeastOne("patience", patience);
    atLeastOne("stride", stride);
    atLeastZero("training length", trainingLength);
    atLeastZero("warm-up", warmUp);
    positive("learning rate", learningRate);
    positive("gradient clip", gradientClip);
    if (!(learningRateDecay > 0 && learningRateDecay <= 1)) {
      throw new IllegalArgumentException(
          "learning rate decay is " + learningRateDecay + ", must be in (0, 1]");
    }
    if (!(weightDecay >= 0 && weightDecay < 1 / learningRate)) {
      throw new IllegalArgumentException(
          "weight decay is " + weightDecay + ", must be at least 0 and below 1/learning rate");
    }
    if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("min delta is " + minDelta + ", must be at least 0");
    }
  }

  /** Options with the usual details. */
  TrainingOptions(
      int epochs,
      int batchSize,
      double learningRate,
      double learningRateDecay,
      double weightDecay,
      double gradientClip,
      int patience,
      double minDelta,
      int stride,
      int trainingLength,
      int warmUp,
      long seed) {
    this(
        epochs,
        batchSize,
        learningRate,
        learningRateDecay,
        weightDecay,
        gradientClip,
        patience,
        minDelta,
        stride,
        trainingLength,
        warmUp,
        TrainingDetails.defaults(),
        seed);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
    }
  }

  private static void atLeastZero(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least 0");
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is " + value + ", must be positive and finite");
    }
  }

  /** Days of a training window, where a forecast sees so many. */
  int trainingLength(int inputChunkLength) {
    return trainingLength > 0 ? trainingLength : inputChunkLength;
  }

  /** Targets of a training window, where a forecast sees so many days. */
  int targets(int inputChunkLength) {
    int length = trainingLength(inputChunkLength);
    return length - Math.min(warmUp, length - 1);
  }

  /** The same options after a change. */
  TrainingOptions edit(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options while they are being changed; what comes of it is checked. */
  static final class Draft {
    int epochs;
    int batchSize;
    double learningRate;
    double learningRateDecay;
    double weightDecay;
    double gradientClip;
    int patience;
    double minDelta;
    int stride;
    int trainingLength;
    int warmUp;
    TrainingDetails details;
    long seed;

    private Draft(TrainingOptions from) {
      epochs = from.epochs;
      batchSize = from.batchSize;
      learningRate = from.learningRate;
      learningRateDecay = from.learningRateDecay;
      weightDecay = from.weightDecay;
      gradientClip = from.gradientClip;
      patience = from.patience;
      minDelta = from.minDelta;
      stride = from.stride;
      trainingLength = from.trainingLength;
      warmUp = from.warmUp;
      details = from.details;
      seed = from.seed;
    }

    private TrainingOptions options() {
      return new TrainingOptions(
          epochs,
          batchSize,
          learningRate,
          learningRateDecay,
          weightDecay,
          gradientClip,
          patience,
          minDelta,
          stride,
          trainingLength,
          warmUp,
          details,
          seed);
    }
  }
}
