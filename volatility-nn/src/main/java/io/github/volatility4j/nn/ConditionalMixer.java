package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The conditional form as {@link TsMixerForm} defines it, for one day that is forecast: the history
 * is projected to that day first, joined with what is known of the day, and in every block with the
 * stock's static attributes. Its mixing over time is a 1 × 1 map.
 *
 * <p>What is known of the day, and the attributes, are those on the window's last day.
 */
final class ConditionalMixer implements MixerBody {
  /** Days that are forecast. */
  private static final int DAYS = 1;

  /** Small, so that training starts near the bias whatever the window; as in {@link Readout}. */
  private static final double OUTPUT_SCALE = 0.1;

  private final FeatureLayout layout;
  private final int hidden;
  private final Scratch scratch;
  private final WindowProjection projection;
  private final FeatureMixing historyMixing;
  private final @Nullable FeatureMixing futureMixing;
  private final JoinedFeatures withFuture;
  private final List<Block> blocks = new ArrayList<>();
  private final Output output;
  private @Nullable Activations history; // [time, batch, history]
  private @Nullable Activations future; // [1, batch, future]
  private @Nullable Activations statics; // [1, batch, statics]
  private @Nullable Activations dHistory; // of the last backward // [1, batch, history]

  static long parameters(TsMixerOptions options, NetworkShape shape) {
    FeatureLayout layout = shape.layout();
    int hidden = options.hidden();
    long sum =
        WindowProjection.parameters(shape.inputLength(), DAYS)
            + mixing(options, layout.history())
            + (layout.future() == 0 ? 0 : mixing(options, layout.future()))
            + DayProjection.parameters(hidden, shape.outputs());
    for (int i = 0; i < options.blocks(); i++) {
      int width = widthOfBlock(options, layout, i);
      sum +=
          (layout.statics() == 0 ? 0 : mixing(options, layout.statics()))
              + TimeMixing.parameters(options.form(), DAYS, width)
              + mixing(options, width);
    }
    return sum;
  }

  private static long mixing(TsMixerOptions options, int from) {
    return FeatureMixing.parameters(
        options.form(), DAYS, from, options.feedForward(), options.hidden());
  }

  /** Features that are mixed in a block. */
  private static int widthOfBlock(TsMixerOptions options, FeatureLayout layout, int block) {
    int comes = block == 0 && layout.future() > 0 ? 2 : 1;
    return (comes + (layout.statics() > 0 ? 1 : 0)) * options.hidden();
  }

  ConditionalMixer(
      TsMixerOptions options, NetworkShape shape, FlatTensors tensors, Scratch scratch) {
    this.scratch = scratch;
    layout = shape.layout();
    hidden = options.hidden();
    MixerParts parts = new MixerParts(options, tensors, scratch, DAYS);
    projection = new WindowProjection(tensors, "projection", shape.inputLength(), DAYS, scratch);
    historyMixing = new FeatureMixing(parts, "history", layout.history(), hidden);
    futureMixing =
        layout.future() == 0 ? null : new FeatureMixing(parts, "future", layout.future(), hidden);
    withFuture = new JoinedFeatures(scratch);
    for (int i = 0; i < options.blocks(); i++) {
      blocks.add(new Block(parts, "block" + i, widthOfBlock(options, layout, i)));
    }
    output = new Output(tensors, shape.outputs());
  }

  /** Static attributes joined, then mixing over days and over features. */
  private final class Block implements AutoCloseable {
    private final int comes; // features that come in, without those of the static attributes
    private final @Nullable FeatureMixing staticMixing;
    private final JoinedFeatures withStatics = new JoinedFeatures(scratch);
    private final TimeMixing time;
    private final FeatureMixing feature;

    Block(MixerParts parts, String name, int width) {
      boolean conditioned = layout.statics() > 0;
      comes = conditioned ? width - hidden : width;
      staticMixing =
          conditioned ? new FeatureMixing(parts, name + ".static", layout.statics(), hidden) : null;
      time = new TimeMixing(parts, name + ".time", width);
      feature = new FeatureMixing(parts, name + ".feature", width, hidden);
    }

