package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * A mean, a variance, an innovation and a rule for the time before the sample: a model without
 * parameters. A parameter vector holds the mean's, the variance's (its own, then one for each
 * regressor) and the innovation's, in this order.
 *
 * @param mean of the returns
 * @param variance of their residuals
 * @param regressors of the variance
 * @param innovation distribution of the residuals
 * @param preSample the rule
 * @param given variance before the sample, in the user's units, where the rule says so
 */
record Specification(
    MeanModel mean,
    VarianceModel variance,
    Regressors regressors,
    Innovation innovation,
    PreSample preSample,
    double given) {
  /** Keeps {@code 1/(1 − persistence)} finite where a rule needs it. */
  private static final double STEADY_PERSISTENCE = 1 - 1e-6;

  static final Specification DEFAULT =
      new Specification(
          new LinearMean(true, 0), new GjrGarch(1, 0, 1), new NormalInnovation(), PreSample.FCP);

  /** Without regressors of the variance and a given pre-sample value. */
  Specification(
      MeanModel mean, VarianceModel variance, Innovation innovation, PreSample preSample) {
    this(mean, variance, Regressors.NONE, innovation, preSample, Double.NaN);
  }

  Specification with(MeanModel other) {
    return new Specification(other, variance, regressors, innovation, preSample, given);
  }

  Specification with(VarianceModel other) {
    return new Specification(mean, other, regressors, innovation, preSample, given);
  }

  Specification with(Innovation other) {
    return new Specification(mean, variance, regressors, other, preSample, given);
  }

  Specification with(Regressors others) {
    return new Specification(mean, variance, others, innovation, preSample, given);
  }

  Specification with(PreSample rule) {
    if (rule == PreSample.GIVEN) {
      throw new IllegalArgumentException(
          "preSample is GIVEN without a value; give the value itself");
    }
    return new Specification(mean, variance, regressors, innovation, rule, Double.NaN);
  }

  Specification withPreSample(double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("preSample is " + value + "; it must be positive");
    }
    return new Specification(mean, variance, regressors, innovation, PreSample.GIVEN, value);
  }

  /** The same with all regressors on the days of some returns. */
  Specification on(TimeSeries returns) {
    return new Specification(
        mean.on(returns), variance, regressors.on(returns), innovation, preSample, given);
  }

  int varianceAt() {
    return mean.parameterNames().size();
  }

  int regressorsAt() {
    return varianceAt() + variance.parameterNames().size();
  }

  int innovationAt() {
    return regressorsAt() + regressors.names().size();
  }

  int size() {
    return innovationAt() + innovation.parameterNames().size();
  }

  List<String> parameterNames() {
    List<String> names = new ArrayList<>(mean.parameterNames());
    names.addAll(variance.parameterNames());
    names.addAll(regressors.names());
    names.addAll(innovation.parameterNames());
    return names;
  }

  /** {@return the constraints of all parameters, for residuals with mean square 1} */
  Constraints constraints() {
    return constraints(1);
  }

  /** {@return the constraints with a bound of the persistence} */
  Constraints constraints(double maxPersistence) {
    Constraints set = new Constraints(size());
    double most = preSample == PreSample.STEADY ? STEADY_PERSISTENCE : 1;
    variance.constrain(set, varianceAt(), Math.min(most, maxPersistence));
    if (!variance.isLogarithmic()) {
      for (int k = 0; k < regressors.names().size(); k++) {
        set.atLeast(regressorsAt() + k, 0, regressors.names().get(k) + "=0");
      }
    }
    innovation.constrain(set, innovationAt());
    return set;
  }

  /** {@return empty paths of returns, with the regressors of the variance in them} */
  VariancePath path(int returns, int filtered, int parameters) {
    return path(returns, filtered, parameters, 1);
  }

  /** {@return the same, with so many columns from an observation to the next} */
  VariancePath path(int returns, int filtered, int parameters, int step) {
    int lost = mean.conditionedOn();
    VariancePath path =
        new VariancePath(
            variance.padding(), step, returns - lost, varianceAt(), filtered, parameters);
    path.w = regressors.columns(path.padding, lost, path.end);
    for (double[] row : path.w) {
      path.lay(row);
    }
    return path;
  }

  /** From inner parameters of returns divided by {@code scale} to the user's. */
  double[] toUser(double[] theta, double scale) {
    double[] user = theta.clone();
    mean.rescale(user, scale);
    variance.rescale(user, varianceAt(), scale);
    regressors.rescale(user, regressorsAt(), variance.isLogarithmic() ? 1 : power(scale));
    innovation.toUser(user, innovationAt());
    return user;
  }

  /** From the user's parameters to inner ones of returns divided by {@code scale}. */
  double[] fromUser(double[] user, double scale) {
    double[] theta = user.clone();
    mean.rescale(theta, 1 / scale);
    variance.rescale(theta, varianceAt(), 1 / scale);
    regressors.rescale(theta, regressorsAt(), variance.isLogarithmic() ? 1 : power(1 / scale));
    innovation.fromUser(theta, innovationAt());
    return theta;
  }

  /**
   * {@return [p, p] ∂user[i]/∂theta[j] of the p parameters of mean and variance; those of the
   * innovation convert for themselves}
   */
  double[][] userJacobian(double[] theta, double scale) {
    int p = innovationAt();
    double[][] out = new double[p][p];
    for (int j = 0; j < varianceAt(); j++) {
      double[] unit = new double[size()];
      unit[j] = 1;
      mean.rescale(unit, scale);
      out[j][j] = unit[j];
    }
    variance.rescaleJacobian(theta, varianceAt(), scale, out);
    for (int j = regressorsAt(); j < p; j++) {
      out[j][j] = variance.isLogarithmic() ? 1 : power(scale);
    }
    return out;
  }

  private double power(double scale) {
    return Math.pow(scale, variance.power());
  }

  /** {@return the innovations' distribution at parameters in the user's units} */
  Distribution userDistribution(double[] user) {
    double[] theta = user.clone();
    innovation.fromUser(theta, innovationAt());
    return innovation.distribution(theta, innovationAt());
  }

  String label() {
    return mean.label() + ", " + variance.label() + ", " + innovation.label();
  }
}
