package io.github.volatility4j.garch;

/**
 * ψ = (ln Γ)' and ψ' for x > 0 to nearly all digits (commons-math promises eight): up to x ≥ 16 by
 * {@code ψ(x+1) = ψ(x) + 1/x}, then the asymptotic series, whose first omitted term is below 1e-17
 * there. NIST Digital Library of Mathematical Functions, 5.5.2, 5.11.2 and 5.15.8.
 */
final class PolyGamma {
  private static final double ASYMPTOTIC = 16;

  private PolyGamma() {}

  /** {@return ψ(x)} */
  static double digamma(double x) {
    double below = 0;
    double z = x;
    while (z < ASYMPTOTIC) {
      below += 1 / z;
      z++;
    }
    double w = 1 / (z * z);
    double series =
        1 / 12.0
            - w
                * (1 / 120.0
                    - w
                        * (1 / 252.0
                            - w * (1 / 240.0 - w * (1 / 132.0 - w * (691 / 32760.0 - w / 12)))));
    return Math.log(z) - 0.5 / z - w * series - below;
  }

  /** {@return ψ'(x)} */
  static double trigamma(double x) {
    double below = 0;
    double z = x;
    while (z < ASYMPTOTIC) {
      below += 1 / (z * z);
      z++;
    }
    double w = 1 / (z * z);
    double series =
        1 / 6.0
            - w
                * (1 / 30.0
                    - w
                        * (1 / 42.0
                            - w * (1 / 30.0 - w * (5 / 66.0 - w * (691 / 2730.0 - w * 7 / 6)))));
    return 1 / z + 0.5 * w + w * series / z + below;
  }
}
