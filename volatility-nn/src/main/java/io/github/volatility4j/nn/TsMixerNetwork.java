package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * TSMixer (Chen, Li, Yoder, Arik and Pfister 2023, arXiv 2303.06053) in its basic form, which mixes
 * over all days of the window and projects to the forecast last:
 *
 * <pre>{@code
 * x [batch, time, feature]
 *   -> reversible instance norm of the truth, if wanted       (InstanceNorm)
 *   -> linear, feature -> hidden, day by day                  (DayProjection)
 *   -> blocks × { norm(x + dropout(relu(linear over time)))   (TimeMixing)
 *                 norm(x + feed-forward over features) }      (FeatureMixing)
 *   -> linear over time, time -> 1; linear, hidden -> outputs (Readout)
 *   -> instance norm undone                                   (InstanceNorm)
 * }</pre>
 *
 * The norm is layer norm jointly over days and features, after the residual sum ({@link
 * JointLayerNorm}). Forward and backward are written out on matrix products; this is the portable
 * version, which runs wherever ND4J does.
 *
 * <p>Inference runs in slices of a batch: windows don't depend on each other, and small slices need
 * less memory and stay in the cache.
 */
final class TsMixerNetwork implements Network {
  private static final int INFERENCE_SLICE = 128;

  private final NetworkShape shape;
  private final DataType type;
  private final int hiddenWidth;
  private final Scratch scratch;
  private final FlatTensors tensors;
  private final List<ParameterRange> ranges;
  private final @Nullable InstanceNorm instanceNorm;
  private final DayProjection input;
  private final List<MixerLayer> mixers = new ArrayList<>();
  private final Readout readout;
  private @Nullable Activations days; // [time, batch, feature]
  private @Nullable Activations gradient; // [time, batch, hidden]
  private @Nullable INDArray restored; // [batch, outputs] of the last training forward
  private boolean trained; // whether the last forward was a training one, not yet gone backward

  TsMixerNetwork(TsMixerOptions options, NetworkShape shape, DataType type, long seed) {
    this.shape = shape;
    this.type = type;
    hiddenWidth = options.hidden();
    scratch = new Scratch(type);
    tensors = new FlatTensors(type, parameters(options, shape), seed);
    int time = shape.inputLength();
    int hidden = hiddenWidth;
    int wide = options.feedForward();
    SparseDropout dropout = new SparseDropout(options.dropout());
    instanceNorm =
        options.reversibleInstanceNorm() ? new InstanceNorm(tensors, "instanceNorm") : null;
    input = new DayProjection(tensors, "input", shape.features(), hidden, scratch);
    for (int i = 0; i < options.blocks(); i++) {
      String block = "block" + i;
      int place = i * TsMixerTile.PLACES;
      mixers.add(new TimeMixing(tensors, block + ".time", time, hidden, dropout, place, scratch));
      mixers.add(
          new FeatureMixing(
              tensors, block + ".feature", time, hidden, wide, dropout, place + 1, scratch));
    }
    readout = new Readout(tensors, time, hidden, shape.outputs(), scratch);
    ranges = tensors.ranges();
  }

  private static long parameters(TsMixerOptions options, NetworkShape shape) {
    int time = shape.inputLength();
    int hidden = options.hidden();
    return (options.reversibleInstanceNorm() ? InstanceNorm.parameters() : 0)
        + DayProjection.parameters(shape.features(), hidden)
        + options.blocks()
            * (TimeMixing.parameters(time, hidden)
                + FeatureMixing.parameters(time, hidden, options.feedForward()))
        + Readout.parameters(time, hidden, shape.outputs());
  }

  @Override
  public INDArray parameters() {
    return tensors.parameters();
  }

  @Override
  public INDArray gradient() {
    return tensors.gradient();
  }

  @Override
  public List<ParameterRange> ranges() {
    return ranges;
  }

  @Override
  public INDArray forward(INDArray x, boolean training, long stepSeed) {
    shape.check(x, type);
    trained = training;
    if (!training) {
      return infer(x);
    }
    INDArray output = run(x, true, stepSeed);
    if (instanceNorm != null) {
      closeRestored();
      restored = output.dup('c');
    }
    return output;
  }

  private INDArray infer(INDArray x) {
    long batch = x.size(0);
    if (batch <= INFERENCE_SLICE) {
      return run(x, false, 0);
    }
    INDArray outputs = Nd4j.createUninitialized(type, new long[] {batch, shape.outputs()}, 'c');
    INDArray windows = Slices.sliceable(x);
    for (long from = 0; from < batch; from += INFERENCE_SLICE) {
      long to = Math.min(batch, from + INFERENCE_SLICE);
      try (INDArray output = run(Slices.windows(windows, from, to), false, 0)) {
        Slices.windows(outputs, from, to).assign(output);
      }
    }
    return outputs;
  }

  private INDArray run(INDArray x, boolean training, long stepSeed) {
    int batch = Math.toIntExact(x.size(0));
    days = Activations.reuse(days, type, shape.inputLength(), batch, shape.features());
    days.cube.assign(x.permute(1, 0, 2)); // [batch, time, feature] -> [time, batch, feature]
    if (instanceNorm != null) {
      instanceNorm.normalise(
          days.cube.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0)));
    }
    long[] seeds = new long[batch];
    for (int b = 0; b < batch; b++) {
      seeds[b] = SparseDropout.windowSeed(stepSeed, b);
    }
    Activations hidden = input.forward(days);
    for (MixerLayer mixer : mixers) {
      hidden = mixer.forward(hidden, training, seeds);
    }
    INDArray output = readout.forward(hidden);
    if (instanceNorm != null) {
      instanceNorm.restore(output);
    }
    return output;
  }

  @Override
  public void backward(INDArray dOutput) {
    if (!trained || days == null) {
      throw new IllegalStateException("backward without a training forward before it");
    }
    trained = false;
    gradient = Activations.reuse(gradient, type, days.time, days.batch, hiddenWidth);
    try (INDArray d = dOutput.dup('c')) {
      if (instanceNorm != null && restored != null) {
        instanceNorm.backwardRestore(restored, d);
      }
      readout.backward(d, gradient);
    }
    for (int i = mixers.size() - 1; i >= 0; i--) {
      mixers.get(i).backward(gradient);
    }
    input.backward(gradient);
    if (instanceNorm != null) {
      try (INDArray d = input.truthGradient(gradient)) {
        instanceNorm.backwardNormalise(d);
      }
    }
  }

  @Override
  public DataType dataType() {
    return type;
  }

  @Override
  public String engine() {
    return "TSMixer (portable kernel) on " + Nd4jBackend.description();
  }

  private void closeRestored() {
    if (restored != null) {
      restored.close();
      restored = null;
    }
  }

  @Override
  public void close() {
    trained = false;
    closeRestored();
    Activations.free(days);
    Activations.free(gradient);
    if (instanceNorm != null) {
      instanceNorm.close();
    }
    input.close();
    mixers.forEach(MixerLayer::close);
    readout.close();
    scratch.close();
    tensors.parameters().close();
    tensors.gradient().close();
  }
}
