package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * The likelihood of an AR(1)-GARCH(1,1) with normal innovations and pre-sample EWMA, for windows
 * that roll through a series: what {@link Likelihood} computes, with static loops on a few arrays
 * and no allocation. A test holds the two together.
 *
 * <p>Parameters are {@code c, φ, ω, α, β}. The gradient runs backward instead of forward: with
 * {@code s[t] = ∂L/∂h[t]} at given residuals, {@code λ[t] = s[t] + β·λ[t+1]} is what a change of
 * h[t] does to the whole likelihood, through all later variances, so that {@code ∂L/∂ω = Σ λ[t]},
 * {@code ∂L/∂α = Σ λ[t]·e[t−1]²}, {@code ∂L/∂β = Σ λ[t]·h[t−1]}, and a residual acts by {@code
 * ∂L/∂e[t] + 2α·e[t]·λ[t+1]}. One recursion replaces five, and few enough numbers are alive at a
 * time to stay in registers: a third faster than forward (which {@link #curvature} needs, for it
 * wants {@code ∂h[t]} itself).
 */
final class Ar1GarchLikelihood implements WindowLikelihood {
  static final int C = 0;
  static final int PHI = 1;
  static final int OMEGA = 2;
  static final int ALPHA = 3;
  static final int BETA = 4;
  static final int SIZE = 5;

  private static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double LARGE = 0x1p300;
  private static final double SMALL = 0x1p-300;

  private final int n;
  private final double[] y; // [n] returns
  private final double[] x; // [n] the returns before them
  private final double[] e; // [n + 1] residuals from index 1 on
  private final double[] square; // [n + 1] pre-sample value, e²
  private final double[] h; // [n + 1] pre-sample value, variances
  private final double[] inverse; // [n + 1] 1/h from index 1 on
  private final double[] leastSquares = new double[2];
  private final double[] last = new double[SIZE]; // point of the last evaluation
  private double backcast;
  private double scale;

  Ar1GarchLikelihood(int returns) {
    this.n = returns - 1;
    this.y = new double[n];
    this.x = new double[n];
    this.e = new double[n + 1];
    this.square = new double[n + 1];
    this.h = new double[n + 1];
    this.inverse = new double[n + 1];
  }

  @Override
  public boolean load(double[] returns, int from) {
    double largest = 0;
    for (int t = from; t <= from + n; t++) {
      largest = Math.max(largest, Math.abs(returns[t]));
    }
    double unit = largest > 0 ? largest : 1;
    divide(returns, from, unit);
    leastSquares(y, x, leastSquares);
    double square = weightedSquares(1, n);
    scale = square > Likelihood.ROUNDING * Likelihood.ROUNDING ? unit * Math.sqrt(square) : 0;
    backcast = weightedSquares(Likelihood.EWMA_DECAY, Math.min(n, Likelihood.EWMA_LENGTH)) / square;
    leastSquares[C] *= unit;
    if (!(scale > 0)) {
      return false;
    }
    divide(returns, from, scale);
    return true;
  }

  private void divide(double[] returns, int from, double unit) {
    for (int t = 0; t < n; t++) {
      x[t] = returns[from + t] / unit;
      y[t] = returns[from + t + 1] / unit;
    }
  }

  /** y on 1 and x, from sums about the means; the slope is 0 where x is constant. */
  private static void leastSquares(double[] y, double[] x, double[] out) {
    int n = y.length;
    double meanX = 0;
    double meanY = 0;
    for (int t = 0; t < n; t++) {
      meanX += x[t];
      meanY += y[t];
    }
    meanX /= n;
    meanY /= n;
    double xx = 0;
    double xy = 0;
    for (int t = 0; t < n; t++) {
      double dx = x[t] - meanX;
      xx += dx * dx;
      xy += dx * (y[t] - meanY);
    }
    double rounding = Likelihood.ROUNDING * meanX;
    out[PHI] = xx > n * rounding * rounding ? xy / xx : 0;
    out[C] = meanY - out[PHI] * meanX;
  }

  private double weightedSquares(double decay, int count) {
    double weight = 1;
    double weights = 0;
    double sum = 0;
    for (int t = 0; t < count; t++) {
      double e = y[t] - leastSquares[C] - leastSquares[PHI] * x[t];
      sum += weight * e * e;
      weights += weight;
      weight *= decay;
    }
    return sum / weights;
  }

  @Override
  public double scale() {
    return scale;
  }

  @Override
  public double[] leastSquares() {
    return leastSquares;
  }

  @Override
  public double valueAndGradient(double[] theta, double[] gradient) {
    System.arraycopy(theta, 0, last, 0, SIZE);
    residuals(y, x, theta, e, square);
    square[0] = backcast;
    h[0] = backcast;
    double logs = variances(square, theta, h);
    double squares = backward(x, e, square, h, theta, inverse, gradient);
    for (int j = 0; j < SIZE; j++) {
      gradient[j] /= n;
    }
    return HALF_LOG_2_PI + 0.5 * (logs + squares) / n;
  }

  private static void residuals(
      double[] y, double[] x, double[] theta, double[] e, double[] square) {
    double c = theta[C];
    double phi = theta[PHI];
    for (int t = 0; t < y.length; t++) {
      double residual = y[t] - c - phi * x[t];
      e[t + 1] = residual;
      square[t + 1] = residual * residual;
    }
  }

  /** Fills h from its second element on; returns Σ ln h. */
  private static double variances(double[] square, double[] theta, double[] h) {
    double omega = theta[OMEGA];
    double alpha = theta[ALPHA];
    double beta = theta[BETA];
    int end = h.length;
    for (int t = 1; t < end; t++) {
      h[t] = omega + alpha * square[t - 1];
    }
    double logs = 0;
    double product = 1;
    double before = h[0];
    for (int t = 1; t < end; t++) {
      before = h[t] + beta * before;
      h[t] = before;
      product *= before;
      if (!(product < LARGE && product > SMALL)) { // as in LogProduct
        logs += Math.log(product);
        product = 1;
      }
    }
    return logs + Math.log(product);
  }

  /** Writes the gradient of ½·Σ(ln h + e²/h); returns Σ e²/h. */
  private static double backward(
      double[] x,
      double[] e,
      double[] square,
      double[] h,
      double[] theta,
      double[] inverse,
      double[] gradient) {
    double reaction = 2 * theta[ALPHA];
    double beta = theta[BETA];
    for (int t = 1; t < h.length; t++) {
      inverse[t] = 1 / h[t]; // apart, for eight divisions at a time
    }
    double squares = 0;
    double lambda = 0;
    double byC = 0;
    double byPhi = 0;
    double byOmega = 0;
    double byAlpha = 0;
    double byBeta = 0;
    for (int t = h.length - 1; t > 0; t--) {
      double zz = square[t] * inverse[t];
      squares += zz;
      double byResidual = e[t] * (inverse[t] + reaction * lambda);
      byC -= byResidual;
      byPhi -= byResidual * x[t - 1];
      lambda = 0.5 * inverse[t] * (1 - zz) + beta * lambda;
      byOmega += lambda;
      byAlpha += lambda * square[t - 1];
      byBeta += lambda * h[t - 1];
    }
    gradient[C] = byC;
    gradient[PHI] = byPhi;
    gradient[OMEGA] = byOmega;
    gradient[ALPHA] = byAlpha;
    gradient[BETA] = byBeta;
    return squares;
  }

  /** Fisher's information at the point of the last gradient, whose paths are still there. */
  @Override
  public void curvature(double[][] out) {
    double reaction = -2 * last[ALPHA];
    double beta = last[BETA];
    double byC = 0;
    double byPhi = 0;
    double byOmega = 0;
    double byAlpha = 0;
    double byBeta = 0;
    for (double[] row : out) {
      Arrays.fill(row, 0);
    }
    for (int t = 1; t <= n; t++) {
      // The pre-sample square does not depend on the mean.
      double residual = t > 1 ? e[t - 1] : 0;
      byC = reaction * residual + beta * byC;
      byPhi = (t > 1 ? reaction * residual * x[t - 2] : 0) + beta * byPhi;
      byOmega = 1 + beta * byOmega;
      byAlpha = square[t - 1] + beta * byAlpha;
      byBeta = h[t - 1] + beta * byBeta;
      double location = inverse[t] / n;
      double half = 0.5 * inverse[t] * location;
      out[C][C] += half * byC * byC + location;
      out[PHI][C] += half * byPhi * byC + location * x[t - 1];
      out[PHI][PHI] += half * byPhi * byPhi + location * x[t - 1] * x[t - 1];
      add(out[OMEGA], half * byOmega, byC, byPhi, byOmega, 0, 0);
      add(out[ALPHA], half * byAlpha, byC, byPhi, byOmega, byAlpha, 0);
      add(out[BETA], half * byBeta, byC, byPhi, byOmega, byAlpha, byBeta);
    }
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < i; j++) {
        out[j][i] = out[i][j];
      }
    }
  }

  private static void add(
      double[] row, double f, double byC, double byPhi, double byOmega, double byA, double byB) {
    row[C] += f * byC;
    row[PHI] += f * byPhi;
    row[OMEGA] += f * byOmega;
    row[ALPHA] += f * byA;
    row[BETA] += f * byB;
  }

  @Override
  public void forecast(double[] theta, double[] out) {
    residuals(y, x, theta, e, square);
    square[0] = backcast;
    h[0] = backcast;
    variances(square, theta, h);
    double before = h[n];
    double news = square[n];
    for (int k = 0; k < out.length; k++) {
      before = theta[OMEGA] + theta[ALPHA] * news + theta[BETA] * before;
      out[k] = before;
      news = before;
    }
  }
}
