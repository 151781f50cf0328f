package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Scale;
import io.github.volatility4j.dataset.Scaler;
import io.github.volatility4j.dataset.Transform;
import io.github.volatility4j.nn.loss.WeightedLoss;

/**
 * From raw output to loss and back, for one window: positive link, then (for a loss in the target's
 * unit) transform and scale on forecast, truth and teacher alike, then the weighted loss;
 * derivatives by the chain rule. Not safe for concurrent use: it keeps scratch arrays so that the
 * loop allocates nothing.
 */
final class Objective {
  private final WeightedLoss loss;
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
  Objective(WeightedLoss loss, Transform transform, Scale scale, Scaler scaler, double unit) {
    this.loss = loss;
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

  /**
   * Loss of one window.
   *
   * @param raw the network's outputs // [batch, outputs]
   * @param rawGradient receives weight · ∂loss/∂raw at the same places
   * @param at where this window's outputs start
   * @param weight of this window in the mean
   */
  double valueAndGradient(
      int series,
      double level,
      double truth,
      double teacher,
      float[] raw,
      float[] rawGradient,
      int at,
      double weight) {
    for (int k = 1; k < output.length; k++) {
      output[k] = raw[at + k];
    }
    double h = PositiveLink.variance(raw[at], level);
    double chain = PositiveLink.derivative(raw[at], level);
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
