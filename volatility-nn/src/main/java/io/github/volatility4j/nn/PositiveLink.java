package io.github.volatility4j.nn;

/**
 * Turns what a network puts out into a variance, positive for every u, with u = 0 the base itself:
 * a variance that stands for what is known without the network.
 */
enum PositiveLink {
  /**
   * {@code h = s·(softplus(u + c) + ε)} with {@code c = ln(e − 1)}: linear for large u, so that
   * squared error stays tame where the base is a mere level.
   */
  SOFTPLUS {
    @Override
    double variance(double u, double base) {
      double z = u + SHIFT;
      return base * ((z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z))) + FLOOR);
    }

    @Override
    double derivative(double u, double base) {
      return base / (1 + Math.exp(-(u + SHIFT)));
    }
  },

  /**
   * {@code ln h = ln s + u}, u cut at ±{@value #CUT}: at u = 0 exactly the base, a forecast that
   * the network is anchored to.
   */
  EXPONENTIAL {
    @Override
    double variance(double u, double base) {
      return base * Math.exp(Math.max(-CUT, Math.min(CUT, u)));
    }

    @Override
    double derivative(double u, double base) {
      return u > -CUT && u < CUT ? base * Math.exp(u) : 0;
    }
  };

  /** No market moves its variance by e⁵ against what an econometric model expects. */
  private static final double CUT = 5;

  private static final double SHIFT = Math.log(Math.E - 1);

  /** Keeps ln h finite where softplus underflows; a millionth of the base. */
  private static final double FLOOR = 1e-6;

  /** {@return the variance h} */
  abstract double variance(double u, double base);

  /** {@return ∂h/∂u} */
  abstract double derivative(double u, double base);
}
