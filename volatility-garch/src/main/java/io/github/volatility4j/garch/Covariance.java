package io.github.volatility4j.garch;

/**
 * Estimators of the covariance of maximum-likelihood estimates. With the scores {@code s[t]} of the
 * observations, {@code H = −Σ ∂²log f[t]}, {@code G = Σ s[t]·s[t]'} and {@code J} the conditional
 * expectation of H; all derivatives are exact, through the mean, the recursion and the pre-sample
 * rule.
 *
 * <p>Under a correct model all five estimate the same. {@link #QMLE} is the one that holds when the
 * distribution of the innovations is not the one assumed. Fiorentini, Calzolari and Panattoni
 * (1996) compare them, <a
 * href="https://doi.org/10.1002/(SICI)1099-1255(199607)11:4%3C399::AID-JAE401%3E3.0.CO;2-R">
 * doi:10.1002/(SICI)1099-1255(199607)11:4&lt;399::AID-JAE401&gt;3.0.CO;2-R</a>.
 *
 * <p>Models of |e| (EGARCH, TGARCH, APARCH) and of the sign of e (GJR) have a kink or jump in a
 * derivative where a residual is 0; between them the Hessian is exact, and as an estimate of how
 * the curvature averages over the kinks it is a little off for the parameters of the mean. The
 * sandwiches share this. A GED with ν below 2 has an infinite second derivative there; among
 * residuals {@code |z| < 1/√n} its mean under the fitted density takes its place in H, or the error
 * of a mean whose maximum was drawn to one of the residuals would be next to nothing.
 */
public enum Covariance {
  /** {@code H⁻¹}. */
  HESSIAN,

  /** {@code G⁻¹}, the outer product of the gradients (Berndt, Hall, Hall and Hausman). */
  OPG,

  /** {@code H⁻¹·G·H⁻¹}, the sandwich, robust to the innovations' distribution. */
  QMLE,

  /**
   * {@code J⁻¹}, the information matrix, with the block of the mean's parameters apart from the
   * rest, as Fiorentini, Calzolari and Panattoni and the program TSP have it.
   */
  IM,

  /** {@code J⁻¹·G·J⁻¹}, Bollerslev and Wooldridge (1992), doi:10.1080/07474939208800229. */
  BW
}
