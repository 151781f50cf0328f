package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * TSMixer in one of the two forms of {@link TsMixerForm}, between the two halves of the reversible
 * instance norm, if that is wanted. Forward and backward are written out on matrix products; this
 * is the portable version, which runs wherever ND4J does.
 *
 * <p>The instance norm is that of the truth in the basic form. In the conditional form, as in
 * Darts, each target has one of its own on the way in; all outputs are about the truth and are set
 * back by its norm.
 *
 * <p>Inference runs in slices of a batch: windows don't depend on each other, and small slices need
 * less memory and stay in the cache.
 */
final class TsMixerNetwork implements Network {
  private static final int INFERENCE_SLICE = 128;

  private final NetworkShape shape;
  private final DataType type;
  private final Scratch scratch;
  private final FlatTensors tensors;
  private final List<ParameterRange> ranges;
  private final List<InstanceNorm> instanceNorms = new ArrayList<>(); // of each target, or none
  private final MixerBody body;
  private @Nullable Activations days; // [time, batch, feature]
  private @Nullable INDArray restored; // [batch, outputs] of the last training forward
  private boolean trained; // whether the last forward was a training one, not yet gone backward

  TsMixerNetwork(TsMixerOptions options, NetworkShape shape, DataType type, long seed) {
    this.shape = shape;
    this.type = type;
    scratch = new Scratch(type);
    tensors = new FlatTensors(type, parameters(options, shape), seed);
    for (int target = 0; target < instanceNorms(options, shape); target++) {
      instanceNorms.add(new InstanceNorm(tensors, "instanceNorm" + (target == 0 ? "" : target)));
    }
    body =
        options.form().conditional()
            ? new ConditionalMixer(options, shape, tensors, scratch)
            : new BasicMixer(options, shape, tensors, scratch);
    ranges = tensors.ranges();
  }

  static long parameters(TsMixerOptions options, NetworkShape shape) {
    return instanceNorms(options, shape) * InstanceNorm.parameters()
        + (options.form().conditional()
            ? ConditionalMixer.parameters(options, shape)
            : BasicMixer.parameters(options, shape));
  }

  private static int instanceNorms(TsMixerOptions options, NetworkShape shape) {
    if (!options.reversibleInstanceNorm()) {
      return 0;
    }
    return options.form().conditional() ? shape.layout().targets() : 1;
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
    if (!instanceNorms.isEmpty()) {
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
    for (int target = 0; target < instanceNorms.size(); target++) {
      instanceNorms.get(target).normalise(feature(days, target));
    }
    long[] seeds = new long[batch];
    for (int b = 0; b < batch; b++) {
      seeds[b] = SparseDropout.windowSeed(stepSeed, b);
    }
    INDArray output = body.forward(days, training, seeds);
    if (!instanceNorms.isEmpty()) {
      instanceNorms.get(0).restore(output);
    }
    return output;
  }

  private static INDArray feature(Activations days, int feature) {
    return days.cube.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(feature));
  }

  @Override
  public void backward(INDArray dOutput) {
    if (!trained) {
      throw new IllegalStateException("backward without a training forward before it");
    }
    trained = false;
    instanceNorms.forEach(InstanceNorm::clearGradient);
    try (INDArray d = dOutput.dup('c')) {
      if (restored != null) {
        instanceNorms.get(0).backwardRestore(restored, d);
      }
      body.backward(d);
    }
    for (int target = 0; target < instanceNorms.size(); target++) {
      try (INDArray d = body.targetGradient(target)) {
        instanceNorms.get(target).backwardNormalise(d);
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
    instanceNorms.forEach(InstanceNorm::close);
    body.close();
    scratch.close();
    tensors.parameters().close();
    tensors.gradient().close();
  }
}
