package io.github.volatility4j.nn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A TSMixer on a few windows: the arithmetic of {@link TsMixerNetwork} as calls of oneDNN over
 * memory of its own, which are made once. What else happens to a product's numbers (bias, ReLU,
 * residual sum) happens while they are still in registers; dropout writes zeros into the result.
 *
 * <p>Windows lie one after the other, {@code [windows, time, width]}: mixing over features is one
 * product of {@code windows·time} rows, mixing over time one product of the same weights with each
 * window, and a window's norm is over one piece of memory.
 */
final class TsMixerTile implements AutoCloseable {
  /** Where a block drops numbers: after time mixing, within and after feature mixing. */
  static final int PLACES = 3;

  private final TileOps ops = new TileOps();
  private final int windows;
  private final int window; // numbers that go in
  private final int outputs;
  private final TileOps.View x; // [windows, time, feature]
  private final FloatBuffer xBuffer;
  private final DnnlCall input;
  private final List<TileLayer> layers = new ArrayList<>();
  private final TileReadout readout;
  private final @Nullable TileInstanceNorm instanceNorm;
  private final double[] raw; // outputs before the instance norm is undone // [windows, outputs]
  private final double[] dRaw; // [windows, outputs]
  private DnnlCall[] backward = {};
  private FloatBuffer dTruth = FloatBuffer.allocate(0); // [windows, time]
  private FloatBuffer dGain = dTruth;
  private FloatBuffer dOffset = dTruth;
  private int used; // windows of the last forward

  /**
   * @param windows most windows
   */
  TsMixerTile(
      TsMixerOptions options,
      NetworkShape shape,
      TileTensors tensors,
      SparseDropout masks,
      int windows) {
    this.windows = windows;
    outputs = shape.outputs();
    int time = shape.inputLength();
    int hidden = options.hidden();
    window = time * shape.features();
    x = ops.floats(windows, time, shape.features());
    xBuffer = x.buffer();
    raw = new double[windows * outputs];
    dRaw = new double[windows * outputs];
    TileOps.View xRows = x.shaped((long) windows * time, shape.features());
    TileOps.View weights = tensors.value("input.weights", shape.features(), hidden);
    TileOps.View h = ops.floats(windows, time, hidden);
    input =
        ops.product(
            xRows,
            weights,
            h.shaped((long) windows * time, hidden),
            TileOps.Then.nothing().bias(tensors.value("input.bias", 1, hidden)));
    TileOps.View d = ops.floats(windows, time, hidden);
    TileOps.View spare = ops.floats(windows, time, hidden);
    TileOps.View wideSpare = ops.floats(windows, time, options.feedForward());
    TileOps.View between = h;
    int place = 0;
    for (int i = 0; i < options.blocks(); i++) {
      String block = "block" + i;
      TileOps.View mixed = i == 0 || tensors.training() ? ops.floats(h.sizes()) : between;
      TileOps.View out = tensors.training() ? ops.floats(h.sizes()) : h;
      between = mixed;
      layers.add(
          new TileTimeMixing(ops, tensors, block + ".time", masks, place, h, mixed, d, spare));
      layers.add(
          new TileFeatureMixing(
              ops, tensors, block + ".feature", masks, place + 1, mixed, out, d, spare, wideSpare));
      place += PLACES;
      h = out;
    }
    readout = new TileReadout(ops, tensors, outputs, h, d);
    instanceNorm = options.reversibleInstanceNorm() ? new TileInstanceNorm(tensors, x) : null;
    if (tensors.training()) {
      buildBackward(tensors, xRows, weights, d);
    }
  }

  private void buildBackward(
      TileTensors tensors, TileOps.View xRows, TileOps.View weights, TileOps.View d) {
    long rows = xRows.sizes()[0];
    long features = weights.sizes()[0];
    long hidden = weights.sizes()[1];
    TileOps.View dRows = d.shaped(rows, hidden);
    TileOps.Then sum = TileOps.Then.nothing().sum();
    List<DnnlCall> calls = new ArrayList<>();
    calls.add(
        ops.product(
            xRows.transposed(), dRows, tensors.gradient("input.weights", features, hidden), sum));
    calls.add(
        ops.product(
            ops.ones(rows).shaped(1, rows), dRows, tensors.gradient("input.bias", 1, hidden), sum));
    if (instanceNorm != null) {
      TileOps.View truth = ops.floats(rows, 1);
      calls.add(
          ops.product(
              dRows, weights.shaped(1, hidden).transposed(), truth, TileOps.Then.nothing()));
      dTruth = truth.buffer();
      dGain = tensors.gradient("instanceNorm.gain", 1).buffer();
      dOffset = tensors.gradient("instanceNorm.offset", 1).buffer();
    }
    backward = calls.toArray(DnnlCall[]::new);
  }

  /**
   * Forward.
   *
   * @param batch where the batch begins // [batch, time, feature]
   * @param first of the batch's windows that this tile takes
   * @param count how many, at most as many as the tile has
   * @param seeds of their masks, or none // [count] or [0]
   * @param output receives their outputs at their place in the batch // [batch, outputs]
   */
  void forward(FloatPointer batch, int first, int count, long[] seeds, float[] output) {
    used = count;
    Pointer.memcpy(
        x.data(),
        TileOps.at(batch, (long) first * window, window).data(),
        (long) count * window * Float.BYTES);
    for (int i = count * window; i < windows * window; i++) {
      xBuffer.put(i, 0); // what an earlier batch left
    }
    if (instanceNorm != null) {
      instanceNorm.normalise(xBuffer, count);
    }
    ops.run(input);
    for (TileLayer layer : layers) {
      layer.forward(seeds);
    }
    readout.forward();
    for (int b = 0; b < count; b++) {
      for (int k = 0; k < outputs; k++) {
        double o = readout.output(b, k);
        raw[b * outputs + k] = o;
        output[(first + b) * outputs + k] =
            (float) (instanceNorm == null ? o : instanceNorm.restore(b, o));
      }
    }
  }

  /**
   * Backward of the last forward; adds to the gradient of the tensors.
   *
   * @param dOutput ∂L/∂output // [batch, outputs]
   * @param first of the batch's windows that this tile has
   */
  void backward(float[] dOutput, int first) {
    for (int i = 0; i < used * outputs; i++) {
      double d = dOutput[first * outputs + i];
      dRaw[i] = instanceNorm == null ? d : instanceNorm.backwardRestore(i / outputs, raw[i], d);
    }
    readout.backward(dRaw, used);
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).backward();
    }
    for (DnnlCall call : backward) {
      ops.run(call);
    }
    if (instanceNorm != null) {
      instanceNorm.backwardNormalise(dTruth, used, dGain, dOffset);
    }
  }

  @Override
  public void close() {
    ops.close();
  }
}
