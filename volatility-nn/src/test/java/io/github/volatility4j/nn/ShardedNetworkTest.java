package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ShardedNetworkTest {
  private static final NetworkShape SHAPE = new NetworkShape(7, 2, 2);
  private static final TsMixerOptions WITHOUT_DROPOUT = new TsMixerOptions(4, 6, 1, 0, true);

  private static Network whole() {
    return new TsMixerNetwork(WITHOUT_DROPOUT, SHAPE, DataType.DOUBLE, 3);
  }

  @Test
  void isTheWholeNetworkUpToRounding() {
    Nd4jBackend.prepare();
    try (Network whole = whole();
        Network sharded = new ShardedNetwork(ShardedNetworkTest::whole)) {
      for (int batch : List.of(63, 64, 65, 300)) {
        INDArray x = Networks.normal(DataType.DOUBLE, batch, batch, 7, 2);
        INDArray y = Networks.normal(DataType.DOUBLE, batch, batch, 2);
        assertThat(sharded.forward(x, false, 0)).isEqualTo(whole.forward(x, false, 0));
        Networks.step(whole, x, y, 0.01, batch);
        Networks.step(sharded, x, y, 0.01, batch);
        assertThat(sharded.parameters().sub(whole.parameters()).amaxNumber().doubleValue())
            .isLessThan(1e-13);
        whole.parameters().assign(sharded.parameters());
      }
    }
  }

  @Test
  void halvesHaveMasksOfTheirOwn() {
    TsMixerOptions options = new TsMixerOptions(4, 6, 1, 0.5, false);
    INDArray half = Networks.normal(DataType.DOUBLE, 1, 32, 7, 2);
    INDArray twice = Nd4j.concat(0, half, half);
    try (Network network = Network.create(options, SHAPE, DataType.DOUBLE, 1)) {
      INDArray output = network.forward(twice, true, 1);
      assertThat(output.getRow(0)).isNotEqualTo(output.getRow(32));
      INDArray inferred = network.forward(twice, false, 1);
      assertThat(inferred.getRow(0)).isEqualTo(inferred.getRow(32));
    }
  }

  @Test
  void failureOfTheOtherHalfIsItsOwn() {
    Nd4jBackend.prepare();
    int[] copies = {0};
    try (Network network =
        new ShardedNetwork(() -> copies[0]++ == 0 ? whole() : new FailingNetwork())) {
      INDArray x = Networks.normal(DataType.DOUBLE, 1, 64, 7, 2);
      assertThatIllegalStateException()
          .isThrownBy(() -> network.forward(x, true, 1))
          .withMessage("no memory left, say");
      // A batch that isn't split doesn't need it.
      INDArray small = Networks.normal(DataType.DOUBLE, 1, 63, 7, 2);
      assertThat(network.forward(small, true, 1).shape()).containsExactly(63, 2);
    }
  }

  private static final class FailingNetwork implements Network {
    private final Network whole = whole();

    @Override
    public INDArray parameters() {
      return whole.parameters();
    }

    @Override
    public INDArray gradient() {
      return whole.gradient();
    }

    @Override
    public List<ParameterRange> ranges() {
      return whole.ranges();
    }

    @Override
    public INDArray forward(INDArray x, boolean training, long stepSeed) {
      throw new IllegalStateException("no memory left, say");
    }

    @Override
    public void backward(INDArray dOutput) {}

    @Override
    public DataType dataType() {
      return whole.dataType();
    }

    @Override
    public String engine() {
      return "none";
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}
