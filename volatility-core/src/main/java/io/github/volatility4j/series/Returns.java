package io.github.volatility4j.series;

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
    return log(prices, 100, TimeSeries.PERCENT);
  }

  /**
   * Log returns in percent of every series.
   *
   * @param prices positive
   * @return a set of the same names
   */
  public static SeriesSet logPercent(SeriesSet prices) {
    return prices.map(Returns::logPercent);
  }

  /**
   * Log returns as decimal fractions: {@code r[t] = ln(P[t] / P[t−1])}.
   *
   * @param prices positive
   * @return one row fewer
   * @throws IllegalArgumentException if a price is not positive, naming its day, or there is none
   */
  public static TimeSeries logDecimal(TimeSeries prices) {
    return log(prices, 1, TimeSeries.DECIMAL);
  }

  /**
   * Log returns as decimal fractions of every series.
   *
   * @param prices positive
   * @return a set of the same names
   */
  public static SeriesSet logDecimal(SeriesSet prices) {
    return prices.map(Returns::logDecimal);
  }

  private static TimeSeries log(TimeSeries prices, double scale, String unit) {
    int n = prices.size();
    if (n == 0) {
      throw new IllegalArgumentException("series " + prices.name() + " has no prices");
    }
    double[] close = prices.values();
    for (int i = 0; i < n; i++) {
      if (!(close[i] > 0)) {
        throw new IllegalArgumentException(
            "series %s: price %s in row %d%s; prices must be positive"
                .formatted(
                    prices.name(), close[i], i, prices.isDated() ? " (" + prices.date(i) + ")" : ""));
      }
    }
    double[] returns = new double[n - 1];
    for (int i = 1; i < n; i++) {
      returns[i - 1] = scale * Math.log(close[i] / close[i - 1]);
    }
    TimeSeries later = prices.slice(1, n).mainNamed(CLOSE);
    return later.withMain(RETURN, returns).withAttribute(TimeSeries.UNIT, unit);
  }
}
