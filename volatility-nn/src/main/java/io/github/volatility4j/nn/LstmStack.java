package io.github.volatility4j.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Configuration of a DL4J layer that holds LSTM layers one upon the other, dropout between them,
 * and gives the last one's states after the last days: {@code [batch, in, time] -> [steps·batch,
 * width]}, a row for each window after the first of these days, then one for each after the second,
 * and so on.
 *
 * <p>One DL4J layer for the whole stack, because inside it numbers are kept in an order that suits
 * the arithmetic, and DL4J's order would be a copy at every border. And not DL4J's own LSTM layers,
 * because those run forward again in backward and execute about a hundred small operations a day,
 * of which two are products of matrices.
 *
 * <p>Tensors of layer i, in this order: {@code Ri} {@code [width, 4·width]}, {@code Wi} {@code [in,
 * 4·width]}, {@code bi} {@code [1, 4·width]}, all c-order, columns for forget, output and input
 * gate and the candidate. Start values are the caller's: {@code MultiLayerNetwork.init(parameters,
 * false)}.
 */
final class LstmStack extends FeedForwardLayer {
  private static final long serialVersionUID = 1L;

  private final Size size;
  private final LstmEngine engine;

  /**
   * Size of a stack.
   *
   * @param layers at least 1
   * @param in channels of the input
   * @param width cells in each layer
   * @param steps how many last days' states are wanted, at least 1
   * @param dropout share of the numbers that training drops between layers, in [0, 1)
   */
  record Size(int layers, int in, int width, int steps, double dropout) implements Serializable {
    private static final long serialVersionUID = 1L;

    long parameters() {
      return PortableLstm.parameters(in, width)
          + (layers - 1) * PortableLstm.parameters(width, width);
    }
  }

  LstmStack(Size size) {
    this(size, LstmEngine.FASTEST);
  }

  LstmStack(Size size, LstmEngine engine) {
    this.size = size;
    this.engine = engine;
    setNIn(size.in);
    setNOut(size.width);
  }

  LstmKernel kernel(INDArray parameters, INDArray gradient) {
    return engine.kernel(size, parameters, gradient);
  }

  @Override
  public LstmStackLayer instantiate(
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
      return size.parameters();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < size.layers; i++) {
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
      if (initialise) {
        throw new UnsupportedOperationException(
            "an LstmStack wants its start values: init(parameters, false)");
      }
      paramKeys(LstmStack.this).forEach(conf::addVariable);
      return views(parameters);
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
