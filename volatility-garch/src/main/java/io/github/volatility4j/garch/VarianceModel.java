package io.github.volatility4j.garch;

import java.util.List;

/**
 * The conditional variance {@code h[t]} of a residual, from the residuals before it. A family of
 * GARCH models is one implementation; it keeps no state, all paths are the caller's.
 *
 * <p>Parameters stand in a vector from the index {@code at} on.
 */
interface VarianceModel {
  /** {@return the parameters' names, in order} */
  List<String> parameterNames();

  /** {@return how far the recursion looks back, at least 1: the padding of all arrays of a path} */
  int padding();

  /**
   * States what the parameters of residuals with mean square 1 have to fulfil.
   *
   * @param set to add to
   * @param at index of the first parameter
   * @param maxPersistence upper bound of the persistence
   */
  void constrain(Constraints set, int at, double maxPersistence);

  /**
   * {@return starting points of the variance parameters for residuals with mean square 1, the more
   * promising first; all strictly inside the constraints}
   */
  List<double[]> starts();

  /**
   * Runs the recursion: fills {@code path.h} and, if asked, {@code path.dh} from the residuals, the
   * regressors and the pre-sample value in it.
   *
   * @param path of one series
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param derivatives whether to fill {@code path.dh}
   */
  void filter(VariancePath path, double[] theta, int at, boolean derivatives);

  /**
   * The expected variances after the end of a path, which has been filtered.
   *
   * @param path whose residuals and variances are known
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param negativeShare {@code E[z²·1(z<0)]} of the innovation
   * @param out [horizon]
   */
  void forecast(VariancePath path, double[] theta, int at, double negativeShare, double[] out);

  /**
   * The variance that the process returns to.
   *
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param gradient [parameters] of theta: its derivatives are written from {@code at} on
   * @return the long-run variance, infinite if the persistence is 1 or more
   */
  double longRun(double[] theta, int at, double[] gradient);

  /**
   * Turns parameters of returns divided by {@code scale} into those of the returns.
   *
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param scale positive
   */
  void rescale(double[] theta, int at, double scale);

  /** {@return a short name such as GARCH(1,1)} */
  String label();
}
