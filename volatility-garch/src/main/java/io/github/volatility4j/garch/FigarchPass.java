package io.github.volatility4j.garch;

import java.util.Arrays;

/** The recursion of a {@link Figarch} and its derivatives, on one path. */
final class FigarchPass {
  private static final int SUM = 0; // row of C
  private static final int LEVEL = 1; // of u
  private static final int FIRST = 2; // of C_i, u_i and s_i, for each parameter

  private final Figarch model;
  private final VariancePath path;
  private final int at;
  private final int size; // parameters of mean and variance
  private final int from; // the column before the sample
  private final int lag; // K + 1
  private final double omega;
  private final double phi;
  private final double beta;
  private final FigarchWeights weights;

  FigarchPass(Figarch model, VariancePath path, double[] theta, int at, int truncation) {
    this.model = model;
    this.path = path;
    this.at = at;
    this.size = at + model.parameterNames().size();
    this.from = path.padding - 1;
    this.lag = truncation + 1;
    this.omega = theta[at];
    this.phi = model.phi(theta, at);
    this.beta = model.beta(theta, at);
    this.weights = new FigarchWeights(truncation);
    weights.set(phi, model.d(theta, at), beta);
  }

  private int which(int i) {
    return i < at ? -1 : model.which(i - at);
  }

  private double[] sums(int i) {
    return path.work(FIRST + 3 * i);
  }

  private double[] levels(int i) {
    return path.work(FIRST + 3 * i + 1);
  }

  private double[] squares(int i) {
    return path.work(FIRST + 3 * i + 2);
  }

  void value() {
    double[] s = path.square;
    double[] c = path.work(SUM);
    double[] u = path.work(LEVEL);
    FigarchWeights.convolve(weights.delta, s, c, from, path.end);
    u[from] = weights.sum * path.backcast;
    double far = far();
    double near = phi - beta;
    double intercept = omega / (1 - beta);
    for (int t = path.padding; t < path.end; t++) {
      u[t] = beta * u[t - 1] + c[t] - phi * c[t - 1] + near * s[t - 1] + far * farSquare(s, t);
      path.h[t] = intercept + u[t];
    }
    if (path.firstVarianceGiven) {
      path.h[path.padding] = path.backcast;
    }
  }

  private double farSquare(double[] s, int t) {
    return s[t - lag];
  }

  /** Weight of s[t−K−1]. */
  private double far() {
    return phi * weights.delta[lag - 1] - beta * weights.last;
  }

  private double farSlope(int i) {
    double slope = -beta * weights.lastSlopes[i];
    return switch (i) {
      case FigarchWeights.PHI -> slope + weights.delta[lag - 1];
      case FigarchWeights.D -> slope + phi * weights.deltaD[lag - 1];
      default -> slope - weights.last;
    };
  }

  private double farBend(int i, int j) {
    double bend = -beta * weights.lastBends[VariancePath.pair(i, j)];
    bend -= i == FigarchWeights.BETA ? weights.lastSlopes[j] : 0;
    bend -= j == FigarchWeights.BETA ? weights.lastSlopes[i] : 0;
    if (i == FigarchWeights.D && j == FigarchWeights.D) {
      bend += phi * weights.deltaDD[lag - 1];
    } else if (i + j == FigarchWeights.PHI + FigarchWeights.D && i != j) {
      bend += weights.deltaD[lag - 1];
    }
    return bend;
  }

  /** ∂(φ − β). */
  private static double nearSlope(int which) {
    return which == FigarchWeights.PHI ? 1 : which == FigarchWeights.BETA ? -1 : 0;
  }

  void first() {
    double[] s = path.square;
    double[] c = path.work(SUM);
    double[] u = path.work(LEVEL);
    for (int i = 0; i < size; i++) {
      int which = which(i);
      boolean moves = squareSlopes(i);
      double[] si = squares(i);
      double[] ci = sums(i);
      Arrays.fill(ci, from, path.end, 0);
      if (moves) {
        FigarchWeights.convolve(weights.delta, si, ci, from, path.end);
      }
      if (which == FigarchWeights.D) {
        double[] more = path.scratch;
        FigarchWeights.convolve(weights.deltaD, s, more, from, path.end);
        Recursion.addLagged(more, 0, 1, ci, from, path.end);
      }
      double[] ui = levels(i);
      ui[from] =
          weights.sum * path.backcastGradient[i]
              + (which < 0 ? 0 : weights.sumSlopes[which] * path.backcast);
      double isPhi = which == FigarchWeights.PHI ? 1 : 0;
      double isBeta = which == FigarchWeights.BETA ? 1 : 0;
      double near = phi - beta;
      double nearI = nearSlope(which);
      double far = far();
      double farI = which < 0 ? 0 : farSlope(which);
      double shift = interceptSlope(i);
      double[] dh = path.dh[i];
      for (int t = path.padding; t < path.end; t++) {
        double direct = ci[t] - phi * ci[t - 1] - isPhi * c[t - 1];
        direct += near * si[t - 1] + nearI * s[t - 1];
        direct += far * farSquare(si, t) + farI * farSquare(s, t) + isBeta * u[t - 1];
        ui[t] = beta * ui[t - 1] + direct;
        dh[t] = shift + ui[t];
      }
      if (path.firstVarianceGiven) {
        dh[path.padding] = path.backcastGradient[i];
      }
    }
  }

