package io.github.volatility4j.garch;

/** A smooth function to minimise, and a first guess of its curvature. */
interface Objective {
  /** The value at x, infinite or NaN where it does not exist; writes the gradient. */
  double valueAndGradient(double[] x, double[] gradient);

  /**
   * Writes a positive semi-definite guess of the second derivatives at the point evaluated last.
   */
  void curvature(double[][] out);

  /**
   * Writes the second derivatives at the point evaluated last.
   *
   * @return false if it doesn't know them
   */
  default boolean hessian(double[][] out) {
    return false;
  }
}
