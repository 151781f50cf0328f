package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Scale;
import io.github.volatility4j.dataset.Scaler;
import io.github.volatility4j.dataset.Transform;
import io.github.volatility4j.nn.loss.WeightedLoss;

/**
 * From raw output to loss and back, for one day: positive link, then (for a loss in the target's
 * unit) transform and scale on forecast, truth and teacher alike, then the weighted loss;
 * derivatives by the chain rule. Not safe for concurrent use: it keeps scratch arrays so that the
 * loop allocates nothing.
 */
final class Objective {
  private final WeightedLoss first; // as the user set it
  private WeightedLoss loss; // as it is in this epoch
  private double lastLambda;
  private final PositiveLink link;
  private final boolean inTargetUnit;
  private final Transform transform;
  private final Scaler scaler;
  private final double unit;
  private final double[] output;
  private final double[] gradient;

  /**
   * @param unit mean truth of the panel in training: with neither transform nor scale a squared
   *     error is measured in it, so that the clip means the same for percent and decimal returns
   */
  Objective(
      WeightedLoss loss,
      PositiveLink link,
      Transform transform,
      Scale scale,
      Scaler scaler,
      double unit) {
    this.first = loss;
    this.loss = loss;
    this.lastLambda = loss.lambda();
    this.link = link;
    this.inTargetUnit = loss.inner().inTargetUnit();
    this.transform = transform;
    this.scaler = scaler;
    this.unit = transform == Transform.NONE && scale == Scale.NONE ? unit : 1;
    this.output = new double[loss.inner().outputs()];
    this.gradient = new double[loss.inner().outputs()];
  }

  int outputs() {
    return output.length;
  }

  /** {@return whether forecasts are brought to the target's level after training} */
  boolean isLevelCorrected() {
    return first.inner().levelCorrected();
  }

  /** Sets λ to what it is in an epoch. */
  void begin(int epoch, TrainingOptions options) {
    TrainingDetails details = options.details();
    lastLambda = details.lambda(first.lambda(), options.epochs(), options.epochs());
    double lambda = details.lambda(first.lambda(), epoch, options.epochs());
    loss = new WeightedLoss(lambda, first.inner());
  }

  /** Sets λ to that of the last epoch: epochs are compared by one measure. */
  void beginValidation() {
    loss = new WeightedLoss(lastLambda, first.inner());
  }

  /** {@return whether a day has what its loss looks at, in some epoch} */
  boolean isDefined(double truth, double teacher) {
    return ((first.lambda() == 0 && lastLambda == 0) || !Double.isNaN(truth))
        && ((first.lambda() == 1 && lastLambda == 1) || !Double.isNaN(teacher));
  }

  /** Target over forecast, the target being the weighted mean of truth and teacher. */
  double ratio(double base, double truth, double teacher, float raw) {
    double lambda = loss.lambda();
    double target = (lambda == 0 ? 0 : lambda * truth) + (lambda == 1 ? 0 : (1 - lambda) * teacher);
    return target / link.variance(raw, base);
  }

  /**
   * Loss of one day.
   *
   * @param series its index
   * @param base of the link
   * @param truth not looked at when λ = 0
   * @param teacher not looked at when λ = 1
   * @param raw the network's outputs
   * @param rawGradient receives weight · ∂loss/∂raw at the same places
   * @param at where this day's outputs start
   * @param weight of this day in the mean
   */
  double valueAndGradient(
      int series,
      double base,
      double truth,
      double teacher,
      float[] raw,
      float[] rawGradient,
      int at,
      double weight) {
    for (int k = 1; k < output.length; k++) {
      output[k] = raw[at + k];
    }
    double taught = loss.inner().ofTeacher(teacher);
    double h = link.variance(raw[at], base);
    double chain = link.derivative(raw[at], base);
    double value;
    if (inTargetUnit) {
      double divisor = scaler.divisor(series) * unit;
      output[0] = target(series, h);
      chain *= transform.derivative(h) / divisor;
      value =
          loss.valueAndGradient(target(series, truth), target(series, taught), output, gradient);
    } else {
      output[0] = h;
      value = loss.valueAndGradient(truth, taught, output, gradient);
    }
    rawGradient[at] = (float) (weight * gradient[0] * chain);
    for (int k = 1; k < output.length; k++) {
      rawGradient[at + k] = (float) (weight * gradient[k]);
    }
    return value;
  }

  private double target(int series, double variance) {
    return scaler.scale(series, transform.apply(variance)) / unit;
  }
}
