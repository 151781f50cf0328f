package io.github.volatility4j.garch;

import java.util.Arrays;
import java.util.List;

/**
 * The conditional variance {@code h[t]} of a residual, from the residuals before it. A family of
 * GARCH models is one implementation; it keeps no state, all paths are the caller's.
 *
 * <p>Parameters stand in a vector from the index {@code at} on, those of the mean before them.
 */
interface VarianceModel {
  /** Observations from which on few of the starts find the highest maximum. */
  int LONG_SAMPLE = 1500;

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
   * promising first; all inside the constraints}
   */
  List<double[]> starts();

  /** {@return below how many observations every start is worth following} */
  default int shortSample() {
    return LONG_SAMPLE;
  }

  /**
   * How many of the starts, ranked by likelihood, are worth following in longer samples.
   *
   * @param observations in the sample, from {@link #shortSample} on
   * @return at least 1
   */
  default int startsInLongSamples(int observations) {
    return 6;
  }

  /**
   * Whether a maximum of the likelihood may be a low one of several, for it is not what returns are
   * like: then every start is followed, in long samples too.
   *
   * @param theta all parameters
   * @param at index of the first variance parameter
   */
  default boolean isDoubtful(double[] theta, int at) {
    return false;
  }

  /**
   * Writes what stands before the sample into the padding of a path, from its backcast. {@link
   * #filter} does it first; a simulation does it before the first {@link #next}.
   *
   * @param path of one series
   * @param theta all parameters
   * @param at index of the first variance parameter
   */
  default void begin(VariancePath path, double[] theta, int at) {
    Arrays.fill(path.square, 0, path.padding, path.backcast);
    Arrays.fill(path.h, 0, path.padding, path.backcast);
  }

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
   * {@return whether the recursion may run over a path in {@link Strands}; it has a {@link
   * #gradient} then}
   */
  default boolean runsInStrands() {
    return false;
  }

  /**
   * The gradient of a function of residuals and variances by the parameters of mean and variance,
   * on a path in strands whose variances {@link #filter} has filled.
   *
   * @param path of one series
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param byResidual [end] the function's derivatives by {@code path.e}; is used up
   * @param byVariance [end] its derivatives by {@code path.h}
   * @param out [parameters] receives it
   */
  default void gradient(
      VariancePath path,
      double[] theta,
      int at,
      double[] byResidual,
      double[] byVariance,
      double[] out) {
    throw new UnsupportedOperationException(label() + " does not run in strands");
  }

  /**
   * Fills {@code path.d2h} exactly, from a path that {@link #filter} has filled with derivatives
   * and whose {@code backcastHessian} is known. Where the variance has a kink, at residuals of
   * exactly 0 for a power below 2, it takes the derivative from the right.
   *
   * @param path of one series
   * @param theta all parameters
   * @param at index of the first variance parameter
   */
  void secondDerivatives(VariancePath path, double[] theta, int at);

  /** Whether {@link #addSecondDerivatives} can do for a path what rows of them are needed for. */
  default boolean weighsSecondDerivatives(VariancePath path) {
    return false;
  }

  /**
   * Adds {@code Σ byVariance[t]·∂²h[t]/∂θ[i]∂θ[j]}, j ≤ i, without rows of second derivatives.
   *
   * @param path has h and first derivatives at theta; its scratch is left alone
   * @param theta all parameters
   * @param at where this model's begin
   * @param byVariance [end]
   * @param to [parameters, parameters]
   */
  default void addSecondDerivatives(
      VariancePath path, double[] theta, int at, double[] byVariance, double[][] to) {
    throw new UnsupportedOperationException(label());
  }

  /**
   * One more step: writes {@code path.h[t]} and what the family keeps beside it from the columns
   * before t, which {@link #begin}, {@link #filter} or this method have written, and from the
   * residual {@code path.e[t−1]}.
   *
   * @param path of one series, or {@link VariancePath#tail} of one
   * @param t column, from {@code path.padding} on
   * @param theta all parameters
   * @param at index of the first variance parameter
   */
  void next(VariancePath path, int t, double[] theta, int at);

  /** {@return whether {@link #forecast} goes beyond the first day} */
  default boolean forecastsInClosedForm() {
    return true;
  }

  /**
   * The expected variances after the end of a path, which has been filtered.
   *
   * @param path whose residuals and variances are known
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param negativeShare {@code E[z²·1(z<0)]} of the innovation
   * @param out [horizon], 1 where there is no closed form
   */
  void forecast(VariancePath path, double[] theta, int at, double negativeShare, double[] out);

  /**
   * The variance that the process returns to; of families whose expected variance has no closed
   * form the one at which the recursion stands still.
   *
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param gradient [parameters] of theta: its derivatives are written from {@code at} on
   * @return the long-run variance, infinite if the persistence is 1 or more
   */
  default double longRun(double[] theta, int at, double[] gradient) {
    return hasLongRun()
        ? LongRun.value(persistenceWeights(), power(), theta, at, gradient)
        : Double.POSITIVE_INFINITY;
  }

  /** {@return whether {@link #longRun} is finite inside the domain} */
  default boolean hasLongRun() {
    return true;
  }

  /**
   * Second derivatives of a finite {@link #longRun}.
   *
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param out [pairs] receives those of the variance parameters, in the order of {@link
   *     VariancePath#d2h}
   */
  default void longRunHessian(double[] theta, int at, double[] out) {
    LongRun.hessian(persistenceWeights(), power(), theta, at, out);
  }

  /**
   * The linear persistence {@code P} in {@code longRun = (ω/(1 − P))^(2/δ)}.
   *
   * @return [variance parameters] its weights; all 0 where the family has no such form, and
   *     variance targeting is refused
   */
  default double[] persistenceWeights() {
    return new double[parameterNames().size()];
  }

  /**
   * The power of |e| that the recursion runs on and its pre-sample value is the mean of.
   *
   * @return 2 for most families
   */
  default double power() {
    return 2;
  }

  /** {@return whether the likelihood has a kink where a residual is 0} */
  default boolean hasKink() {
    return power() < 2;
  }

  /** {@return whether regressors can add to ω} */
  default boolean takesRegressors() {
    return true;
  }

  /**
   * {@return whether the recursion runs on {@code ln h}, so that a regressor may have any weight}
   */
  default boolean isLogarithmic() {
    return false;
  }

  /**
   * Turns parameters of returns divided by {@code scale} into those of the returns.
   *
   * @param theta all parameters
   * @param at index of the first variance parameter
   * @param scale positive
   */
  default void rescale(double[] theta, int at, double scale) {
    theta[at] *= power() == 2 ? scale * scale : Math.pow(scale, power());
  }

  /**
   * Derivatives of what {@link #rescale} makes of the parameters.
   *
   * @param theta all parameters, of returns divided by {@code scale}
   * @param at index of the first variance parameter
   * @param scale positive
   * @param out [parameters, parameters] receives {@code ∂rescaled[i]/∂theta[j]} of the variance
   *     parameters
   */
  default void rescaleJacobian(double[] theta, int at, double scale, double[][] out) {
    for (int i = 0; i < parameterNames().size(); i++) {
      out[at + i][at + i] = 1;
    }
    out[at][at] = power() == 2 ? scale * scale : Math.pow(scale, power());
  }

  /** {@return a short name such as GARCH(1,1)} */
  String label();
}
