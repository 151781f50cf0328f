package io.github.volatility4j.garch;

/**
 * Minus the mean log-likelihood of a stretch of returns as a function of all parameters of a model:
 * of one series, or of one window after another.
 *
 * <p>It works on returns divided by {@link #scale}, so that the residuals of least squares have
 * mean square 1 and no starting value, bound or tolerance depends on the unit of the returns.
 *
 * <p>{@link Likelihood} does it for every model, {@link Ar1GarchLikelihood} for one of them and
 * faster.
 */
interface WindowLikelihood extends Objective {
  /**
   * Turns to other returns, as many as before.
   *
   * @param returns finite
   * @param from first of them
   * @return false if the mean explains them without error, so that there is no variance to model
   */
  boolean load(double[] returns, int from);

  /** {@return what the returns are divided by, 0 if there is no variance to model} */
  double scale();

  /** {@return the parameters of the mean by least squares, in the user's units} */
  double[] leastSquares();

  /**
   * Variances of the days after the last return, scaled.
   *
   * @param theta all parameters
   * @param out [horizon]
   */
  void forecast(double[] theta, double[] out);
}
