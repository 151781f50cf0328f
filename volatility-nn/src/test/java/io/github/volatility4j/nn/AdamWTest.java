package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Evidence: agreement with the formula written out in plain doubles; what it must not touch. */
class AdamWTest {
  private static final int N = 9;

  @Test
  void followsTheFormulaWithClipAndDecayAndLeavesStateAlone() {
    SplittableRandom random = new SplittableRandom(5);
    double[] theta = random.doubles(N, -1, 1).toArray();
    Fake network = new Fake(theta);
    AdamW optimizer = new AdamW(network.parameters());
    double[] m = new double[N];
    double[] v = new double[N];
    double rate = 0.01;
    double decay = 0.1;
    double clip = 0.5;
    for (int step = 1; step <= 50; step++) {
      double[] g = new double[N];
      double squares = 0;
      for (int i = 0; i < N - 3; i++) { // the last three are state: their gradient is zero
        g[i] = random.nextDouble(-1, 1);
        squares += g[i] * g[i];
      }
      network.gradient().assign(Nd4j.createFromArray(g));
      double norm = optimizer.update(network, rate, decay, clip);
      assertThat(norm).isCloseTo(Math.sqrt(squares), within(1e-12));
      double factor = Math.min(1, clip / Math.sqrt(squares));
      for (int i = 0; i < N; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i] * factor;
        v[i] = 0.999 * v[i] + 0.001 * g[i] * factor * g[i] * factor;
        if (i < 3) {
          theta[i] *= 1 - rate * decay;
        }
        theta[i] -=
            rate
                * (m[i] / (1 - Math.pow(0.9, step)))
                / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8);
      }
      assertThat(network.parameters().toDoubleVector()).containsExactly(theta, within(1e-12));
    }
  }

  /** Nothing but two vectors: decayed, trained and state, three numbers each. */
  private static final class Fake implements Network {
    private final INDArray parameters;
    private final INDArray gradient = Nd4j.zeros(DataType.DOUBLE, N);

    Fake(double[] values) {
      parameters = Nd4j.createFromArray(values);
    }

    @Override
    public INDArray parameters() {
      return parameters;
    }

    @Override
    public INDArray gradient() {
      return gradient;
    }

    @Override
    public List<ParameterRange> ranges() {
      return List.of(
          new ParameterRange("w", 0, 3, ParameterRange.Role.DECAYED),
          new ParameterRange("b", 3, 3, ParameterRange.Role.TRAINED),
          new ParameterRange("mean", 6, 3, ParameterRange.Role.STATE));
    }

    @Override
    public INDArray forward(INDArray x, boolean training, long stepSeed) {
      throw new AssertionError("not asked for");
    }

    @Override
    public void backward(INDArray dOutput) {
      throw new AssertionError("not asked for");
    }

    @Override
    public DataType dataType() {
      return DataType.DOUBLE;
    }

    @Override
    public String engine() {
      return "fake";
    }

    @Override
    public void close() {}
  }
}
