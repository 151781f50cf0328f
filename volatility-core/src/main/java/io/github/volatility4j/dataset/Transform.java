package io.github.volatility4j.dataset;

/**
 * A function of variance {@code v ≥ 0} that tames its tail: strictly increasing, with an inverse.
 *
 * <p>A mean of transformed values, transformed back, is below the mean of the values (Jensen), so a
 * squared error of transformed values aims below the variance.
 */
public enum Transform {
  /** {@code u = v}. */
  NONE,

  /** {@code u = ln(1 + v)}; depends on the unit of v. */
  LOG1P,

  /**
   * {@code u = ln(v + 10⁻¹²)}. The constant keeps a squared return of exactly 0 finite and moves no
   * other variance that occurs: it is the square of a return of a millionth of the unit.
   */
  LOG;

  private static final double TINY = 1e-12;

  /**
   * The transformed variance.
   *
   * @param v variance, at least 0
   * @return u
   */
  public double apply(double v) {
    return switch (this) {
      case NONE -> v;
      case LOG1P -> Math.log1p(v);
      case LOG -> Math.log(v + TINY);
    };
  }

  /**
   * The slope {@code du/dv}.
   *
   * @param v variance, at least 0
   * @return a positive number
   */
  public double derivative(double v) {
    return switch (this) {
      case NONE -> 1;
      case LOG1P -> 1 / (1 + v);
      case LOG -> 1 / (v + TINY);
    };
  }

  /**
   * The variance whose transform is {@code u}.
   *
   * @param u a transformed variance
   * @return v; below 0 where no variance has that transform
   */
  public double invert(double u) {
    return switch (this) {
      case NONE -> u;
      case LOG1P -> Math.expm1(u);
      case LOG -> Math.exp(u) - TINY;
    };
  }
}
