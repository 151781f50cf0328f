package io.github.volatility4j.garch;

/**
 * The paths of one evaluation: residuals, variances and their derivatives, in arrays that are made
 * once and written again and again.
 *
 * <p>Every path begins with {@link #padding} elements for the time before the sample, so that a
 * recursion reads {@code h[t − 1]} without asking whether it exists.
 */
final class VariancePath {
  final int padding;
  final int end; // padding + observations
  final double[][] x; // [mean parameters, end] regressors of the mean, ∂e[t]/∂θ[j] = −x[j][t]
  final double[] e; // [end] residuals
  final double[] h; // [end] variances
  final double[][]
      dh; // [parameters, end] ∂h[t]/∂θ[j], mean parameters first; shape rows stay empty
  final double[] square; // [end] scratch: e²
  final double[] negative; // [end] scratch: e²·1(e<0)
  final double[] scratch; // [end]

  /** Stands for squares and variances before the sample. */
  double backcast;

  /** [parameters] its derivatives; zero where the rule keeps it fixed. */
  final double[] backcastGradient;

  /** Whether {@code h} at the first observation is the backcast itself. */
  boolean firstVarianceGiven;

  VariancePath(int padding, int observations, int meanSize, int filtered, int parameters) {
    this.padding = padding;
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
  }

  int observations() {
    return end - padding;
  }

  /** Residuals of the returns {@code y}, [end] with padding, at the parameters of the mean. */
  void residuals(double[] y, double[] theta) {
    System.arraycopy(y, padding, e, padding, end - padding);
    for (int j = 0; j < x.length; j++) {
      subtract(x[j], theta[j], e, padding, end);
    }
  }

  private static void subtract(double[] x, double factor, double[] from, int begin, int end) {
    for (int t = begin; t < end; t++) {
      from[t] -= factor * x[t];
    }
  }
}
