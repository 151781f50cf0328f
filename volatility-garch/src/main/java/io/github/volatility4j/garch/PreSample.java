package io.github.volatility4j.garch;

/**
 * What stands for the squares and variances before the first observation. The recursion of a
 * GARCH(p,q) reaches back to {@code e[0]², e[−1]², …} and {@code h[0], h[−1], …}, which nobody
 * observed; every rule puts one value b in their place (and b/2 for the squares of the negative
 * residuals of a GJR). A power model takes the mean of {@code |e|^δ} in the place of squares; the
 * shocks of an EGARCH are 0 before the sample, but under {@link #FCP} that of the residual {@code
 * mean(e)}.
 *
 * <p>Programs differ in nothing more than in this rule: at a sample of 2000 it moves the third
 * digit of the estimates, at 90 the first.
 */
public enum PreSample {
  /**
   * {@code b = mean(e²)} over the residuals at the current parameters of the mean; the likelihood
   * is differentiated through it. The rule of Bollerslev and Ghysels (1996) and of Fiorentini,
   * Calzolari and Panattoni (1996), <a
   * href="https://doi.org/10.1002/(SICI)1099-1255(199607)11:4%3C399::AID-JAE401%3E3.0.CO;2-R">
   * doi:10.1002/(SICI)1099-1255(199607)11:4&lt;399::AID-JAE401&gt;3.0.CO;2-R</a>.
   */
  FCP,

  /**
   * {@code b = Σ 0.94^i·e[i]² / Σ 0.94^i} over the first 75 residuals of the mean's least-squares
   * fit (all, if there are fewer). It stays fixed while the likelihood is maximised and also when
   * parameters are given. The rule of the Python package arch.
   */
  EWMA,

  /** {@code b = mean(e²)} over the residuals of the mean's least-squares fit, fixed. */
  SAMPLE,

  /**
   * {@code b = ω / (1 − persistence)}, the variance of the model itself. Only for a persistence
   * below 1, and the estimate is kept there.
   */
  STEADY,

  /**
   * The first variance itself is {@code b = mean(e²)} at the current parameters of the mean; the
   * recursion begins with the second.
   */
  H1,

  /** b is what the caller gives by {@link Garch#preSample(double)}. */
  GIVEN
}
