package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.TimeSeries;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits of every family: scale equivariance, conditions of a maximum, parameters kept fixed. */
class FamilyFitTest {
  private static final double[] R = Data.simulate(4, 1500, 0.05, 0, 0.05, 0.03, 0.08, 0.88, 8);
  private static final TimeSeries RETURNS = Data.dated("ABC", R);

  static Stream<Arguments> families() {
    Garch garch = Garch.builder();
    return Stream.of(
            garch.arch(2),
            garch.garch(1, 1),
            garch.gjr(1, 1, 1),
            garch.tgarch(1, 1, 1),
            garch.power(1, 1, 1, 1.4),
            garch.egarch(1, 1, 1),
            garch.aparch(1, 1, 1),
            garch.figarch(1, 1, 200),
            garch.harch(1, 5, 22),
            garch.igarch(1, 1),
            garch.componentGarch(),
            garch.ewma())
        .map(model -> Arguments.of(model.specification().variance().label(), model));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void fitsScaleWithTheReturns(String label, Garch garch) {
    GarchFit fit = garch.fit(RETURNS);
    assertThat(fit.converged()).as(fit.summary()).isTrue();
    assertThat(fit.projectedGradient()).isLessThan(1e-8);
    for (double factor : new double[] {0.01, 100}) {
      GarchFit scaled = garch.fit(Data.dated("ABC", Data.times(R, factor)));
      assertThat(scaled.logLikelihood() + R.length * Math.log(factor))
          .isCloseTo(fit.logLikelihood(), Percentage.withPercentage(1e-8));
      double[] expected =
          garch.specification().toUser(garch.specification().fromUser(values(fit), 1), factor);
      double[] found = values(scaled);
      for (int j = 0; j < found.length; j++) {
        assertThat(found[j])
            .as(garch.specification().parameterNames().get(j))
            .isCloseTo(expected[j], within(1e-8 * Math.abs(expected[j]) + 1e-13));
      }
    }
  }

  private static double[] values(GarchFit fit) {
    return fit.parameters().values().stream().mapToDouble(x -> x).toArray();
  }

  /** A parameter fixed at its estimate leaves the others where they are, in any unit. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void fixingAParameterAtItsEstimateChangesNothing(String label, Garch garch) {
    TimeSeries small = Data.dated("ABC", Data.times(R, 0.01));
    GarchFit free = garch.fit(small);
    for (Map.Entry<String, Double> parameter : free.parameters().entrySet()) {
      GarchFit fixed = garch.fix(parameter.getKey(), parameter.getValue()).fit(small);

      assertThat(fixed.logLikelihood())
          .as("%s fixed", parameter)
          .isCloseTo(free.logLikelihood(), within(1e-6));
      assertThat(fixed.converged()).as("%s fixed: %s", parameter, fixed.summary()).isTrue();
    }
  }
}
