package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our DL4J layer beside DL4J's own LSTM layers: the same values and gradients. */
class LstmStackTest {
  private static final int BATCH = 4;
  private static final int IN = 3;
  private static final int WIDTH = 5;
  private static final int TIME = 7;
  private static final double TOLERANCE = 1e-13;

  /** DL4J's gates are candidate, forget, output, input; ours forget, output, input, candidate. */
  private static final int[] THEIRS_OF_OURS = {1, 2, 3, 0};

  private final INDArray x = Networks.normal(DataType.DOUBLE, 1, BATCH, IN, TIME);
  private final INDArray d = Networks.normal(DataType.DOUBLE, 2, BATCH, 1);

  @BeforeAll
  static void prepare() {
    Nd4jBackend.prepare();
  }

  @Test
  void agreesWithDl4jsOwnLayers() {
    MultiLayerNetwork ours = network(new LstmStack(new LstmStack.Size(2, IN, WIDTH, 1, 0)));
    MultiLayerNetwork theirs = network(lstm(IN), new LastTimeStep(lstm(WIDTH)));
    ours.params().assign(Networks.normal(DataType.DOUBLE, 3, ours.numParams()).muli(0.4));
    for (int i = 0; i < 2; i++) {
      theirs.getParam(i + "_RW").assign(reordered(ours.getParam("0_R" + i)));
      theirs.getParam(i + "_W").assign(reordered(ours.getParam("0_W" + i)));
      theirs.getParam(i + "_b").assign(reordered(ours.getParam("0_b" + i)));
    }
    theirs.getParam("2_W").assign(ours.getParam("1_W"));
    theirs.getParam("2_b").assign(ours.getParam("1_b"));

    assertSame(ours.output(x, false), theirs.output(x, false));
    ((LstmStackLayer) ours.getLayer(0)).random(new SplittableRandom(1));
    Pair<Gradient, INDArray> ourGradient = backward(ours);
    Pair<Gradient, INDArray> theirGradient = backward(theirs);
    assertSame(ourGradient.getSecond(), theirGradient.getSecond());
    for (int i = 0; i < 2; i++) {
      for (List<String> names : List.of(List.of("R", "RW"), List.of("W", "W"), List.of("b", "b"))) {
        INDArray own = ourGradient.getFirst().getGradientFor("0_" + names.get(0) + i);
        INDArray their = theirGradient.getFirst().getGradientFor(i + "_" + names.get(1));
        assertSame(reordered(own).reshape(their.shape()), their);
      }
    }
  }

  private Pair<Gradient, INDArray> backward(MultiLayerNetwork network) {
    network.setInput(x);
    network.feedForward(true, false);
    return network.backpropGradient(d.dup(), null);
  }

  private static void assertSame(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(TOLERANCE);
  }

  /** A matrix [rows, 4·width] with its blocks of columns in DL4J's order. */
  private static INDArray reordered(INDArray ours) {
    INDArray theirs = ours.dup('c');
    for (int gate = 0; gate < 4; gate++) {
      int to = THEIRS_OF_OURS[gate] * WIDTH;
      theirs
          .get(all(), interval(to, to + WIDTH))
          .assign(ours.get(all(), interval(gate * WIDTH, (gate + 1) * WIDTH)));
    }
    return theirs;
  }

  private static LSTM lstm(int in) {
    return new LSTM.Builder()
        .nIn(in)
        .nOut(WIDTH)
        .activation(Activation.TANH)
        .gateActivationFunction(Activation.SIGMOID)
        .build();
  }

  private static MultiLayerNetwork network(Layer... recurrent) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(recurrent));
    long numbers = 0;
    for (NeuralNetConfiguration layer : network.getLayerWiseConfigurations().getConfs()) {
      numbers += layer.getLayer().initializer().numParams(layer);
    }
    network.init(Nd4j.zeros(DataType.DOUBLE, numbers), false);
    network.initGradientsView();
    return network;
  }

  private static MultiLayerConfiguration configuration(Layer... recurrent) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE).list();
    for (Layer layer : recurrent) {
      list.layer(layer);
    }
    return list.layer(
            new DenseLayer.Builder().nIn(WIDTH).nOut(1).activation(Activation.IDENTITY).build())
        .build();
  }
}
