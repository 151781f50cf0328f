package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * LSTM (Hochreiter and Schmidhuber 1997, doi:10.1162/neco.1997.9.8.1735, with forget gates: Gers,
 * Schmidhuber and Cummins 2000, doi:10.1162/089976600300015015) as a DL4J network. For each layer
 * and day, with x the layer's input and h, c = 0 before the first day:
 *
 * <pre>{@code
 * f = σ(x·W_f + h·R_f + b_f)         forget gate
 * o = σ(x·W_o + h·R_o + b_o)         output gate
 * i = σ(x·W_i + h·R_i + b_i)         input gate
 * g = tanh(x·W_g + h·R_g + b_g)      candidate
 * c = f∘c + i∘g
 * h = o∘tanh(c)
 * }</pre>
 *
 * The last layer's h is read out, that of the last day or of each of some last days: linearly, or
 * (that of the last day) through the head of GINN, linear → batch norm → ReLU → linear. The
 * recurrent part is a layer of ours, {@link LstmStack}, the rest are DL4J's layers.
 *
 * <p>Of DL4J only the layers are used: forward, and backward from an outside error. Its updaters,
 * clipping, listeners and serializer are not.
 *
 * <p><b>Start values:</b> {@link LstmTensors}.
 *
 * <p><b>Dropout</b> acts between LSTM layers and, with a linear readout, before it; the head has
 * batch norm instead.
 *
 * <p><b>Batch norm</b> keeps running means and variances among the parameters: {@code running =
 * 0.9·running + 0.1·batch}, set by {@link #backward}. They are what it uses outside training.
 * DL4J's can't go backward through a single window (a shape error), so such a batch is run as the
 * same window twice, of which only the first counts.
 *
 * <p><b>Memory.</b> What a training forward computes lies outside DL4J's workspaces, because it has
 * to last until the backward; the LSTM keeps its memory from step to step, the head's is freed
 * after backward.
 */
final class LstmNetwork implements Network {
  /** Windows don't depend on each other in inference; small slices need less memory. */
  private static final int INFERENCE_SLICE = 128;

  private static final INDArrayIndex FIRST_WINDOW = NDArrayIndex.interval(0, 1);

  private final NetworkShape shape;
  private final DataType type;
  private final LstmTensors tensors;
  private final Layers layers;
  private final LstmStackLayer stack;
  private final List<SeededDropout> dropouts = new ArrayList<>();
  private final List<INDArray> held = new ArrayList<>(); // from a training forward to its backward
  private final boolean normsBatch;
  private boolean repeated; // whether the last training batch was one window, taken twice
  private boolean trained; // whether the last forward was a training one, not yet gone backward

  /** DL4J's network on vectors of ours. */
  @SuppressWarnings("overrides") // DL4J's own methods, with varargs in one place only
  private static final class Layers extends MultiLayerNetwork {
    private static final long serialVersionUID = 1L;

    Layers(MultiLayerConfiguration configuration, FlatTensors tensors) {
      super(configuration);
      // Given its parameters, DL4J draws none and leaves ND4J's shared generator alone.
      init(tensors.parameters(), false);
      flattenedGradients = tensors.gradient();
      setBackpropGradientsViewArray(flattenedGradients);
    }
  }

  LstmNetwork(LstmOptions options, NetworkShape shape, DataType type, long seed) {
    this(options, shape, type, seed, LstmEngine.FASTEST);
  }

  LstmNetwork(
      LstmOptions options, NetworkShape shape, DataType type, long seed, LstmEngine engine) {
    if (options.headWidth() > 0) {
      shape.wantOneStep("an LSTM with a head");
    }
    this.shape = shape;
    this.type = type;
    tensors = LstmTensors.create(options, shape, type, seed);
    normsBatch = options.headWidth() > 0;
    layers = new Layers(LstmConfiguration.of(options, shape, type, engine), tensors.flat());
    stack = (LstmStackLayer) layers.getLayer(0);
    for (Layer layer : layers.getLayers()) {
      if (layer.conf().getLayer().getIDropout() instanceof SeededDropout dropout) {
        dropouts.add(dropout);
      }
    }
  }

  @Override
  public INDArray parameters() {
    return tensors.flat().parameters();
  }

  @Override
  public INDArray gradient() {
    return tensors.flat().gradient();
  }

  @Override
  public List<ParameterRange> ranges() {
    return tensors.ranges();
  }

  @Override
  public INDArray forward(INDArray x, boolean training, long stepSeed) {
    shape.check(x, type);
    release();
    INDArray input = x.permute(0, 2, 1); // [batch, time, feature] -> [batch, feature, time]
    if (!training) {
      return infer(input);
    }
    repeated = normsBatch && x.size(0) == 1;
    if (repeated) {
      input = Nd4j.concat(0, input, input);
      held.add(input);
    }
    SplittableRandom random = new SplittableRandom(stepSeed);
    stack.random(random.split());
    for (SeededDropout dropout : dropouts) {
      dropout.random(random.split());
    }
    layers.setInput(input);
    // Not cleared: each layer keeps its input for the backward.
    List<INDArray> activations = layers.feedForward(true, false);
    held.addAll(activations.subList(1, activations.size()));
    for (int i = 1; i < layers.getnLayers(); i++) {
      held.add(layers.getLayer(i).input());
    }
    trained = true;
    INDArray output = activations.get(activations.size() - 1);
    return byWindow(repeated ? output.get(FIRST_WINDOW) : output);
  }

  /**
   * A copy of the last layer's outputs in the network's order: {@code [steps · batch, outputs] ->
   * [batch, steps·outputs]}.
   */
  private INDArray byWindow(INDArray output) {
    long batch = output.size(0) / shape.steps();
    try (INDArray rows = output.dup('c')) {
      INDArray days = rows.reshape('c', shape.steps(), batch, shape.outputs());
      INDArray windows =
          Nd4j.createUninitialized(type, new long[] {batch, shape.outputsOfWindow()}, 'c');
      windows.reshape('c', batch, shape.steps(), shape.outputs()).assign(days.permute(1, 0, 2));
      return windows;
    }
  }

  /** The way back: {@code [batch, steps·outputs] -> [steps · batch, outputs]}. */
  private INDArray byDay(INDArray dOutput) {
    long batch = dOutput.size(0);
    try (INDArray windows = dOutput.dup('c')) {
      INDArray ordered = windows.reshape('c', batch, shape.steps(), shape.outputs());
      INDArray days =
          Nd4j.createUninitialized(type, new long[] {shape.steps() * batch, shape.outputs()}, 'c');
      days.reshape('c', shape.steps(), batch, shape.outputs()).assign(ordered.permute(1, 0, 2));
      return days;
    }
  }

  private INDArray infer(INDArray x) {
    long batch = x.size(0);
    if (batch <= INFERENCE_SLICE) {
      try (INDArray output = layers.output(x, false)) {
        return byWindow(output);
      }
    }
    INDArray outputs =
        Nd4j.createUninitialized(type, new long[] {batch, shape.outputsOfWindow()}, 'c');
    INDArray windows = Slices.sliceable(x);
    for (long from = 0; from < batch; from += INFERENCE_SLICE) {
      long to = Math.min(batch, from + INFERENCE_SLICE);
      try (INDArray rows = layers.output(Slices.windows(windows, from, to), false);
          INDArray output = byWindow(rows)) {
        Slices.windows(outputs, from, to).assign(output);
      }
    }
    return outputs;
  }

  @Override
  public void backward(INDArray dOutput) {
    if (!trained) {
      throw new IllegalStateException("backward without a training forward before it");
    }
    INDArray d;
    if (repeated) {
      d = Nd4j.zeros(type, 2, shape.outputs());
      d.get(FIRST_WINDOW).assign(dOutput);
    } else {
      d = byDay(dOutput);
    }
    held.add(d);
    INDArray dInput = layers.backpropGradient(d, null).getSecond();
    if (dInput != null) {
      held.add(dInput);
    }
    release();
    // DL4J's "gradient" of a running statistic is what its updater would subtract.
    for (FlatTensors.Tensor statistic : tensors.running()) {
      statistic.value().subi(statistic.gradient());
      statistic.gradient().assign(0);
    }
  }

  /** Lets go of what the last training forward computed. */
  private void release() {
    trained = false;
    layers.clear();
    // Some are the same array: the second close does nothing.
    held.forEach(INDArray::close);
    held.clear();
  }

  @Override
  public DataType dataType() {
    return type;
  }

  @Override
  public String engine() {
    return "LSTM (" + stack.engine() + ") on DL4J and " + Nd4jBackend.description();
  }

  @Override
  public void close() {
    release();
    dropouts.forEach(SeededDropout::close);
    stack.close();
    // Not DL4J's own close: it destroys every workspace of the thread and calls System.gc().
    parameters().close();
    gradient().close();
  }
}
