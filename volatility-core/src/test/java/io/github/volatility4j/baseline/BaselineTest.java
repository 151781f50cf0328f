package io.github.volatility4j.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every baseline promises; identities; what is refused. */
class BaselineTest {
  private static final int DAYS = 300;

  static Stream<Baseline> baselines() {
    return Stream.of(
            Baseline.ewma(0.94),
            Baseline.ewma(),
            Baseline.har(),
            Baseline.harOls(),
            Baseline.logHar(),
            Baseline.harQ("q"),
            Baseline.ar(5),
            Baseline.rolling(22),
            Baseline.constant())
        .map(baseline -> baseline.measure("y"));
  }

  private static History history(int days) {
    return History.of(
        Panels.history(2, DAYS)
            .returns()
            .map(
                series ->
                    series
                        .with("q", Arrays.stream(series.values("y")).map(y -> y * y).toArray())
                        .slice(0, days)));
  }

  private static LocalDate day(int row) {
    return Panels.FIRST.plusDays(row);
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void noForecastDependsOnItsDayOrALaterOne(Baseline baseline) {
    FittedVolatility fit = baseline.fit(history(200));
    History whole = history(DAYS);

    SeriesSet all = fit.historicalForecasts(whole, day(200), day(299));
    for (int row : new int[] {200, 251}) {
      History known =
          History.of(
              whole
                  .returns()
                  .map(
                      series -> {
                        double[] y = series.values("y");
                        double[] q = series.values("q");
                        Arrays.fill(y, row, y.length, 1e6);
                        Arrays.fill(q, row, q.length, 1e6);
                        return series.with("y", y).with("q", q).slice(0, row + 1);
                      }));
      SeriesSet some = fit.historicalForecasts(known, day(200), day(row));
      for (TimeSeries series : some) {
        assertThat(series.values())
            .isEqualTo(Arrays.copyOf(all.get(series.name()).values(), row - 199));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void theForecastForTomorrowIsTheFirstReplayed(Baseline baseline) {
    FittedVolatility fit = baseline.fit(history(200));
    SeriesSet replayed = fit.historicalForecasts(history(DAYS), day(200), day(200));

    for (String name : fit.names()) {
      assertThat(fit.forecast(name, 3).variance()[0])
          .isCloseTo(replayed.get(name).value(0), within(1e-12));
      assertThat(fit.forecast(name, 3).lastDate()).contains(day(199));
    }
    assertThat(fit.converged()).isTrue();
    assertThat(fit.names()).containsExactly("S0", "S1");
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void returnsTenTimesLargerGiveVariancesAHundredTimesLarger(Baseline baseline) {
    History small = history(200);
    History large =
        History.of(
            small
                .returns()
                .map(
                    series ->
                        series
                            .with("y", scaled(series.values("y"), 100))
                            .with("q", scaled(series.values("q"), 10_000))));

    double[] one = baseline.fit(small).forecast("S0", 5).variance();
    double[] other = baseline.fit(large).forecast("S0", 5).variance();

    for (int k = 0; k < one.length; k++) {
      assertThat(other[k]).isCloseTo(100 * one[k], within(1e-4 * other[k]));
    }
  }

  private static double[] scaled(double[] x, double factor) {
    return Arrays.stream(x).map(v -> factor * v).toArray();
  }

  /** Days without a measure are no days: with or without them the forecasts are the same. */
  @ParameterizedTest
  @MethodSource("baselines")
  void missingDaysAreLeftOut(Baseline baseline) {
    History whole = history(200);
    History gaps =
        History.of(
            whole
                .returns()
                .map(
                    series -> {
                      double[] y = series.values("y");
                      for (int t = 0; t < y.length; t += 10) {
                        y[t] = Double.NaN;
                      }
                      return series.with("y", y);
                    }));
    History closed =
        History.of(gaps.returns().map(series -> series.where(row -> !series.isMissing("y", row))));

    SeriesSet first = baseline.fit(gaps).historicalForecasts(gaps, day(100), day(199));
    SeriesSet second = baseline.fit(closed).historicalForecasts(closed, day(100), day(199));

    assertThat(first.get("S0").size()).isEqualTo(100);
    assertThat(second.get("S0").size()).isEqualTo(90);
    for (TimeSeries series : second) {
      TimeSeries other = first.get(series.name());
      for (int i = 0; i < series.size(); i++) {
        assertThat(series.value(i)).isEqualTo(other.value(other.firstRowFrom(series.date(i))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void afterDaysWithoutAnyMovementForecastsAreStillPositive(Baseline baseline) {
    double[] y = Panels.simulated(1, DAYS);
    Arrays.fill(y, 150, DAYS, 0);
    TimeSeries still = Panels.series("A", y).with("q", y);
    History history = History.of(SeriesSet.of(still));

    FittedVolatility fit = baseline.fit(history);

    assertThat(
            Arrays.stream(fit.historicalForecasts(history, day(100), day(299)).get("A").values()))
        .allMatch(h -> h > 0 && Double.isFinite(h));
    assertThat(Arrays.stream(fit.forecast(30).variance())).allMatch(h -> h > 0);
  }

  @Test
  void handComputedValues() {
    double[] y = new double[60];
    Arrays.fill(y, 1);
    y[59] = 5;
    History history = History.of(SeriesSet.of(Panels.series("A", y)));

    assertThat(Baseline.rolling(4).fit(history).forecast(2).variance())
        .containsExactly(new double[] {2, 2.25}, within(1e-12)); // (1+1+1+5)/4, (1+1+5+2)/4
    assertThat(Baseline.constant().fit(history).forecast(2).variance())
        .containsExactly(new double[] {64 / 60.0, 64 / 60.0}, within(1e-12));
    double weights = (1 - Math.pow(0.5, 60)) / 0.5;
    assertThat(Baseline.ewma(0.5).fit(history).forecast(1).variance()[0])
        .isCloseTo((5 + (weights - 1)) / weights, within(1e-12));
  }

  /** Identity: the constant mean is a fixed point of an EWMA fed back. */
  @Test
  void ewmaStaysWhereItIs() {
    double[] path = Baseline.ewma(0.9).fit(history(200)).forecast("S0", 10).variance();

    for (double h : path) {
      assertThat(h).isCloseTo(path[0], within(1e-9));
    }
  }

  @Test
  void theFilterPutsTheMeanInThePlaceOfAnAbsurdForecast() {
    double[] y = Panels.simulated(3, 200);
    Measure fitted = new Measure(y, new double[0], new int[0]);
    LinearRule rule = LinearRule.leastSquares(new Regressors.Lags(1), fitted);
    double[] jump = Arrays.copyOf(y, 201);
    jump[200] = 1e9;

    double h = rule.next(new Measure(jump, new double[0], new int[0]), 201);

    assertThat(h).isCloseTo(Arrays.stream(y, 1, 200).average().orElseThrow(), within(1e-12));
  }

  @Test
  void aStockWithTooFewDaysIsLeftOut() {
    TimeSeries longEnough = Panels.series("A", Panels.simulated(1, 100));
    TimeSeries tooShort = Panels.series("B", Panels.simulated(2, 40));
    FittedVolatility fit = Baseline.har().fit(SeriesSet.of(List.of(longEnough, tooShort)));

    assertThat(fit.names()).containsExactly("A");
    assertThatThrownBy(() -> fit.forecast("B", 1)).hasMessage("no series B; there are [A]");
    assertThatThrownBy(() -> fit.forecast("A", 0)).hasMessage("horizon is 0, must be at least 1");
    assertThatThrownBy(() -> Baseline.har().fit(tooShort))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HAR: fewer than 52 values of a measure of variance, or none above 0: [B]");
  }

  @Test
  void whatIsOutOfItsDomainIsRefused() {
    assertThatThrownBy(() -> Baseline.ewma(Double.NaN))
        .hasMessage("decay is NaN; it must be between 0 and 1");
    assertThatThrownBy(() -> Baseline.ar(0)).hasMessage("order is 0; it must be from 1 to 100");
    assertThatThrownBy(() -> Baseline.rolling(-1))
        .hasMessage("days is -1; it must be from 1 to 10000");
    TimeSeries series = Panels.series("A", Panels.simulated(1, 100));
    assertThatThrownBy(() -> Baseline.har().measure("rv").fit(series))
        .hasMessageStartingWith("series A has no component rv");
    double[] negative = series.values("y");
    negative[7] = -1;
    TimeSeries bad = series.with("y", negative);
    assertThatThrownBy(() -> Baseline.har().measure("y").fit(bad))
        .hasMessage("series A: y is -1.0 in row 7; a measure of variance must be at least 0");
  }
}
