package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.List;

/**
 * A mean, a variance, an innovation and a rule for the time before the sample: a model without
 * parameters. A parameter vector holds the mean's, the variance's and the innovation's, in this
 * order.
 */
record Specification(
    MeanModel mean, VarianceModel variance, Innovation innovation, PreSample preSample) {
  /** Keeps {@code 1/(1 − persistence)} finite where a rule needs it. */
  private static final double STEADY_PERSISTENCE = 1 - 1e-6;

  int varianceAt() {
    return mean.parameterNames().size();
  }

  int innovationAt() {
    return varianceAt() + variance.parameterNames().size();
  }

  int size() {
    return innovationAt() + innovation.parameterNames().size();
  }

  List<String> parameterNames() {
    List<String> names = new ArrayList<>(mean.parameterNames());
    names.addAll(variance.parameterNames());
    names.addAll(innovation.parameterNames());
    return names;
  }

  /** {@return the constraints of all parameters, for residuals with mean square 1} */
  Constraints constraints() {
    Constraints set = new Constraints(size());
    variance.constrain(set, varianceAt(), preSample == PreSample.STEADY ? STEADY_PERSISTENCE : 1);
    innovation.constrain(set, innovationAt());
    return set;
  }

  /** From inner parameters of returns divided by {@code scale} to the user's. */
  double[] toUser(double[] theta, double scale) {
    double[] user = theta.clone();
    mean.rescale(user, scale);
    variance.rescale(user, varianceAt(), scale);
    innovation.toUser(user, innovationAt());
    return user;
  }

  /** From the user's parameters to inner ones of returns divided by {@code scale}. */
  double[] fromUser(double[] user, double scale) {
    double[] theta = user.clone();
    mean.rescale(theta, 1 / scale);
    variance.rescale(theta, varianceAt(), 1 / scale);
    innovation.fromUser(theta, innovationAt());
    return theta;
  }

  String label() {
    return mean.label() + ", " + variance.label() + ", " + innovation.label();
  }
}
