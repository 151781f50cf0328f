package io.github.volatility4j.nn;

import java.nio.FloatBuffer;

/** {@link Readout} on a tile. */
final class TileReadout {
  private final TileOps ops;
  private final int width;
  private final int outputs;
  private final DnnlCall project;
  private final FloatBuffer projected; // [windows, width]
  private final FloatBuffer weights; // [width, outputs]
  private final FloatBuffer bias; // [outputs]
  private final boolean training;
  private FloatBuffer dProjected = FloatBuffer.allocate(0); // [windows, width]
  private FloatBuffer dProjectBias = dProjected; // [1]
  private FloatBuffer dWeights = dProjected; // [width, outputs]
  private FloatBuffer dBias = dProjected; // [outputs]
  private DnnlCall[] backward = {};

  /**
   * @param x // [windows, time, width]
   * @param d receives ∂L/∂x // [windows, time, width]
   */
  TileReadout(TileOps ops, TileTensors tensors, int outputs, TileOps.View x, TileOps.View d) {
    this.ops = ops;
    this.outputs = outputs;
    training = tensors.training();
    long windows = x.sizes()[0];
    long time = x.sizes()[1];
    width = (int) x.sizes()[2];
    TileOps.View p = ops.floats(windows, 1, width);
    projected = p.buffer();
    TileOps.View row = tensors.value("projection.weights", 1, 1, time);
    project =
        ops.product(
            row, x, p, TileOps.Then.nothing().add(tensors.value("projection.bias", 1, 1, 1)));
    weights = tensors.value("output.weights", width, outputs).buffer();
    bias = tensors.value("output.bias", outputs).buffer();
    if (!training) {
      return;
    }
    TileOps.View dp = ops.floats(windows, 1, width);
    TileOps.View days = ops.floats(windows, time);
    dProjected = dp.buffer();
    dProjectBias = tensors.gradient("projection.bias", 1).buffer();
    dWeights = tensors.gradient("output.weights", width, outputs).buffer();
    dBias = tensors.gradient("output.bias", outputs).buffer();
    backward =
        new DnnlCall[] {
          ops.product(x, dp.transposed(), days.shaped(windows, time, 1), TileOps.Then.nothing()),
          ops.product(
              ops.ones(windows).shaped(1, windows),
              days,
              tensors.gradient("projection.weights", 1, time),
              TileOps.Then.nothing().sum()),
          ops.product(row.transposed(), dp, d, TileOps.Then.nothing())
        };
  }

  void forward() {
    ops.run(project);
  }

  /** {@return output k of a window after {@link #forward}} */
  double output(int window, int k) {
    double sum = bias.get(k);
    for (int j = 0; j < width; j++) {
      sum += (double) projected.get(window * width + j) * weights.get(j * outputs + k);
    }
    return sum;
  }

  /**
   * Backward.
   *
   * @param dOutput ∂L/∂output // [windows, outputs], the first ones
   * @param windows how many; the tile's others have no part in the loss
   */
  void backward(double[] dOutput, int windows) {
    for (int i = windows * width; i < dProjected.limit(); i++) {
      dProjected.put(i, 0);
    }
    double biasGradient = 0;
    for (int b = 0; b < windows; b++) {
      for (int j = 0; j < width; j++) {
        double dp = 0;
        for (int k = 0; k < outputs; k++) {
          double d = dOutput[b * outputs + k];
          int w = j * outputs + k;
          dp += d * weights.get(w);
          dWeights.put(w, (float) (dWeights.get(w) + d * projected.get(b * width + j)));
        }
        dProjected.put(b * width + j, (float) dp);
        biasGradient += dp;
      }
      for (int k = 0; k < outputs; k++) {
        dBias.put(k, (float) (dBias.get(k) + dOutput[b * outputs + k]));
      }
    }
    dProjectBias.put(0, (float) (dProjectBias.get(0) + biasGradient));
    for (DnnlCall call : backward) {
      ops.run(call);
    }
  }
}
