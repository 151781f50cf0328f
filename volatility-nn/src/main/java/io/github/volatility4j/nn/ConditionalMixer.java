package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The conditional form as {@link TsMixerForm} defines it: the history is projected to the days that
 * are forecast first, joined with what is known of these days, and in every block with the stock's
 * static attributes. For one day its mixing over time is a 1 × 1 map.
 *
 * <p>What is known of the days, day after day, and the attributes are those on the window's last
 * day.
 */
final class ConditionalMixer implements MixerBody {
  /** Small, so that training starts near the bias whatever the window; as in {@link Readout}. */
  private static final double OUTPUT_SCALE = 0.1;

  private final FeatureLayout layout;
  private final int ahead; // days that are forecast
  private final int hidden;
  private final Scratch scratch;
  private final WindowProjection projection;
  private final FeatureMixing historyMixing;
  private final @Nullable FeatureMixing futureMixing;
  private final JoinedFeatures withFuture;
  private final List<Block> blocks = new ArrayList<>();
  private final Output output;
  private @Nullable Activations history; // [time, batch, history]
  private @Nullable Activations future; // [ahead, batch, future of a day]
  private @Nullable Activations statics; // [ahead, batch, statics]
  private @Nullable Activations dHistory; // of the last backward // [ahead, batch, history]

  static long parameters(TsMixerOptions options, NetworkShape shape) {
    FeatureLayout layout = shape.layout();
    int ahead = shape.ahead();
    int hidden = options.hidden();
    int future = layout.future() / ahead;
    long sum =
        WindowProjection.parameters(shape.inputLength(), ahead)
            + mixing(options, ahead, layout.history())
            + (future == 0 ? 0 : mixing(options, ahead, future))
            + DayProjection.parameters(hidden, shape.outputs() / ahead);
    for (int i = 0; i < options.blocks(); i++) {
      int width = widthOfBlock(options, layout, i);
      sum +=
          (layout.statics() == 0 ? 0 : mixing(options, ahead, layout.statics()))
              + TimeMixing.parameters(options.form(), ahead, width)
              + mixing(options, ahead, width);
    }
    return sum;
  }

  private static long mixing(TsMixerOptions options, int days, int from) {
    return FeatureMixing.parameters(
        options.form(), days, from, options.feedForward(), options.hidden());
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
    ahead = shape.ahead();
    hidden = options.hidden();
    int ofDay = layout.future() / ahead;
    MixerParts parts = new MixerParts(options, tensors, scratch, ahead);
    projection = new WindowProjection(tensors, "projection", shape.inputLength(), ahead, scratch);
    historyMixing = new FeatureMixing(parts, "history", layout.history(), hidden);
    futureMixing = ofDay == 0 ? null : new FeatureMixing(parts, "future", ofDay, hidden);
    withFuture = new JoinedFeatures(scratch);
    for (int i = 0; i < options.blocks(); i++) {
      blocks.add(new Block(parts, "block" + i, widthOfBlock(options, layout, i)));
    }
    output = new Output(tensors, shape.outputs() / ahead);
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

  /** The last layer, the same for every day: {@code u = h·V + b}. */
  private final class Output implements AutoCloseable {
    private final int outputs; // of a day
    private final FlatTensors.Tensor weights; // [hidden, outputs]
    private final FlatTensors.Tensor bias; // [1, outputs]
    private @Nullable Activations input;
    private @Nullable Activations byDay; // outputs, then their gradient // [ahead, batch, outputs]
    private @Nullable Activations dInput;

    Output(FlatTensors tensors, int outputs) {
      this.outputs = outputs;
      weights = tensors.weights("output.weights", hidden, outputs, hidden, outputs, OUTPUT_SCALE);
      bias = tensors.constant("output.bias", 0, 1, outputs);
    }

    /** {@code [ahead, batch, hidden] -> [batch, ahead·outputs]}, the days in their order. */
    INDArray forward(Activations x) {
      input = x;
      byDay = Activations.reuse(byDay, scratch.type(), ahead, x.batch, outputs);
      Gemm.multiply(x.byDay, weights.value(), byDay.byDay);
      byDay.byDay.addiRowVector(bias.value());
      long[] shape = {x.batch, (long) ahead * outputs};
      INDArray u = Nd4j.createUninitialized(scratch.type(), shape, 'c');
      byWindow(u).assign(byDay.cube.permute(1, 0, 2));
      return u;
    }

    private INDArray byWindow(INDArray u) {
      return u.reshape('c', u.size(0), ahead, outputs);
    }

    Activations backward(INDArray d) {
      if (input == null || byDay == null) {
        throw new IllegalStateException("backward before forward");
      }
      byDay.cube.assign(byWindow(d).permute(1, 0, 2));
      dInput = Activations.reuse(dInput, scratch.type(), ahead, input.batch, hidden);
      Gemm.multiply(input.byDay, true, byDay.byDay, false, 0, weights.gradient());
      scratch.sumRows(byDay.byDay, bias.gradient());
      Gemm.multiply(byDay.byDay, false, weights.value(), true, 0, dInput.byDay);
      return dInput;
    }

    @Override
    public void close() {
      Activations.free(byDay);
      Activations.free(dInput);
    }
  }

  @Override
  public INDArray forward(Activations days, boolean training, long[] seeds) {
    int known = layout.history();
    int fixed = known + layout.future();
    history = Activations.reuse(history, scratch.type(), days.time, days.batch, known);
    history.cube.assign(
        days.cube.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, known)));
    Activations h = historyMixing.forward(projection.forward(history), training, seeds);
    if (futureMixing != null) {
      int ofDay = layout.future() / ahead;
      future = lastDay(future, days, known, ofDay, ofDay);
      h = withFuture.forward(h, futureMixing.forward(future, training, seeds));
    }
    if (layout.statics() > 0) {
      statics = lastDay(statics, days, fixed, layout.statics(), 0);
    }
    for (Block block : blocks) {
      h = block.forward(h, statics, training, seeds);
    }
    return output.forward(h);
  }

  /**
   * Features of the window's last day for each day that is forecast; a copy.
   *
   * @param from the first of them, for the first day
   * @param width how many for a day
   * @param further how much further on those of the next day begin
   */
  private Activations lastDay(
      @Nullable Activations old, Activations days, int from, int width, int further) {
    Activations out = Activations.reuse(old, scratch.type(), ahead, days.batch, width);
    INDArrayIndex last = NDArrayIndex.interval(days.time - 1, days.time);
    for (int day = 0; day < ahead; day++) {
      int first = from + day * further;
      out.cube
          .get(NDArrayIndex.interval(day, day + 1), NDArrayIndex.all(), NDArrayIndex.all())
          .assign(
              days.cube.get(last, NDArrayIndex.all(), NDArrayIndex.interval(first, first + width)));
    }
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