  /** Writes ∂e² by a parameter; false if it is 0. */
  private boolean squareSlopes(int i) {
    double[] si = squares(i);
    double before = path.backcastGradient[i];
    Arrays.fill(si, 0, path.padding, before);
    if (i >= at) {
      Arrays.fill(si, path.padding, path.end, 0);
      return before != 0;
    }
    for (int t = path.padding; t < path.end; t++) {
      si[t] = -2 * path.e[t] * path.x[i][t];
    }
    return true;
  }

  /** ∂(ω/(1 − β)). */
  private double interceptSlope(int i) {
    if (i == at) {
      return 1 / (1 - beta);
    }
    return which(i) == FigarchWeights.BETA ? omega / ((1 - beta) * (1 - beta)) : 0;
  }

  private double interceptBend(int i, int j) {
    boolean byI = which(i) == FigarchWeights.BETA;
    boolean byJ = which(j) == FigarchWeights.BETA;
    double rest = 1 - beta;
    if (byI && byJ) {
      return 2 * omega / (rest * rest * rest);
    }
    return (byI && j == at) || (byJ && i == at) ? 1 / (rest * rest) : 0;
  }

  void second() {
    path.clearSecond(size);
    double[] c = new double[path.end];
    double[] bend = new double[path.end];
    double[] u = new double[path.end];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        sumBends(i, j, bend, c);
        second(i, j, bend, c, u);
        double[] row = path.d2h[VariancePath.pair(i, j)];
        double shift = interceptBend(i, j);
        for (int t = path.padding; t < path.end; t++) {
          row[t] = shift + u[t];
        }
        if (path.firstVarianceGiven) {
          row[path.padding] = path.backcastHessian[VariancePath.pair(i, j)];
        }
      }
    }
  }

  /** ∂²e² and ∂²C. */
  private void sumBends(int i, int j, double[] bend, double[] c) {
    Arrays.fill(bend, path.padding, path.end, 0);
    Arrays.fill(bend, 0, path.padding, path.backcastHessian[VariancePath.pair(i, j)]);
    if (i < at) {
      for (int t = path.padding; t < path.end; t++) {
        bend[t] = 2 * path.x[i][t] * path.x[j][t];
      }
    }
    FigarchWeights.convolve(weights.delta, bend, c, from, path.end);
    double[] more = path.scratch;
    if (which(i) == FigarchWeights.D) {
      FigarchWeights.convolve(weights.deltaD, squares(j), more, from, path.end);
      Recursion.addLagged(more, 0, 1, c, from, path.end);
    }
    if (which(j) == FigarchWeights.D) {
      FigarchWeights.convolve(weights.deltaD, squares(i), more, from, path.end);
      Recursion.addLagged(more, 0, 1, c, from, path.end);
    }
    if (which(i) == FigarchWeights.D && i == j) {
      FigarchWeights.convolve(weights.deltaDD, path.square, more, from, path.end);
      Recursion.addLagged(more, 0, 1, c, from, path.end);
    }
  }

  private void second(int i, int j, double[] bend, double[] c, double[] u) {
    int a = which(i);
    int b = which(j);
    double phiI = a == FigarchWeights.PHI ? 1 : 0;
    double phiJ = b == FigarchWeights.PHI ? 1 : 0;
    double betaI = a == FigarchWeights.BETA ? 1 : 0;
    double betaJ = b == FigarchWeights.BETA ? 1 : 0;
    double sumI = a < 0 ? 0 : weights.sumSlopes[a];
    double sumJ = b < 0 ? 0 : weights.sumSlopes[b];
    boolean both = a >= 0 && b >= 0;
    u[from] =
        weights.sum * path.backcastHessian[VariancePath.pair(i, j)]
            + sumI * path.backcastGradient[j]
            + sumJ * path.backcastGradient[i]
            + (both ? weights.sumBends[VariancePath.pair(a, b)] * path.backcast : 0);
    double near = phi - beta;
    double far = far();
    double farI = a < 0 ? 0 : farSlope(a);
    double farJ = b < 0 ? 0 : farSlope(b);
    double farBoth = both ? farBend(a, b) : 0;
    double[] ci = sums(i);
    double[] cj = sums(j);
    double[] si = squares(i);
    double[] sj = squares(j);
    double[] ui = levels(i);
    double[] uj = levels(j);
    for (int t = path.padding; t < path.end; t++) {
      double direct = c[t] - phi * c[t - 1] - phiI * cj[t - 1] - phiJ * ci[t - 1];
      direct += near * bend[t - 1] + nearSlope(a) * sj[t - 1] + nearSlope(b) * si[t - 1];
      direct += far * farSquare(bend, t) + farI * farSquare(sj, t) + farJ * farSquare(si, t);
      direct += farBoth * farSquare(path.square, t) + betaI * uj[t - 1] + betaJ * ui[t - 1];
      u[t] = beta * u[t - 1] + direct;
    }
  }
}
