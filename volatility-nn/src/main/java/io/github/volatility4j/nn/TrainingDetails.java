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
    Precision precision) {
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
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least " + least);
    }
  }

  /**
   * {@return AdamW, an exponential schedule, a clip of the norm, all windows, f32, λ that stays}
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
        Precision.F32);
  }

  /**
   * The same with another precision.
   *
   * @param value of the products in the network
   * @return new details
   */
  public TrainingDetails withPrecision(Precision value) {
    return new TrainingDetails(
        optimizer,
        schedule,
        rateWarmUp,
        plateauPatience,
        clipByValue,
        lambdaEnd,
        maxSamples,
        validateEvery,
        value);
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
