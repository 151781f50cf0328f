package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * APARCH(p,o,q) of Ding, Granger and Engle (1993, doi:10.1016/0927-5398(93)90006-D):
 *
 * <p>{@code h[t]^(δ/2) = ω + Σ α[i]·(|e[t−i]| − γ[i]·e[t−i])^δ + Σ β[j]·h[t−j]^(δ/2)}, γ[i] = 0 for
 * i > o.
 *
 * <p>ω above 0, α and β at least 0, |γ| at most 0.9999, δ from 0.05 to 4, and the expectation of
 * {@code h^(δ/2)} exists: {@code Σ α[i]·κ(γ[i],δ) + Σ β[j] ≤ 1} with {@code κ = E(|z| − γz)^δ =
 * ½·E|z|^δ·((1+γ)^δ + (1−γ)^δ)} of the normal. For δ = 2 it is {@code α·(1+γ²) + β}, the
 * persistence of the GJR with the same variances. Before the sample stands {@code b^(δ/2)} for each
 * power.
 */
final class Aparch extends ShockModel {
  private static final double MOST_SKEWED = 0.9999;
  private static final double LEAST_POWER = 0.05;
  private static final double LARGEST_POWER = 4;

  /** ακ, γ, β, δ. */
  private static final double[][] STARTS = {
    {0.06, 0.5, 0.92, 1.3},
    {0.06, 0.9, 0.92, 1},
    {0.06, 0, 0.92, 1.8},
    {0.04, 0.3, 0.95, 2},
    {0.1, 0.2, 0.88, 1},
    {0.1, -0.3, 0.85, 1.3},
    {0.05, 0.9, 0.93, 0.6},
    {0.3, 0.2, 0.5, 1.5},
    {0.0005, 0.1, 0.99, 1.5},
    {0.05, 0.3, 0.93, 3}
  };

