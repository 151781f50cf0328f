package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.List;

/**
 * FIGARCH(p,d,q), p and q 0 or 1, of Baillie, Bollerslev and Mikkelsen (1996,
 * doi:10.1016/S0304-4076(95)01749-6), as an ARCH of K lags:
 *
 * <p>{@code h[t] = ω/(1 − β) + Σ_{k=1..K} λ[k]·e[t−k]²} with the weights of {@code 1 − (1 − φL)(1 −
 * L)^d/(1 − βL)}, {@link FigarchWeights}.
 *
 * <p>{@code 0 ≤ φ ≤ (1 − d)/2}, {@code 0 ≤ d ≤ 1}, {@code 0 ≤ β ≤ d + φ}: sufficient for weights
 * that are not negative. Before the sample stands b for all K squares.
 *
 * <p>The sum {@code u[t] = Σ λ[k]·s[t−k]} follows from one sum with weights that depend on d alone:
 * {@code u[t] = β·u[t−1] + C[t] − φ·C[t−1] + (φ − β)·s[t−1] + (φ·δ[K] − β·λ[K])·s[t−K−1]}, {@code
 * C[t] = Σ δ[k]·s[t−k]}. So a gradient takes three sums of K terms a day (for s, for the derivative
 * by d, and one for each parameter of the mean), and all else is a recursion.
 */
final class Figarch implements VarianceModel {
  private static final double ALMOST_ONE = 1 - 1e-7;

  /** d, φ as a share of (1 − d)/2, β as a share of d + φ. */
  private static final double[][] STARTS = {
    {0.5, 0.2, 0.8},
    {0.7, 0.5, 0.9},
    {0.3, 0.3, 0.5},
    {0.2, 0.8, 0.9},
    {0.9, 0.5, 0.9},
    {0.5, 0.5, 0.1}
  };

  private final boolean hasPhi;
  private final boolean hasBeta;
  private final int truncation;

  Figarch(int p, int q, int truncation) {
    this.hasPhi = Orders.order("p", p, 0, 1) > 0;
    this.hasBeta = Orders.order("q", q, 0, 1) > 0;
    this.truncation = Orders.order("truncation", truncation, 10, 100_000);
  }

  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>(List.of("omega"));
    if (hasPhi) {
      names.add("phi");
    }
    names.add("d");
    if (hasBeta) {
      names.add("beta");
    }
    return names;
  }

  /** Place of φ, d or β after ω, −1 if it is not a parameter. */
  private int place(int which) {
    return switch (which) {
      case FigarchWeights.PHI -> hasPhi ? 1 : -1;
      case FigarchWeights.D -> hasPhi ? 2 : 1;
      default -> hasBeta ? (hasPhi ? 3 : 2) : -1;
    };
  }

  private double value(double[] theta, int at, int which) {
    int place = place(which);
    return place < 0 ? 0 : theta[at + place];
  }

  @Override
  public int padding() {
    return truncation + 1;
  }

  @Override
  public void constrain(Constraints set, int at, double maxPersistence) {
    set.atLeast(at, GjrGarch.OMEGA_FLOOR, "omega at its floor");
    int d = at + place(FigarchWeights.D);
    set.atLeast(d, 0, "d=0");
    set.atMost(d, ALMOST_ONE, "d=1");
    if (hasPhi) {
      int phi = at + place(FigarchWeights.PHI);
      set.atLeast(phi, 0, "phi=0");
      double[] row = new double[set.dimension()];
      row[phi] = -2;
      row[d] = -1;
      set.atLeast(row, -1, "phi=(1-d)/2");
    }
    if (hasBeta) {
      int beta = at + place(FigarchWeights.BETA);
      set.atLeast(beta, 0, "beta=0");
      set.atMost(beta, ALMOST_ONE, "beta=1");
      double[] row = new double[set.dimension()];
      row[beta] = -1;
      row[d] = 1;
      if (hasPhi) {
        row[at + place(FigarchWeights.PHI)] = 1;
      }
      set.atLeast(row, 0, "beta=phi+d");
    }
  }

  @Override
  public List<double[]> starts() {
    List<double[]> starts = new ArrayList<>();
    for (double[] point : STARTS) {
      double d = point[0];
      double phi = hasPhi ? point[1] * (1 - d) / 2 : 0;
      double beta = hasBeta ? point[2] * (d + phi) : 0;
      FigarchWeights weights = new FigarchWeights(truncation);
      weights.set(phi, d, beta);
      double[] start = new double[parameterNames().size()];
      start[0] = (1 - beta) * Math.max(1e-3, 1 - weights.sum);
      start[place(FigarchWeights.D)] = d;
      if (hasPhi) {
        start[place(FigarchWeights.PHI)] = phi;
      }
      if (hasBeta) {
        start[place(FigarchWeights.BETA)] = beta;
      }
      starts.add(start);
    }
    return starts;
  }

  @Override
  public int startsInLongSamples(int observations) {
    return 2;
  }

  @Override
  public void filter(VariancePath path, double[] theta, int at, boolean derivatives) {
    begin(path, theta, at);
    for (int t = path.padding; t < path.end; t++) {
      path.square[t] = path.e[t] * path.e[t];
    }
    FigarchPass pass = new FigarchPass(this, path, theta, at, truncation);
    pass.value();
    if (derivatives) {
      pass.first();
    }
  }

  @Override
  public void secondDerivatives(VariancePath path, double[] theta, int at) {
    new FigarchPass(this, path, theta, at, truncation).second();
  }

  double phi(double[] theta, int at) {
    return value(theta, at, FigarchWeights.PHI);
  }

  double d(double[] theta, int at) {
    return value(theta, at, FigarchWeights.D);
  }

  double beta(double[] theta, int at) {
    return value(theta, at, FigarchWeights.BETA);
  }

  /** Which of φ, d, β a variance parameter is, −1 for ω. */
  int which(int local) {
    for (int which = 0; which < 3; which++) {
      if (local > 0 && local == place(which)) {
        return which;
      }
    }
    return -1;
  }

  @Override
  public void next(VariancePath path, int t, double[] theta, int at) {
    if (t > path.padding) {
      path.square[t - 1] = path.e[t - 1] * path.e[t - 1];
    }
    path.h[t] = step(path.square, t, theta, at);
  }

  private double step(double[] square, int t, double[] theta, int at) {
    double phi = phi(theta, at);
    double d = d(theta, at);
    double beta = beta(theta, at);
    double delta = d;
    double lambda = phi - beta + d;
    double sum = theta[at] / (1 - beta) + lambda * square[t - 1];
    for (int k = 2; k <= truncation; k++) {
      double next = delta * (k - 1 - d) / k;
      lambda = beta * lambda + next - phi * delta;
      delta = next;
      sum += lambda * square[t - k];
    }
    return sum;
  }

  @Override
  public void forecast(
      VariancePath path, double[] theta, int at, double negativeShare, double[] out) {
    VariancePath after = path.tail(out.length);
    for (int k = 0; k < out.length; k++) {
      out[k] = step(after.square, after.padding + k, theta, at);
      after.square[after.padding + k] = out[k];
    }
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
  public String label() {
    String lags = "FIGARCH(" + (hasPhi ? 1 : 0) + ",d," + (hasBeta ? 1 : 0) + ")";
    return truncation == 1000 ? lags : lags + ", " + truncation + " lags";
  }
}
