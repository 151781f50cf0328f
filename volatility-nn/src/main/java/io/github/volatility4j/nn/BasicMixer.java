package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The basic form, which mixes over all days of the window and projects to the forecast last:
 *
 * <pre>{@code
 * linear, feature -> hidden, day by day                       (DayProjection)
 * blocks × { norm(x + dropout(σ(linear over time)))           (TimeMixing)
 *            norm(x + feed-forward over features) }           (FeatureMixing)
 * linear over time, time -> 1; linear, hidden -> outputs      (Readout)
 * }</pre>
 */
final class BasicMixer implements MixerBody {
  private final int hidden;
  private final Scratch scratch;
  private final DayProjection input;
  private final List<MixerLayer> mixers = new ArrayList<>();
  private final Readout readout;
  private @Nullable Activations gradient; // [time, batch, hidden]

  static long parameters(TsMixerOptions options, NetworkShape shape) {
    int time = shape.inputLength();
    int hidden = options.hidden();
    TsMixerForm form = options.form();
    return DayProjection.parameters(shape.features(), hidden)
        + options.blocks()
            * (TimeMixing.parameters(form, time, hidden)
                + FeatureMixing.parameters(form, time, hidden, options.feedForward(), hidden))
        + Readout.parameters(time, hidden, shape.outputs());
  }

  BasicMixer(TsMixerOptions options, NetworkShape shape, FlatTensors tensors, Scratch scratch) {
    this.scratch = scratch;
    hidden = options.hidden();
    int time = shape.inputLength();
    MixerParts parts = new MixerParts(options, tensors, scratch, time);
    input = new DayProjection(tensors, "input", shape.features(), hidden, scratch);
    for (int i = 0; i < options.blocks(); i++) {
      mixers.add(new TimeMixing(parts, "block" + i + ".time", hidden));
      mixers.add(new FeatureMixing(parts, "block" + i + ".feature", hidden, hidden));
    }
    readout = new Readout(tensors, time, hidden, shape.outputs(), scratch);
  }

  @Override
  public INDArray forward(Activations days, boolean training, long[] seeds) {
    Activations x = input.forward(days);
    for (MixerLayer mixer : mixers) {
      x = mixer.forward(x, training, seeds);
    }
    if (training) {
      gradient = Activations.reuse(gradient, scratch.type(), x.time, x.batch, hidden);
    }
    return readout.forward(x);
  }

  @Override
  public void backward(INDArray dOutput) {
    Activations d = backpropagated();
    readout.backward(dOutput, d);
    for (int i = mixers.size() - 1; i >= 0; i--) {
      mixers.get(i).backward(d);
    }
    input.backward(d);
  }

  private Activations backpropagated() {
    if (gradient == null) {
      throw new IllegalStateException("backward before forward");
    }
    return gradient;
  }

  @Override
  public INDArray targetGradient(int target) {
    return input.featureGradient(target, backpropagated());
  }

  @Override
  public void close() {
    Activations.free(gradient);
    input.close();
    mixers.forEach(MixerLayer::close);
    readout.close();
  }
}
