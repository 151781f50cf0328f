package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * The paths of one evaluation: residuals, variances and their derivatives, in arrays that are made
 * once and written again and again.
 *
 * <p>Every path begins with {@link #padding} elements for the time before the sample, so that a
 * recursion reads {@code h[t − 1]} without asking whether it exists. The observations follow each
 * other, or lie in {@link Strands}; the first of the sample is always at {@code padding}, the next
 * {@link #step} columns on.
 */
final class VariancePath {
  final int padding;

  /** Columns from an observation to the next one: 1, or {@link Strands#COUNT}. */
  final int step;

  final int end; // padding + observations
  final double[][] x; // [mean parameters, end] regressors of the mean, ∂e[t]/∂θ[j] = −x[j][t]
  final double[] e; // [end] residuals
  final double[] h; // [end] variances
  final double[][]
      dh; // [parameters, end] ∂h[t]/∂θ[j], mean parameters first; shape rows stay empty
  final double[] square; // [end] scratch: e², or |e|^δ of a power model
  final double[] negative; // [end] scratch: the same where e < 0, else 0
  final double[] scratch; // [end]
  private double[][] rows = {}; // [any, end] what else a family keeps for its next steps
  private double[][] work = {}; // [any, end] scratch of derivatives
  private double[][] after = {}; // [any, end + padding] scratch of what runs against time

  /** [pairs, end] ∂²h[t]/∂θ[i]∂θ[j], j ≤ i at i(i+1)/2 + j, mean parameters first. */
  double[][] d2h = {};

  /** [pairs] whether a family knows that a row of {@link #d2h} is 0. */
  boolean[] isStraight = {};

  /** [regressors, end] of the variance. */
  double[][] w = {};

  /** Stands for squares and variances before the sample: a variance, for every family. */
  double backcast;

  /** [parameters] its derivatives; zero where the rule keeps it fixed. */
  final double[] backcastGradient;

  /** [pairs] its second derivatives, in the order of {@link #d2h}. */
  final double[] backcastHessian;

  /**
   * Whether there is a residual before the sample, too: their mean. Only the shocks of an EGARCH
   * ask for it; without it they are 0.
   */
  boolean residualBefore;

  double meanResidual;

  /** Whether {@code h} at the first observation is the backcast itself. */
  boolean firstVarianceGiven;

  VariancePath(int padding, int observations, int meanSize, int filtered, int parameters) {
    this(padding, 1, observations, meanSize, filtered, parameters);
  }

  /** With a step: the padding is as many observations as a recursion looks back. */
  VariancePath(int lags, int step, int observations, int meanSize, int filtered, int parameters) {
    this.step = step;
    this.padding = lags * step;
    this.end = padding + observations;
    this.x = new double[meanSize][end];
    this.e = new double[end];
    this.h = new double[end];
    this.dh = new double[parameters][];
    for (int j = 0; j < filtered; j++) {
      dh[j] = new double[end];
    }
    this.square = new double[end];
    this.negative = new double[end];
    this.scratch = new double[end];
    this.backcastGradient = new double[parameters];
    this.backcastHessian = new double[pairs(filtered)];
  }

  /** {@return the first column whose variance follows from those before it} */
  int first() {
    return firstVarianceGiven ? padding + 1 : padding;
  }

  /** Writes ∂e² by a parameter, before the sample that of what stands for it. */
  void squareSlopes(int j, double[] out) {
    Arrays.fill(out, 0, padding, backcastGradient[j]);
    Arrays.fill(out, padding, end, 0);
    for (int t = padding; t < end && j < x.length; t++) {
      out[t] = -2 * e[t] * x[j][t];
    }
  }

  /** {@return how many pairs j ≤ i there are of k parameters} */
  static int pairs(int k) {
    return k * (k + 1) / 2;
  }

  /** {@return the place of a pair, in either order} */
  static int pair(int i, int j) {
    return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
  }

  /** Makes room for second derivatives of the first {@code k} parameters, all 0. */
  void clearSecond(int k) {
    if (d2h.length != pairs(k)) {
      d2h = new double[pairs(k)][end];
      isStraight = new boolean[pairs(k)];
      return;
    }
    Arrays.fill(isStraight, false);
    for (double[] row : d2h) {
      Arrays.fill(row, 0);
    }
  }

  /** {@return the k-th of as many further rows as a family wants, [end]} */
  double[] row(int k) {
    if (k >= rows.length) {
      int had = rows.length;
      rows = Arrays.copyOf(rows, k + 1);
      for (int i = had; i <= k; i++) {
        rows[i] = new double[end];
      }
    }
    return rows[k];
  }

  /** {@return the k-th of as many rows of scratch as a family wants, [end]} */
  double[] work(int k) {
    if (k >= work.length) {
      int had = work.length;
      work = Arrays.copyOf(work, k + 1);
      for (int i = had; i <= k; i++) {
        work[i] = new double[end];
      }
    }
    return work[k];
  }

  /** {@return the k-th of as many rows of scratch with a padding at the end, [end + padding]} */
  double[] after(int k) {
    if (k >= after.length) {
      int had = after.length;
      after = Arrays.copyOf(after, k + 1);
      for (int i = had; i <= k; i++) {
        after[i] = new double[end + padding];
      }
    }
    return after[k];
  }

  /**
   * What comes after a filtered path: its last {@code padding} columns stand before the new ones,
   * which {@link VarianceModel#next} fills.
   *
   * @param more columns
   */
  VariancePath tail(int more) {
    VariancePath after = new VariancePath(padding, more, 0, 0, 0);
    after.backcast = backcast;
    copyLast(e, after.e);
    copyLast(h, after.h);
    copyLast(square, after.square);
    copyLast(negative, after.negative);
    for (int k = 0; k < rows.length; k++) {
      copyLast(rows[k], after.row(k));
    }
    return after;
  }

  private void copyLast(double[] from, double[] to) {
    System.arraycopy(from, end - padding, to, 0, padding);
  }

  int observations() {
    return end - padding;
  }

  /** Puts the sample's columns, in the order of time, where this path wants them. */
  void lay(double[] row) {
    if (step > 1) {
      Strands.lay(row, padding, observations(), scratch);
    }
  }

  /** {@return the sample's columns of a row in the order of time} */
  double[] inTime(double[] row) {
    return inTime(row, padding, step);
  }

  /** {@return the same for a row of a path with such a padding and step} */
  static double[] inTime(double[] row, int padding, int step) {
    return step > 1
        ? Strands.inTime(row, padding, row.length - padding)
        : Arrays.copyOfRange(row, padding, row.length);
  }

  /** Where an observation before a strand is one of the sample, writes it there. */
  void join(double[] row) {
    if (step > 1) {
      Strands.join(row, padding, observations());
    }
  }

  /** Residuals of the returns {@code y}, [end] with padding, at the parameters of the mean. */
  void residuals(double[] y, double[] theta) {
    if (x.length == 0) {
      System.arraycopy(y, padding, e, padding, end - padding);
      return;
    }
    difference(y, x[0], theta[0], e, padding, end);
    for (int j = 1; j < x.length; j++) {
      subtract(x[j], theta[j], e, padding, end);
    }
  }

  private static void difference(
      double[] y, double[] x, double factor, double[] to, int begin, int end) {
    for (int t = begin; t < end; t++) {
      to[t] = y[t] - factor * x[t];
    }
  }

  private static void subtract(double[] x, double factor, double[] from, int begin, int end) {
    for (int t = begin; t < end; t++) {
      from[t] -= factor * x[t];
    }
  }
}
