package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.TimeSeries;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One model is a special case of another; units don't matter. */
class IdentityTest {
  private static final TimeSeries RETURNS = Data.demGbp();

  private static Garch given(Garch garch, double... values) {
    Garch all = garch;
    for (int j = 0; j < values.length; j++) {
      all = all.fix(garch.specification().parameterNames().get(j), values[j]);
    }
    return all;
  }

  @Test
  void gjrWithoutLeverageIsGarch() {
    GarchFit gjr = given(Garch.builder().gjr(1, 1, 1), -0.01, 0.012, 0.15, 0, 0.8).fit(RETURNS);
    GarchFit garch = given(Garch.builder(), -0.01, 0.012, 0.15, 0.8).fit(RETURNS);

    assertThat(gjr.conditionalVariance()).containsExactly(garch.conditionalVariance());
    assertThat(gjr.logLikelihood()).isEqualTo(garch.logLikelihood());
  }

  @Test
  void gjrWithLeverageFixedAtZeroHasGarchsMaximum() {
    GarchFit gjr = Garch.builder().gjr(1, 1, 1).fix("gamma1", 0).fit(RETURNS);
    GarchFit garch = Garch.builder().fit(RETURNS);

    assertThat(gjr.logLikelihood()).isCloseTo(garch.logLikelihood(), within(1e-9));
    assertThat(gjr.aic()).isCloseTo(garch.aic(), within(1e-8));
  }

  @Test
  void studentTWithManyDegreesOfFreedomIsNormal() {
    double normal = given(Garch.builder(), -0.01, 0.012, 0.15, 0.8).fit(RETURNS).logLikelihood();
    double before = Double.POSITIVE_INFINITY;
    for (double nu : new double[] {1e3, 1e5, 1e7, 1e9}) {
      double t =
          given(Garch.builder().studentT(), -0.01, 0.012, 0.15, 0.8, nu)
              .fit(RETURNS)
              .logLikelihood();
      assertThat(Math.abs(t - normal)).isLessThan(before / 50);
      before = Math.abs(t - normal);
    }
    assertThat(before).isLessThan(1e-5);
  }

  @Test
  void archIsGarchWithoutPastVariances() {
    GarchFit arch = Garch.builder().arch(2).fit(RETURNS);
    GarchFit garch = Garch.builder().garch(2, 0).fit(RETURNS);
    GarchFit withBeta = Garch.builder().garch(2, 1).fix("beta1", 0).fit(RETURNS);

    assertThat(arch.parameters()).isEqualTo(garch.parameters());
    assertThat(withBeta.logLikelihood()).isCloseTo(arch.logLikelihood(), within(1e-9));
  }

  @Test
  void anAutoregressionOfOrderZeroIsAConstantMean() {
    assertThat(Garch.builder().arMean(0).fit(RETURNS).parameters())
        .isEqualTo(Garch.builder().constantMean().fit(RETURNS).parameters());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-2, 100, 1e6})
  void unitsOfTheReturnsDoNotMatter(double factor) {
    double[] r = Data.simulate(2, 700, 0.03, 0.1, 0.02, 0.07, 0.06, 0.86, 6);
    Garch garch = Garch.builder().arMean(1).gjr(1, 1, 1).studentT();

    GarchFit fit = garch.fit(TimeSeries.of("r", r));
    GarchFit scaled = garch.fit(TimeSeries.of("r", Data.times(r, factor)));

    assertThat(scaled.status()).isEqualTo(fit.status());
    assertThat(scaled.logLikelihood())
        .isCloseTo(fit.logLikelihood() - fit.observations() * Math.log(factor), within(1e-8));
    fit.parameters()
        .forEach(
            (name, value) -> {
              double unit =
                  switch (name) {
                    case "const" -> factor;
                    case "omega" -> factor * factor;
                    default -> 1;
                  };
              assertThat(scaled.parameters().get(name))
                  .as(name)
                  .isCloseTo(value * unit, Percentage.withPercentage(1e-6));
            });
    assertThat(scaled.forecast(3).variance()[2])
        .isCloseTo(
            fit.forecast(3).variance()[2] * factor * factor, Percentage.withPercentage(1e-6));
  }
}
