package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * GJR-GARCH(p,o,q) of Glosten, Jagannathan and Runkle, with GARCH(p,q) (o = 0) and ARCH(p) (o = q =
 * 0) in it:
 *
 * <p>{@code h[t] = ω + Σ α[i]·e[t−i]² + Σ γ[i]·e[t−i]²·1(e[t−i]<0) + Σ β[j]·h[t−j]}.
 *
 * <p>Derivatives run forward beside the variance. For a parameter θ with a direct effect {@code
 * d[t]} — 1 for ω, {@code e[t−i]²} for α[i], {@code h[t−j]} for β[j], {@code −2·Σ(α[i] +
 * γ[i]·1(e<0))·e[t−i]·x[t−i]} for a parameter of the mean — they are {@code ∂h[t] = d[t] + Σ
 * β[j]·∂h[t−j]}: the same filter for every θ, started from the derivative of the pre-sample value.
 *
 * @param p lags of the squared residual, at least 1
 * @param o lags of the squared negative residual, from 0
 * @param q lags of the variance, from 0
 */
record GjrGarch(int p, int o, int q) implements VarianceModel {
  /** arch's lower bound of ω, in units of the mean squared residual. */
  static final double OMEGA_FLOOR = 1e-8;

  /**
   * Starts α, β, ω for residuals with mean square 1. In short samples the likelihood has a maximum
   * on each of several ridges: slow decay; strong reaction; no reaction, the variance drifting down
   * or up from its pre-sample value; short memory. Of 141 points of a grid these, in this order,
   * find the highest maximum most often: on 3000 windows of 90 days the first in 82.6 %, two in
   * 93.7 %, three in 98.6 %, four in 99.5 %, five in 99.8 %.
   */
  private static final double[][] GARCH_STARTS = {
    {0.02, 0.975, 0.0015},
    {0.7, 0.2, 0.1},
    {0.0005, 0.9945, 0.0015},
    {0.0005, 0.9695, 0.06},
    {0.02, 0.28, 0.7},
    {0.1, 0.85, 0.05}
  };

