package io.github.volatility4j.nn.loss;

import org.apache.commons.math3.special.Gamma;

/** See {@link Loss#studentT(double)}. */
final class StudentT implements Loss {
  private final double nu;
  private final double constant; // −ln of the density's normalisation at h = 1

  StudentT(double nu) {
    if (!(nu > 2 && nu < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Student's nu is " + nu + ", must be above 2 (else there is no variance) and finite");
    }
    this.nu = nu;
    this.constant =
        Gamma.logGamma(nu / 2)
            - Gamma.logGamma((nu + 1) / 2)
            + 0.5 * Math.log(Math.PI * (nu - 2));
  }

  @Override
  public double valueAndGradient(double target, double[] output, double[] gradientOut) {
    double h = output[0];
    double ratio = target / h;
    gradientOut[0] = 0.5 * (1 - (nu + 1) * ratio / (nu - 2 + ratio)) / h;
    return constant + 0.5 * (Math.log(h) + (nu + 1) * Math.log1p(ratio / (nu - 2)));
  }

  @Override
  public double ofTeacher(double variance) {
    return variance * (nu - 2) / nu;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StudentT that && nu == that.nu;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(nu);
  }

  @Override
  public String toString() {
    return "student-t:" + nu;
  }
}