  Aparch(int p, int o, int q) {
    super(p, Orders.order("o", o, 0, p), q);
    for (int i = 1; i <= p; i++) {
      weigh(i, i - 1, i);
    }
  }

  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>(List.of("omega"));
    Recursion.number(names, "alpha", p);
    Recursion.number(names, "gamma", o);
    Recursion.number(names, "beta", q);
    names.add("delta");
    return names;
  }

  @Override
  int kinds() {
    return p;
  }

  @Override
  int skewOf(int kind) {
    return kind < o ? 1 + p + kind : -1;
  }

  @Override
  int powerAt() {
    return 1 + p + o + q;
  }

  private double skew(double[] theta, int at, int kind) {
    return kind < o ? theta[at + 1 + p + kind] : 0;
  }

  @Override
  public void constrain(Constraints set, int at, double maxPersistence) {
    set.atLeast(at, GjrGarch.OMEGA_FLOOR, "omega at its floor");
    for (int i = 1; i <= p; i++) {
      set.atLeast(at + i, 0, "alpha" + i + "=0");
    }
    for (int i = 1; i <= o; i++) {
      set.atLeast(at + p + i, -MOST_SKEWED, "gamma" + i + " at its bound -" + MOST_SKEWED);
      set.atMost(at + p + i, MOST_SKEWED, "gamma" + i + " at its bound " + MOST_SKEWED);
    }
    for (int j = 1; j <= q; j++) {
      set.atLeast(at + p + o + j, 0, "beta" + j + "=0");
    }
    set.atLeast(at + powerAt(), LEAST_POWER, "delta at its bound " + LEAST_POWER);
    set.atMost(at + powerAt(), LARGEST_POWER, "delta at its bound 4");
    set.curved(
        (theta, gradient) -> maxPersistence - persistence(theta, at, gradient),
        maxPersistence == 1 ? "persistence=1" : "persistence at its bound " + maxPersistence);
  }

  /** {@code Σ ακ + Σβ}; writes minus its derivatives. */
  private double persistence(double[] theta, int at, double[] minusGradient) {
    double delta = theta[at + powerAt()];
    double moment = Recursion.normalMoment(delta);
    double logSlope = 0.5 * Math.log(2) + 0.5 * Gamma.digamma(0.5 * (delta + 1));
    double sum = 0;
    minusGradient[at + powerAt()] = 0;
    for (int i = 1; i <= p; i++) {
      double gamma = skew(theta, at, i - 1);
      double up = Math.pow(1 + gamma, delta);
      double down = Math.pow(1 - gamma, delta);
      double kappa = 0.5 * moment * (up + down);
      double alpha = theta[at + i];
      sum += alpha * kappa;
      minusGradient[at + i] = -kappa;
      if (i <= o) {
        minusGradient[at + p + i] =
            -alpha * 0.5 * moment * delta * (up / (1 + gamma) - down / (1 - gamma));
      }
      minusGradient[at + powerAt()] -=
          alpha
              * (kappa * logSlope
                  + 0.5 * moment * (up * Math.log1p(gamma) + down * Math.log1p(-gamma)));
    }
    for (int j = 1; j <= q; j++) {
      sum += theta[at + p + o + j];
      minusGradient[at + p + o + j] = -1;
    }
    return sum;
  }

  @Override
  public List<double[]> starts() {
    List<double[]> starts = new ArrayList<>();
    for (double[] point : STARTS) {
      double[] start = new double[size()];
      double delta = point[3];
      double gamma = o > 0 ? point[1] : 0;
      double kappa =
          0.5
              * Recursion.normalMoment(delta)
              * (Math.pow(1 + gamma, delta) + Math.pow(1 - gamma, delta));
      double memory = q > 0 ? point[2] : 0;
      start[0] = 1 - point[0] - memory;
      Arrays.fill(start, 1, 1 + p, point[0] / kappa / p);
      Arrays.fill(start, 1 + p, 1 + p + o, gamma);
      Arrays.fill(start, 1 + p + o, 1 + p + o + q, q > 0 ? memory / q : 0);
      start[powerAt()] = delta;
      starts.add(start);
    }
    return starts;
  }

  @Override
  double[] transform(double b, double[] theta, int at) {
    double k = 0.5 * theta[at + powerAt()];
    double log = Math.log(b);
    double g = Math.exp(k * log);
    return new double[] {
      g,
      k * g / b,
      0.5 * g * log,
      k * (k - 1) * g / (b * b),
      0.5 * g / b * (1 + k * log),
      0.25 * g * log * log
    };
  }

  @Override
  void before(VariancePath path, double[] theta, int at, boolean second) {
    for (int kind = 0; kind < p; kind++) {
      System.arraycopy(level(path), 0, shock(path, kind), 0, path.padding);
      Arrays.fill(local(path, kind, G), 0, path.padding, 1); // F = g there
    }
  }

  @Override
  void values(VariancePath path, double[] theta, int at, boolean derivatives) {
    double delta = theta[at + powerAt()];
    for (int kind = 0; kind < p; kind++) {
      shocks(path, theta, at, kind, derivatives);
    }
    double[] level = level(path);
    int first = path.first();
    Recursion.intercept(path, theta[at], theta, at + size(), path.scratch);
    System.arraycopy(path.scratch, first, level, first, path.end - first);
    for (int i = 1; i <= p; i++) {
      Recursion.addLagged(shock(path, i - 1), i, theta[at + i], level, first, path.end);
    }
    Recursion.recurse(level, theta, at + 1 + p + o, q, first, path.end);
    double power = 2 / delta;
    double[] hg = ofH(path, H_G);
    double[] hd = ofH(path, H_D);
    for (int t = path.padding; t < path.end; t++) {
      double log = Math.log(level[t]);
      double h = Math.exp(power * log);
      path.h[t] = h;
      hg[t] = power * h / level[t];
      hd[t] = -power / delta * log * h;
    }
  }

  private void shocks(VariancePath path, double[] theta, int at, int kind, boolean derivatives) {
    double delta = theta[at + powerAt()];
    double gamma = skew(theta, at, kind);
    double[] shock = shock(path, kind);
    double[] byE = local(path, kind, E);
    double[] byC = local(path, kind, C);
    double[] byD = local(path, kind, D);
    for (int t = path.padding; t < path.end; t++) {
      double e = path.e[t];
      double base = Math.abs(e) - gamma * e;
      double log = base > 0 ? Math.log(base) : 0;
      double f = base > 0 ? Math.exp(delta * log) : 0;
      shock[t] = f;
      if (derivatives) {
        double slope = base > 0 ? delta * f / base : 0;
        byE[t] = slope * ((e < 0 ? -1 : 1) - gamma);
        byC[t] = -slope * e;
        byD[t] = f * log;
      }
    }
    Arrays.fill(local(path, kind, G), path.padding, path.end, 0);
  }

  @Override
  void bends(VariancePath path, double[] theta, int at) {
    double delta = theta[at + powerAt()];
    for (int kind = 0; kind < p; kind++) {
      double gamma = skew(theta, at, kind);
      for (int t = path.padding; t < path.end; t++) {
        double e = path.e[t];
        double base = Math.abs(e) - gamma * e;
        double log = base > 0 ? Math.log(base) : 0;
        double f = shock(path, kind)[t];
        double slope = base > 0 ? delta * f / base : 0;
        double bend = base > 0 ? (delta - 1) * slope / base : 0;
        double byE = (e < 0 ? -1 : 1) - gamma;
        double byPower = base > 0 ? f / base * (1 + delta * log) : 0;
        local(path, kind, EE)[t] = bend * byE * byE;
        local(path, kind, EC)[t] = -bend * byE * e - slope;
        local(path, kind, ED)[t] = byPower * byE;
        local(path, kind, CC)[t] = bend * e * e;
        local(path, kind, CD)[t] = -byPower * e;
        local(path, kind, DD)[t] = f * log * log;
      }
    }
    double k = 2 / delta;
    for (int t = path.padding; t < path.end; t++) {
      double g = level(path)[t];
      double h = path.h[t];
      double log = Math.log(g);
      ofH(path, H_GG)[t] = k * (k - 1) * h / (g * g);
      ofH(path, H_GD)[t] = -k / delta * h / g * (1 + k * log);
      ofH(path, H_DD)[t] = k / delta * log * h * (2 / delta + k / delta * log);
    }
  }

  @Override
  public void next(VariancePath path, int t, double[] theta, int at) {
    double delta = theta[at + powerAt()];
    if (t > path.padding) {
      double e = path.e[t - 1];
      for (int kind = 0; kind < p; kind++) {
        shock(path, kind)[t - 1] = Math.pow(Math.abs(e) - skew(theta, at, kind) * e, delta);
      }
    }
    double g = step(path, t, theta, at);
    level(path)[t] = g;
    path.h[t] = Math.pow(g, 2 / delta);
  }

  @Override
  public boolean hasLongRun() {
    return false;
  }

  @Override
  public double longRun(double[] theta, int at, double[] gradient) {
    double rest = 1 - persistence(theta, at, new double[theta.length]);
    return rest > Constraints.SLACK
        ? Math.pow(theta[at] / rest, 2 / theta[at + powerAt()])
        : Double.POSITIVE_INFINITY;
  }

  @Override
  public void longRunHessian(double[] theta, int at, double[] out) {
    throw new IllegalStateException("the long-run variance of an APARCH is not differentiated");
  }

  @Override
  public void rescale(double[] theta, int at, double scale) {
    theta[at] *= Math.pow(scale, theta[at + powerAt()]);
  }

  @Override
  public void rescaleJacobian(double[] theta, int at, double scale, double[][] out) {
    for (int i = at; i < at + size(); i++) {
      out[i][i] = 1;
    }
    double factor = Math.pow(scale, theta[at + powerAt()]);
    out[at][at] = factor;
    out[at][at + powerAt()] = theta[at] * factor * Math.log(scale);
  }

  @Override
  public String label() {
    return "APARCH(" + p + "," + o + "," + q + ")";
  }
}
