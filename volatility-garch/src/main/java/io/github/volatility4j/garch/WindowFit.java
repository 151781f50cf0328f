package io.github.volatility4j.garch;

import java.util.Arrays;
import java.util.Map;

/**
 * The teacher's fit of one window by the general estimator. The arrays and the result are this
 * object's own: one for each thread.
 */
final class WindowFit {
  private final Specification model;
  private final int lags;

  /** One-step forecast of the return by least squares. */
  double meanForecast;

  /** Variances for the days after the window; 0 where the window leaves nothing to model. */
  double[] variance = {};

  GarchFit.Status status = GarchFit.Status.FAILED;

  WindowFit(int lags) {
    this.lags = lags;
    this.model =
        new Specification(
            new LinearMean(true, lags),
            new GjrGarch(1, 0, 1),
            new NormalInnovation(),
            PreSample.EWMA);
  }

  /** Fits rows {@code [from, end)} of the returns. */
  void fit(double[] returns, int from, int end, int horizon) {
    double[] window = Arrays.copyOfRange(returns, from, end);
    double[][] x = new double[lags + 1][window.length - lags];
    model.mean().regressors(window, x, 0);
    double[] y = Arrays.copyOfRange(window, lags, window.length);
    double[] coefficients = LeastSquares.fit(x, y, 0, y.length);
    meanForecast = coefficients[0];
    for (int i = 1; i <= lags; i++) {
      meanForecast += coefficients[i] * returns[end - i];
    }
    variance = new double[horizon];
    status = GarchFit.Status.FAILED;
    if (new Likelihood(model, window).scale() > 0) {
      Estimate estimate = Estimation.estimate(model, window, Map.of());
      status = estimate.outcome().status();
      FilteredReturns.of(model, estimate, window).forecast(variance);
    }
  }
}
