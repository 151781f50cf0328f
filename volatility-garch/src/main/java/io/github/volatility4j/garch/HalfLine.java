package io.github.volatility4j.garch;

import java.util.function.DoubleUnaryOperator;

/**
 * Integrals over (0, ∞) by the double-exponential rule: with {@code x = exp(π/2·sinh t)} an
 * integrand that decays like a power at both ends decays double-exponentially in t, and the
 * trapezoidal rule reaches nearly all digits. Takahasi and Mori (1974),
 * doi:10.2977/prims/1195192451.
 */
final class HalfLine {
  private static final double STEP = 1 / 16.0;

  /** x from e^−52 to e^52. */
  private static final int NODES = 67;

  private static final double[] X = new double[2 * NODES + 1];
  private static final double[] WEIGHT = new double[2 * NODES + 1];

  static {
    for (int i = 0; i < X.length; i++) {
      double t = STEP * (i - NODES);
      X[i] = Math.exp(0.5 * Math.PI * Math.sinh(t));
      WEIGHT[i] = STEP * X[i] * 0.5 * Math.PI * Math.cosh(t);
    }
  }

  private HalfLine() {}

  /** {@return {@code ∫ f(x) dx} from 0 to infinity} */
  static double integrate(DoubleUnaryOperator f) {
    double sum = 0;
    for (int i = 0; i < X.length; i++) {
      double value = f.applyAsDouble(X[i]);
      // Where the density underflows, what it is multiplied by may have overflowed.
      if (Double.isFinite(value)) {
        sum += WEIGHT[i] * value;
      }
    }
    return sum;
  }
}
