package io.github.volatility4j.garch;

/**
 * Sums over observations, four side by side: one addition need not wait for the one before. Their
 * rounding errors are smaller than those of one long sum.
 */
final class Sums {
  private Sums() {}

  static double sum(double[] a, int from, int end) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int t = from;
    for (; t < end - 3; t += 4) {
      s0 += a[t];
      s1 += a[t + 1];
      s2 += a[t + 2];
      s3 += a[t + 3];
    }
    for (; t < end; t++) {
      s0 += a[t];
    }
    return s0 + s1 + (s2 + s3);
  }

  static double dot(double[] a, double[] b, int from, int end) {
    return dot(a, b, 0, from, end);
  }

  /** {@code Σ a[t]·b[t − lag]}. */
  static double dot(double[] a, double[] b, int lag, int from, int end) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int t = from;
    for (; t < end - 3; t += 4) {
      s0 += a[t] * b[t - lag];
      s1 += a[t + 1] * b[t + 1 - lag];
      s2 += a[t + 2] * b[t + 2 - lag];
      s3 += a[t + 3] * b[t + 3 - lag];
    }
    for (; t < end; t++) {
      s0 += a[t] * b[t - lag];
    }
    return s0 + s1 + (s2 + s3);
  }
}
