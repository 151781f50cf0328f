package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every variance model has to keep to, by the orders of GJR-GARCH. */
class VarianceModelTest {
  private static final double[] RETURNS = Data.simulate(11, 300, 0, 0, 0.05, 0.08, 0.06, 0.82);

  private static Specification specification(VarianceModel variance) {
    return new Specification(
        new LinearMean(true, 1), variance, new NormalInnovation(), PreSample.EWMA);
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "4,0,0", "1,0,1", "2,0,2", "1,1,1", "2,1,1", "1,3,2", "3,2,1"})
  void aForecastIsTheNextVarianceOfTheFilter(int p, int o, int q) {
    Specification model = specification(new GjrGarch(p, o, q));
    double[] before = Arrays.copyOf(RETURNS, RETURNS.length - 1);
    Likelihood all = new Likelihood(model, RETURNS.length);
    all.load(RETURNS, 0);
    double[] theta = model.toUser(Points.interior(model, all, new Random(5)), all.scale());
    Estimate estimate =
        new Estimate(
            theta,
            new int[0],
            0,
            1.3,
            Double.NaN,
            new Estimate.Outcome(GarchFit.Status.GIVEN, java.util.List.of(), 0, 0));

    VariancePath path = FilteredReturns.of(model, estimate, RETURNS).path();
    double[] forecast = new double[50];
    FilteredReturns.of(model, estimate, before).forecast(forecast);

    assertThat(forecast[0]).isCloseTo(path.h[path.end - 1], within(1e-13));
    double longRun = model.variance().longRun(theta, model.varianceAt(), new double[theta.length]);
    assertThat(Math.abs(forecast[49] - longRun)).isLessThan(Math.abs(forecast[0] - longRun));
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "4,0,0", "1,0,1", "2,0,2", "1,1,1", "2,1,1", "1,3,2", "3,2,1"})
  void startsAreInsideTheDomain(int p, int o, int q) {
    VarianceModel model = new GjrGarch(p, o, q);
    Constraints constraints = new Constraints(model.parameterNames().size());
    model.constrain(constraints, 0, 1);

    assertThat(model.starts())
        .isNotEmpty()
        .allSatisfy(
            start -> {
              assertThat(constraints.hold(start)).isTrue();
              assertThat(constraints.binding(start)).isSubsetOf("gamma3=0", "beta1=0");
            });
  }

  @Test
  void theForecastOfGarchReturnsToTheLongRunAtTheRateOfThePersistence() {
    GarchFit fit =
        Garch.builder()
            .fix("mu", 0)
            .fix("omega", 0.1)
            .fix("alpha1", 0.1)
            .fix("beta1", 0.8)
            .fit(Data.dated("r", RETURNS));

    double[] h = fit.forecast(20).variance();

    for (int k = 1; k < h.length; k++) {
      assertThat(h[k] - 1).isCloseTo(0.9 * (h[k - 1] - 1), within(1e-13));
    }
  }

  @Test
  void theForecastOfGjrGivesNegativeShocksHalfTheirWeight() {
    GarchFit fit =
        Garch.builder()
            .gjr(1, 1, 1)
            .fix("mu", 0)
            .fix("omega", 0.1)
            .fix("alpha1", 0.05)
            .fix("gamma1", 0.1)
            .fix("beta1", 0.8)
            .fit(Data.dated("r", RETURNS));

    double[] h = fit.forecast(20).variance();

    for (int k = 1; k < h.length; k++) {
      assertThat(h[k] - 1).isCloseTo(0.9 * (h[k - 1] - 1), within(1e-13));
    }
  }
}
