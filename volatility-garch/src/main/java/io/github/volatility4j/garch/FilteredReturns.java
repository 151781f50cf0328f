package io.github.volatility4j.garch;

/**
 * Returns seen through a model with known parameters, in the user's units.
 *
 * @param model what they are seen through
 * @param theta its parameters
 * @param path residuals and variances
 */
record FilteredReturns(Specification model, double[] theta, VariancePath path) {
  /** Filters returns, from the pre-sample value of an estimate, which stays as it is. */
  static FilteredReturns of(Specification model, Estimate estimate, double[] returns) {
    int pad = model.variance().padding();
    int lost = model.mean().conditionedOn();
    double[] theta = estimate.theta();
    VariancePath path = model.path(returns.length, 0, model.size());
    model.mean().regressors(returns, path.x, pad);
    double[] y = new double[path.end];
    System.arraycopy(returns, lost, y, pad, returns.length - lost);
    path.residuals(y, theta);
    path.backcast = estimate.backcast();
    path.residualBefore = !Double.isNaN(estimate.meanResidual());
    path.meanResidual = estimate.meanResidual();
    path.firstVarianceGiven = model.preSample() == PreSample.H1;
    model.variance().filter(path, theta, model.varianceAt(), false);
    return new FilteredReturns(model, theta, path);
  }

  /** Writes the variances of the days after the last return. */
  void forecast(double[] out) {
    double negative = model.innovation().negativeShare(theta, model.innovationAt());
    model.variance().forecast(path, theta, model.varianceAt(), negative, out);
  }
}
