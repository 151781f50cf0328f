package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Forecasts of GARCH and GJR in closed form. */
class GjrForecastTest {
  private static final double[] RETURNS = Data.simulate(11, 300, 0, 0, 0.05, 0.08, 0.06, 0.82);

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
