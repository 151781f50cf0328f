package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The version on oneDNN against the portable one in double precision: outputs, and the gradient of
 * every tensor, with the same dropout masks; and the same bits for any number of threads.
 */
class OneDnnTsMixerTest {
  private static final long STEP = 77;

  @BeforeEach
  void prepare() {
    Nd4jBackend.prepare();
  }

  @ParameterizedTest
  @CsvSource({
    // time, features, outputs, hidden, wide, blocks, dropout, instance norm, batch
    "90, 2, 1, 32, 64, 4, 0.1, false, 32",
    "90, 3, 1, 64, 64, 4, 0.1, true, 9",
    "7, 1, 2, 5, 3, 1, 0.5, true, 1",
    "13, 4, 3, 6, 17, 2, 0, true, 70",
    "13, 2, 2, 6, 17, 3, 0.9, false, 131",
  })
  void agreesWithThePortableVersion(
      int time,
      int features,
      int outputs,
      int hidden,
      int wide,
      int blocks,
      double dropout,
      boolean instanceNorm,
      int batch) {
    TsMixerOptions options = new TsMixerOptions(hidden, wide, blocks, dropout, instanceNorm);
    NetworkShape shape = new NetworkShape(time, features, outputs);
    INDArray x = Networks.normal(DataType.FLOAT, 1, batch, time, features).addi(1);
    INDArray d = Networks.normal(DataType.FLOAT, 2, batch, outputs).divi(batch);
    try (OneDnnTsMixerNetwork fast = new OneDnnTsMixerNetwork(options, shape, 5, 2);
        TsMixerNetwork exact = new TsMixerNetwork(options, shape, DataType.DOUBLE, 5)) {
      Networks.shake(fast, 0.1, 6);
      exact.parameters().assign(fast.parameters().castTo(DataType.DOUBLE));
      INDArray wideX = x.castTo(DataType.DOUBLE);
      assertClose(fast.forward(x, false, 0), exact.forward(wideX, false, 0), "inference");
      assertClose(fast.forward(x, true, STEP), exact.forward(wideX, true, STEP), "output");
      fast.backward(d);
      exact.backward(d.castTo(DataType.DOUBLE));
      for (ParameterRange range : fast.ranges()) {
        assertClose(
            Networks.slice(fast.gradient(), range),
            Networks.slice(exact.gradient(), range),
            range.name());
      }
    }
  }

  private static void assertClose(INDArray fast, INDArray exact, String what) {
    double norm = exact.norm2Number().doubleValue();
    double distance = fast.castTo(DataType.DOUBLE).sub(exact).norm2Number().doubleValue();
    assertThat(distance).as(what).isLessThanOrEqualTo(1e-4 * norm + 1e-7);
  }

  @ParameterizedTest
  @CsvSource({"1", "8", "33", "200"})
  void bitsDoNotDependOnTheNumberOfThreads(int batch) {
    TsMixerOptions options = new TsMixerOptions(8, 16, 2, 0.2, true);
    NetworkShape shape = new NetworkShape(20, 2, 1);
    INDArray x = Networks.normal(DataType.FLOAT, 1, batch, 20, 2);
    INDArray y = Networks.normal(DataType.FLOAT, 2, batch, 1);
    try (Network one = new OneDnnTsMixerNetwork(options, shape, 5, 1);
        Network many = new OneDnnTsMixerNetwork(options, shape, 5, 7)) {
      for (int step = 0; step < 3; step++) {
        Networks.step(one, x, y, 0.01, step);
        Networks.step(many, x, y, 0.01, step);
      }
      assertThat(many.parameters()).isEqualTo(one.parameters());
      assertThat(many.forward(x, false, 0)).isEqualTo(one.forward(x, false, 0));
    }
  }

  @Test
  void isWhatAFloatNetworkIs() {
    TsMixerOptions options = new TsMixerOptions(8, 16, 2, 0.2, true);
    try (Network network = Network.create(options, new NetworkShape(20, 2, 1), DataType.FLOAT, 1)) {
      assertThat(network).isInstanceOf(OneDnnTsMixerNetwork.class);
      assertThat(network.engine()).contains("oneDNN");
    }
  }

  @Test
  void closedRefusesToWork() {
    TsMixerOptions options = new TsMixerOptions(8, 16, 1, 0, false);
    Network network = new OneDnnTsMixerNetwork(options, new NetworkShape(20, 2, 1), 5, 1);
    INDArray x = Networks.normal(DataType.FLOAT, 1, 3, 20, 2);
    network.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> network.forward(x, false, 0))
        .withMessageContaining("closed");
  }
}
