package io.github.volatility4j.nn;

import java.nio.FloatBuffer;

/** {@link InstanceNorm} on a tile: same statistics, same gradient. */
final class TileInstanceNorm {
  private static final double EPSILON = 1e-5;
  private static final double SAFE_GAIN = EPSILON * EPSILON;

  private final int features;
  private final int time;
  private final FloatBuffer gain; // [1]
  private final FloatBuffer offset; // [1]
  private final double[] means; // [windows]
  private final double[] deviations; // [windows]
  private final double[] z; // [windows, time]
  private double gainGradient;
  private double offsetGradient;

  /**
   * @param x windows // [windows, time, feature]
   */
  TileInstanceNorm(TileTensors tensors, TileOps.View x) {
    int windows = (int) x.sizes()[0];
    time = (int) x.sizes()[1];
    features = (int) x.sizes()[2];
    gain = tensors.value("instanceNorm.gain", 1).buffer();
    offset = tensors.value("instanceNorm.offset", 1).buffer();
    means = new double[windows];
    deviations = new double[windows];
    z = new double[windows * time];
  }

  /** On the way in: overwrites feature 0 of the first windows. */
  void normalise(FloatBuffer x, int windows) {
    gainGradient = 0;
    offsetGradient = 0;
    for (int b = 0; b < windows; b++) {
      int from = b * time * features;
      double sum = 0;
      for (int t = 0; t < time; t++) {
        sum += x.get(from + t * features);
      }
      double mean = sum / time;
      double squares = 0;
      for (int t = 0; t < time; t++) {
        double e = x.get(from + t * features) - mean;
        z[b * time + t] = e;
        squares += e * e;
      }
      double deviation = Math.sqrt(squares / time + EPSILON);
      means[b] = mean;
      deviations[b] = deviation;
      for (int t = 0; t < time; t++) {
        z[b * time + t] /= deviation;
        x.put(from + t * features, (float) (z[b * time + t] * gain.get(0) + offset.get(0)));
      }
    }
  }

  /** {@return an output of a window on the way out} */
  double restore(int window, double output) {
    return (output - offset.get(0)) / (gain.get(0) + SAFE_GAIN) * deviations[window]
        + means[window];
  }

  /**
   * Backward of {@link #restore}.
   *
   * @param output as it went in
   * @param d ∂L/∂(restored output)
   * @return ∂L/∂output
   */
  double backwardRestore(int window, double output, double d) {
    double inner = d * deviations[window] / (gain.get(0) + SAFE_GAIN);
    gainGradient -= inner * (output - offset.get(0)) / (gain.get(0) + SAFE_GAIN);
    offsetGradient -= inner;
    return inner;
  }

  /**
   * Backward of {@link #normalise}; then adds to the gradient of gain and offset.
   *
   * @param d ∂L/∂(normalised truth) // [windows, time]
   */
  void backwardNormalise(FloatBuffer d, int windows, FloatBuffer dGain, FloatBuffer dOffset) {
    for (int i = 0; i < windows * time; i++) {
      gainGradient += d.get(i) * z[i];
      offsetGradient += d.get(i);
    }
    dGain.put(0, (float) (dGain.get(0) + gainGradient));
    dOffset.put(0, (float) (dOffset.get(0) + offsetGradient));
  }
}
