package io.github.volatility4j.garch;

import java.util.List;

/**
 * The distribution of {@code z[t] = e[t] / √h[t]}, with mean 0 and variance 1. Keeps no state.
 *
 * <p>Inside, a shape parameter may be another function of it than the one users know, where the
 * likelihood is closer to a parabola in it; {@link #toUser} and {@link #fromUser} convert.
 */
interface Innovation {
  /** Observations that are enough for a guess of a curvature. */
  int ENOUGH = 600;

  /** {@return the parameters' names as users know them} */
  List<String> parameterNames();

  /**
   * States the domain of the shape parameters.
   *
   * @param set to add to
   * @param at index of the first
   */
  void constrain(Constraints set, int at);

  /** {@return whether the density may have an edge, or nearly one, where z is 0} */
  default boolean hasKink() {
    return false;
  }

  /** {@return a starting point inside the domain} */
  double[] start();

  /**
   * The distribution at known shape parameters.
   *
   * @param theta all parameters
   * @param at index of the first shape parameter
   * @return the distribution
   */
  Distribution distribution(double[] theta, int at);

  /**
   * The slope of a shape parameter that users know by the inner one.
   *
   * @param theta all parameters
   * @param at index of the first shape parameter
   * @param shape number of the parameter
   * @return 1 where the two are the same
   */
  double userSlope(double[] theta, int at, int shape);

  /**
   * The second derivative of a shape parameter that users know by the inner one.
   *
   * @param theta all parameters
   * @param at index of the first shape parameter
   * @param shape number of the parameter
   * @return 0 where the two are the same
   */
  default double userBend(double[] theta, int at, int shape) {
    return 0;
  }

  /**
   * The log-likelihood of residuals with given variances.
   *
   * @param path residuals and variances
   * @param theta all parameters
   * @param at index of the first shape parameter
   * @return {@code Σ log f(e[t] | h[t])}
   */
  default double logLikelihood(VariancePath path, double[] theta, int at) {
    Distribution distribution = distribution(theta, at);
    LogProduct logs = new LogProduct();
    double sum = 0;
    for (int t = path.padding; t < path.end; t++) {
      logs.times(path.h[t]);
      sum += distribution.logDensity(path.e[t] / Math.sqrt(path.h[t]));
    }
    return sum - 0.5 * logs.sum();
  }

  /**
   * The log-likelihood and its derivatives.
   *
   * @param path residuals and variances
   * @param theta all parameters
   * @param at index of the first shape parameter
   * @param byResidual [end] receives {@code ∂log f/∂e[t]}
   * @param byVariance [end] receives {@code ∂log f/∂h[t]}
   * @param byShape [shape parameters] receives the derivatives of the sum by the inner shape
   * @return {@code Σ log f(e[t] | h[t])}
   */
  default double score(
      VariancePath path,
      double[] theta,
      int at,
      double[] byResidual,
      double[] byVariance,
      double[] byShape) {
    Distribution distribution = distribution(theta, at);
    double[] out = new double[distribution.derivativeCount()];
    double[] slopes = new double[distribution.shapes()];
    for (int s = 0; s < slopes.length; s++) {
      slopes[s] = userSlope(theta, at, s);
      byShape[s] = 0;
    }
    LogProduct logs = new LogProduct();
    double sum = 0;
    for (int t = path.padding; t < path.end; t++) {
      double h = path.h[t];
      logs.times(h);
      double inverse = 1 / Math.sqrt(h);
      double z = path.e[t] * inverse;
      distribution.derivatives(z, out);
      sum += out[0];
      byResidual[t] = out[1] * inverse;
      byVariance[t] = -0.5 * (1 + z * out[1]) * inverse * inverse;
      for (int s = 0; s < slopes.length; s++) {
        byShape[s] += out[Distribution.SHAPES + s] * slopes[s];
      }
    }
    return sum - 0.5 * logs.sum();
  }

  /**
   * How sharply a sample knows a shape parameter: the mean of its squared scores, in long samples
   * over some of the observations.
   *
   * @param path residuals and variances
   * @param theta all parameters
   * @param at index of the first shape parameter
   * @param shape number of the parameter
   * @return the mean, not negative
   */
  default double shapeInformation(VariancePath path, double[] theta, int at, int shape) {
    Distribution distribution = distribution(theta, at);
    double[] out = new double[distribution.derivativeCount()];
    double slope = userSlope(theta, at, shape);
    int every = 1 + path.observations() / ENOUGH;
    double sum = 0;
    int count = 0;
    for (int t = path.padding; t < path.end; t += every) {
      distribution.derivatives(path.e[t] / Math.sqrt(path.h[t]), out);
      double score = out[Distribution.SHAPES + shape] * slope;
      sum += score * score;
      count++;
    }
    return sum / count;
  }

  /** {@return {@code h·E[(∂log f/∂e)²]}, 1 for the normal} */
  double locationInformation(double[] theta, int at);

  /** {@return {@code 2h²·E[(∂log f/∂h)²]}, 1 for the normal} */
  double scaleInformation(double[] theta, int at);

  /** {@return {@code E[z²·1(z<0)]}, one half where the density is symmetric} */
  default double negativeShare(double[] theta, int at) {
    return distribution(theta, at).negativeShare();
  }

  /** Turns inner shape parameters into those that users know, in place. */
  void toUser(double[] theta, int at);

  /** Turns shape parameters that users know into the inner ones, in place. */
  void fromUser(double[] theta, int at);

  /** {@return a short name such as normal} */
  String label();
}
