package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The fast and the portable LSTM give the same, up to rounding: kernels and whole networks. */
class LstmEngineTest {
  private static final double F32 = 1e-4;
  private static final double BF16 = 5e-2;

  @BeforeEach
  void oneDnnIsThere() {
    Nd4jBackend.prepare();
    assumeTrue(OneDnn.available(), "oneDNN isn't there");
  }

  private static double distance(INDArray a, INDArray b) {
    assertThat(a.shape()).isEqualTo(b.shape());
    return a.sub(b).norm2Number().doubleValue() / b.norm2Number().doubleValue();
  }

  @TestFactory
  Stream<DynamicTest> kernelsAgree() {
    return Stream.of(LstmEngine.FASTEST, LstmEngine.BF16)
        .filter(engine -> engine == LstmEngine.FASTEST || OneDnn.fastBf16())
        .flatMap(
            engine ->
                Stream.of(1, 3, 5)
                    .map(
                        steps ->
                            DynamicTest.dynamicTest(
                                engine + ", " + steps + " steps",
                                () -> kernelsAgree(engine, steps))));
  }

  private static void kernelsAgree(LstmEngine engine, int steps) {
    double tolerance = engine == LstmEngine.BF16 ? BF16 : F32;
    int layers = 3;
    int in = 4;
    int width = 10;
    LstmStack.Size stack = new LstmStack.Size(layers, in, width, steps, 0.3);
    long count = stack.parameters();
    INDArray parameters = Networks.normal(DataType.FLOAT, 1, count).muli(0.2);
    INDArray gradient = Nd4j.zeros(DataType.FLOAT, count);
    INDArray fastGradient = Nd4j.zeros(DataType.FLOAT, count);
    try (LstmKernel portable = LstmEngine.PORTABLE.kernel(stack, parameters, gradient);
        LstmKernel fast = engine.kernel(stack, parameters, fastGradient)) {
      // Other batches, other lengths, and windows in another order of memory.
      for (int[] size : new int[][] {{8, 11}, {8, 11}, {3, 5}, {1, 11}, {20, 11}}) {
        INDArray windows = Networks.normal(DataType.FLOAT, size[0], size[0], size[1], in);
        INDArray x = windows.permute(0, 2, 1); // [batch, in, time]
        INDArray other = x.dup('f');
        INDArray dLast = Networks.normal(DataType.FLOAT, 3, (long) steps * size[0], width);

        assertThat(distance(fast.forward(x, null), portable.forward(x, null)))
            .as("inferred %d × %d", size[0], size[1])
            .isLessThan(tolerance);

        INDArray last = portable.forward(x, new SplittableRandom(5)).dup();
        INDArray dX = portable.backward(dLast).dup();
        assertThat(distance(fast.forward(other, new SplittableRandom(5)), last))
            .as("trained %d × %d", size[0], size[1])
            .isLessThan(tolerance);
        assertThat(distance(fast.backward(dLast.dup('f')), dX)).as("dX").isLessThan(tolerance);
        assertThat(distance(fastGradient, gradient)).as("gradient").isLessThan(tolerance);
      }
      assertThat(fast.engine()).contains("oneDNN");
    }
  }

  @TestFactory
  Stream<DynamicTest> networksAgreeAfterSomeSteps() {
    return Stream.of(
            new LstmOptions(1, 32, 0, 0),
            new LstmOptions(2, 16, 0.3, 0),
            new LstmOptions(2, 16, 0.3, 8))
        .flatMap(
            options ->
                Stream.of(1, 4, 15)
                    .filter(steps -> steps == 1 || options.headWidth() == 0)
                    .map(
                        steps ->
                            DynamicTest.dynamicTest(
                                options + ", " + steps + " steps",
                                () -> networksAgree(options, steps))));
  }

