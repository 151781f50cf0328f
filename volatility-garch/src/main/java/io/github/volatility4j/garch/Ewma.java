package io.github.volatility4j.garch;

import java.util.Arrays;
import java.util.List;

/**
 * Exponentially weighted moving average, the RiskMetrics model (J.P. Morgan 1996): {@code h[t] =
 * λ·h[t−1] + (1 − λ)·e[t−1]²}, an IGARCH without ω; its decay λ is from 0 to 1.
 */
record Ewma() implements VarianceModel {
  private static final double[] STARTS = {0.94, 0.98, 0.8, 0.995, 0.4};

  static double decay(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("decay is " + value + "; it must be from 0 to 1");
    }
    return value;
  }

  @Override
  public List<String> parameterNames() {
    return List.of("decay");
  }

  @Override
  public int padding() {
    return 1;
  }

  @Override
  public void constrain(Constraints set, int at, double maxPersistence) {
    set.atLeast(at, 0, "decay=0");
    set.atMost(at, 1, "decay=1");
  }

  @Override
  public List<double[]> starts() {
    return Arrays.stream(STARTS).mapToObj(decay -> new double[] {decay}).toList();
  }

  @Override
  public void filter(VariancePath path, double[] theta, int at, boolean derivatives) {
    begin(path, theta, at);
    double[] s = path.square;
    double[] h = path.h;
    for (int t = path.padding; t < path.end; t++) {
      s[t] = path.e[t] * path.e[t];
    }
    int first = path.first();
    double decay = theta[at];
    h[first - 1] = path.backcast;
    for (int t = first; t < path.end; t++) {
      h[t] = s[t - 1] + decay * (h[t - 1] - s[t - 1]);
    }
    for (int j = 0; derivatives && j <= at; j++) {
      double[] ds = path.scratch;
      path.squareSlopes(j, ds);
      double[] dh = path.dh[j];
      Arrays.fill(dh, 0, first, path.backcastGradient[j]);
      double own = j == at ? 1 : 0;
      for (int t = first; t < path.end; t++) {
        dh[t] = ds[t - 1] + decay * (dh[t - 1] - ds[t - 1]) + own * (h[t - 1] - s[t - 1]);
      }
    }
  }

  @Override
  public void secondDerivatives(VariancePath path, double[] theta, int at) {
    path.clearSecond(at + 1);
    int first = path.first();
    double decay = theta[at];
    double[] ds = path.scratch;
    for (int i = 0; i <= at; i++) {
      for (int j = 0; j <= i; j++) {
        double[] row = path.d2h[VariancePath.pair(i, j)];
        double before = path.backcastHessian[VariancePath.pair(i, j)];
        Arrays.fill(row, 0, first, before);
        path.squareSlopes(j, ds);
        double own = (i == at ? 1 : 0) + (j == at ? 1 : 0);
        for (int t = first; t < path.end; t++) {
          double bend = before;
          if (t - 1 >= path.padding) {
            bend = i < at ? 2 * path.x[i][t - 1] * path.x[j][t - 1] : 0;
          }
          row[t] = bend + decay * (row[t - 1] - bend) + own * (path.dh[j][t - 1] - ds[t - 1]);
        }
      }
    }
  }

  @Override
  public void next(VariancePath path, int t, double[] theta, int at) {
    if (t > path.padding) {
      path.square[t - 1] = path.e[t - 1] * path.e[t - 1];
    }
    double s = path.square[t - 1];
    path.h[t] = s + theta[at] * (path.h[t - 1] - s);
  }

  @Override
  public void forecast(
      VariancePath path, double[] theta, int at, double negativeShare, double[] out) {
    VariancePath after = path.tail(1);
    next(after, after.padding, theta, at);
    Arrays.fill(out, after.h[after.padding]);
  }

  @Override
  public boolean hasLongRun() {
    return false;
  }

  @Override
  public boolean takesRegressors() {
    return false;
  }

  @Override
  public void rescale(double[] theta, int at, double scale) {}

  @Override
  public void rescaleJacobian(double[] theta, int at, double scale, double[][] out) {
    out[at][at] = 1;
  }

  @Override
  public String label() {
    return "EWMA";
  }
}
