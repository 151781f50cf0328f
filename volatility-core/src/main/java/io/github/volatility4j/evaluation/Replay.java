package io.github.volatility4j.evaluation;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * The test days, and the same days again as they would look halfway, with a last day that cannot be
 * known: its returns are others, everything else is missing.
 *
 * @param whole the panel
 * @param halfway the panel up to the middle of the test part
 * @param from first test day
 * @param middle last day of {@code halfway}
 * @param to last test day
 */
record Replay(History whole, History halfway, LocalDate from, LocalDate middle, LocalDate to) {
  /** Single precision, summed in another order. */
  private static final double ROUNDING = 1e-4;

  static Replay of(SeriesSet panel, TimeSplit split) {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (TimeSeries series : panel) {
      for (int row = series.firstRowFrom(split.test()); row < series.size(); row++) {
        if (!series.date(row).isAfter(split.end())) {
          days.add(series.date(row));
        }
      }
    }
    LocalDate middle = days.stream().skip(days.size() / 2).findFirst().orElseThrow();
    SeriesSet halfway =
        SeriesSet.of(
            panel.stream()
                .map(series -> series.until(middle))
                .filter(series -> series.size() > 0)
                .map(series -> spoilt(series, middle))
                .toList());
    return new Replay(History.of(panel), History.of(halfway), split.test(), middle, split.end());
  }

  private static TimeSeries spoilt(TimeSeries series, LocalDate day) {
    int last = series.size() - 1;
    if (!series.date(last).equals(day)) {
      return series;
    }
    TimeSeries spoilt = series;
    for (String component : series.components()) {
      double[] values = series.values(component);
      boolean main = component.equals(series.mainComponent());
      values[last] = main ? another(values) : Double.NaN;
      spoilt = spoilt.with(component, values);
    }
    return spoilt;
  }

  /** A large move in the other direction. */
  private static double another(double[] returns) {
    double size = Arrays.stream(returns).map(Math::abs).average().orElseThrow();
    double last = returns[returns.length - 1];
    return -2 * last + (last > 0 ? -5 : 5) * size;
  }

  SeriesSet forecasts(FittedVolatility fitted) {
    return fitted.historicalForecasts(whole, from, to);
  }

  void requireNoLookAhead(String model, FittedVolatility fitted, SeriesSet forecasts) {
    SeriesSet again = fitted.historicalForecasts(halfway, from, middle);
    for (TimeSeries series : forecasts) {
      TimeSeries first = series.until(middle);
      if (first.size() == 0) {
        continue;
      }
      TimeSeries second = again.contains(series.name()) ? again.get(series.name()) : first;
      for (int row = 0; row < first.size(); row++) {
        int other = second.firstRowFrom(first.date(row));
        boolean there = other < second.size() && second.date(other).equals(first.date(row));
        double h = first.value(row);
        double without = there ? second.value(other) : Double.NaN;
        if (!(Math.abs(h - without) <= ROUNDING * Math.abs(h))) {
          throw new IllegalStateException(
              "model %s looks ahead: its forecast of %s for %s is %s, but %s where %s and what follows are not known"
                  .formatted(model, series.name(), first.date(row), h, without, middle));
        }
      }
    }
  }
}
