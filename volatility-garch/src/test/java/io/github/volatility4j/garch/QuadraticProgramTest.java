package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact solutions: the conditions of a minimum hold, on random programs with many faces. */
class QuadraticProgramTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void solutionsFulfilTheConditionsOfAMinimum(int k) {
    Random random = new Random(k);
    for (int trial = 0; trial < 400; trial++) {
      int m = random.nextInt(2 * k + 1);
      Constraints constraints = new Constraints(k);
      double[] slack = new double[m];
      for (int i = 0; i < m; i++) {
        double[] row = new double[k];
        for (int j = 0; j < k; j++) {
          row[j] = random.nextInt(3) == 0 ? random.nextGaussian() : 0;
        }
        row[random.nextInt(k)] = random.nextBoolean() ? 1 : -1;
        constraints.atLeast(row, 0, "");
        slack[i] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      }
      double[][] b = positiveDefinite(k, random);
      double[] g = random.doubles(k, -2, 2).toArray();
      QuadraticProgram program = new QuadraticProgram(constraints);
      double[] d = new double[k];

      assertThat(program.solve(b, g, slack, d)).isTrue();

      for (int i = 0; i < m; i++) {
        assertThat(slack[i] + QuadraticProgram.dot(constraints.row(i), d)).isGreaterThan(-1e-10);
      }
      // No feasible direction leads down: the projection of the gradient's opposite stays at d.
      double[] slope = new double[k];
      double[] left = new double[m];
      for (int j = 0; j < k; j++) {
        slope[j] = g[j] + QuadraticProgram.dot(b[j], d);
      }
      for (int i = 0; i < m; i++) {
        left[i] = Math.max(0, slack[i] + QuadraticProgram.dot(constraints.row(i), d));
      }
      double[] further = new double[k];
      new QuadraticProgram(constraints).solve(identity(k), slope, left, further);
      assertThat(further).containsExactly(new double[k], within(1e-8));

      // A second call starts from the working set of the first and finds the same.
      double[] again = new double[k];
      program.solve(b, g, slack, again);
      assertThat(again).containsExactly(d, within(1e-9));
    }
  }

  @Test
  void aCurvatureThatIsNotPositiveDefiniteIsRefused() {
    QuadraticProgram program = new QuadraticProgram(new Constraints(2));
    double[] d = new double[2];

    assertThat(program.solve(new double[][] {{1, 0}, {2, 1}}, new double[2], new double[0], d))
        .isFalse();
    assertThat(
            program.solve(
                new double[][] {{1, 0}, {0, Double.NaN}}, new double[2], new double[0], d))
        .isFalse();
  }

  private static double[][] identity(int k) {
    double[][] one = new double[k][k];
    for (int j = 0; j < k; j++) {
      one[j][j] = 1;
    }
    return one;
  }

  private static double[][] positiveDefinite(int k, Random random) {
    double[][] root = new double[k][k];
    double[][] b = identity(k);
    for (double[] row : root) {
      for (int j = 0; j < k; j++) {
        row[j] = random.nextGaussian();
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        b[i][j] = (i == j ? 0.01 : 0) + QuadraticProgram.dot(root[i], root[j]);
      }
    }
    return b;
  }
}
