package io.github.volatility4j.garch;

/**
 * {@code ln Γ(x + ½) − ln Γ(x)} and its derivatives {@code ψ(x + ½) − ψ(x)} and {@code ψ'(x + ½) −
 * ψ'(x)} for x > 0.
 *
 * <p>The two terms grow like x·ln x and their difference like ½·ln x, so that subtracting one from
 * the other loses digits just where a Student t comes close to the normal. Instead: step up to x ≥
 * 24 by {@code Γ(x+1) = x·Γ(x)}, then the asymptotic series of the difference itself, {@code ½·ln x
 * − 1/(8x) + 1/(192x³) − 1/(640x⁵) + 17/(14336x⁷) − 31/(18432x⁹) + …} (from Tricomi and Erdélyi
 * 1951, doi:10.2140/pjm.1951.1.133), whose first omitted term is below 1e-17 there.
 */
final class GammaRatio {
  private static final double ASYMPTOTIC = 24;

  private GammaRatio() {}

  /** {@return {@code ln Γ(x + ½) − ln Γ(x)}} */
  static double logHalfStep(double x) {
    double below = 1;
    double z = x;
    while (z < ASYMPTOTIC) {
      below *= (z + 0.5) / z;
      z++;
    }
    double w = 1 / (z * z);
    double series =
        -1 / 8.0 + w * (1 / 192.0 + w * (-1 / 640.0 + w * (17 / 14336.0 - w * 31 / 18432.0)));
    return 0.5 * Math.log(z) + series / z - Math.log(below);
  }

  /** {@return {@code ψ(x + ½) − ψ(x)}} */
  static double digammaHalfStep(double x) {
    double below = 0;
    double z = x;
    while (z < ASYMPTOTIC) {
      below += 0.5 / (z * (z + 0.5));
      z++;
    }
    double w = 1 / (z * z);
    double series =
        1 / 8.0 + w * (-1 / 64.0 + w * (1 / 128.0 + w * (-17 / 2048.0 + w * 31 / 2048.0)));
    return 0.5 / z + series * w + below;
  }

  /** {@return {@code ψ'(x + ½) − ψ'(x)}} */
  static double trigammaHalfStep(double x) {
    double below = 0;
    double z = x;
    while (z < ASYMPTOTIC) {
      double product = z * (z + 0.5);
      below -= 0.5 * (2 * z + 0.5) / (product * product);
      z++;
    }
    double w = 1 / (z * z);
    double series =
        -1 / 4.0 + w * (1 / 16.0 + w * (-3 / 64.0 + w * (17 / 256.0 - w * 155 / 1024.0)));
    return -0.5 * w + series * w / z + below;
  }
}
