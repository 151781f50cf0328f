package io.github.volatility4j.baseline;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rule for each stock. */
final class BaselineFit implements FittedVolatility {
  /**
   * A stock's rule and what it was fitted to.
   *
   * @param rule fitted
   * @param floor least forecast
   * @param measure what it forecasts on from
   * @param series where the measure came from
   */
  record Stock(Rule rule, double floor, Measure measure, TimeSeries series) {}

  private final Map<String, Stock> stocks;
  private final String component;
  private final String second;

  BaselineFit(Map<String, Stock> stocks, String component, String second) {
    this.stocks = stocks;
    this.component = component;
    this.second = second;
  }

  @Override
  public List<String> names() {
    return List.copyOf(stocks.keySet());
  }

  @Override
  public boolean converged() {
    return stocks.values().stream().allMatch(stock -> stock.rule().converged());
  }

  @Override
  public VolatilityForecast forecast(String name, int horizon) {
    Stock stock = stocks.get(name);
    if (stock == null) {
      throw new IllegalArgumentException("no series " + name + "; there are " + names());
    } else if (horizon < 1) {
      throw new IllegalArgumentException("horizon is " + horizon + ", must be at least 1");
    }
    int n = stock.measure().size();
    Measure path = stock.measure().extended(horizon);
    for (int t = n; t < n + horizon; t++) {
      path.values()[t] = Math.max(stock.floor(), stock.rule().next(path, t));
    }
    TimeSeries series = stock.series();
    Optional<LocalDate> last =
        series.isDated() ? Optional.of(series.date(series.size() - 1)) : Optional.empty();
    return new VolatilityForecast(
        name, last, Arrays.copyOfRange(path.values(), n, n + horizon), series.unit());
  }

  @Override
  public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive) {
    List<TimeSeries> out = new ArrayList<>();
    for (TimeSeries all : history.returns()) {
      Stock stock = stocks.get(all.name());
      if (stock == null) {
        continue;
      } else if (!all.isDated()) {
        throw new IllegalArgumentException(
            "series " + all.name() + " has no dates to forecast between");
      }
      TimeSeries series = all.until(toInclusive);
      Measure measure = Measure.of(series, component, second);
      int first = series.firstRowFrom(from);
      while (first < series.size() && measure.before()[first] < stock.rule().memory()) {
        first++;
      }
      if (first >= series.size()) {
        continue;
      }
      double[] forecasts = stock.rule().all(measure);
      double[] variance = new double[series.size() - first];
      for (int i = 0; i < variance.length; i++) {
        variance[i] = Math.max(stock.floor(), forecasts[measure.before()[first + i]]);
      }
      TimeSeries days = series.slice(first, series.size());
      out.add(
          TimeSeries.of(all.name(), days.dates(), variance)
              .withAttribute(TimeSeries.UNIT, all.unit()));
    }
    return SeriesSet.of(out);
  }
}
