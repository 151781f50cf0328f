package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What users see of a fit: names, criteria, paths, forecasts, refusals. */
class GarchFitTest {
  private static final double[] R = Data.simulate(1, 800, 0.05, 0.1, 0.05, 0.06, 0.06, 0.85, 6);
  private static final TimeSeries RETURNS =
      Data.dated("ABC", R).withAttribute(TimeSeries.UNIT, TimeSeries.PERCENT);

  @Test
  void theLineOfTheGuideWorks() {
    GarchFit fit = Garch.builder().arMean(1).gjr(1, 1, 1).studentT().fit(RETURNS);

    assertThat(fit.parameters().keySet())
        .containsExactly("const", "ar1", "omega", "alpha1", "gamma1", "beta1", "nu");
    assertThat(fit.converged()).isTrue();
    assertThat(fit.projectedGradient()).isLessThan(1e-10);
    assertThat(fit.observations()).isEqualTo(799);
    assertThat(fit.names()).containsExactly("ABC");
    assertThat(fit.model()).isEqualTo("AR(1), GJR-GARCH(1,1,1), Student t");
  }

  @Test
  void pathsBelongToTheParameters() {
    GarchFit fit = Garch.builder().arMean(1).fit(RETURNS);
    double[] e = fit.residuals();
    double[] h = fit.conditionalVariance();
    double c = fit.parameters().get("const");
    double phi = fit.parameters().get("ar1");
    double logLikelihood = 0;
    for (int t = 0; t < e.length; t++) {
      assertThat(e[t]).isCloseTo(R[t + 1] - c - phi * R[t], within(1e-12));
      double before = t > 0 ? h[t - 1] : meanSquare(e);
      double news = t > 0 ? e[t - 1] * e[t - 1] : meanSquare(e);
      assertThat(h[t])
          .isCloseTo(
              fit.parameters().get("omega")
                  + fit.parameters().get("alpha1") * news
                  + fit.parameters().get("beta1") * before,
              within(1e-12));
      logLikelihood -= 0.5 * (Math.log(2 * Math.PI * h[t]) + e[t] * e[t] / h[t]);
    }
    assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, within(1e-9));
    assertThat(fit.aic()).isCloseTo(-2 * logLikelihood + 10, within(1e-8));
    assertThat(fit.bic()).isCloseTo(-2 * logLikelihood + 5 * Math.log(799), within(1e-8));
  }

  private static double meanSquare(double[] e) {
    return Arrays.stream(e).map(x -> x * x).average().orElseThrow();
  }

  @Test
  void aForecastContinuesTheRecursion() {
    GarchFit fit = Garch.builder().garch(1, 1).fit(RETURNS);
    double[] e = fit.residuals();
    double[] h = fit.conditionalVariance();
    int last = h.length - 1;
    double omega = fit.parameters().get("omega");
    double alpha = fit.parameters().get("alpha1");
    double beta = fit.parameters().get("beta1");

    VolatilityForecast forecast = fit.forecast(4);

    double[] variance = forecast.variance();
    assertThat(variance[0])
        .isCloseTo(omega + alpha * e[last] * e[last] + beta * h[last], within(1e-12));
    for (int k = 1; k < 4; k++) {
      assertThat(variance[k]).isCloseTo(omega + (alpha + beta) * variance[k - 1], within(1e-12));
    }
    assertThat(forecast.lastDate()).contains(RETURNS.date(R.length - 1));
    assertThat(forecast.unit()).isEqualTo(TimeSeries.PERCENT);
  }

  @Test
  void historicalForecastsOverTheSampleAreItsVariances() {
    GarchFit fit = Garch.builder().arMean(2).gjr(1, 1, 1).fit(RETURNS);
    double[] h = fit.conditionalVariance();

    TimeSeries replay =
        fit.historicalForecasts(
                History.of(SeriesSet.of(RETURNS)), RETURNS.date(0), RETURNS.date(R.length - 1))
            .get("ABC");

    // Two returns are conditioned on, and the first variance knows nothing but the pre-sample
    // value.
    assertThat(replay.size()).isEqualTo(R.length - 3);
    assertThat(replay.date(0)).isEqualTo(RETURNS.date(3));
    assertThat(replay.values()).containsExactly(Arrays.copyOfRange(h, 1, h.length), within(1e-12));
  }

  @Test
  void historicalForecastsLookNeitherAheadNorRefit() {
    GarchFit fit = Garch.builder().fit(RETURNS.slice(0, 500));
    double[] poisoned = R.clone();
    Arrays.fill(poisoned, 650, R.length, 40);
    LocalDate from = RETURNS.date(500);
    LocalDate to = RETURNS.date(650);

    TimeSeries honest =
        fit.historicalForecasts(History.of(SeriesSet.of(RETURNS)), from, to).get("ABC");
    TimeSeries other =
        fit.historicalForecasts(History.of(SeriesSet.of(Data.dated("ABC", poisoned))), from, to)
            .get("ABC");

    assertThat(honest.values()).containsExactly(other.values());
    assertThat(honest.value(0)).isCloseTo(fit.forecast(1).variance()[0], within(1e-12));
    assertThat(honest.size()).isEqualTo(151);
  }

  @Test
  void historicalForecastsOfOtherSeriesOrDaysAreEmpty() {
    GarchFit fit = Garch.builder().fit(RETURNS);
    History other = History.of(SeriesSet.of(RETURNS.named("XYZ")));
    LocalDate late = LocalDate.of(2090, 1, 1);

    assertThat(fit.historicalForecasts(other, RETURNS.date(9), late).size()).isZero();
    assertThat(fit.historicalForecasts(History.of(SeriesSet.of(RETURNS)), late, late).size())
        .isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                fit.historicalForecasts(
                    History.of(SeriesSet.of(TimeSeries.of("ABC", R))), late, late))
        .withMessageContaining("no dates");
  }

  @Test
  void aBoundaryIsNamed() {
    GarchFit integrated = Garch.builder().studentT().fit(Data.demGbp());
    double[] uniform = new Random(3).doubles(500, -1, 1).toArray();
    GarchFit thin = Garch.builder().arch(1).studentT().fit(TimeSeries.of("uniform", uniform));

    assertThat(integrated.status()).isEqualTo(GarchFit.Status.CONVERGED_BOUNDARY);
    assertThat(integrated.degenerate()).containsExactly("persistence=1");
    assertThat(integrated.summary()).contains("degenerate        persistence=1", "infinite");
    assertThat(thin.degenerate()).contains("nu at its bound 500");
    assertThat(thin.parameters().get("nu")).isCloseTo(500, within(1e-9));
  }

  @Test
  void someParametersCanBeFixed() {
    GarchFit free = Garch.builder().fit(RETURNS);
    GarchFit fixed = Garch.builder().fix("beta1", 0.8).fix("mu", 0.01).fit(RETURNS);

    assertThat(fixed.parameters()).containsEntry("beta1", 0.8);
    assertThat(fixed.parameters().get("mu")).isCloseTo(0.01, within(1e-15));
    assertThat(fixed.logLikelihood()).isLessThan(free.logLikelihood());
    assertThat(fixed.converged()).isTrue();
    assertThat(fixed.summary()).contains("(fixed)");
    assertThat(fixed.aic()).isCloseTo(-2 * fixed.logLikelihood() + 4, within(1e-9));
  }

  @Test
  void fixedParametersCanLeaveLittleOrNoRoom() {
    GarchFit narrow = Garch.builder().fix("alpha1", 0.98).fit(RETURNS);
    assertThat(narrow.parameters().get("beta1")).isBetween(0.0, 0.02 + 1e-9);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Garch.builder().fix("alpha1", 1.5).fit(RETURNS))
        .withMessageContaining("ABC")
        .withMessageContaining("fixed parameters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Garch.builder().fix("gamma1", 0.1).fit(RETURNS))
        .withMessageContaining("gamma1")
        .withMessageContaining("[mu, omega, alpha1, beta1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Garch.builder().fix("mu", Double.NaN))
        .withMessageContaining("mu is NaN");
  }

  @Test
  void givenParametersWithoutALikelihoodAreRefused() {
    Garch garch =
        Garch.builder().fix("mu", 0).fix("omega", -1).fix("alpha1", 0.1).fix("beta1", 0.8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.fit(RETURNS))
        .withMessageContaining("ABC")
        .withMessageContaining("variance is not positive");
  }

  @Test
  void whatCannotBeFittedIsRefusedInOneSentence() {
    Garch garch = Garch.builder();

    refused(garch, TimeSeries.of("few", Arrays.copyOf(R, 12)), "few", "12 returns are too few");
    refused(garch, TimeSeries.of("flat", new double[200]), "flat", "constant");
    refused(
        garch,
        TimeSeries.of("prices", Arrays.stream(R).map(r -> 100 + r).toArray()),
        "prices",
        "looks like prices");
    double[] alternating = new double[100];
    for (int t = 0; t < 100; t++) {
      alternating[t] = t % 2 == 0 ? 1 : -1;
    }
    refused(garch.arMean(1), TimeSeries.of("saw", alternating), "saw", "explained by their mean");
    assertThatIllegalArgumentException().isThrownBy(() -> garch.fit(RETURNS).forecast(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.fit(RETURNS).forecast("XYZ", 1))
        .withMessageContaining("XYZ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.arch(0))
        .withMessageContaining("p is 0");
    assertThatIllegalArgumentException().isThrownBy(() -> garch.gjr(1, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> garch.arMean(101));
  }

  private static void refused(Garch garch, TimeSeries series, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.fit(series))
        .withMessageContainingAll(words);
  }

  @Test
  void aPanelIsFittedSeriesBySeries() {
    List<TimeSeries> stocks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      stocks.add(Data.dated("S" + i, Data.simulate(i, 300, 0, 0, 0.05, 0.1, 0, 0.85)));
    }
    SeriesSet panel = SeriesSet.of(stocks);
    List<Long> seen = new ArrayList<>();

    FittedVolatility fit =
        Garch.builder().progress((stage, done, total) -> seen.add(done)).fit(panel);

    assertThat(fit.names()).containsExactly("S0", "S1", "S2", "S3", "S4");
    assertThat(fit.converged()).isTrue();
    assertThat(seen).endsWith(5L);
    for (TimeSeries stock : stocks) {
      assertThat(fit.forecast(stock.name(), 3).variance())
          .containsExactly(Garch.builder().fit(stock).forecast(3).variance());
    }
    assertThat(
            fit.historicalForecasts(
                    History.of(panel), stocks.get(0).date(200), stocks.get(0).date(299))
                .names())
        .hasSize(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit.forecast("nobody", 1))
        .withMessageContaining("S0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit.forecast(1))
        .withMessageContaining("S0");
  }

  @Test
  void aPanelWithABadSeriesNamesIt() {
    SeriesSet panel = SeriesSet.of(List.of(RETURNS, Data.dated("flat", new double[300])));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Garch.builder().fit(panel))
        .withMessageContaining("flat");
  }

  @Test
  void anInterruptEndsTheFitOfAPanelAndKeepsItsFlag() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Garch.builder().fit(SeriesSet.of(RETURNS)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aSummaryShowsWhatWasFoundAndHow() {
    String text = Garch.builder().studentT().fit(RETURNS).summary();

    assertThat(text)
        .contains("ABC: constant mean, GARCH(1,1), Student t")
        .contains("log-likelihood", "AIC", "BIC", "CONVERGED", "FCP")
        .contains("mu", "omega", "alpha1", "beta1", "nu", "long-run variance", "std. error")
        .contains("Ljung-Box (10)", "ARCH-LM (10)", "sign bias", "Nyblom, joint")
        .contains("volatility", "percent")
        .endsWith("\n");
  }
}
