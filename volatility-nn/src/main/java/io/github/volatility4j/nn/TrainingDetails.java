package io.github.volatility4j.nn;

import java.util.Locale;

/**
 * What few trainings change.
 *
 * @param optimizer which
 * @param schedule of the learning rate
 * @param rateWarmUp epochs w before the learning rate is reached: in epoch e it is {@code e/(w+1)}
 *     of what the schedule says; at least 0
 * @param plateauPatience epochs without improvement before {@link RateSchedule#PLATEAU} falls, at
 *     least 1
 * @param clipByValue whether the clip cuts each number of the gradient at ±clip, rather than
 *     scaling all of it down to the norm
 * @param lambdaEnd λ in the last epoch, to which it moves in equal steps, in [0, 1]; NaN if it
 *     stays. Validation always has this λ, so that epochs are compared by one measure
 * @param maxSamples windows of one stock, at most: the most recent; at least 1
 * @param validateEvery epochs between two looks at the validation loss, in between the last one
 *     stands for it; at least 1
 * @param precision of the products in the network; what this machine can't do is refused when
 *     training begins
 * @param sampleWeights component of the labels that holds the weight of each day in the loss, at
 *     least 0: losses are weighted means, in training and in validation, and a day of weight 0 is
 *     no target. Empty where all days weigh the same
 * @param outputChunkLength days ahead that the network forecasts at once, at least 1: from a window
 *     up to day t it forecasts t + 1, …, t + k, and the loss is the mean over these days. Beyond
 *     them forecasts are fed back
 */
public record TrainingDetails(
    Optimizer optimizer,
    RateSchedule schedule,
    int rateWarmUp,
    int plateauPatience,
    boolean clipByValue,
    double lambdaEnd,
    int maxSamples,
    int validateEvery,
    Precision precision,
    String sampleWeights,
    int outputChunkLength) {
  /** Most days ahead at once: four years. */
  static final int MOST_DAYS_AHEAD = 1000;

  /** Optimisers. */
  public enum Optimizer {
    /** Decay is a factor on weights (Loshchilov and Hutter, arXiv 1711.05101). */
    ADAMW,
    /** Decay is a part of the gradient (Kingma and Ba, arXiv 1412.6980). */
    ADAM,
    /** Gradient descent with momentum 0.9 (Polyak 1964, doi:10.1016/0041-5553(64)90137-5). */
    SGD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the learning rate changes from epoch to epoch. */
  public enum RateSchedule {
    /** It stays. */
    NONE,
    /** It is multiplied by γ after each epoch. */
    EXPONENTIAL,
    /** It is {@code ½·(1 + cos(π·(e − 1)/E))} of the first in epoch e of E. */
    COSINE,
    /** It is multiplied by γ after {@code plateauPatience} epochs without improvement. */
    PLATEAU;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the numbers.
   *
   * @param optimizer any
   * @param schedule any
   * @param rateWarmUp at least 0
   * @param plateauPatience at least 1
   * @param clipByValue any
   * @param lambdaEnd in [0, 1] or NaN
   * @param maxSamples at least 1
   * @param validateEvery at least 1
   * @param precision any
   * @param sampleWeights any, empty for none
   * @param outputChunkLength from 1 to 1000
   * @throws IllegalArgumentException naming what is out of range
   */
  public TrainingDetails {
    atLeast("epochs of warm-up", rateWarmUp, 0);
    atLeast("plateau patience", plateauPatience, 1);
    atLeast("max samples", maxSamples, 1);
    atLeast("epochs between validations", validateEvery, 1);
    if (lambdaEnd < 0 || lambdaEnd > 1) {
      throw new IllegalArgumentException(
          "lambda at the end is " + lambdaEnd + ", must be in [0, 1]");
    }
    if (outputChunkLength < 1 || outputChunkLength > MOST_DAYS_AHEAD) {
      throw new IllegalArgumentException(
          "output chunk length is %d, must be from 1 to %d"
              .formatted(outputChunkLength, MOST_DAYS_AHEAD));
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least " + least);
    }
  }

  /**
   * {@return AdamW, an exponential schedule, a clip of the norm, all windows of equal weight, f32,
   * λ that stays, forecasts of one day}
   */
  public static TrainingDetails defaults() {
    return new TrainingDetails(
        Optimizer.ADAMW,
        RateSchedule.EXPONENTIAL,
        0,
        5,
        false,
        Double.NaN,
        Integer.MAX_VALUE,
        1,
        Precision.F32,
        "",
        1);
  }

  /**
   * The same with another precision.
   *
   * @param value of the products in the network
   * @return new details
   */
  public TrainingDetails withPrecision(Precision value) {
    return with(value, sampleWeights, outputChunkLength);
  }

  /**
   * The same with other weights of days in the loss.
   *
   * @param component of the labels, empty for equal weights
   * @return new details
   */
  public TrainingDetails withSampleWeights(String component) {
    return with(precision, component, outputChunkLength);
  }

  /**
   * The same with forecasts of other days ahead.
   *
   * @param days from 1 to 1000
   * @return new details
   */
  public TrainingDetails withOutputChunkLength(int days) {
    return with(precision, sampleWeights, days);
  }

  private TrainingDetails with(Precision products, String weights, int ahead) {
    return new TrainingDetails(
        optimizer,
        schedule,
        rateWarmUp,
        plateauPatience,
        clipByValue,
        lambdaEnd,
        maxSamples,
        validateEvery,
        products,
        weights,
        ahead);
  }

  /** λ in an epoch, where it begins with {@code first}. */
  double lambda(double first, int epoch, int epochs) {
    if (Double.isNaN(lambdaEnd)) {
      return first;
    }
    double share = epochs == 1 ? 1 : (epoch - 1.0) / (epochs - 1);
    return (1 - share) * first + share * lambdaEnd;
  }
}
