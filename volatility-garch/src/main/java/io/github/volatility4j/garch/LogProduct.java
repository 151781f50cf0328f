package io.github.volatility4j.garch;

/**
 * {@code Σ ln x} of positive numbers by multiplying them and taking a logarithm only when the
 * product leaves a safe range: one logarithm for fifty numbers around 1. The rounding is that of a
 * sum of logarithms, half an ulp of 1 for each factor.
 *
 * <p>A number that is not positive makes the sum NaN or infinite for good, as the logarithm would.
 */
final class LogProduct {
  private static final double LARGE = 0x1p300;
  private static final double SMALL = 0x1p-300;

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

  /** {@return the sum of all logarithms so far} */
  double sum() {
    return sum + Math.log(product);
  }
}
