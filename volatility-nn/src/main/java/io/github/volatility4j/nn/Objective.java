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
  private final WeightedLoss loss;
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
    this.loss = loss;
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

  /** {@return whether a day has what its loss looks at} */
  boolean isDefined(double truth, double teacher) {
    return (loss.lambda() == 0 || !Double.isNaN(truth))
        && (loss.lambda() == 1 || !Double.isNaN(teacher));
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
    double h = link.variance(raw[at], base);
    double chain = link.derivative(raw[at], base);
    double value;
    if (inTargetUnit) {
      double divisor = scaler.divisor(series) * unit;
      output[0] = target(series, h);
      chain *= transform.derivative(h) / divisor;
      value =
          loss.valueAndGradient(target(series, truth), target(series, teacher), output, gradient);
    } else {
      output[0] = h;
      value = loss.valueAndGradient(truth, teacher, output, gradient);
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