  private static void networksAgree(LstmOptions options, int steps) {
    NetworkShape shape = new NetworkShape(15, 3, 2, steps);
    INDArray x = Networks.normal(DataType.FLOAT, 1, 24, 15, 3);
    INDArray y = Networks.normal(DataType.FLOAT, 2, 24, shape.outputsOfWindow());
    try (Network fast =
            options.headWidth() == 0
                ? new OneDnnLstmNetwork(options, shape, Precision.F32, 9)
                : new LstmNetwork(options, shape, DataType.FLOAT, 9, LstmEngine.FASTEST);
        Network layered = new LstmNetwork(options, shape, DataType.FLOAT, 9, LstmEngine.FASTEST);
        Network portable =
            new LstmNetwork(options, shape, DataType.FLOAT, 9, LstmEngine.PORTABLE)) {
      assertThat(fast.ranges()).isEqualTo(portable.ranges());
      assertThat(fast.parameters()).isEqualTo(portable.parameters());
      for (int step = 0; step < 5; step++) {
        double loss = Networks.step(portable, x, y, 0.02, step);
        for (Network network : new Network[] {fast, layered}) {
          assertThat(Networks.step(network, x, y, 0.02, step) / loss - 1)
              .as("loss in step %d", step)
              .isBetween(-F32, F32);
          assertThat(distance(network.gradient(), portable.gradient()))
              .as("gradient in step %d", step)
              .isLessThan(F32);
        }
      }
      assertThat(distance(fast.parameters(), portable.parameters())).isLessThan(F32);
      assertThat(distance(fast.forward(x, false, 0), portable.forward(x, false, 0)))
          .isLessThan(F32);
      assertThat(fast.engine()).contains("oneDNN");
      assertThat(portable.engine()).contains("portable");
    }
  }

  @Test
  void bf16NetworkLearnsAsTheOtherDoes() {
    assumeTrue(OneDnn.fastBf16(), "no bf16 here");
    LstmOptions options = new LstmOptions(2, 16, 0, 0);
    NetworkShape shape = new NetworkShape(15, 3, 1);
    INDArray x = Networks.normal(DataType.FLOAT, 1, 64, 15, 3);
    INDArray lastDay = x.get(NDArrayIndex.all(), NDArrayIndex.point(14), NDArrayIndex.all());
    INDArray y = lastDay.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1)).dup();
    try (Network half = new OneDnnLstmNetwork(options, shape, Precision.BF16, 9);
        Network full = new OneDnnLstmNetwork(options, shape, Precision.F32, 9)) {
      double halfLoss = 0;
      double fullLoss = 0;
      double start = Networks.step(full, x, y, 0, 0);
      for (int step = 0; step < 300; step++) {
        halfLoss = Networks.step(half, x, y, 0.03, step);
        fullLoss = Networks.step(full, x, y, 0.03, step);
      }
      assertThat(fullLoss).isLessThan(0.9 * start);
      assertThat(halfLoss / fullLoss - 1).isBetween(-0.02, 0.02);
      assertThat(half.engine()).contains("bf16");
    }
  }

  @Test
  void bf16IsRefusedWhereItCannotBe() {
    LstmOptions options = new LstmOptions(1, 3, 0, 0);
    NetworkShape shape = new NetworkShape(4, 2, 1);
    LstmStack.Size size = new LstmStack.Size(1, 2, 3, 1, 0);
    INDArray wide = Nd4j.zeros(DataType.DOUBLE, size.parameters());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmEngine.BF16.kernel(size, wide, wide))
        .withMessageStartingWith("precision bf16 needs ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Network.create(options, shape, DataType.DOUBLE, Precision.BF16, 1).close())
        .withMessageStartingWith("precision bf16 needs ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Network.create(
                        new TsMixerOptions(3, 3, 1, 0, false),
                        shape,
                        DataType.FLOAT,
                        Precision.BF16,
                        1)
                    .close())
        .withMessageStartingWith("precision bf16 ");
    try (LstmKernel kernel = LstmEngine.FASTEST.kernel(size, wide, wide)) {
      assertThat(kernel).isInstanceOf(PortableLstm.class);
    }
    if (OneDnn.fastBf16()) {
      try (Network network = Network.create(options, shape, DataType.FLOAT, Precision.BF16, 1)) {
        assertThat(network.engine()).contains("bf16");
      }
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> Network.create(options, shape, DataType.FLOAT, Precision.BF16, 1).close())
          .withMessageContaining("AVX-512 BF16")
          .withMessageEndingWith("use f32");
    }
  }
}
