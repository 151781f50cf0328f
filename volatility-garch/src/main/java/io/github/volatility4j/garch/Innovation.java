package io.github.volatility4j.garch;

import java.util.List;

/**
 * The distribution of {@code z[t] = e[t] / √h[t]}, with mean 0 and variance 1. Keeps no state.
 *
 * <p>Inside, a shape parameter may be another function of it than the one users know, where the
 * likelihood is closer to a parabola in it; {@link #toUser} and {@link #fromUser} convert.
 */
interface Innovation {
  /** {@return the parameters' names as users know them} */
  List<String> parameterNames();

  /**
   * States the domain of the shape parameters.
   *
   * @param set to add to
   * @param at index of the first
   */
  void constrain(Constraints set, int at);

  /** {@return a starting point inside the domain} */
  double[] start();

  /**
   * The log-likelihood of residuals with given variances.
   *
   * @param path residuals and variances
   * @param theta all parameters
   * @param at index of the first shape parameter
   * @return {@code Σ log f(e[t] | h[t])}
   */
  double logLikelihood(VariancePath path, double[] theta, int at);

  /**
   * The log-likelihood and its derivatives.
   *
   * @param path residuals and variances
   * @param theta all parameters
   * @param at index of the first shape parameter
   * @param byResidual [end] receives {@code ∂log f/∂e[t]}
   * @param byVariance [end] receives {@code ∂log f/∂h[t]}
   * @param byShape [shape parameters, end] receives the derivatives by the shape
   * @return {@code Σ log f(e[t] | h[t])}
   */
  double score(
      VariancePath path,
      double[] theta,
      int at,
      double[] byResidual,
      double[] byVariance,
      double[][] byShape);

  /** {@return {@code h·E[(∂log f/∂e)²]}, 1 for the normal} */
  double locationInformation(double[] theta, int at);

  /** {@return {@code 2h²·E[(∂log f/∂h)²]}, 1 for the normal} */
  double scaleInformation(double[] theta, int at);

  /** {@return {@code E[z²·1(z<0)]}, one half where the density is symmetric} */
  double negativeShare(double[] theta, int at);

  /** Turns inner shape parameters into those that users know, in place. */
  void toUser(double[] theta, int at);

  /** Turns shape parameters that users know into the inner ones, in place. */
  void fromUser(double[] theta, int at);

  /** {@return a short name such as normal} */
  String label();
}
