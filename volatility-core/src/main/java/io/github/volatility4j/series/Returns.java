package io.github.volatility4j.series;

import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/**
 * Returns from prices. Row {@code t} of the result carries the date of the later price.
 *
 * <p>The price stays beside the return as the component {@value #CLOSE}.
 */
public final class Returns {
  /** Component of the price at the end of the return's day. */
  public static final String CLOSE = "close";

  /** Main component of the result. */
  public static final String RETURN = "log_return";

  private Returns() {}

  /**
   * Log returns in percent: {@code r[t] = 100·ln(P[t] / P[t−1])}.
   *
   * @param prices positive
   * @return one row fewer
   * @throws IllegalArgumentException if a price is not positive, naming its day, or there is none
   */
  public static TimeSeries logPercent(TimeSeries prices) {
    return log(requirePrices(prices), 100, TimeSeries.PERCENT);
  }

  /**
   * Log returns in percent of every series.
   *
   * @param prices positive
   * @return a set of the same names; a series without prices has no returns either
   * @throws IllegalArgumentException if a price is not positive, naming its series and day
   */
  public static SeriesSet logPercent(SeriesSet prices) {
    return prices.map(series -> log(series, 100, TimeSeries.PERCENT));
  }

  /**
   * Log returns as decimal fractions: {@code r[t] = ln(P[t] / P[t−1])}.
   *
   * @param prices positive
   * @return one row fewer
   * @throws IllegalArgumentException if a price is not positive, naming its day, or there is none
   */
  public static TimeSeries logDecimal(TimeSeries prices) {
    return log(requirePrices(prices), 1, TimeSeries.DECIMAL);
  }

  /**
   * Log returns as decimal fractions of every series.
   *
   * @param prices positive
   * @return a set of the same names; a series without prices has no returns either
   * @throws IllegalArgumentException if a price is not positive, naming its series and day
   */
  public static SeriesSet logDecimal(SeriesSet prices) {
    return prices.map(series -> log(series, 1, TimeSeries.DECIMAL));
  }

  /**
   * The rows that lie more than some calendar days after the row before: in a series of returns,
   * those that span a suspension or a hole in the data rather than a weekend or a holiday. Row 0 is
   * never among them; for the gap before the first return, ask the prices.
   *
   * @param series dated prices or returns
   * @param days calendar days that are not yet long, 5 by custom
   * @return row numbers, increasing
   * @throws IllegalStateException if the series is undated
   */
  public static int[] longGaps(TimeSeries series, int days) {
    return IntStream.range(1, series.size())
        .filter(t -> ChronoUnit.DAYS.between(series.date(t - 1), series.date(t)) > days)
        .toArray();
  }

  /**
   * Refuses what cannot be a series of returns.
   *
   * @param series to be checked, its main component
   * @return the same series
   * @throws IllegalArgumentException if it is empty, constant, or without a negative value, as
   *     prices are
   */
  public static TimeSeries requireReturns(TimeSeries series) {
    double[] values = series.values();
    if (values.length == 0) {
      throw new IllegalArgumentException("series " + series.name() + " has no returns");
    }
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (least == most) {
      throw new IllegalArgumentException(
          "series %s is constant: each of its %d values is %s; returns that vary are wanted"
              .formatted(series.name(), values.length, values[0]));
    }
    if (!(least < 0)) {
      throw new IllegalArgumentException(
          "series %s has no negative value: looks like prices, returns are wanted; see"
                  .formatted(series.name())
              + " Returns.logPercent");
    }
    return series;
  }

  private static TimeSeries requirePrices(TimeSeries prices) {
    if (prices.size() == 0) {
      throw new IllegalArgumentException("series " + prices.name() + " has no prices");
    }
    return prices;
  }

  private static TimeSeries log(TimeSeries prices, double scale, String unit) {
    int n = prices.size();
    double[] close = prices.values();
    for (int i = 0; i < n; i++) {
      if (!(close[i] > 0)) {
        throw new IllegalArgumentException(
            "series %s: price %s in row %d%s; prices must be positive"
                .formatted(
                    prices.name(),
                    close[i],
                    i,
                    prices.isDated() ? " (" + prices.date(i) + ")" : ""));
      }
    }
    double[] returns = new double[Math.max(0, n - 1)];
    for (int i = 1; i < n; i++) {
      returns[i - 1] = scale * Math.log(close[i] / close[i - 1]);
    }
    TimeSeries later = prices.slice(Math.min(1, n), n).mainNamed(CLOSE);
    return later.with(RETURN, returns).withMain(RETURN).withAttribute(TimeSeries.UNIT, unit);
  }
}
