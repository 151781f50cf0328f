package io.github.volatility4j.garch;

import java.util.Arrays;
import java.util.List;

/**
 * Component GARCH of Engle and Lee (1999): the variance returns to a permanent component q that
 * moves slowly itself:
 *
 * <p>{@code q[t] = ω + ρ·q[t−1] + φ·(e[t−1]² − h[t−1])}, {@code h[t] = q[t] + α·(e[t−1]² − q[t−1])
 * + β·(h[t−1] − q[t−1])}.
 *
 * <p>{@code α, φ ≥ 0}, {@code φ ≤ β}, {@code α + β ≤ ρ ≤ 1}: the other component is the quicker
 * one, and no variance is negative. The long-run variance is {@code ω/(1 − ρ)}. Before the sample
 * stands b for the square, for h and for q.
 */
record ComponentGarch() implements VarianceModel {
  private static final int ALPHA = 1;
  private static final int BETA = 2;
  private static final int RHO = 3;
  private static final int PHI = 4;
  private static final int SIZE = 5;

  /** α, β, ρ, φ, and the long-run variance that ω follows from. */
  private static final double[][] STARTS = {
    {0.05, 0.85, 0.99, 0.03, 1},
    {0.1, 0.6, 0.98, 0.05, 0.8},
    {0.02, 0.9, 0.995, 0.02, 0.3},
    {0.2, 0.2, 0.95, 0.1, 1},
    {0.3, 0.3, 0.999, 0.01, 1},
    {0.01, 0.2, 0.9, 0.1, 1}
  };

  @Override
  public List<String> parameterNames() {
    return List.of("omega", "alpha", "beta", "rho", "phi");
  }

  @Override
  public int padding() {
    return 1;
  }

  @Override
  public void constrain(Constraints set, int at, double maxPersistence) {
    set.atLeast(at, GjrGarch.OMEGA_FLOOR, "omega at its floor");
    set.atLeast(at + ALPHA, 0, "alpha=0");
    set.atLeast(at + PHI, 0, "phi=0");
    double[] slower = new double[set.dimension()];
    slower[at + BETA] = 1;
    slower[at + PHI] = -1;
    set.atLeast(slower, 0, "phi=beta");
    double[] quicker = new double[set.dimension()];
    quicker[at + RHO] = 1;
    quicker[at + ALPHA] = -1;
    quicker[at + BETA] = -1;
    set.atLeast(quicker, 0, "alpha+beta=rho");
    set.persistence(at, persistenceWeights(), maxPersistence);
  }

  @Override
  public double[] persistenceWeights() {
    return new double[] {0, 0, 0, 1, 0};
  }

  @Override
  public List<double[]> starts() {
    return Arrays.stream(STARTS)
        .map(s -> new double[] {(1 - s[2]) * s[4], s[0], s[1], s[2], s[3]})
        .toList();
  }

  private static double[] permanent(VariancePath path) {
    return path.row(0);
  }

  @Override
  public void begin(VariancePath path, double[] theta, int at) {
    Arrays.fill(path.square, 0, path.padding, path.backcast);
    Arrays.fill(path.h, 0, path.padding, path.backcast);
    Arrays.fill(permanent(path), 0, path.padding, path.backcast);
  }

  @Override
  public void filter(VariancePath path, double[] theta, int at, boolean derivatives) {
    begin(path, theta, at);
    double[] s = path.square;
    double[] h = path.h;
    double[] q = permanent(path);
    for (int t = path.padding; t < path.end; t++) {
      s[t] = path.e[t] * path.e[t];
    }
    int first = path.first();
    Recursion.intercept(path, theta[at], theta, at + SIZE, q);
    h[first - 1] = path.backcast;
    q[first - 1] = path.backcast;
    double alpha = theta[at + ALPHA];
    double beta = theta[at + BETA];
    double rho = theta[at + RHO];
    double phi = theta[at + PHI];
    for (int t = first; t < path.end; t++) {
      q[t] += rho * q[t - 1] + phi * (s[t - 1] - h[t - 1]);
      h[t] = q[t] + alpha * (s[t - 1] - q[t - 1]) + beta * (h[t - 1] - q[t - 1]);
    }
    for (int j = 0; derivatives && j < at + SIZE + path.w.length; j++) {
      direct(path, at, j);
      double[] dq = path.work(2 * j);
      double[] own = path.work(2 * j + 1);
      path.squareSlopes(j, path.scratch);
      double start = path.backcastGradient[j];
      Arrays.fill(dq, 0, first, start);
      Arrays.fill(path.dh[j], 0, first, start);
      System.arraycopy(own, first, path.dh[j], first, path.end - first);
      recurse(path, theta, at, path.scratch, dq, path.dh[j]);
    }
  }

