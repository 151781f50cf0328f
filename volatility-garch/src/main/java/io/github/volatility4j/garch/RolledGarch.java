package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A roll that stands at the end of a history; each series by itself. */
final class RolledGarch implements FittedVolatility {
  private final GarchRoll roll;
  private final Map<String, TimeSeries> returns;
  private final Map<String, RollPath> atEnd; // those with at least a window of returns

  private RolledGarch(
      GarchRoll roll, Map<String, TimeSeries> returns, Map<String, RollPath> atEnd) {
    this.roll = roll;
    this.returns = returns;
    this.atEnd = atEnd;
  }

  static RolledGarch of(GarchRoll roll, History history) {
    Map<String, TimeSeries> returns = new LinkedHashMap<>();
    Map<String, RollPath> atEnd = new LinkedHashMap<>();
    for (TimeSeries series : history.returns()) {
      int n = Returns.requireReturns(series).size();
      returns.put(series.name(), series);
      if (n >= roll.window()) {
        RollPath path = new RollPath(roll, series);
        path.need(n, n);
        atEnd.put(series.name(), path);
      }
    }
    RollPath.refit(List.copyOf(atEnd.values()), roll.threads(), roll.progress());
    return new RolledGarch(roll, returns, atEnd);
  }

  @Override
  public List<String> names() {
    return List.copyOf(returns.keySet());
  }

  @Override
  public boolean converged() {
    return atEnd.values().stream().allMatch(RollPath::lastConverged);
  }

  @Override
  public VolatilityForecast forecast(String name, int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is " + horizon + ", must be at least 1");
    }
    TimeSeries series = returns.get(name);
    if (series == null) {
      throw new IllegalArgumentException("no series " + name + "; fitted to " + names());
    }
    RollPath path = atEnd.get(name);
    if (path == null) {
      throw new IllegalArgumentException(
          "series %s has %d returns; a forecast takes %d"
              .formatted(name, series.size(), roll.window()));
    }
    Optional<LocalDate> last =
        series.isDated() ? Optional.of(series.date(series.size() - 1)) : Optional.empty();
    return new VolatilityForecast(name, last, path.forecast(horizon), series.unit());
  }

  @Override
  public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive) {
    List<RollPath> paths = new ArrayList<>();
    List<TimeSeries> days = new ArrayList<>();
    List<Integer> firstRows = new ArrayList<>();
    for (TimeSeries series : history.returns()) {
      if (returns.containsKey(series.name())) {
        if (!series.isDated()) {
          throw new IllegalArgumentException(
              "series " + series.name() + " has no dates to forecast between");
        }
        TimeSeries known = series.until(toInclusive);
        int first = Math.max(roll.window(), known.firstRowFrom(from));
        if (first < known.size()) {
          RollPath path = new RollPath(roll, known);
          path.need(first, known.size() - 1);
          paths.add(path);
          days.add(known);
          firstRows.add(first);
        }
      }
    }
    RollPath.refit(paths, roll.threads(), roll.progress());
    List<TimeSeries> found = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      TimeSeries known = days.get(i);
      int first = firstRows.get(i);
      double[] variance = paths.get(i).variances(first, known.size() - 1);
      found.add(
          TimeSeries.of(known.name(), known.slice(first, known.size()).dates(), variance)
              .withAttribute(TimeSeries.UNIT, known.unit()));
    }
    return SeriesSet.of(found);
  }
}
