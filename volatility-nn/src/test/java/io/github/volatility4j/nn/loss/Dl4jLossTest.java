package io.github.volatility4j.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.buffer.util.DataTypeUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Evidence: DL4J's own gradient check in double precision, and values by hand. */
class Dl4jLossTest {
  private static final INDArray X =
      Nd4j.createFromArray(
          new double[][] {{0.1, -0.4, 1}, {0.7, 0.2, -0.3}, {-0.5, 0.9, 0.4}, {1.2, 0.3, -0.8}});
  private static final INDArray TRUTH = Nd4j.createFromArray(new double[][] {{0}, {3}, {0.2}, {9}});
  private static final INDArray BOTH =
      Nd4j.createFromArray(new double[][] {{0, 1.1}, {3, 0.9}, {0.2, 1.4}, {9, 2}});

  private static MultiLayerNetwork network(Dl4jLoss loss) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(5).activation(Activation.TANH).build())
                .layer(
                    new OutputLayer.Builder(loss)
                        .nIn(5)
                        .nOut(1)
                        .activation(Activation.SOFTPLUS)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static boolean passes(Dl4jLoss loss, INDArray labels) {
    DataType before = DataTypeUtil.getDtypeFromContext();
    DataTypeUtil.setDTypeForContext(DataType.DOUBLE); // the check insists on it
    try {
      return check(loss, labels);
    } finally {
      DataTypeUtil.setDTypeForContext(before);
    }
  }

  private static boolean check(Dl4jLoss loss, INDArray labels) {
    return GradientCheckUtil.checkGradients(
        new GradientCheckUtil.MLNConfig()
            .net(network(loss))
            .epsilon(1e-6)
            .maxRelError(1e-6)
            .minAbsoluteError(1e-9)
            .input(X)
            .labels(labels));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mse",
        "mae",
        "qlike",
        "log-mse",
        "gaussian",
        "huber:0.7",
        "student-t:4.5",
        "pinball:0.9"
      })
  void passesTheGradientCheckOfDl4jAloneAndWeighted(String name) {
    assertThat(passes(Dl4jLoss.of(Loss.named(name)), TRUTH)).isTrue();
    assertThat(passes(Dl4jLoss.of(new WeightedLoss(0.3, Loss.named(name))), BOTH)).isTrue();
  }

  @Test
  void theScoreOfANetworkOfDl4jIsTheMeanLoss() {
    MultiLayerNetwork network = network(Dl4jLoss.of(Loss.qlike()));
    double before = network.score(new DataSet(X, TRUTH));
    double[] h = network.output(X).reshape(4).toDoubleVector();
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      expected += (Math.log(h[i]) + TRUTH.getDouble(i, 0) / h[i]) / 4;
    }
    assertThat(before).isCloseTo(expected, within(1e-12));
  }

  @Test
  void whatIsMaskedIsNotLookedAt() {
    Dl4jLoss loss = Dl4jLoss.of(Loss.mse());
    INDArray output = Nd4j.createFromArray(new double[][] {{1}, {2}});
    INDArray labels = Nd4j.createFromArray(new double[][] {{Double.NaN}, {5}});
    INDArray mask = Nd4j.createFromArray(new double[][] {{0}, {1}});
    ActivationIdentity identity = new ActivationIdentity();
    assertThat(loss.computeScore(labels, output, identity, mask, false)).isEqualTo(9);
    assertThat(loss.computeGradient(labels, output, identity, mask).toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{0}, {-6}});
  }

  @Test
  void labelsOfAnotherShapeAreRefusedByWhatIsWanted() {
    ActivationIdentity identity = new ActivationIdentity();
    Dl4jLoss loss = Dl4jLoss.of(new WeightedLoss(0.5, Loss.mse()));
    assertThatThrownBy(() -> loss.computeScore(TRUTH, TRUTH, identity, null, true))
        .hasMessage("labels are [4, 1], must be [4, 2]: truth and teacher");
    assertThatThrownBy(() -> loss.computeScore(BOTH, BOTH, identity, null, true))
        .hasMessage("outputs are [4, 2], must be [batch, 1]");
  }
}