  /** From what moves q and h directly, in their rows, to their derivatives; {@code ds} moves e². */
  private static void recurse(
      VariancePath path, double[] theta, int at, double[] ds, double[] dq, double[] dh) {
    double alpha = theta[at + ALPHA];
    double beta = theta[at + BETA];
    double rho = theta[at + RHO];
    double phi = theta[at + PHI];
    for (int t = path.first(); t < path.end; t++) {
      dq[t] += rho * dq[t - 1] + phi * (ds[t - 1] - dh[t - 1]);
      dh[t] += dq[t] + alpha * (ds[t - 1] - dq[t - 1]) + beta * (dh[t - 1] - dq[t - 1]);
    }
  }

  /** What a parameter weighs in q and in h. */
  private static void direct(VariancePath path, int at, int j) {
    double[] onQ = path.work(2 * j);
    double[] onH = path.work(2 * j + 1);
    Arrays.fill(onQ, 0);
    Arrays.fill(onH, 0);
    int first = path.first();
    double[] q = permanent(path);
    switch (j - at) {
      case 0 -> Arrays.fill(onQ, first, path.end, 1);
      case ALPHA -> difference(path.square, q, onH, first, path.end);
      case BETA -> difference(path.h, q, onH, first, path.end);
      case RHO -> Recursion.addLagged(q, 1, 1, onQ, first, path.end);
      case PHI -> difference(path.square, path.h, onQ, first, path.end);
      default -> {
        if (j > at) {
          Recursion.addLagged(path.w[j - at - SIZE], 0, 1, onQ, first, path.end);
        }
      }
    }
  }

  /** {@code to[t] += a[t−1] − b[t−1]}. */
  private static void difference(double[] a, double[] b, double[] to, int from, int end) {
    for (int t = from; t < end; t++) {
      to[t] += a[t - 1] - b[t - 1];
    }
  }

  @Override
  public void secondDerivatives(VariancePath path, double[] theta, int at) {
    int all = at + SIZE + path.w.length;
    path.clearSecond(all);
    double[] bendQ = new double[path.end];
    double[] bendS = new double[path.end];
    int first = path.first();
    for (int i = 0; i < all; i++) {
      for (int j = 0; j <= i; j++) {
        double[] row = path.d2h[VariancePath.pair(i, j)];
        double before = path.backcastHessian[VariancePath.pair(i, j)];
        Arrays.fill(bendQ, 0);
        Arrays.fill(bendQ, 0, first, before);
        Arrays.fill(row, 0, first, before);
        Arrays.fill(bendS, 0, path.padding, before);
        Arrays.fill(bendS, path.padding, path.end, 0);
        for (int t = path.padding; t < path.end && i < at; t++) {
          bendS[t] = 2 * path.x[i][t] * path.x[j][t];
        }
        weighed(path, at, i, j, bendQ, row);
        weighed(path, at, j, i, bendQ, row);
        recurse(path, theta, at, bendS, bendQ, row);
      }
    }
  }

  /** The derivative by j of what the parameter i weighs. */
  private static void weighed(VariancePath path, int at, int i, int j, double[] onQ, double[] onH) {
    int first = path.first();
    double[] ds = path.scratch;
    path.squareSlopes(j, ds);
    double[] dq = path.work(2 * j);
    double[] dh = path.dh[j];
    switch (i - at) {
      case ALPHA -> difference(ds, dq, onH, first, path.end);
      case BETA -> difference(dh, dq, onH, first, path.end);
      case RHO -> Recursion.addLagged(dq, 1, 1, onQ, first, path.end);
      case PHI -> difference(ds, dh, onQ, first, path.end);
      default -> {}
    }
  }

  @Override
  public void next(VariancePath path, int t, double[] theta, int at) {
    double[] q = permanent(path);
    if (t > path.padding) {
      path.square[t - 1] = path.e[t - 1] * path.e[t - 1];
    }
    double s = path.square[t - 1];
    double h = path.h[t - 1];
    double intercept = Recursion.intercept(path, t, theta[at], theta, at + SIZE);
    q[t] = intercept + theta[at + RHO] * q[t - 1] + theta[at + PHI] * (s - h);
    path.h[t] = q[t] + theta[at + ALPHA] * (s - q[t - 1]) + theta[at + BETA] * (h - q[t - 1]);
  }

  @Override
  public void forecast(
      VariancePath path, double[] theta, int at, double negativeShare, double[] out) {
    VariancePath after = path.tail(1);
    next(after, after.padding, theta, at);
    double h = after.h[after.padding];
    double q = permanent(after)[after.padding];
    for (int k = 0; k < out.length; k++) {
      out[k] = h;
      double away = (theta[at + ALPHA] + theta[at + BETA]) * (h - q);
      q = theta[at] + theta[at + RHO] * q;
      h = q + away;
    }
  }

  @Override
  public String label() {
    return "component GARCH";
  }
}
