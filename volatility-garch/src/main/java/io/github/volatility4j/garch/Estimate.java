package io.github.volatility4j.garch;

import java.util.List;

/**
 * What an estimation found, in the user's units.
 *
 * @param theta [parameters]
 * @param freedom which of them could move
 * @param logLikelihood at theta
 * @param backcast the variance that stands for the time before the sample
 * @param meanResidual the residual before the sample, NaN where the rule has none
 * @param outcome how the search ended
 */
record Estimate(
    double[] theta,
    Freedom freedom,
    double logLikelihood,
    double backcast,
    double meanResidual,
    Outcome outcome) {
  /**
   * Which parameters could move.
   *
   * @param free indices of those that were estimated
   * @param degrees how many that are, less one for each equation between them
   * @param directions [any, free] a basis of the directions in which the scaled parameters can move
   *     both ways: all, but for what binds
   */
  record Freedom(int[] free, int degrees, double[][] directions) {
    static final Freedom NONE = new Freedom(new int[0], 0, new double[0][]);
  }

  /**
   * How a search ended.
   *
   * @param status whether it converged
   * @param binding words for the constraints that bind
   * @param iterations of all searches together
   * @param projectedGradient of the mean log-likelihood, in scaled units
   */
  record Outcome(
      GarchFit.Status status, List<String> binding, int iterations, double projectedGradient) {}
}
