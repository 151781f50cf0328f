package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * HARCH of Müller et al. (1997, doi:10.1016/S0927-5398(97)00007-8) in the form of the Python
 * package arch: {@code h[t] = ω + Σ α[l]·mean(e[t−1]², …, e[t−l]²)} over some horizons l.
 *
 * <p>α ≥ 0, Σα ≤ 1. Before the sample stands b for the squares.
 *
 * @param horizons l, increasing
 */
record Harch(List<Integer> horizons) implements VarianceModel {
  private static final double[][] STARTS = {{0.8, 0.2}, {0.3, 0.7}, {0.97, 0.05}, {0.02, 1}};

  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>(List.of("omega"));
    horizons.forEach(l -> names.add("alpha" + l));
    return names;
  }

  private int size() {
    return 1 + horizons.size();
  }

  @Override
  public int padding() {
    return horizons.get(horizons.size() - 1);
  }

  @Override
  public void constrain(Constraints set, int at, double maxPersistence) {
    set.atLeast(at, GjrGarch.OMEGA_FLOOR, "omega at its floor");
    for (int i = 1; i < size(); i++) {
      set.atLeast(at + i, 0, "alpha" + horizons.get(i - 1) + "=0");
    }
    set.persistence(at, persistenceWeights(), maxPersistence);
  }

  @Override
  public double[] persistenceWeights() {
    double[] weights = new double[size()];
    Arrays.fill(weights, 1, size(), 1);
    return weights;
  }

  @Override
  public List<double[]> starts() {
    List<double[]> starts = new ArrayList<>();
    for (double[] point : STARTS) {
      double[] start = new double[size()];
      Arrays.fill(start, point[0] / horizons.size());
      start[0] = point[1];
      starts.add(start);
    }
    return starts;
  }

  /** {@code out[t] = mean(x[t−1], …, x[t−l])} on the sample. */
  private static void means(VariancePath path, double[] x, int l, double[] out) {
    Arrays.fill(out, path.padding, path.end, 0);
    for (int i = 1; i <= l; i++) {
      Recursion.addLagged(x, i, 1.0 / l, out, path.padding, path.end);
    }
  }

  @Override
  public void filter(VariancePath path, double[] theta, int at, boolean derivatives) {
    begin(path, theta, at);
    for (int t = path.padding; t < path.end; t++) {
      path.square[t] = path.e[t] * path.e[t];
    }
    Recursion.intercept(path, theta[at], theta, at + size(), path.h);
    for (int i = 1; i < size(); i++) {
      double[] mean = path.work(i);
      means(path, path.square, horizons.get(i - 1), mean);
      Recursion.addLagged(mean, 0, theta[at + i], path.h, path.padding, path.end);
    }
    if (path.firstVarianceGiven) {
      path.h[path.padding] = path.backcast;
    }
    if (derivatives) {
      derivatives(path, theta, at);
    }
  }

  private void derivatives(VariancePath path, double[] theta, int at) {
    for (int j = 0; j < at + size() + path.w.length; j++) {
      double[] dh = path.dh[j];
      Arrays.fill(dh, path.padding, path.end, j == at ? 1 : 0);
      if (j > at) {
        double[] direct = j < at + size() ? path.work(j - at) : path.w[j - at - size()];
        Recursion.addLagged(direct, 0, 1, dh, path.padding, path.end);
      }
      if (moves(path, j)) {
        path.squareSlopes(j, path.scratch);
        for (int i = 1; i < size(); i++) {
          means(path, path.scratch, horizons.get(i - 1), path.work(0));
          Recursion.addLagged(path.work(0), 0, theta[at + i], dh, path.padding, path.end);
        }
      }
      if (path.firstVarianceGiven) {
        dh[path.padding] = path.backcastGradient[j];
      }
    }
  }

  private static boolean moves(VariancePath path, int j) {
    return j < path.x.length || path.backcastGradient[j] != 0;
  }

  @Override
  public void secondDerivatives(VariancePath path, double[] theta, int at) {
    int all = at + size() + path.w.length;
    path.clearSecond(all);
    for (int i = 0; i < all; i++) {
      for (int j = 0; j <= i; j++) {
        double[] row = path.d2h[VariancePath.pair(i, j)];
        double before = path.backcastHessian[VariancePath.pair(i, j)];
        if (i < at || before != 0) {
          double[] bend = path.scratch;
          Arrays.fill(bend, 0, path.padding, before);
          Arrays.fill(bend, path.padding, path.end, 0);
          for (int t = path.padding; t < path.end && i < at; t++) {
            bend[t] = 2 * path.x[i][t] * path.x[j][t];
          }
          for (int l = 1; l < size(); l++) {
            means(path, bend, horizons.get(l - 1), path.work(0));
            Recursion.addLagged(path.work(0), 0, theta[at + l], row, path.padding, path.end);
          }
        }
        addMean(path, at, i, j, row);
        addMean(path, at, j, i, row);
        if (path.firstVarianceGiven) {
          row[path.padding] = before;
        }
      }
    }
  }

  /** The derivative by j of the mean that the parameter i weighs. */
  private void addMean(VariancePath path, int at, int i, int j, double[] row) {
    int which = i - at;
    if (which >= 1 && which < size() && moves(path, j)) {
      path.squareSlopes(j, path.scratch);
      means(path, path.scratch, horizons.get(which - 1), path.work(0));
      Recursion.addLagged(path.work(0), 0, 1, row, path.padding, path.end);
    }
  }

  @Override
  public void next(VariancePath path, int t, double[] theta, int at) {
    if (t > path.padding) {
      path.square[t - 1] = path.e[t - 1] * path.e[t - 1];
    }
    path.h[t] =
        step(path, t, Recursion.intercept(path, t, theta[at], theta, at + size()), theta, at);
  }

  private double step(VariancePath path, int t, double intercept, double[] theta, int at) {
    double h = intercept;
    double sum = 0;
    int lag = 1;
    for (int i = 1; i < size(); i++) {
      for (; lag <= horizons.get(i - 1); lag++) {
        sum += path.square[t - lag];
      }
      h += theta[at + i] * sum / horizons.get(i - 1);
    }
    return h;
  }

  @Override
  public void forecast(
      VariancePath path, double[] theta, int at, double negativeShare, double[] out) {
    VariancePath after = path.tail(out.length);
    for (int k = 0; k < out.length; k++) {
      out[k] = step(after, after.padding + k, theta[at], theta, at);
      after.square[after.padding + k] = out[k];
    }
  }

  @Override
  public String label() {
    return "HARCH(" + String.join(",", horizons.stream().map(String::valueOf).toList()) + ")";
  }
}
