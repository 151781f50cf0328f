package io.github.volatility4j.evaluation;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Models that behave in ways no real one should. */
final class TestModels {
  private TestModels() {}

  private abstract static class Replaying implements FittedVolatility {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public boolean converged() {
      return true;
    }

    @Override
    public VolatilityForecast forecast(String name, int horizon) {
      return new VolatilityForecast(name, Optional.empty(), new double[] {1}, "percent");
    }
  }

  /** Forecasts a day by the size of the return so many days later; −1 is the day before. */
  record Cheat(int ahead) implements VolatilityEstimator {
    @Override
    public FittedVolatility fit(History history) {
      return new Replaying() {
        @Override
        public SeriesSet historicalForecasts(History known, LocalDate from, LocalDate to) {
          return known.returns().map(series -> peeking(series, from, to));
        }
      };
    }

    private TimeSeries peeking(TimeSeries series, LocalDate from, LocalDate to) {
      int first = series.firstRowFrom(from);
      TimeSeries days = series.slice(first, series.firstRowFrom(to.plusDays(1)));
      double[] h = new double[days.size()];
      for (int i = 0; i < h.length; i++) {
        int seen = Math.max(0, Math.min(series.size() - 1, first + i + ahead));
        h[i] = 0.1 + series.value(seen) * series.value(seen);
      }
      return TimeSeries.of(series.name(), days.dates(), h);
    }
  }

  /** Another model's forecasts from a day on. */
  static final class From extends Replaying {
    private final FittedVolatility model;
    private final LocalDate first;

    From(FittedVolatility model, int day, LocalDate zero) {
      this.model = model;
      this.first = zero.plusDays(day);
    }

    @Override
    public SeriesSet historicalForecasts(History known, LocalDate from, LocalDate to) {
      LocalDate later = from.isBefore(first) ? first : from;
      return later.isAfter(to)
          ? SeriesSet.of(List.of())
          : model.historicalForecasts(known, later, to);
    }
  }

  /** Forecasts that nothing will ever move. */
  static final class Zero extends Replaying {
    @Override
    public SeriesSet historicalForecasts(History known, LocalDate from, LocalDate to) {
      return known
          .returns()
          .map(
              series -> {
                TimeSeries days =
                    series.slice(series.firstRowFrom(from), series.firstRowFrom(to.plusDays(1)));
                return TimeSeries.of(series.name(), days.dates(), new double[days.size()]);
              });
    }
  }
}
