package io.github.volatility4j.nn;

import java.util.List;

/** The learning rate of an epoch. */
final class LearningRate {
  private LearningRate() {}

  /**
   * The rate.
   *
   * @param epoch from 1
   * @param options say how it begins and how it changes
   * @param done epochs before this one
   */
  static double of(int epoch, TrainingOptions options, List<Epoch> done) {
    double gamma = options.learningRateDecay();
    double warm = Math.min(1, epoch / (options.details().rateWarmUp() + 1.0));
    return options.learningRate()
        * warm
        * switch (options.details().schedule()) {
          case NONE -> 1;
          case EXPONENTIAL -> Math.pow(gamma, epoch - 1.0);
          case COSINE -> 0.5 * (1 + Math.cos(Math.PI * (epoch - 1) / options.epochs()));
          case PLATEAU -> Math.pow(gamma, plateaus(options, done));
        };
  }

  private static int plateaus(TrainingOptions options, List<Epoch> done) {
    double reference = Double.POSITIVE_INFINITY;
    int stale = 0;
    int plateaus = 0;
    for (Epoch epoch : done) {
      if (epoch.validationLoss() < reference - options.minDelta()) {
        reference = epoch.validationLoss();
        stale = 0;
      } else if (++stale == options.details().plateauPatience()) {
        plateaus++;
        stale = 0;
      }
    }
    return plateaus;
  }
}
