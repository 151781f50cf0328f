package io.github.volatility4j.garch;

/**
 * {@code Σ ln x} of positive numbers by multiplying them and taking a logarithm only when the
 * product leaves a safe range: one logarithm for fifty numbers around 1. The rounding is that of a
 * sum of logarithms, half an ulp of 1 for each factor.
 *
 * <p>A number that is not positive makes the sum NaN or infinite for good, as the logarithm would.
 */
final class LogProduct {
  static final double LARGE = 0x1p300;
  static final double SMALL = 0x1p-300;

  private static final int BLOCK = 32;

  private double sum;
  private double product = 1;

  /** Adds {@code ln x}. */
  void times(double x) {
    product *= x;
    if (!(product < LARGE && product > SMALL)) {
      sum += Math.log(product);
      product = 1;
    }
  }

  /** {@code Σ ln(plus + x[t])}, NaN if one of the numbers is not positive. */
  static double sum(double plus, double[] x, int from, int end) {
    LogProduct logs = new LogProduct();
    int t = from;
    for (; t <= end - BLOCK; t += BLOCK) {
      double product = product(plus, x, t);
      if (product < LARGE && product > SMALL) {
        logs.times(product);
      } else {
        logs.addEach(plus, x, t, t + BLOCK);
      }
    }
    logs.addEach(plus, x, t, end);
    return logs.sum();
  }

  /** Four products side by side, which need not wait for each other; NaN if one is not positive. */
  private static double product(double plus, double[] x, int from) {
    double p0 = 1;
    double p1 = 1;
    double p2 = 1;
    double p3 = 1;
    for (int t = from; t < from + BLOCK; t += 4) {
      double x0 = plus + x[t];
      double x1 = plus + x[t + 1];
      double x2 = plus + x[t + 2];
      double x3 = plus + x[t + 3];
      if (!(x0 > 0 && x1 > 0 && x2 > 0 && x3 > 0)) {
        return Double.NaN;
      }
      p0 *= x0;
      p1 *= x1;
      p2 *= x2;
      p3 *= x3;
    }
    return p0 * p1 * (p2 * p3);
  }

  private void addEach(double plus, double[] x, int from, int end) {
    for (int t = from; t < end; t++) {
      sum += Math.log(plus + x[t]);
    }
  }

  /** {@return the sum of all logarithms so far} */
  double sum() {
    return sum + Math.log(product);
  }
}
