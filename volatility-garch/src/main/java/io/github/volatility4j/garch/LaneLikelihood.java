package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * The likelihood of an AR(1)-GARCH(1,1) with normal innovations and a fixed pre-sample value, for
 * {@value #LANES} windows at a time: one in each lane, lane l of the row of day t in element l of
 * an array. What {@link Likelihood} computes; a test holds the two together.
 *
 * <p>The gradient runs backward instead of forward: with {@code s[t] = ∂L/∂h[t]} at given
 * residuals, {@code λ[t] = s[t] + β·λ[t+1]} is what a change of h[t] does to the whole likelihood,
 * through all later variances, so that {@code ∂L/∂ω = Σ λ[t]}, {@code ∂L/∂α = Σ λ[t]·e[t−1]²},
 * {@code ∂L/∂β = Σ λ[t]·h[t−1]}, and a residual acts by {@code ∂L/∂e[t] + 2α·e[t]·λ[t+1]}. One
 * recursion replaces five (which {@link #curvature} needs, for it wants {@code ∂h[t]} itself).
 *
 * <p>One window is a chain: h[t] waits for h[t−1], and the processor idles. Several side by side
 * fill its vector units, if the compiler sees that it may: HotSpot's C2 vectorises a loop over
 * lanes that is short, a few arithmetic operations on few arrays. Hence the form of this class. All
 * that a lane carries along (parameters, sums) lies in one array at constant distances, which C2
 * knows not to overlap, where twenty arrays would leave the loop scalar; the work of a day is cut
 * into four loops that are each below the size that it still unrolls. Measured on a busy machine:
 * 170 ns of processor time for a value and gradient of 89 residuals, 390 with the same loops left
 * scalar (-XX:-UseSuperWord). No element depends on its neighbours, and Java's arithmetic has no
 * freedom in rounding: a lane's result is the same to the last bit in every lane, vectorised or
 * not.
 */
final class LaneLikelihood {
  /**
   * 8 vectors of AVX-512. With half as many a lane took twice as long, with twice as many 7 % less.
   */
  static final int LANES = 64;

  /** Evaluations of at most so many lanes leave the others out. */
  static final int NARROW = 8;

  static final int SIZE = 5;

  // Places in the array of what a lane carries along.
  private static final int C = 0;
  private static final int PHI = LANES;
  private static final int OMEGA = 2 * LANES;
  private static final int ALPHA = 3 * LANES;
  private static final int BETA = 4 * LANES;
  private static final int PRODUCT = 5 * LANES;
  private static final int SQUARES = 6 * LANES;
  private static final int LAMBDA = 7 * LANES;
  private static final int BY_C = 8 * LANES;
  private static final int BY_PHI = 9 * LANES;
  private static final int BY_OMEGA = 10 * LANES;
  private static final int BY_ALPHA = 11 * LANES;
  private static final int BY_BETA = 12 * LANES;
  private static final int LOGS = 13 * LANES;
  private static final int SLOPES = 14 * LANES; // ∂h by the five parameters
  private static final int SUMS = 19 * LANES; // the lower half of the information, row by row
  private static final int END = SUMS + 15 * LANES;

  /** Days between two looks at the product of the variances: each may be from 1e-8 to 1e12. */
  private static final int LOOK = 16;

  private static final double LARGE = 1e100;
  private static final double SMALL = 1e-100;

  private final int n;
  private final double share; // 1/n
  private final double[][] y; // [n + 1, lanes] returns; row 0 is the one that is conditioned on
  private final double[][] e; // [n + 1, lanes] residuals; row 0 is the root of the pre-sample value
  private final double[][] h; // [n + 1, lanes] variances
  private final double[][] v; // [n + 1, lanes] 1/h
  private final double[] s = new double[END];

  /** For windows with so many residuals. */
  LaneLikelihood(int residuals) {
    this.n = residuals;
    this.share = 1.0 / residuals;
    this.y = new double[n + 1][LANES];
    this.e = new double[n + 1][LANES];
    this.h = new double[n + 1][LANES];
    this.v = new double[n + 1][LANES];
    for (int l = 0; l < LANES; l++) { // so that an empty lane computes numbers, too
      s[OMEGA + l] = 1;
      e[0][l] = 1;
      h[0][l] = 1;
    }
  }

  /**
   * Puts a window into a lane.
   *
   * @param lane its number
   * @param returns scaled
   * @param from index of the return before the first residual's
   * @param backcast stands for the time before
   */
  void load(int lane, double[] returns, int from, double backcast) {
    for (int t = 0; t <= n; t++) {
      y[t][lane] = returns[from + t];
    }
    e[0][lane] = Math.sqrt(backcast);
    h[0][lane] = backcast;
  }

  /** Sets the parameters of all lanes: from at on the c of each, then the φ, ω, α, β. */
  void setPoints(double[] from, int at) {
    System.arraycopy(from, at, s, C, SIZE * LANES);
  }

  /** {@return minus the mean log-likelihood of a lane at the last evaluation} */
  double value(int lane) {
    double logs = s[LOGS + lane] + Math.log(s[PRODUCT + lane]);
    return NormalInnovation.HALF_LOG_2_PI + 0.5 * (logs + s[SQUARES + lane]) * share;
  }

  /** Puts the gradients of all lanes where the points were. */
  void getGradients(double[] to, int at) {
    for (int i = 0; i < SIZE * LANES; i++) {
      to[at + i] = s[BY_C + i] * share;
    }
  }

  /** An element of the lower half of its information, after {@link #curvature}. */
  double information(int lane, int row, int column) {
    return s[SUMS + (row * (row + 1) / 2 + column) * LANES + lane] * share;
  }

  /** Values and gradients in the first lanes. */
  void evaluate(int lanes) {
    if (lanes > NARROW) {
      wide();
    } else {
      narrow();
    }
  }

  // Twice the same, because C2 vectorises a short loop only if it knows how often it runs; inlined
  // into each of these the kernels do.
  private void wide() {
    Arrays.fill(s, PRODUCT, PRODUCT + LANES, 1);
    Arrays.fill(s, SQUARES, SLOPES, 0);
    for (int t = 1; t <= n; t++) {
      residuals(y[t], y[t - 1], e[t], s, LANES);
      variances(e[t - 1], h[t - 1], e[t], h[t], v[t], s, LANES);
      if (t % LOOK == 0) {
        takeLogs(s, LANES);
      }
    }
    for (int t = n; t > 0; t--) {
      byMean(e[t], v[t], y[t - 1], s, LANES);
      byVariance(e[t - 1], h[t - 1], s, LANES);
    }
  }

  private void narrow() {
    Arrays.fill(s, PRODUCT, PRODUCT + LANES, 1);
    Arrays.fill(s, SQUARES, SLOPES, 0);
    for (int t = 1; t <= n; t++) {
      residuals(y[t], y[t - 1], e[t], s, NARROW);
      variances(e[t - 1], h[t - 1], e[t], h[t], v[t], s, NARROW);
      if (t % LOOK == 0) {
        takeLogs(s, NARROW);
      }
    }
    for (int t = n; t > 0; t--) {
      byMean(e[t], v[t], y[t - 1], s, NARROW);
      byVariance(e[t - 1], h[t - 1], s, NARROW);
    }
  }

  private static void residuals(double[] y, double[] x, double[] e, double[] s, int lanes) {
    for (int l = 0; l < lanes; l++) {
      e[l] = y[l] - s[l + C] - s[l + PHI] * x[l];
    }
  }

  private static void variances(
      double[] eBefore,
      double[] hBefore,
      double[] e,
      double[] h,
      double[] v,
      double[] s,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      double before = eBefore[l];
      double variance = s[l + OMEGA] + s[l + ALPHA] * (before * before) + s[l + BETA] * hBefore[l];
      double inverse = 1 / variance;
      double residual = e[l];
      h[l] = variance;
      v[l] = inverse;
      s[l + PRODUCT] *= variance;
      s[l + SQUARES] += residual * residual * inverse;
    }
  }

  private static void takeLogs(double[] s, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double product = s[l + PRODUCT];
      if (!(product < LARGE && product > SMALL)) {
        s[l + LOGS] += Math.log(product);
        s[l + PRODUCT] = 1;
      }
    }
  }

  private static void byMean(double[] e, double[] v, double[] x, double[] s, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double residual = e[l];
      double inverse = v[l];
      double lambda = s[l + LAMBDA];
      double byResidual = residual * (inverse + 2 * s[l + ALPHA] * lambda);
      s[l + BY_C] -= byResidual;
      s[l + BY_PHI] -= byResidual * x[l];
      s[l + LAMBDA] = 0.5 * inverse * (1 - residual * residual * inverse) + s[l + BETA] * lambda;
    }
  }

  private static void byVariance(double[] eBefore, double[] hBefore, double[] s, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double lambda = s[l + LAMBDA];
      double before = eBefore[l];
      s[l + BY_OMEGA] += lambda;
      s[l + BY_ALPHA] += lambda * (before * before);
      s[l + BY_BETA] += lambda * hBefore[l];
    }
  }

  /** Fisher's information in all lanes, at the points of the last evaluation. */
  void curvature() {
    Arrays.fill(s, SLOPES, END, 0);
    for (int t = 1; t <= n; t++) {
      if (t > 1) { // the pre-sample square does not depend on the mean
        meanSlopes(e[t - 1], y[t - 2], s, 0, LANES);
      }
      varianceSlopes(e[t - 1], h[t - 1], s, 0, LANES);
      addMean(v[t], y[t - 1], s, 0, LANES);
      addOmega(v[t], s, 0, LANES);
      addAlpha(v[t], s, 0, LANES);
      addBeta(v[t], s, 0, LANES);
      addVarianceOfBeta(v[t], s, 0, LANES);
    }
  }

  /** The same in one lane. */
  void curvature(int lane) {
    for (int at = SLOPES + lane; at < END; at += LANES) {
      s[at] = 0;
    }
    for (int t = 1; t <= n; t++) {
      if (t > 1) {
        meanSlopes(e[t - 1], y[t - 2], s, lane, lane + 1);
      }
      varianceSlopes(e[t - 1], h[t - 1], s, lane, lane + 1);
      addMean(v[t], y[t - 1], s, lane, lane + 1);
      addOmega(v[t], s, lane, lane + 1);
      addAlpha(v[t], s, lane, lane + 1);
      addBeta(v[t], s, lane, lane + 1);
      addVarianceOfBeta(v[t], s, lane, lane + 1);
    }
  }

  private static void meanSlopes(double[] e, double[] x, double[] s, int from, int to) {
    for (int l = from; l < to; l++) {
      double direct = -2 * s[l + ALPHA] * e[l];
      s[l + SLOPES] = direct + s[l + BETA] * s[l + SLOPES];
      s[l + (SLOPES + LANES)] = direct * x[l] + s[l + BETA] * s[l + (SLOPES + LANES)];
    }
  }

  private static void varianceSlopes(double[] e, double[] h, double[] s, int from, int to) {
    for (int l = from; l < to; l++) {
      double beta = s[l + BETA];
      double before = e[l];
      s[l + (SLOPES + 2 * LANES)] = 1 + beta * s[l + (SLOPES + 2 * LANES)];
      s[l + (SLOPES + 3 * LANES)] = before * before + beta * s[l + (SLOPES + 3 * LANES)];
      s[l + (SLOPES + 4 * LANES)] = h[l] + beta * s[l + (SLOPES + 4 * LANES)];
    }
  }

  private static void addMean(double[] v, double[] x, double[] s, int from, int to) {
    for (int l = from; l < to; l++) {
      double inverse = v[l];
      double half = 0.5 * inverse * inverse;
      double c = s[l + SLOPES];
      double phi = s[l + (SLOPES + LANES)];
      double far = inverse * x[l];
      s[l + SUMS] += half * c * c + inverse;
      s[l + (SUMS + LANES)] += half * phi * c + far;
      s[l + (SUMS + 2 * LANES)] += half * phi * phi + far * x[l];
    }
  }

  private static void addOmega(double[] v, double[] s, int from, int to) {
    for (int l = from; l < to; l++) {
      double omega = 0.5 * v[l] * v[l] * s[l + (SLOPES + 2 * LANES)];
      s[l + (SUMS + 3 * LANES)] += omega * s[l + SLOPES];
      s[l + (SUMS + 4 * LANES)] += omega * s[l + (SLOPES + LANES)];
      s[l + (SUMS + 5 * LANES)] += omega * s[l + (SLOPES + 2 * LANES)];
    }
  }

  private static void addAlpha(double[] v, double[] s, int from, int to) {
    for (int l = from; l < to; l++) {
      double alpha = 0.5 * v[l] * v[l] * s[l + (SLOPES + 3 * LANES)];
      s[l + (SUMS + 6 * LANES)] += alpha * s[l + SLOPES];
      s[l + (SUMS + 7 * LANES)] += alpha * s[l + (SLOPES + LANES)];
      s[l + (SUMS + 8 * LANES)] += alpha * s[l + (SLOPES + 2 * LANES)];
      s[l + (SUMS + 9 * LANES)] += alpha * s[l + (SLOPES + 3 * LANES)];
    }
  }

  private static void addBeta(double[] v, double[] s, int from, int to) {
    for (int l = from; l < to; l++) {
      double beta = 0.5 * v[l] * v[l] * s[l + (SLOPES + 4 * LANES)];
      s[l + (SUMS + 10 * LANES)] += beta * s[l + SLOPES];
      s[l + (SUMS + 11 * LANES)] += beta * s[l + (SLOPES + LANES)];
      s[l + (SUMS + 12 * LANES)] += beta * s[l + (SLOPES + 2 * LANES)];
      s[l + (SUMS + 13 * LANES)] += beta * s[l + (SLOPES + 3 * LANES)];
    }
  }

  private static void addVarianceOfBeta(double[] v, double[] s, int from, int to) {
    for (int l = from; l < to; l++) {
      double beta = v[l] * s[l + (SLOPES + 4 * LANES)];
      s[l + (SUMS + 14 * LANES)] += 0.5 * beta * beta;
    }
  }
}
