package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The process' memory outside the Java heap stays flat over thousands of training steps with
 * changing sizes of batch.
 */
@Tag("heavy")
class NetworkMemoryTest {
  private static final NetworkShape SHAPE = new NetworkShape(10, 2, 1);
  private static final long SLACK_KIB = 32 << 10;

  static Stream<NetworkOptions> options() {
    return Stream.of(
        new LstmOptions(2, 16, 0.1, 0),
        new LstmOptions(2, 16, 0.1, 8),
        new TsMixerOptions(16, 32, 2, 0.1, true));
  }

  @ParameterizedTest
  @MethodSource("options")
  void isFlat(NetworkOptions options) throws IOException {
    List<INDArray> inputs =
        Stream.of(64, 64, 64, 17)
            .map(batch -> Networks.normal(DataType.FLOAT, batch, batch, 10, 2))
            .toList();
    INDArray large = Networks.normal(DataType.FLOAT, 3, 512, 10, 2);
    try (Network network = Network.create(options, SHAPE, DataType.FLOAT, 1)) {
      // Compiled code and the allocator's own pools grow by tens of MiB in the first 2000 steps,
      // and
      // not afterwards, not in 12 000 steps.
      run(network, inputs, large, 0, 2000);
      long before = OutsideHeap.kibibytes();
      run(network, inputs, large, 2000, 5000);
      assertThat(OutsideHeap.kibibytes() - before).isLessThan(SLACK_KIB);
    }
  }

  private static void run(
      Network network, List<INDArray> inputs, INDArray large, int from, int to) {
    for (int step = from; step < to; step++) {
      INDArray x = inputs.get(step % inputs.size());
      try (INDArray output = network.forward(x, true, step);
          INDArray d = output.mul(1e-3)) {
        network.backward(d);
      }
      if (step % 100 == 99) {
        network.forward(large, false, 0).close();
      }
    }
  }
}
