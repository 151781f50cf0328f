package io.github.volatility4j.garch;

import java.util.List;

/**
 * What an estimation found, in the user's units.
 *
 * @param theta [parameters]
 * @param free indices of those that were estimated
 * @param logLikelihood at theta
 * @param backcast the variance that stands for the time before the sample
 * @param meanResidual the residual before the sample, NaN where the rule has none
 * @param outcome how the search ended
 */
record Estimate(
    double[] theta,
    int[] free,
    double logLikelihood,
    double backcast,
    double meanResidual,
    Outcome outcome) {
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
