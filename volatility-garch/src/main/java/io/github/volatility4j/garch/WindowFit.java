package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * The teacher's fit of one window after another: an AR(p) mean, a variance model, normal,
 * pre-sample EWMA. It owns its arrays: one for each thread. What it finds depends on the window
 * alone, not on the one before.
 */
final class WindowFit {
  static final VarianceModel GARCH = new GjrGarch(1, 0, 1);

  /** A sixth and a seventh find a higher maximum in one window of a thousand. */
  private static final int STARTS = 5;

  private final Specification model;
  private final int window;
  private final WindowLikelihood likelihood;
  private final Constraints constraints;
  private final Sqp search;
  private final double[][] starts; // [starts, parameters], the mean's are filled in for each window

  private double meanForecast;
  private GarchFit.Status status = GarchFit.Status.FAILED;

  WindowFit(int window, int lags, VarianceModel variance, boolean fast) {
    this.window = window;
    this.model =
        new Specification(
            new LinearMean(true, lags), variance, new NormalInnovation(), PreSample.EWMA);
    this.likelihood = fast ? new Ar1GarchLikelihood(window) : new Likelihood(model, window);
    this.constraints = model.constraints();
    this.search = new Sqp(likelihood, constraints);
    this.starts =
        model.variance().starts().stream()
            .limit(STARTS)
            .map(
                point -> {
                  double[] start = new double[model.size()];
                  System.arraycopy(point, 0, start, model.varianceAt(), point.length);
                  return start;
                })
            .toArray(double[][]::new);
  }

  /** A fit by the fastest way there is. */
  static WindowFit of(int window, int lags, VarianceModel variance) {
    return new WindowFit(window, lags, variance, lags == 1 && variance.equals(GARCH));
  }

  /**
   * Fits the window before row {@code end}.
   *
   * @param returns of one series
   * @param end row after the window
   * @param variance [horizon] receives the variances of row {@code end} and those after it; 0 where
   *     the window leaves nothing to model
   */
  void fit(double[] returns, int end, double[] variance) {
    boolean modelled = load(returns, end);
    double[] mean = likelihood.leastSquares();
    if (!modelled) {
      status = GarchFit.Status.FAILED;
      Arrays.fill(variance, 0);
      return;
    }
    double scale = likelihood.scale();
    for (double[] start : starts) {
      System.arraycopy(mean, 0, start, 0, mean.length);
      model.mean().rescale(start, 1 / scale);
    }
    search.minimiseFromAll(starts, starts.length, Estimation.FIRST_GAIN, Estimation.LAST_GAIN);
    double[] theta = search.x();
    status = Estimation.status(search.projectedGradient(), constraints.anyBinds(theta));
    likelihood.forecast(theta, variance);
    for (int k = 0; k < variance.length; k++) {
      variance[k] *= scale * scale;
    }
  }

  private boolean load(double[] returns, int end) {
    boolean modelled = likelihood.load(returns, end - window);
    double[] mean = likelihood.leastSquares();
    meanForecast = mean[0];
    for (int i = 1; i < mean.length; i++) {
      meanForecast += mean[i] * returns[end - i];
    }
    return modelled;
  }

  /** Forecasts the return after the window before row {@code end}, and fits no variance. */
  double meanForecast(double[] returns, int end) {
    load(returns, end);
    return meanForecast;
  }

  /** {@return the forecast of the return after the window, by least squares} */
  double meanForecast() {
    return meanForecast;
  }

  /** {@return how the search ended} */
  GarchFit.Status status() {
    return status;
  }

  /** {@return the log-likelihood at its end, of the returns in their own unit} */
  double logLikelihood() {
    int n = window - model.mean().conditionedOn();
    return -n * (search.value() + Math.log(likelihood.scale()));
  }
}
