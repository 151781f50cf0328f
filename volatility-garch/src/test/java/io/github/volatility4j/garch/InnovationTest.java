package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every innovation has to keep to, by integrals over its density. */
class InnovationTest {
  /** An innovation and its shape, as users write it. */
  record Case(Innovation innovation, double... shape) {
    double[] theta() {
      double[] theta = shape.clone();
      innovation.fromUser(theta, 0);
      return theta;
    }

    /** A path of one observation. */
    VariancePath path(double e, double h) {
      VariancePath path = new VariancePath(1, 1, 0, 0, shape.length);
      path.e[1] = e;
      path.h[1] = h;
      return path;
    }

    double log(double e, double h) {
      return log(e, h, theta());
    }

    double log(double e, double h, double[] theta) {
      return innovation.logLikelihood(path(e, h), theta, 0);
    }

    /** Derivatives of the log-density by residual, variance and shape. */
    double[] scores(double e, double h) {
      double[] byResidual = new double[2];
      double[] byVariance = new double[2];
      double[] byShape = new double[shape.length];
      double value = innovation.score(path(e, h), theta(), 0, byResidual, byVariance, byShape);
      assertThat(value).isCloseTo(log(e, h), within(1e-12 * (1 + Math.abs(value))));
      double[] all = new double[2 + shape.length];
      all[0] = byResidual[1];
      all[1] = byVariance[1];
      for (int j = 0; j < shape.length; j++) {
        all[2 + j] = byShape[j];
      }
      return all;
    }

    /** E g(z) by integration to both sides of the point where a density may have a kink. */
    double expect(DoubleUnaryOperator g) {
      double middle = innovation.distribution(theta(), 0).breakPoint();
      DoubleUnaryOperator weighted =
          z -> {
            double density = Math.exp(log(z, 1));
            return density > 0 ? density * g.applyAsDouble(z) : 0;
          };
      return HalfLine.integrate(x -> weighted.applyAsDouble(middle + x))
          + HalfLine.integrate(x -> weighted.applyAsDouble(middle - x));
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new NormalInnovation()),
        new Case(new StudentTInnovation(), 2.9),
        new Case(new StudentTInnovation(), 5),
        new Case(new StudentTInnovation(), 30),
        new Case(new StudentTInnovation(), 101),
        new Case(new StudentTInnovation(), 499),
        new Case(new SkewTInnovation(), 3, 0.2),
        new Case(new SkewTInnovation(), 8, -0.6),
        new Case(new SkewTInnovation(), 8, 0),
        new Case(new SkewTInnovation(), 200, -0.1),
        new Case(new GedInnovation(), 1.3),
        new Case(new GedInnovation(), 2),
        new Case(new GedInnovation(), 3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void densityHasMassOneMeanZeroAndVarianceOne(Case c) {
    assertThat(c.expect(z -> 1)).isCloseTo(1, within(1e-9));
    assertThat(c.expect(z -> z)).isCloseTo(0, within(1e-9));
    assertThat(c.expect(z -> z * z)).isCloseTo(1, within(1e-6));
    // The rule does not know of the jump at 0; DistributionTest has ten digits.
    assertThat(c.expect(z -> z < 0 ? z * z : 0))
        .isCloseTo(c.innovation().negativeShare(c.theta(), 0), within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scoresAreDerivativesOfTheLogDensity(Case c) {
    double step = 1e-5;
    for (double e : new double[] {-7, -1.1, 0, 0.3, 2.5}) {
      for (double h : new double[] {0.2, 1, 9}) {
        double[] scores = c.scores(e, h);
        assertSlope(scores[0], c.log(e + step, h), c.log(e - step, h), 2 * step);
        double move = step * h;
        assertSlope(scores[1], c.log(e, h + move), c.log(e, h - move), 2 * move);
        for (int j = 0; j < c.shape().length; j++) {
          double[] up = c.theta();
          double[] down = c.theta();
          double width = step * Math.max(Math.abs(up[j]), 0.1);
          up[j] += width;
          down[j] -= width;
          assertSlope(scores[2 + j], c.log(e, h, up), c.log(e, h, down), 2 * width);
        }
      }
    }
  }

  private static void assertSlope(double score, double up, double down, double width) {
    double slope = (up - down) / width;
    double rounding = 1e-13 * (Math.abs(up) + 10) / width;
    assertThat(score).isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope)) + rounding));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void informationIsTheVarianceOfTheScores(Case c) {
    double location = c.expect(z -> square(c.scores(z, 1)[0]));
    double scale = c.expect(z -> square(c.scores(z, 1)[1]));

    assertThat(location).isCloseTo(c.innovation().locationInformation(c.theta(), 0), within(1e-6));
    assertThat(2 * scale).isCloseTo(c.innovation().scaleInformation(c.theta(), 0), within(1e-6));
    for (int j = 0; j < c.shape().length; j++) {
      int index = 2 + j;
      assertThat(c.expect(z -> c.scores(z, 1)[index])).isCloseTo(0, within(1e-5));
    }
  }

  private static double square(double x) {
    return x * x;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shapesConvertBothWaysAndTheStartIsInsideTheDomain(Case c) {
    double[] there = c.theta();
    c.innovation().toUser(there, 0);
    assertThat(there).containsExactly(c.shape(), within(1e-12));

    Constraints domain = new Constraints(c.shape().length);
    c.innovation().constrain(domain, 0);
    assertThat(domain.hold(c.innovation().start())).isTrue();
    assertThat(domain.anyBinds(c.innovation().start())).isFalse();
    assertThat(domain.hold(c.theta())).isTrue();
    assertThat(c.innovation().start()).hasSameSizeAs(c.innovation().parameterNames().toArray());
  }
}
