package io.github.volatility4j.garch;

import static io.github.volatility4j.garch.LaneLikelihood.LANES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The algebra in lanes against that of one search. */
class LaneQuadraticTest {
  private static final int K = LaneLikelihood.SIZE;

  private final double[] a = new double[LaneQuadratic.PLACES * LANES];
  private final Random random = new Random(12);

  private static int place(int i, int j) {
    return LaneQuadratic.B + (Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j)) * LANES;
  }

  private void fill() {
    for (int l = 0; l < LANES; l++) {
      double[][] root = new double[K][K];
      for (double[] row : root) {
        Arrays.setAll(row, j -> random.nextGaussian());
      }
      for (int i = 0; i < K; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = i == j ? 0.1 : 0;
          for (int k = 0; k < K; k++) {
            sum += root[i][k] * root[j][k];
          }
          a[l + place(i, j)] = sum;
        }
        a[l + LaneQuadratic.G + i * LANES] = random.nextGaussian();
        a[l + LaneQuadratic.NEW_G + i * LANES] = random.nextGaussian();
      }
      double alpha = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      double beta = random.nextInt(3) == 0 ? 1 - alpha : (1 - alpha) * random.nextDouble();
      double omega = random.nextInt(3) == 0 ? GjrGarch.OMEGA_FLOOR : random.nextDouble();
      double[] x = {random.nextGaussian(), random.nextGaussian(), omega, alpha, beta};
      for (int i = 0; i < K; i++) {
        a[l + LaneQuadratic.X + i * LANES] = x[i];
        a[l + LaneQuadratic.TRIAL + i * LANES] = x[i] + 0.1 * random.nextGaussian();
      }
    }
  }

  private double[] column(int lane, int from) {
    double[] column = new double[K];
    Arrays.setAll(column, i -> a[lane + from + i * LANES]);
    return column;
  }

  private double[][] matrix(int lane) {
    double[][] b = new double[K][K];
    for (int i = 0; i < K; i++) {
      for (int j = 0; j < K; j++) {
        b[i][j] = a[lane + place(i, j)];
      }
    }
    return b;
  }

  @ParameterizedTest
  @ValueSource(ints = {8, LANES})
  void stepsAreThoseOfOneSearch(int lanes) {
    for (int round = 0; round < 100; round++) {
      fill();
      LaneQuadratic.solve(a, lanes);

      for (int l = 0; l < lanes; l++) {
        double[] b = Arrays.stream(matrix(l)).flatMapToDouble(Arrays::stream).toArray();
        double[] xgd = Arrays.copyOf(column(l, LaneQuadratic.X), 3 * K);
        System.arraycopy(column(l, LaneQuadratic.G), 0, xgd, K, K);
        double slope = GarchStep.solve(b, 0, xgd, 0, GjrGarch.OMEGA_FLOOR);
        double[] expected = Arrays.copyOfRange(xgd, 2 * K, 3 * K);
        double size = 1 + Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(column(l, LaneQuadratic.D)).containsExactly(expected, within(1e-9 * size));
        assertThat(a[l + LaneQuadratic.SLOPE]).isCloseTo(slope, within(1e-9 * size));
      }
    }
  }

  @Test
  void whereTheMatrixIsNotPositiveDefiniteThereIsNoStep() {
    for (int j = 0; j < K; j++) {
      fill();
      a[3 + place(j, j)] = -1;
      a[4 + place(j, j)] = Double.NaN;
      LaneQuadratic.solve(a, LANES);

      assertThat(a[2 + LaneQuadratic.SLOPE]).isNegative();
      assertThat(a[3 + LaneQuadratic.SLOPE]).isNaN();
      assertThat(a[4 + LaneQuadratic.SLOPE]).isNaN();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, LANES})
  void updatesAreThoseOfOneSearch(int lanes) {
    DampedBfgs plain = new DampedBfgs(K);
    fill();
    double[][][] expected = new double[lanes][][];
    for (int l = 0; l < lanes; l++) {
      expected[l] = matrix(l);
      plain.update(
          expected[l],
          column(l, LaneQuadratic.X),
          column(l, LaneQuadratic.TRIAL),
          column(l, LaneQuadratic.G),
          column(l, LaneQuadratic.NEW_G));
    }

    LaneQuadratic.compare(a, lanes);
    LaneQuadratic.update(a, lanes);

    for (int l = 0; l < lanes; l++) {
      for (int i = 0; i < K; i++) {
        assertThat(matrix(l)[i]).containsExactly(expected[l][i], within(1e-8));
      }
    }
  }

  @Test
  void aStepOfLengthZeroLeavesTheMatrixAsItIs() {
    fill();
    for (int i = 0; i < K; i++) {
      a[5 + LaneQuadratic.TRIAL + i * LANES] = a[5 + LaneQuadratic.X + i * LANES];
      a[5 + LaneQuadratic.NEW_G + i * LANES] = a[5 + LaneQuadratic.G + i * LANES];
    }
    double[][] before = matrix(5);

    LaneQuadratic.compare(a, LANES);
    LaneQuadratic.update(a, LANES);

    assertThat(matrix(5)).isDeepEqualTo(before);
  }
}
