package io.github.volatility4j.nn;

/**
 * Turns what a network puts out into a variance: {@code h = s·(softplus(u + c) + ε)} with s the
 * stock's mean truth in training and {@code c = ln(e − 1)}, so that u = 0 is the stock's own level.
 * Positive for every u; linear for large u, so that squared error stays tame.
 */
final class PositiveLink {
  private static final double SHIFT = Math.log(Math.E - 1);

  /** Keeps ln h finite where softplus underflows; a millionth of the stock's level. */
  private static final double FLOOR = 1e-6;

  private PositiveLink() {}

  static double variance(double u, double level) {
    double z = u + SHIFT;
    return level * ((z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z))) + FLOOR);
  }

  /** {@code ∂h/∂u = s·σ(u + c)}. */
  static double derivative(double u, double level) {
    return level / (1 + Math.exp(-(u + SHIFT)));
  }
}
