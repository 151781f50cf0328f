package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Evidence: agreement with the formula written out in plain doubles; what it must not touch. */
class AdamWTest {
  /** More than a block each, and no multiple of one. */
  private static final int THIRD = 2_500;

  private static final int N = 3 * THIRD;
  private static final double ROUNDING = 2e-6;

  @Test
  void followsTheFormulaWithClipAndDecayAndLeavesStateAlone() {
    SplittableRandom random = new SplittableRandom(5);
    double[] theta = floats(random.doubles(N, -1, 1).toArray());
    Fake network = new Fake(theta);
    AdamW optimizer = new AdamW(network.parameters(), true);
    double[] m = new double[N];
    double[] v = new double[N];
    double rate = 0.01;
    double decay = 0.1;
    double clip = 0.004;
    for (int step = 1; step <= 50; step++) {
      double[] g = new double[N];
      double squares = 0;
      for (int i = 0; i < N - THIRD; i++) { // the last are state: their gradient is zero
        g[i] = (float) (random.nextDouble(-1, 1) / N);
        squares += g[i] * g[i];
      }
      network.gradient().assign(Nd4j.createFromArray(g));
      double norm = optimizer.update(network, rate, decay, clip);
      assertThat(norm).isCloseTo(Math.sqrt(squares), within(1e-9));
      double factor = Math.min(1, clip / Math.sqrt(squares));
      for (int i = 0; i < N; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i] * factor;
        v[i] = 0.999 * v[i] + 0.001 * g[i] * factor * g[i] * factor;
        if (i < THIRD) {
          theta[i] *= 1 - rate * decay;
        }
        theta[i] -=
            rate
                * (m[i] / (1 - Math.pow(0.9, step)))
                / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8);
      }
      assertThat(network.parameters().toDoubleVector()).containsExactly(theta, within(ROUNDING));
    }
    float[] state = new float[THIRD];
    network.parameters().data().asNioFloat().get(2 * THIRD, state);
    for (int i = 0; i < THIRD; i++) {
      assertThat((double) state[i]).isEqualTo(theta[2 * THIRD + i]);
    }
  }

  private static double[] floats(double[] numbers) {
    double[] rounded = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      rounded[i] = (float) numbers[i];
    }
    return rounded;
  }

  @Test
  void aGradientWithinTheClipIsNotScaled() {
    // The first step of Adam is η·sign(g), whatever the scale: only the second shows it.
    Fake network = new Fake(new double[N]);
    AdamW optimizer = new AdamW(network.parameters(), true);
    network.gradient().assign(1e-4);
    optimizer.update(network, 0.1, 0, 1);
    network.gradient().assign(3e-4);
    optimizer.update(network, 0.1, 0, 1);
    double m = (0.9 * 0.1 * 1e-4 + 0.1 * 3e-4) / (1 - 0.81);
    double v = (0.999 * 0.001 * 1e-8 + 0.001 * 9e-8) / (1 - 0.999 * 0.999);
    assertThat(network.parameters().getDouble(0))
        .isCloseTo(-0.1 / (1 + 1e-4) - 0.1 * m / (Math.sqrt(v) + 1e-8), within(ROUNDING));
  }

  @Test
  void asAdamDecayIsPartOfTheGradient() {
    Fake network = new Fake(constant(0.5));
    AdamW optimizer = new AdamW(network.parameters(), false);
    double theta = 0.5;
    double m = 0;
    double v = 0;
    for (int step = 1; step <= 5; step++) {
      network.gradient().assign(1e-3 * step);
      optimizer.update(network, 0.01, 0.1, Double.POSITIVE_INFINITY);
      double g = 1e-3 * step + 0.1 * theta;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      theta -=
          0.01
              * (m / (1 - Math.pow(0.9, step)))
              / (Math.sqrt(v / (1 - Math.pow(0.999, step))) + 1e-8);
      assertThat(network.parameters().getDouble(0)).isCloseTo(theta, within(ROUNDING));
    }
  }

  @Test
  void descentWithMomentumFollowsItsFormulaAndLeavesStateAlone() {
    Fake network = new Fake(constant(0.5));
    Momentum optimizer = new Momentum(network.parameters());
    // The clip is half of the norm √N·0.2, so that a gradient of 0.2 counts as 0.1.
    double clip = Math.sqrt(N) * 0.1;
    double decayed = 0.5;
    double free = 0.5;
    double decayedVelocity = 0;
    double freeVelocity = 0;
    for (int step = 1; step <= 5; step++) {
      network.gradient().assign(0.2);
      optimizer.update(network, 0.01, 0.3, clip);
      decayedVelocity = 0.9 * decayedVelocity + 0.1 + 0.3 * decayed;
      decayed -= 0.01 * decayedVelocity;
      freeVelocity = 0.9 * freeVelocity + 0.1;
      free -= 0.01 * freeVelocity;
      assertThat(network.parameters().getDouble(0)).isCloseTo(decayed, within(ROUNDING));
      assertThat(network.parameters().getDouble(THIRD)).isCloseTo(free, within(ROUNDING));
      assertThat(network.parameters().getDouble(2 * THIRD)).isEqualTo(0.5);
    }
  }

  private static double[] constant(double value) {
    double[] values = new double[N];
    Arrays.fill(values, value);
    return values;
  }

  /** Nothing but two vectors: decayed, trained and state, a third each. */
  private static final class Fake implements Network {
    private final INDArray parameters;
    private final INDArray gradient = Nd4j.zeros(DataType.FLOAT, N);

    Fake(double[] values) {
      parameters = Nd4j.createFromArray(values).castTo(DataType.FLOAT);
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
          new ParameterRange("w", 0, THIRD, ParameterRange.Role.DECAYED),
          new ParameterRange("b", THIRD, THIRD, ParameterRange.Role.TRAINED),
          new ParameterRange("mean", 2 * THIRD, THIRD, ParameterRange.Role.STATE));
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
      return DataType.FLOAT;
    }

    @Override
    public String engine() {
      return "fake";
    }

    @Override
    public void close() {}
  }
}