  private static final double[][] ARCH_STARTS = {{0.2, 0, 0.8}, {0.5, 0, 0.5}, {0.02, 0, 1}};

  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>(List.of("omega"));
    number(names, "alpha", p);
    number(names, "gamma", o);
    number(names, "beta", q);
    return names;
  }

  private static void number(List<String> names, String name, int count) {
    for (int i = 1; i <= count; i++) {
      names.add(name + i);
    }
  }

  @Override
  public int padding() {
    return Math.max(p, Math.max(o, q));
  }

  @Override
  public void constrain(Constraints set, int at, double maxPersistence) {
    set.atLeast(at, OMEGA_FLOOR, "omega at its floor");
    for (int i = 0; i < p; i++) {
      set.atLeast(at + 1 + i, 0, "alpha" + (i + 1) + "=0");
    }
    for (int i = 0; i < o; i++) {
      // The weight of a negative residual: α[i] + γ[i], or γ[i] alone beyond the last α.
      double[] row = new double[set.dimension()];
      row[at + 1 + p + i] = 1;
      String name = "gamma" + (i + 1) + "=0";
      if (i < p) {
        row[at + 1 + i] = 1;
        name = "alpha" + (i + 1) + "+" + name;
      }
      set.atLeast(row, 0, name);
    }
    for (int j = 0; j < q; j++) {
      set.atLeast(at + 1 + p + o + j, 0, "beta" + (j + 1) + "=0");
    }
    double[] row = new double[set.dimension()];
    Arrays.fill(row, at + 1, at + 1 + p, -1);
    Arrays.fill(row, at + 1 + p, at + 1 + p + o, -0.5);
    Arrays.fill(row, at + 1 + p + o, at + 1 + p + o + q, -1);
    set.atLeast(row, -maxPersistence, "persistence=1");
  }

  @Override
  public List<double[]> starts() {
    double[][] alphaBetaOmega = q == 0 ? ARCH_STARTS : GARCH_STARTS;
    List<double[]> starts = new ArrayList<>();
    for (double[] point : alphaBetaOmega) {
      double[] start = new double[1 + p + o + q];
      // Half of the reaction goes to the negative residuals alone, where there are such terms.
      double symmetric = o > 0 ? 0.5 * point[0] : point[0];
      start[0] = point[2];
      Arrays.fill(start, 1, 1 + p, symmetric / p);
      Arrays.fill(start, 1 + p, 1 + p + o, o > 0 ? point[0] / o : 0);
      Arrays.fill(start, 1 + p + o, 1 + p + o + q, q > 0 ? point[1] / q : 0);
      starts.add(start);
    }
    return starts;
  }

  @Override
  public void filter(VariancePath path, double[] theta, int at, boolean derivatives) {
    int pad = path.padding;
    int first = path.firstVarianceGiven ? pad + 1 : pad;
    double b = path.backcast;
    squares(path.e, path.square, path.negative, pad, path.end);
    Arrays.fill(path.square, 0, pad, b);
    Arrays.fill(path.negative, 0, pad, 0.5 * b);
    Arrays.fill(path.h, 0, first, b);
    Arrays.fill(path.h, first, path.end, theta[at]);
    for (int i = 1; i <= p; i++) {
      addLagged(path.square, i, theta[at + i], path.h, first, path.end);
    }
    for (int i = 1; i <= o; i++) {
      addLagged(path.negative, i, theta[at + p + i], path.h, first, path.end);
    }
    recurse(path.h, theta, at + 1 + p + o, q, first, path.end);
    if (derivatives) {
      for (int j = 0; j < path.x.length; j++) {
        byMean(path, theta, at, j, first);
      }
      byVariance(path, theta, at, first);
    }
  }

  private void byMean(VariancePath path, double[] theta, int at, int j, int first) {
    double[] slope = path.scratch; // ∂e²/∂θ, and ∂(e²·1(e<0))/∂θ where e < 0
    int pad = path.padding;
    Arrays.fill(slope, 0, pad, 0);
    for (int t = pad; t < path.end; t++) {
      slope[t] = -2 * path.e[t] * path.x[j][t];
    }
    double[] dh = path.dh[j];
    Arrays.fill(dh, first, path.end, 0);
    for (int i = 1; i <= p; i++) {
      addLagged(slope, i, theta[at + i], dh, first, path.end);
    }
    for (int i = 1; i <= o; i++) {
      double gamma = theta[at + p + i];
      for (int t = Math.max(first, pad + i); t < path.end; t++) {
        if (path.e[t - i] < 0) {
          dh[t] += gamma * slope[t - i];
        }
      }
    }
    finish(path, theta, at, j, first);
  }

  private void byVariance(VariancePath path, double[] theta, int at, int first) {
    Arrays.fill(path.dh[at], first, path.end, 1);
    for (int i = 1; i <= p; i++) {
      System.arraycopy(path.square, first - i, path.dh[at + i], first, path.end - first);
    }
    for (int i = 1; i <= o; i++) {
      System.arraycopy(path.negative, first - i, path.dh[at + p + i], first, path.end - first);
    }
    for (int i = 1; i <= q; i++) {
      System.arraycopy(path.h, first - i, path.dh[at + p + o + i], first, path.end - first);
    }
    for (int j = at; j < at + 1 + p + o + q; j++) {
      finish(path, theta, at, j, first);
    }
  }

  /** From the direct effects in a row of derivatives to the derivatives. */
  private void finish(VariancePath path, double[] theta, int at, int j, int first) {
    double[] dh = path.dh[j];
    double slope = path.backcastGradient[j];
    Arrays.fill(dh, 0, first, slope);
    if (slope != 0) {
      for (int t = first; t < path.padding + Math.max(p, o); t++) {
        for (int i = t - path.padding + 1; i <= p; i++) {
          dh[t] += theta[at + i] * slope;
        }
        for (int i = t - path.padding + 1; i <= o; i++) {
          dh[t] += 0.5 * theta[at + p + i] * slope;
        }
      }
    }
    recurse(dh, theta, at + 1 + p + o, q, first, path.end);
  }

  private static void squares(double[] e, double[] square, double[] negative, int from, int end) {
    for (int t = from; t < end; t++) {
      square[t] = e[t] * e[t];
      negative[t] = e[t] < 0 ? square[t] : 0;
    }
  }

  private static void addLagged(
      double[] x, int lag, double factor, double[] to, int from, int end) {
    for (int t = from; t < end; t++) {
      to[t] += factor * x[t - lag];
    }
  }

  /** {@code x[t] += Σ β[j]·x[t−j]}: the only loop whose steps wait for each other. */
  private static void recurse(double[] x, double[] theta, int beta, int q, int from, int end) {
    if (q == 1) {
      double b = theta[beta];
      double last = x[from - 1];
      for (int t = from; t < end; t++) {
        last = x[t] + b * last;
        x[t] = last;
      }
      return;
    }
    for (int t = from; t < end; t++) {
      for (int j = 1; j <= q; j++) {
        x[t] += theta[beta + j - 1] * x[t - j];
      }
    }
  }

  @Override
  public void forecast(
      VariancePath path, double[] theta, int at, double negativeShare, double[] out) {
    for (int k = 0; k < out.length; k++) {
      double h = theta[at];
      for (int i = 1; i <= p; i++) {
        h += theta[at + i] * (i <= k ? out[k - i] : path.square[path.end + k - i]);
      }
      for (int i = 1; i <= o; i++) {
        double negative = i <= k ? negativeShare * out[k - i] : path.negative[path.end + k - i];
        h += theta[at + p + i] * negative;
      }
      for (int j = 1; j <= q; j++) {
        h += theta[at + p + o + j] * (j <= k ? out[k - j] : path.h[path.end + k - j]);
      }
      out[k] = h;
    }
  }

  @Override
  public double longRun(double[] theta, int at, double[] gradient) {
    double rest = 1;
    for (int i = 1; i <= p + o + q; i++) {
      rest -= weight(i) * theta[at + i];
    }
    if (!(rest > Constraints.SLACK)) {
      return Double.POSITIVE_INFINITY;
    }
    double longRun = theta[at] / rest;
    gradient[at] = 1 / rest;
    for (int i = 1; i <= p + o + q; i++) {
      gradient[at + i] = weight(i) * longRun / rest;
    }
    return longRun;
  }

  /** What the i-th parameter after ω adds to the persistence. */
  private double weight(int i) {
    return i > p && i <= p + o ? 0.5 : 1;
  }

  @Override
  public void rescale(double[] theta, int at, double scale) {
    theta[at] *= scale * scale;
  }

  @Override
  public String label() {
    if (o > 0) {
      return "GJR-GARCH(" + p + "," + o + "," + q + ")";
    }
    return q > 0 ? "GARCH(" + p + "," + q + ")" : "ARCH(" + p + ")";
  }
}