    Activations forward(
        Activations x, @Nullable Activations fixed, boolean training, long[] seeds) {
      Activations all = x;
      if (staticMixing != null && fixed != null) {
        all = withStatics.forward(x, staticMixing.forward(fixed, training, seeds));
      }
      return feature.forward(time.forward(all, training, seeds), training, seeds);
    }

    Activations backward(Activations d) {
      Activations all = time.backward(feature.backward(d));
      if (staticMixing == null) {
        return all;
      }
      staticMixing.backward(withStatics.second(all, hidden));
      return withStatics.first(all, comes);
    }

    @Override
    public void close() {
      if (staticMixing != null) {
        staticMixing.close();
      }
      withStatics.close();
      time.close();
      feature.close();
    }
  }

  /** The last layer: {@code u = h·V + b}. */
  private final class Output implements AutoCloseable {
    private final FlatTensors.Tensor weights; // [hidden, outputs]
    private final FlatTensors.Tensor bias; // [1, outputs]
    private @Nullable Activations input;
    private @Nullable Activations dInput;

    Output(FlatTensors tensors, int outputs) {
      weights = tensors.weights("output.weights", hidden, outputs, hidden, outputs, OUTPUT_SCALE);
      bias = tensors.constant("output.bias", 0, 1, outputs);
    }

    INDArray forward(Activations x) {
      input = x;
      long[] shape = {x.batch, bias.value().length()};
      INDArray u = Nd4j.createUninitialized(scratch.type(), shape, 'c');
      Gemm.multiply(x.byDay, weights.value(), u);
      return u.addiRowVector(bias.value());
    }

    Activations backward(INDArray d) {
      if (input == null) {
        throw new IllegalStateException("backward before forward");
      }
      dInput = Activations.reuse(dInput, scratch.type(), DAYS, input.batch, hidden);
      Gemm.multiply(input.byDay, true, d, false, 0, weights.gradient());
      scratch.sumRows(d, bias.gradient());
      Gemm.multiply(d, false, weights.value(), true, 0, dInput.byDay);
      return dInput;
    }

    @Override
    public void close() {
      Activations.free(dInput);
    }
  }

  @Override
  public INDArray forward(Activations days, boolean training, long[] seeds) {
    int known = layout.history();
    int fixed = known + layout.future();
    history = part(history, days, 0, 0, known);
    Activations h = historyMixing.forward(projection.forward(history), training, seeds);
    if (futureMixing != null) {
      future = part(future, days, days.time - DAYS, known, fixed);
      h = withFuture.forward(h, futureMixing.forward(future, training, seeds));
    }
    if (layout.statics() > 0) {
      statics = part(statics, days, days.time - DAYS, fixed, days.width);
    }
    for (Block block : blocks) {
      h = block.forward(h, statics, training, seeds);
    }
    return output.forward(h);
  }

  /** Some features, of some last days; a copy. */
  private Activations part(@Nullable Activations old, Activations days, int day, int from, int to) {
    Activations out =
        Activations.reuse(old, scratch.type(), days.time - day, days.batch, to - from);
    INDArrayIndex someDays = NDArrayIndex.interval(day, days.time);
    out.cube.assign(days.cube.get(someDays, NDArrayIndex.all(), NDArrayIndex.interval(from, to)));
    return out;
  }

  @Override
  public void backward(INDArray dOutput) {
    Activations d = output.backward(dOutput);
    for (int i = blocks.size() - 1; i >= 0; i--) {
      d = blocks.get(i).backward(d);
    }
    if (futureMixing != null) {
      futureMixing.backward(withFuture.second(d, hidden));
      d = withFuture.first(d, hidden);
    }
    dHistory = historyMixing.backward(d);
    projection.backward(dHistory);
  }

  @Override
  public INDArray targetGradient(int target) {
    if (dHistory == null) {
      throw new IllegalStateException("backward before forward");
    }
    return projection
        .backwardInput(dHistory)
        .cube
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(target))
        .dup('c');
  }

  @Override
  public void close() {
    Activations.free(history);
    Activations.free(future);
    Activations.free(statics);
    projection.close();
    historyMixing.close();
    if (futureMixing != null) {
      futureMixing.close();
    }
    withFuture.close();
    blocks.forEach(Block::close);
    output.close();
  }
}
