package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The layer in a plain network of DL4J's: init, fit, output, JSON, as anyone would use it. */
class LstmStackInDl4jTest {
  private static final int FEATURES = 2;
  private static final int DAYS = 12;

  private final INDArray x = Networks.normal(DataType.FLOAT, 1, 16, FEATURES, DAYS);
  private final INDArray y = x.mean(1, 2).reshape(16, 1); // something to learn

  @BeforeAll
  static void prepare() {
    Nd4jBackend.prepare();
  }

  private static MultiLayerConfiguration configuration(double dropout) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(new Adam(1e-2))
        .list()
        .layer(LstmStack.of(2, 16, dropout))
        .layer(
            new OutputLayer.Builder(LossFunction.MSE)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build())
        .setInputType(InputType.recurrent(FEATURES, DAYS))
        .build();
  }

  private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  @Test
  void itLearns() {
    MultiLayerNetwork network = network(configuration(0.1));
    assertThat(network.output(x).shape()).containsExactly(16, 1); // before any fit
    double before = network.output(x).squaredDistance(y);
    for (int i = 0; i < 200; i++) {
      network.fit(x, y);
    }
    assertThat(network.output(x).squaredDistance(y)).isLessThan(0.1 * before);
  }

  @Test
  void startValuesComeFromTheSeed() {
    INDArray weights = network(configuration(0)).params();
    assertThat(network(configuration(0)).params()).isEqualTo(weights);
    INDArray bias = network(configuration(0)).getParam("0_b1");
    assertThat(bias.sumNumber().doubleValue()).isEqualTo(16); // of the forget gate
    INDArray recurrent = network(configuration(0)).getParam("0_R0");
    // Four orthogonal matrices side by side: R·Rᵀ = 4·I.
    assertThat(recurrent.mmul(recurrent.transpose()).sub(four(16)).norm2Number().doubleValue())
        .isLessThan(1e-4);
  }

  private static INDArray four(int size) {
    return org.nd4j.linalg.factory.Nd4j.eye(size).castTo(DataType.FLOAT).muli(4);
  }

  @Test
  void itGoesThroughJsonUnchanged() {
    MultiLayerConfiguration there = configuration(0.1);
    MultiLayerConfiguration back = MultiLayerConfiguration.fromJson(there.toJson());
    LstmStack stack = (LstmStack) back.getConf(0).getLayer();
    assertThat(stack.getLayers()).isEqualTo(2);
    assertThat(stack.getNIn()).isEqualTo(FEATURES);
    assertThat(stack.getNOut()).isEqualTo(16);
    assertThat(stack.getSteps()).isEqualTo(1);
    assertThat(stack.getDropout()).isEqualTo(0.1);
    MultiLayerNetwork network = network(there);
    MultiLayerNetwork copy = network(back);
    copy.setParams(network.params());
    assertThat(copy.output(x)).isEqualTo(network.output(x));
  }

  @Test
  void wrongSizesAndInputsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmStack.of(0, 16, 0))
        .withMessageContaining("layers is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmStack.of(1, 16, Double.NaN))
        .withMessageContaining("dropout is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmStack.of(1, 16, 0).setNIn(InputType.feedForward(3), true))
        .withMessageContaining("must be InputType.recurrent");
  }
}
