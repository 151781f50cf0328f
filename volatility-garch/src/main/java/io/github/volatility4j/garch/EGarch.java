package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * EGARCH(p,o,q) of Nelson (1991, doi:10.2307/2938260):
 *
 * <p>{@code ln h[t] = ω + Σ α[i]·(|z[t−i]| − √(2/π)) + Σ γ[i]·z[t−i] + Σ β[j]·ln h[t−j]} with
 * {@code z = e/√h}.
 *
 * <p>β ≥ 0 and Σβ ≤ 1; α and γ are free. Before the sample stands {@code ln h = ln b}, and shocks
 * are 0; under {@link PreSample#FCP} they are those of {@code z = mean(e)/√b}. Where the variance
 * depends on |z| the likelihood has a kink at residuals of 0: derivatives are taken from the right.
 */
final class EGarch extends ShockModel {
  private static final double MEAN_ABSOLUTE = Math.sqrt(2 / Math.PI);

  /** α, γ, β, and the long-run ln h that ω follows from. */
  private static final double[][] STARTS = {
    {0.15, -0.1, 0.97, -0.1},
    {0.15, 0, 0.9, -0.1},
    {0.1, -0.15, 0.99, -0.3},
    {0.3, 0, 0.6, -0.1},
    {0.05, 0.1, 0.98, 0},
    {-0.1, -0.2, 0.9, 0},
    {0.4, -0.1, 0.2, -0.2},
    {0.02, -0.02, 0.999, -1}
  };

  EGarch(int p, int o, int q) {
    super(p, o, q);
    for (int i = 1; i <= p; i++) {
      weigh(i, 0, i);
    }
    for (int i = 1; i <= o; i++) {
      weigh(p + i, 1, i);
    }
  }

  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>(List.of("omega"));
    Recursion.number(names, "alpha", p);
    Recursion.number(names, "gamma", o);
    Recursion.number(names, "beta", q);
    return names;
  }

  @Override
  public void constrain(Constraints set, int at, double maxPersistence) {
    double[] weights = new double[size()];
    for (int j = 1; j <= q; j++) {
      set.atLeast(at + p + o + j, 0, "beta" + j + "=0");
      weights[p + o + j] = 1;
    }
    if (q > 0) {
      set.persistence(at, weights, maxPersistence);
    }
  }

  @Override
  public List<double[]> starts() {
    List<double[]> starts = new ArrayList<>();
    for (double[] point : STARTS) {
      double[] start = new double[size()];
      double memory = q > 0 ? point[2] : 0;
      start[0] = (1 - memory) * point[3];
      Arrays.fill(start, 1, 1 + p, point[0] / p);
      Arrays.fill(start, 1 + p, 1 + p + o, o > 0 ? point[1] / o : 0);
      Arrays.fill(start, 1 + p + o, size(), q > 0 ? point[2] / q : 0);
      starts.add(start);
    }
    return starts;
  }

  @Override
  int kinds() {
    return o > 0 ? 2 : 1;
  }

  @Override
  int skewOf(int kind) {
    return -1;
  }

  @Override
  int powerAt() {
    return -1;
  }

  @Override
  double[] transform(double b, double[] theta, int at) {
    return new double[] {Math.log(b), 1 / b, 0, -1 / (b * b), 0, 0};
  }

  @Override
  void before(VariancePath path, double[] theta, int at, boolean second) {
    for (int t = 0; t < path.padding; t++) {
      if (path.residualBefore) {
        double inverse = 1 / Math.sqrt(path.backcast);
        shocks(path, t, path.meanResidual, inverse);
        slopes(path, t, path.meanResidual, inverse);
      } else {
        for (int kind = 0; kind < kinds(); kind++) {
          shock(path, kind)[t] = 0;
          local(path, kind, E)[t] = 0;
          local(path, kind, G)[t] = 0;
        }
      }
    }
    if (second) {
      bends(path, 0, path.padding);
    }
  }

  private void shocks(VariancePath path, int t, double e, double inverse) {
    double z = e * inverse;
    shock(path, 0)[t] = Math.abs(z) - MEAN_ABSOLUTE;
    if (o > 0) {
      shock(path, 1)[t] = z;
    }
  }

  private void slopes(VariancePath path, int t, double e, double inverse) {
    double z = e * inverse;
    local(path, 0, E)[t] = e < 0 ? -inverse : inverse;
    local(path, 0, G)[t] = -0.5 * Math.abs(z);
    if (o > 0) {
      local(path, 1, E)[t] = inverse;
      local(path, 1, G)[t] = -0.5 * z;
    }
  }

  @Override
  void values(VariancePath path, double[] theta, int at, boolean derivatives) {
    if (p == 1 && o == 1 && q == 1 && path.w.length == 0) {
      fast(path, theta, at);
    } else {
      int first = path.first();
      for (int t = path.padding; t < path.end; t++) {
        double g = t < first ? level(path)[t] : step(path, t, theta, at);
        double inverse = Math.exp(-0.5 * g);
        level(path)[t] = g;
        path.h[t] = 1 / (inverse * inverse);
        shocks(path, t, path.e[t], inverse);
      }
    }
    if (derivatives) {
      for (int t = path.padding; t < path.end; t++) {
        slopes(path, t, path.e[t], 1 / Math.sqrt(path.h[t]));
      }
      System.arraycopy(path.h, path.padding, ofH(path, H_G), path.padding, path.observations());
    }
  }

  private void fast(VariancePath path, double[] theta, int at) {
    double omega = theta[at];
    double alpha = theta[at + 1];
    double gamma = theta[at + 2];
    double beta = theta[at + 3];
    double[] level = level(path);
    double[] size = shock(path, 0);
    double[] sign = shock(path, 1);
    int first = path.first();
    for (int t = path.padding; t < path.end; t++) {
      double g =
          t < first
              ? level[t]
              : omega + alpha * size[t - 1] + gamma * sign[t - 1] + beta * level[t - 1];
      double inverse = Math.exp(-0.5 * g);
      double z = path.e[t] * inverse;
      level[t] = g;
      path.h[t] = 1 / (inverse * inverse);
      size[t] = Math.abs(z) - MEAN_ABSOLUTE;
      sign[t] = z;
    }
  }

  @Override
  void bends(VariancePath path, double[] theta, int at) {
    bends(path, path.padding, path.end);
    System.arraycopy(path.h, path.padding, ofH(path, H_GG), path.padding, path.observations());
  }

  private void bends(VariancePath path, int from, int end) {
    for (int kind = 0; kind < kinds(); kind++) {
      for (int t = from; t < end; t++) {
        // F is linear in e and goes with exp(−g/2).
        local(path, kind, EG)[t] = -0.5 * local(path, kind, E)[t];
        local(path, kind, GG)[t] = -0.5 * local(path, kind, G)[t];
      }
    }
  }

  @Override
  public void next(VariancePath path, int t, double[] theta, int at) {
    if (t > path.padding) {
      shocks(path, t - 1, path.e[t - 1], 1 / Math.sqrt(path.h[t - 1]));
    }
    double g = step(path, t, theta, at);
    level(path)[t] = g;
    path.h[t] = Math.exp(g);
  }

  private double rest(double[] theta, int at) {
    double rest = 1;
    for (int j = 1; j <= q; j++) {
      rest -= theta[at + p + o + j];
    }
    return rest;
  }

  @Override
  public double longRun(double[] theta, int at, double[] gradient) {
    double rest = rest(theta, at);
    if (!(rest > Constraints.SLACK)) {
      return Double.POSITIVE_INFINITY;
    }
    double value = Math.exp(theta[at] / rest);
    gradient[at] = value / rest;
    for (int j = 1; j <= q; j++) {
      gradient[at + p + o + j] = value * theta[at] / (rest * rest);
    }
    return value;
  }

  @Override
  public void longRunHessian(double[] theta, int at, double[] out) {
    double rest = rest(theta, at);
    double level = theta[at] / rest;
    double value = Math.exp(level);
    double byBeta = level / rest;
    out[VariancePath.pair(at, at)] = value / (rest * rest);
    for (int i = at + p + o + 1; i < at + size(); i++) {
      out[VariancePath.pair(i, at)] = value * (byBeta / rest + 1 / (rest * rest));
      for (int j = at + p + o + 1; j <= i; j++) {
        out[VariancePath.pair(i, j)] = value * (byBeta * byBeta + 2 * byBeta / rest);
      }
    }
  }

  @Override
  public boolean isLogarithmic() {
    return true;
  }

  @Override
  public void rescale(double[] theta, int at, double scale) {
    theta[at] += rest(theta, at) * 2 * Math.log(scale);
  }

  @Override
  public void rescaleJacobian(double[] theta, int at, double scale, double[][] out) {
    for (int i = at; i < at + size(); i++) {
      out[i][i] = 1;
    }
    for (int j = 1; j <= q; j++) {
      out[at][at + p + o + j] = -2 * Math.log(scale);
    }
  }

  @Override
  public String label() {
    return "EGARCH(" + p + "," + o + "," + q + ")";
  }
}
