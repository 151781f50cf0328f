package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Configuration of a DL4J layer, for any {@code MultiLayerNetwork}, that holds LSTM layers one upon
 * the other with dropout between them, and gives the last one's state after the last day: {@code
 * [batch, in, time] -> [batch, width]}. On a processor it runs on oneDNN's kernels, forward and
 * backward, many times as fast as DL4J's own LSTM; elsewhere, or in double precision, on ND4J's
 * operations. The log says once where oneDNN can't be had.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
 *     .updater(new Adam(1e-3))
 *     .list()
 *     .layer(LstmStack.of(3, 256, 0.2))
 *     .layer(new OutputLayer.Builder(LossFunction.MSE).nOut(1).activation(Activation.SOFTPLUS).build())
 *     .setInputType(InputType.recurrent(features, days))
 *     .build());
 * network.init();
 * network.fit(x, y); // [batch, features, days], [batch, 1]
 * }</pre>
 *
 * <p>One DL4J layer for the whole stack, because inside it numbers are kept in an order that suits
 * the arithmetic, and DL4J's order would be a copy at every border. And not DL4J's own LSTM layers,
 * because those run forward again in backward and execute about a hundred small operations a day,
 * of which two are products of matrices.
 *
 * <p>Tensors of layer i, in this order: {@code Ri} {@code [width, 4·width]}, {@code Wi} {@code [in,
 * 4·width]}, {@code bi} {@code [1, 4·width]}, all c-order, columns for forget, output and input
 * gate and the candidate; f, o and i are sigmoids, the candidate g is a tanh, {@code c = f∘c +
 * i∘g}, {@code h = o∘tanh(c)}.
 *
 * <p>Start values, from ND4J's generator: recurrent weights orthogonal for each gate, input weights
 * Glorot uniform, biases 0 but 1 for the forget gate. DL4J's weight initialisation, activation and
 * dropout settings don't act on this layer; updater, regularisation and clipping do.
 */
public final class LstmStack extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  private static final int GATES = 4;

  // Read from JSON by these names.

  /** Layers of the stack. */
  private int layers = 1;

  /** Last days that there are outputs of. */
  private int steps = 1;

  /** Share of values between two layers that training sets to 0. */
  private double dropout;

  /** What computes. */
  private LstmEngine engine = LstmEngine.FASTEST;

  /**
   * Size of a stack.
   *
   * @param layers at least 1
   * @param in channels of the input
   * @param width cells in each layer
   * @param steps how many last days' states are wanted, at least 1: a row for each window after the
   *     first of these days, then one for each after the second, and so on
   * @param dropout share of the numbers that training drops between layers, in [0, 1)
   */
  record Size(int layers, int in, int width, int steps, double dropout) {
    long parameters() {
      return PortableLstm.parameters(in, width)
          + (layers - 1) * PortableLstm.parameters(width, width);
    }
  }

  /** For JSON. */
  private LstmStack() {}

  LstmStack(Size size) {
    this(size, LstmEngine.FASTEST);
  }

  LstmStack(Size size, LstmEngine engine) {
    layers = size.layers;
    steps = size.steps;
    dropout = size.dropout;
    this.engine = engine;
    setNIn(size.in);
    setNOut(size.width);
  }

  /**
   * A stack whose number of inputs comes from the network's input type, or from {@code setNIn}.
   *
   * @param layers LSTM layers one upon the other, at least 1
   * @param width cells in each layer, at least 1
   * @param dropout share of the numbers set to zero between layers in training, in [0, 1)
   * @return the configuration
   * @throws IllegalArgumentException naming what is out of range
   */
  public static LstmStack of(int layers, int width, double dropout) {
    LstmOptions checked = new LstmOptions(layers, width, dropout, 0);
    return new LstmStack(new Size(checked.layers(), 0, checked.width(), 1, checked.dropout()));
  }

  /** {@return how many LSTM layers stand one upon the other} */
  public int getLayers() {
    return layers;
  }

  /** {@return after how many last days the state is given: 1 but inside this library} */
  public int getSteps() {
    return steps;
  }

  /** {@return share of the numbers dropped between layers in training} */
  public double getDropout() {
    return dropout;
  }

  private Size size() {
    return new Size(layers, (int) getNIn(), (int) getNOut(), steps, dropout);
  }

  LstmKernel kernel(INDArray parameters, INDArray gradient) {
    return engine.kernel(size(), parameters, gradient);
  }

  @Override
  public void setNIn(@Nullable InputType inputType, boolean override) {
    if (!(inputType instanceof InputType.InputTypeRecurrent recurrent)) {
      throw new IllegalArgumentException(
          "the input of an LstmStack is " + inputType + ", must be InputType.recurrent(..)");
    }
    if (getNIn() <= 0 || override) {
      setNIn(recurrent.getSize());
    }
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      @Nullable Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    LstmStackLayer layer = new LstmStackLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialise));
    return layer;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.feedForward(getNOut());
  }

  @Override
  public @Nullable InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long numbers = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            getLayerName(), LstmStack.class, inputType, getOutputType(-1, inputType))
        .standardMemory(numbers, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public ParamInitializer initializer() {
    return new Tensors();
  }

  /** Where each tensor lies in the layer's flat vectors. */
  private final class Tensors implements ParamInitializer {
    @Override
    public long numParams(NeuralNetConfiguration conf) {
      return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
      return size().parameters();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < layers; i++) {
        keys.addAll(List.of("R" + i, "W" + i, "b" + i));
      }
      return keys;
    }

    @Override
    public List<String> weightKeys(Layer layer) {
      return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
      return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
      return !isBiasParam(layer, key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
      return key.startsWith("b");
    }

    @Override
    public Map<String, INDArray> init(
        NeuralNetConfiguration conf, INDArray parameters, boolean initialise) {
      paramKeys(LstmStack.this).forEach(conf::addVariable);
      Map<String, INDArray> views = views(parameters);
      if (initialise) {
        SplittableRandom random = new SplittableRandom(Nd4j.getRandom().nextLong());
        views.forEach((key, view) -> start(key, view, random));
      }
      return views;
    }

    private void start(String key, INDArray view, SplittableRandom random) {
      int rows = view.rows();
      int width = (int) getNOut();
      if (key.startsWith("b")) {
        view.assign(0);
        view.get(NDArrayIndex.all(), NDArrayIndex.interval(0, width)).assign(1); // forget gate
      } else if (key.startsWith("W")) {
        double[] weights =
            InitialWeights.glorot(random, rows, width, Math.toIntExact(view.length()));
        view.assign(Nd4j.createFromArray(weights).reshape('c', view.shape()));
      } else {
        for (int gate = 0; gate < GATES; gate++) {
          view.get(NDArrayIndex.all(), NDArrayIndex.interval(gate * width, (gate + 1) * width))
              .assign(Nd4j.createFromArray(InitialWeights.orthogonal(random, width)));
        }
      }
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
        NeuralNetConfiguration conf, INDArray gradient) {
      return views(gradient);
    }

    private Map<String, INDArray> views(INDArray flat) {
      INDArray vector = flat.reshape(flat.length());
      long columns = 4 * getNOut();
      Map<String, INDArray> views = new LinkedHashMap<>();
      long from = 0;
      for (String key : paramKeys(LstmStack.this)) {
        long rows =
            switch (key.charAt(0)) {
              case 'R' -> getNOut();
              case 'W' -> key.equals("W0") ? getNIn() : getNOut();
              default -> 1;
            };
        long to = from + rows * columns;
        views.put(key, vector.get(NDArrayIndex.interval(from, to)).reshape('c', rows, columns));
        from = to;
      }
      return views;
    }
  }
}
