package io.github.volatility4j.garch;

/**
 * The plain fit of one window after another, of any variance model with an AR(p) mean and normal
 * innovations; every start is followed to its end. {@link LaneFit} is held to what it finds.
 */
final class WindowFit implements WindowFits {
  /** A sixth and a seventh find a higher maximum in one window of a thousand. */
  private static final int STARTS = 5;

  private final Specification model;
  private final int window;
  private final Likelihood likelihood;
  private final Constraints constraints;
  private final Sqp search;
  private final double[][] starts; // [starts, parameters], the mean's are filled in for each window
  private final double[] next = new double[1];

  WindowFit(int window, Specification model) {
    this.window = window;
    this.model = model;
    this.likelihood = new Likelihood(model, window);
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

  @Override
  public void fit(double[] returns, int firstEnd, int every, int count, WindowResults out) {
    for (int i = 0; i < count; i++) {
      fit(returns, firstEnd + i * every, out, i);
    }
  }

  private void fit(double[] returns, int end, WindowResults out, int i) {
    boolean modelled = likelihood.load(returns, end - window);
    double[] mean = likelihood.leastSquares();
    double forecast = mean[0];
    for (int j = 1; j < mean.length; j++) {
      forecast += mean[j] * returns[end - j];
    }
    out.meanForecast[i] = forecast;
    if (!modelled) {
      out.nothingToModel(i);
      return;
    }
    double scale = likelihood.scale();
    for (double[] start : starts) {
      System.arraycopy(mean, 0, start, 0, mean.length);
      model.mean().rescale(start, 1 / scale);
    }
    search.minimiseFromAll(starts, starts.length, Estimation.FIRST_GAIN, Estimation.LAST_GAIN);
    double[] theta = search.x();
    out.status[i] = Estimation.status(search.projectedGradient(), constraints.anyBinds(theta));
    int n = window - model.mean().conditionedOn();
    out.logLikelihood[i] = -n * (search.value() + Math.log(scale));
    System.arraycopy(model.toUser(theta, scale), 0, out.theta[i], 0, theta.length);
    likelihood.forecast(theta, next);
    out.variance[i] = next[0] * scale * scale;
    out.backcast[i] = likelihood.path().backcast * scale * scale;
  }
}
