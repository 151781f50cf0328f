package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A roll against fits of its windows one by one; and that it never looks ahead. */
class GarchRollTest {
  private static final double[] R = Data.simulate(33, 330, 0.05, 0, 0.04, 0.08, 0.05, 0.85);
  private static final TimeSeries RETURNS = Data.dated("ABC", R);
  private static final int WINDOW = 100;

  /** One that has a fast way and some that have none. */
  enum Model {
    GARCH(Garch.builder().preSample(PreSample.EWMA)),
    AR_GARCH(Garch.builder().arMean(1).preSample(PreSample.EWMA)),
    GJR_T(Garch.builder().gjr(1, 1, 1).studentT().preSample(PreSample.EWMA)),
    ARCH_FCP(Garch.builder().arch(2)),
    FIXED(Garch.builder().fix("alpha1", 0.1).fix("omega", 0.05).preSample(PreSample.EWMA));

    private final Garch garch;

    Model(Garch garch) {
      this.garch = garch;
    }
  }

  private static double[] forecasts(GarchRoll roll, TimeSeries returns, int from, int to) {
    return roll.fit(returns)
        .historicalForecasts(
            History.of(SeriesSet.of(returns)), returns.date(from), returns.date(to))
        .get(returns.name())
        .values();
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void everyDayIsForecastByAFitOfTheDaysBefore(Model model) {
    double[] forecast = forecasts(model.garch.rolling(WINDOW).refitEvery(7), RETURNS, 100, 329);

    for (int t = WINDOW; t < R.length; t += 23) {
      int refit = WINDOW + (t - WINDOW) / 7 * 7;
      GarchFit fit = model.garch.fit(RETURNS.slice(refit - WINDOW, refit));
      TimeSeries known = RETURNS.slice(refit - WINDOW, t + 1);
      double expected =
          fit.historicalForecasts(History.of(SeriesSet.of(known)), RETURNS.date(t), RETURNS.date(t))
              .get("ABC")
              .value(0);
      assertThat(forecast[t - WINDOW]).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void noForecastLooksAhead(Model model) {
    GarchRoll roll = model.garch.rolling(WINDOW).refitEvery(9);
    double[] poisoned = R.clone();
    for (int t = 200; t < R.length; t++) {
      poisoned[t] = t % 2 == 0 ? 1e3 : -1e5;
    }

    double[] honest = forecasts(roll, RETURNS, 0, 200);
    double[] other = forecasts(roll, Data.dated("ABC", poisoned), 0, 200);

    assertThat(honest).hasSize(101);
    assertThat(other).containsExactly(honest);
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void tomorrowsForecastIsTheOneThatAReplayGives(Model model) {
    GarchRoll roll = model.garch.rolling(WINDOW).refitEvery(9);

    double[] replay = forecasts(roll, RETURNS, 180, 191);
    for (int t = 180; t <= 191; t++) {
      double live = roll.fit(RETURNS.slice(0, t)).forecast(1).variance()[0];
      assertThat(live).isCloseTo(replay[t - 180], within(1e-12 * live));
    }
  }

  @Test
  void aRangeHasTheForecastsOfTheWhole() {
    GarchRoll roll = Model.GARCH.garch.rolling(WINDOW).refitEvery(3);

    assertThat(forecasts(roll, RETURNS, 150, 170))
        .containsExactly(Arrays.copyOfRange(forecasts(roll, RETURNS, 0, 329), 50, 71));
  }

  @Test
  void anExpandingRollSeesEverythingBefore() {
    Garch garch = Model.GARCH.garch;
    double[] forecast = forecasts(garch.rolling(WINDOW).expanding(), RETURNS, 290, 291);

    for (int t = 290; t < 292; t++) {
      double expected = garch.fit(RETURNS.slice(0, t)).forecast(1).variance()[0];
      assertThat(forecast[t - 290]).isCloseTo(expected, within(1e-8 * expected));
    }
  }

  @Test
  void threadsDoNotMatter() {
    List<TimeSeries> stocks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      stocks.add(Data.dated("S" + i, Data.simulate(i, 220, 0, 0, 0.05, 0.1, 0, 0.85)));
    }
    History history = History.of(SeriesSet.of(stocks));
    LocalDate from = stocks.get(0).date(0);
    LocalDate to = stocks.get(0).date(219);
    GarchRoll roll = Model.GARCH.garch.rolling(WINDOW);

    SeriesSet one = roll.threads(1).fit(history).historicalForecasts(history, from, to);
    SeriesSet three = roll.threads(3).fit(history).historicalForecasts(history, from, to);

    assertThat(three).isEqualTo(one);
    assertThat(one.get("S2").size()).isEqualTo(120);
  }

  @Test
  void refitsTellWhatTheyFound() {
    Garch garch = Model.AR_GARCH.garch;
    List<GarchRoll.Refit> refits = garch.rolling(WINDOW).refitEvery(50).refits(RETURNS);

    assertThat(refits).extracting(GarchRoll.Refit::row).containsExactly(100, 150, 200, 250, 300);
    for (GarchRoll.Refit refit : refits) {
      GarchFit fit = garch.fit(RETURNS.slice(refit.row() - WINDOW, refit.row()));
      assertThat(refit.lastDate()).contains(RETURNS.date(refit.row() - 1));
      assertThat(refit.parameters().keySet()).isEqualTo(fit.parameters().keySet());
      assertThat(refit.logLikelihood()).isCloseTo(fit.logLikelihood(), within(1e-4));
      assertThat(refit.status()).isEqualTo(fit.status());
      assertThat(refit.variance())
          .isCloseTo(fit.forecast(1).variance()[0], within(1e-4 * refit.variance()));
    }
    assertThat(garch.rolling(WINDOW).refits(RETURNS.slice(0, 99))).isEmpty();
    assertThat(garch.rolling(WINDOW).refits(RETURNS.slice(0, 100))).hasSize(1);
  }

  @Test
  void aSeriesShorterThanTheWindowIsKeptButNotForecast() {
    TimeSeries young = Data.dated("young", Arrays.copyOf(R, 99));
    History history = History.of(SeriesSet.of(List.of(RETURNS, young)));
    FittedVolatility fitted = Model.GARCH.garch.rolling(WINDOW).refitEvery(50).fit(history);

    assertThat(fitted.names()).containsExactly("ABC", "young");
    assertThat(fitted.converged()).isTrue();
    assertThat(fitted.forecast("ABC", 3).variance()).hasSize(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fitted.forecast("young", 1))
        .withMessage("series young has 99 returns; a forecast takes 100");
    assertThatIllegalArgumentException().isThrownBy(() -> fitted.forecast("old", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> fitted.forecast("ABC", 0));
    assertThat(fitted.historicalForecasts(history, RETURNS.date(0), RETURNS.date(329)).names())
        .containsExactly("ABC");
  }

  @Test
  void aDeadStretchGivesPositiveVariancesAndAFitWithoutParameters() {
    double[] r = R.clone();
    Arrays.fill(r, 60, 260, 0.0);
    TimeSeries returns = Data.dated("dead", r);
    GarchRoll roll = Model.GARCH.garch.rolling(WINDOW);

    for (double variance : forecasts(roll.refitEvery(10), returns, 0, 329)) {
      assertThat(variance).isPositive().isFinite();
    }
    GarchRoll.Refit dead = roll.refits(returns).get(100);
    assertThat(dead.row()).isEqualTo(200);
    assertThat(dead.parameters()).isEmpty();
    assertThat(dead.status()).isEqualTo(GarchFit.Status.FAILED);
    assertThat(dead.variance()).isPositive();
    assertThat(roll.fit(returns.slice(0, 200)).converged()).isFalse();
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Model.GARCH.garch.rolling(WINDOW).refits(RETURNS))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Identity. */
  @Test
  void aNameStandsForItsModelAndAUsualSchedule() {
    Garch base = Garch.builder().preSample(PreSample.EWMA);

    assertThat(GarchRoll.named("gjr-t", 300).refits(RETURNS))
        .isEqualTo(base.gjr(1, 1, 1).studentT().rolling(300).refitEvery(20).refits(RETURNS));
    assertThat(GarchRoll.named("garch", 250).refits(RETURNS))
        .isEqualTo(base.rolling(250).refits(RETURNS));
    assertThat(GarchRoll.names())
        .hasSize(7 * 4)
        .contains("garch", "egarch", "aparch-skewt", "igarch-ged", "figarch-t", "tgarch");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GarchRoll.named("gjr-u", 300))
        .withMessageStartingWith("there is no model \"gjr-u\"; there are [garch, garch-t,");
  }

  @Test
  void optionsOutOfRangeAndPricesAreRefused() {
    Garch garch = Garch.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.rolling(13))
        .withMessageContaining("window is 13")
        .withMessageContaining("14");
    assertThatIllegalArgumentException().isThrownBy(() -> garch.rolling(100).refitEvery(0));
    assertThatIllegalArgumentException().isThrownBy(() -> garch.rolling(100).threads(0));
    TimeSeries prices = Data.dated("p", Arrays.stream(R).map(x -> 100 + x).toArray());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.rolling(100).fit(prices))
        .withMessageContaining("looks like prices");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.rolling(100).refits(prices))
        .withMessageContaining("looks like prices");
    TimeSeries undated = TimeSeries.of("u", R);
    History history = History.of(SeriesSet.of(undated));
    assertThat(garch.rolling(300).refits(undated)).hasSize(31);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                garch
                    .rolling(300)
                    .fit(history)
                    .historicalForecasts(history, LocalDate.MIN, LocalDate.MAX))
        .withMessageContaining("u has no dates");
  }
}
