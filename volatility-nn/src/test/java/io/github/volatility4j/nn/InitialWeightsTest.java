package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

class InitialWeightsTest {
  @Test
  void glorotIsUniformWithinItsBound() {
    double[] weights = InitialWeights.glorot(new SplittableRandom(1), 20, 30, 100_000);
    double bound = Math.sqrt(6.0 / 50);
    assertThat(Arrays.stream(weights).max().orElseThrow()).isBetween(0.999 * bound, bound);
    assertThat(Arrays.stream(weights).min().orElseThrow()).isBetween(-bound, -0.999 * bound);
    double meanSquare = Arrays.stream(weights).map(w -> w * w).average().orElseThrow();
    assertThat(meanSquare).isCloseTo(bound * bound / 3, within(0.01 * bound * bound));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64})
  void orthogonalRowsAreOrthonormal(int size) {
    double[][] rows = InitialWeights.orthogonal(new SplittableRandom(2), size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double dot = 0;
        for (int k = 0; k < size; k++) {
          dot += rows[i][k] * rows[j][k];
        }
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-13));
      }
    }
  }

  @Test
  void lstmRemembersAtFirst() {
    NetworkShape shape = new NetworkShape(5, 2, 1);
    try (Network network = Network.create(new LstmOptions(2, 3, 0, 0), shape, DataType.DOUBLE, 1)) {
      double[] bias = Networks.values(network, "lstm1.bias");
      assertThat(bias).containsExactly(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      double[] recurrent = Networks.values(network, "lstm1.recurrentWeights"); // [3, 12]
      for (int gate = 0; gate < 4; gate++) {
        double dot = 0;
        double square = 0;
        for (int k = 0; k < 3; k++) {
          dot += recurrent[gate * 3 + k] * recurrent[12 + gate * 3 + k];
          square += recurrent[gate * 3 + k] * recurrent[gate * 3 + k];
        }
        assertThat(dot).isCloseTo(0, within(1e-13));
        assertThat(square).isCloseTo(1, within(1e-13));
      }
    }
  }
}
