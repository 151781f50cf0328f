package io.github.volatility4j.garch;

/**
 * What becomes of a variance that is zero but for rounding: of a share that is suspended, or a
 * window that its mean explains without error. Forecasts and labels are positive, so below 1e-16 of
 * the mean square m of all returns before the day it becomes {@code 1e-8·m}, and 1e-12 where these
 * are all zero.
 */
final class VarianceFloor {
  private static final double ZERO = 1e-16;
  private static final double SHARE = 1e-8;
  private static final double WITHOUT_PAST = 1e-12;

  private VarianceFloor() {}

  /** {@return [n + 1] the mean square of the returns before each row, 0 before the first} */
  static double[] meanSquares(double[] r) {
    double[] square = new double[r.length + 1];
    double sum = 0;
    for (int t = 0; t < r.length; t++) {
      sum += r[t] * r[t];
      square[t + 1] = sum / (t + 1);
    }
    return square;
  }

  /** Whether a variance is zero beside the mean square, or no number. */
  static boolean isZero(double variance, double meanSquare) {
    return !(variance > ZERO * meanSquare && variance < Double.POSITIVE_INFINITY);
  }

  /** {@return the variance, or what stands for it} */
  static double raise(double variance, double meanSquare) {
    if (!isZero(variance, meanSquare)) {
      return variance;
    }
    return meanSquare > 0 ? SHARE * meanSquare : WITHOUT_PAST;
  }
}
