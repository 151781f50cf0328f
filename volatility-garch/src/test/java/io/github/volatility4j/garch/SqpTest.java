package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The optimiser on functions whose constrained minima are known. */
class SqpTest {
  /** Rosenbrock's valley {@code 100·(y − x²)² + (1 − x)²}. */
  private static final Objective VALLEY =
      new Objective() {
        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
          double bend = x[1] - x[0] * x[0];
          gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0]);
          gradient[1] = 200 * bend;
          return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
        }

        @Override
        public void curvature(double[][] out) {
          out[0][0] = 1;
          out[1][1] = 1;
        }
      };

  private static Sqp search(Constraints constraints, double... start) {
    Sqp search = new Sqp(VALLEY, constraints);
    search.minimise(start, 1e-18);
    search.polish(5);
    return search;
  }

  @Test
  void findsAFreeMinimum() {
    Sqp search = search(new Constraints(2), -1.2, 1);

    assertThat(search.x()).containsExactly(new double[] {1, 1}, within(1e-10));
    assertThat(search.projectedGradient()).isLessThan(1e-10);
  }

  @Test
  void sitsOnABound() {
    Constraints constraints = new Constraints(2);
    constraints.atMost(0, 0.5, "x at 0.5");

    Sqp search = search(constraints, -1.2, 1);

    assertThat(search.x()).containsExactly(new double[] {0.5, 0.25}, within(1e-10));
    assertThat(search.projectedGradient()).isLessThan(1e-9);
    assertThat(constraints.binding(search.x())).containsExactly("x at 0.5");
  }

  @Test
  void slidesAlongALine() {
    Constraints constraints = new Constraints(2);
    constraints.atLeast(new double[] {-1, -1}, -1, "x + y = 1");

    Sqp search = search(constraints, -1.2, 1);

    double x = search.x()[0];
    assertThat(x + search.x()[1]).isCloseTo(1, within(1e-12));
    assertThat(search.projectedGradient()).isLessThan(1e-9);
    assertThat(x).isCloseTo(0.61879562, within(1e-7));
  }

  @Test
  void leavesABoundOnWhichItStarts() {
    Constraints constraints = new Constraints(2);
    constraints.atLeast(0, -1.2, "x at its floor");
    constraints.atLeast(1, 0, "y at its floor");

    assertThat(search(constraints, -1.2, 0).x())
        .containsExactly(new double[] {1, 1}, within(1e-10));
  }

  @Test
  void aPointWithoutAValueIsNotTakenForAMinimum() {
    Objective nothing =
        new Objective() {
          @Override
          public double valueAndGradient(double[] x, double[] gradient) {
            gradient[0] = Double.NaN;
            return Double.NaN;
          }

          @Override
          public void curvature(double[][] out) {}
        };
    Sqp search = new Sqp(nothing, new Constraints(1));

    search.minimiseFromAll(new double[][] {{1}, {2}}, 2, 1e-9, 1e-18);
    search.polish(3);

    assertThat(Estimation.status(search.projectedGradient(), false))
        .isEqualTo(GarchFit.Status.FAILED);
  }
}
