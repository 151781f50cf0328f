package io.github.volatility4j.forecast;

import io.github.volatility4j.series.SeriesSet;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fitted model of volatility, immutable and safe to use from many threads. */
public interface FittedVolatility {
  /** {@return the names of the series it was fitted to} */
  List<String> names();

  /** {@return whether every part of the fit converged} */
  boolean converged();

  /**
   * Forecasts one series from the end of the data given to {@code fit}.
   *
   * @param name of the series
   * @param horizon trading days ahead, at least 1
   * @return variances for the next {@code horizon} days
   * @throws IllegalArgumentException if there is no such series or the horizon is below 1
   */
  VolatilityForecast forecast(String name, int horizon);

  /**
   * Forecasts the only series.
   *
   * @param horizon trading days ahead, at least 1
   * @return variances for the next {@code horizon} days
   * @throws IllegalArgumentException if it was fitted to several series, naming them
   */
  default VolatilityForecast forecast(int horizon) {
    List<String> names = names();
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          "fitted to %d series; say which one to forecast: %s".formatted(names.size(), names));
    }
    return forecast(names.get(0), horizon);
  }

  /**
   * Forecasts every series.
   *
   * @param horizon trading days ahead, at least 1
   * @return a forecast by name, in the order of {@link #names()}
   */
  default Map<String, VolatilityForecast> forecasts(int horizon) {
    Map<String, VolatilityForecast> all = new LinkedHashMap<>();
    for (String name : names()) {
      all.put(name, forecast(name, horizon));
    }
    return all;
  }

  /**
   * Replays one-step forecasts without refitting: the value on a day is the variance expected for
   * that day from everything known the day before.
   *
   * @param history returns before {@code from} and up to {@code toInclusive}
   * @param from first day to forecast
   * @param toInclusive last day to forecast
   * @return for each series the forecasts of its trading days in the range; a day before which too
   *     little is known is left out, and so is a series without such a day
   * @throws IllegalArgumentException if a series is undated
   */
  SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive);
}
