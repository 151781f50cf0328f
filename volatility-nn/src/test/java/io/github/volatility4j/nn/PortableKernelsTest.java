package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a GPU would run, run on the processor: no oneDNN, and no memory of arrays read or written
 * directly. Whole trainings give what the fast kernels give.
 */
class PortableKernelsTest {
  private static final String NONE = "no.such.package.";

  /** Runs with classes of its own, for which the property is set. */
  private static Object portably(String method) throws ReflectiveOperationException {
    System.setProperty(Nd4jBackend.KERNELS_PROPERTY, "portable");
    try {
      return new FreshClasses(NONE).call(PortableKernelsTest.class, method);
    } finally {
      System.clearProperty(Nd4jBackend.KERNELS_PROPERTY);
    }
  }

  static Map<String, double[]> losses() {
    return Map.of(
        "lstm", losses(VolatilityTrainer.builder().lstm(new LstmOptions(2, 12, 0.2, 0))),
        "head", losses(VolatilityTrainer.builder().lstm(new LstmOptions(1, 8, 0.2, 6))),
        "mixer",
            losses(
                VolatilityTrainer.builder()
                    .withoutAnchor()
                    .tsMixer(new TsMixerOptions(4, 8, 2, 0.1, true))));
  }

  private static double[] losses(VolatilityTrainer trainer) {
    VolatilityDataset data =
        VolatilityDataset.of(
            GarchTeacher.of(90).label(SimulatedPanel.of(2, 400, 7)).series(),
            DatasetOptions.defaults().withInputChunkLength(20));
    NeuralVolatility fitted = trainer.epochs(2).batchSize(32).fit(data);
    assertThat(Nd4jBackend.portableOnly() && fitted.engine().contains("oneDNN")).isFalse();
    return fitted.epochs().stream()
        .flatMapToDouble(e -> DoubleStream.of(e.trainLoss(), e.validationLoss()))
        .toArray();
  }

  @Test
  @Tag("heavy")
  @SuppressWarnings("unchecked")
  void lossCurvesLieWithinOnePercentOfTheFastKernels() throws ReflectiveOperationException {
    Nd4jBackend.prepare();
    Map<String, double[]> portable = (Map<String, double[]>) portably("losses");
    losses()
        .forEach(
            (network, fast) -> {
              double[] plain = portable.get(network);
              assertThat(plain).as(network).hasSameSizeAs(fast);
              for (int i = 0; i < fast.length; i++) {
                assertThat(plain[i] / fast[i]).as(network).isCloseTo(1, within(0.01));
              }
            });
  }

  static boolean atOnce() {
    AtOnceTest.label();
    AtOnceTest test = new AtOnceTest();
    test.twoTrainingsAtOnceEndAsEachAlone();
    test.forecastsOfOneModelAtOnceAreThoseOfEachAlone();
    return Nd4jBackend.portableOnly();
  }

  @Test
  @Tag("heavy")
  void trainingsAndForecastsAtOnceAreThoseOfEachAlone() throws ReflectiveOperationException {
    assertThat(portably("atOnce")).isEqualTo(true);
  }

  static double[] afterOneStep() {
    LstmOptions options = new LstmOptions(3, 24, 0.2, 0);
    INDArray x = Networks.normal(DataType.FLOAT, 1, 32, 40, 3);
    INDArray y = Networks.normal(DataType.FLOAT, 2, 32, 1);
    NetworkShape shape = new NetworkShape(40, 3, 1);
    try (Network network = Network.create(options, shape, DataType.FLOAT, 5)) {
      assertThat(network instanceof LstmNetwork).isEqualTo(Nd4jBackend.portableOnly());
      try (INDArray output = network.forward(x, true, 3);
          INDArray error = output.sub(y)) {
        network.backward(error);
      }
      new AdamW(network.parameters(), true).update(network, 1e-3, 0.01, 0.5);
      return network.parameters().dup().data().asDouble();
    }
  }

  @Test
  void parametersAgreeAfterOneStep() throws ReflectiveOperationException {
    Nd4jBackend.prepare();
    assumeTrue(OneDnn.available(), "oneDNN isn't there");
    double[] fast = afterOneStep();
    double[] portable = (double[]) portably("afterOneStep");
    double squares = 0;
    double errors = 0;
    for (int i = 0; i < fast.length; i++) {
      squares += portable[i] * portable[i];
      errors += (fast[i] - portable[i]) * (fast[i] - portable[i]);
    }
    assertThat(Math.sqrt(errors / squares)).isLessThan(1e-4);
  }
}
