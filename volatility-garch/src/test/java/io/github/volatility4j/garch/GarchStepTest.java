package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The closed form of the step against the general quadratic program. */
class GarchStepTest {
  private static final int K = LaneLikelihood.SIZE;
  private static final double FLOOR = GjrGarch.OMEGA_FLOOR;

  @Test
  void itIsTheSolutionOfTheQuadraticProgram() {
    Random random = new Random(8);
    Specification model =
        new Specification(
            new LinearMean(true, 1), new GjrGarch(1, 0, 1), new NormalInnovation(), PreSample.EWMA);
    Constraints constraints = model.constraints();
    QuadraticProgram program = new QuadraticProgram(constraints);
    int[] binding = new int[4];
    for (int round = 0; round < 20_000; round++) {
      double[][] b = positiveDefinite(random);
      double[] x = point(random);
      double[] g = new double[K];
      double[] slack = new double[constraints.size()];
      for (int i = 0; i < K; i++) {
        g[i] = random.nextGaussian() * Math.exp(random.nextGaussian());
      }
      for (int i = 0; i < slack.length; i++) {
        slack[i] = Math.max(0, constraints.slack(i, x));
      }
      double[] expected = new double[K];
      program.forget();
      assertThat(program.solve(b, g, slack, expected)).isTrue();

      double[] d = new double[K];
      double slope = solve(b, x, g, d);

      double size = 1;
      for (double one : expected) {
        size = Math.max(size, Math.abs(one));
      }
      assertThat(d).containsExactly(expected, within(1e-7 * size));
      assertThat(slope).isCloseTo(QuadraticProgram.dot(g, d), within(1e-9 * size));
      binding[0] += x[2] + d[2] <= FLOOR + 1e-12 ? 1 : 0;
      binding[1] += x[3] + d[3] <= 1e-12 ? 1 : 0;
      binding[2] += x[4] + d[4] <= 1e-12 ? 1 : 0;
      binding[3] += x[3] + d[3] + x[4] + d[4] >= 1 - 1e-12 ? 1 : 0;
    }
    assertThat(java.util.Arrays.stream(binding).min().orElseThrow()).isGreaterThan(1000);
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteHasNoStep() {
    Random random = new Random(9);
    for (int j = 0; j < K; j++) {
      double[][] b = positiveDefinite(random);
      b[j][j] = -1;
      assertThat(solve(b, point(random), new double[] {1, 1, 1, 1, 1}, new double[K])).isNaN();
      b[j][j] = Double.NaN;
      assertThat(solve(b, point(random), new double[] {1, 1, 1, 1, 1}, new double[K])).isNaN();
    }
  }

  private static double solve(double[][] b, double[] x, double[] g, double[] d) {
    double[] flat = new double[K * K];
    double[] xgd = new double[3 * K];
    for (int i = 0; i < K; i++) {
      System.arraycopy(b[i], 0, flat, i * K, K);
      xgd[i] = x[i];
      xgd[K + i] = g[i];
    }
    double slope = GarchStep.solve(flat, 0, xgd, 0, FLOOR);
    System.arraycopy(xgd, 2 * K, d, 0, K);
    return slope;
  }

  private static double[] point(Random random) {
    double alpha = random.nextInt(3) == 0 ? 0 : random.nextDouble();
    double beta = random.nextInt(3) == 0 ? 1 - alpha : (1 - alpha) * random.nextDouble();
    double omega = random.nextInt(3) == 0 ? FLOOR : random.nextDouble();
    return new double[] {random.nextGaussian(), random.nextGaussian(), omega, alpha, beta};
  }

  private static double[][] positiveDefinite(Random random) {
    double[][] root = new double[K][K];
    for (double[] row : root) {
      for (int j = 0; j < K; j++) {
        row[j] = random.nextGaussian();
      }
    }
    double[][] b = new double[K][K];
    for (int i = 0; i < K; i++) {
      for (int j = 0; j < K; j++) {
        for (int k = 0; k < K; k++) {
          b[i][j] += root[i][k] * root[j][k];
        }
      }
      b[i][i] += 0.1;
    }
    return b;
  }
}
