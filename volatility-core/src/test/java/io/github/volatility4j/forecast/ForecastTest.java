package io.github.volatility4j.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 2);

  private final TimeSeries a = TimeSeries.of("A", new double[] {1, -1});
  private final TimeSeries b = TimeSeries.of("B", new double[] {2, -2});

  /** Fits nothing: forecasts the last squared return. */
  private static final class Naive implements VolatilityEstimator {
    @Override
    public FittedVolatility fit(History history) {
      return new FittedVolatility() {
        @Override
        public List<String> names() {
          return history.returns().names();
        }

        @Override
        public boolean converged() {
          return true;
        }

        @Override
        public VolatilityForecast forecast(String name, int horizon) {
          TimeSeries series = history.returns().get(name);
          double last = series.value(series.size() - 1);
          double[] variance = new double[horizon];
          Arrays.fill(variance, last * last);
          return new VolatilityForecast(name, Optional.empty(), variance, "percent");
        }

        @Override
        public SeriesSet historicalForecasts(History later, LocalDate from, LocalDate to) {
          return SeriesSet.of(List.of());
        }
      };
    }
  }

  @Test
  void oneSeriesNeedsNoName() {
    FittedVolatility fitted = new Naive().fit(b);

    assertThat(fitted.forecast(2).variance()).containsExactly(4, 4);
    assertThat(fitted.forecasts(1)).containsOnlyKeys("B");
  }

  @Test
  void manySeriesMustBeNamed() {
    FittedVolatility fitted = new Naive().fit(SeriesSet.of(List.of(a, b)));

    assertThat(fitted.forecast("B", 1).variance()).containsExactly(4);
    assertThat(fitted.forecasts(1).keySet()).containsExactly("A", "B");
    assertThatThrownBy(() -> fitted.forecast(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fitted to 2 series; say which one to forecast: [A, B]");
  }

  @Test
  void aHistoryHasSeriesWithReturns() {
    assertThat(History.of(SeriesSet.of(a)).withValidationFrom(DAY).validationStart()).contains(DAY);
    assertThatThrownBy(() -> History.of(SeriesSet.of(List.of())))
        .hasMessage("the panel has no series");
    assertThatThrownBy(() -> History.of(SeriesSet.of(a.slice(0, 0))))
        .hasMessage("series A has no returns");
  }

  /** Golden, by hand: √4 = 2, √(252·4) = 31.749015732775…, 4 + 9 = 13. */
  @Test
  void volatilityIsTheRootOfVariance() {
    double[] variance = {4, 9};
    VolatilityForecast forecast =
        new VolatilityForecast("A", Optional.of(DAY), variance, "percent");
    variance[0] = 99;
    forecast.variance()[1] = 99;

    assertThat(forecast.variance()).containsExactly(4, 9);
    assertThat(forecast.volatility()).containsExactly(2, 3);
    assertThat(forecast.annualizedVolatility()[0]).isCloseTo(31.749015732775, within(1e-11));
    assertThat(forecast.totalVariance()).isEqualTo(13);
    assertThat(forecast.horizon()).isEqualTo(2);
    assertThat(forecast.name()).isEqualTo("A");
    assertThat(forecast.unit()).isEqualTo("percent");
    assertThat(forecast.lastDate()).contains(DAY);
    assertThat(forecast)
        .hasToString("A after 2024-01-02, daily volatility in percent: 2.000 3.000");
  }

  @Test
  void aForecastOfVarianceIsPositiveAndFinite() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(
              () ->
                  new VolatilityForecast("A", Optional.empty(), new double[] {1, wrong}, "percent"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "series A: forecast variance %s 2 days ahead; it must be positive and finite", wrong);
    }
    assertThatThrownBy(
            () -> new VolatilityForecast("A", Optional.empty(), new double[0], "percent"))
        .hasMessage("horizon is 0, must be at least 1");
  }
}
