package io.github.volatility4j.forecast;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The variance expected on each of the next trading days.
 *
 * <p>Element {@code k} (from 0) is the conditional variance of the return on the {@code (k+1)}-th
 * trading day after {@link #lastDate()}, in the square of the returns' unit, per day. It is
 * positive and finite.
 */
public final class VolatilityForecast {
  /** Trading days in a year, by the market's convention. */
  public static final int TRADING_DAYS = 252;

  private final String name;
  private final Optional<LocalDate> lastDate;
  private final double[] variance; // [horizon]
  private final String unit;

  /**
   * A forecast.
   *
   * @param name of the series
   * @param lastDate last day whose information it uses, empty for an undated series
   * @param variance positive, one for each day ahead, at least one
   * @param unit of the returns, for instance "percent"
   * @throws IllegalArgumentException if a variance is not positive and finite
   */
  public VolatilityForecast(
      String name, Optional<LocalDate> lastDate, double[] variance, String unit) {
    if (variance.length == 0) {
      throw new IllegalArgumentException("horizon is 0, must be at least 1");
    }
    for (int k = 0; k < variance.length; k++) {
      if (!(variance[k] > 0 && variance[k] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "series %s: forecast variance %s %d days ahead; it must be positive and finite"
                .formatted(name, variance[k], k + 1));
      }
    }
    this.name = name;
    this.lastDate = lastDate;
    this.variance = variance.clone();
    this.unit = unit;
  }

  /** {@return the name of the series} */
  public String name() {
    return name;
  }

  /** {@return the last day whose information was used, empty for an undated series} */
  public Optional<LocalDate> lastDate() {
    return lastDate;
  }

  /** {@return the number of days ahead} */
  public int horizon() {
    return variance.length;
  }

  /** {@return the unit of the returns; variances are in its square} */
  public String unit() {
    return unit;
  }

  /** {@return daily variance, in the square of the returns' unit, for each day ahead} */
  public double[] variance() {
    return variance.clone();
  }

  /** {@return daily volatility {@code √h}, in the returns' unit, for each day ahead} */
  public double[] volatility() {
    double[] out = new double[variance.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = Math.sqrt(variance[k]);
    }
    return out;
  }

  /**
   * {@return annual volatility {@code √(252·h)}, in the returns' unit, for each day ahead}
   *
   * @see #TRADING_DAYS
   */
  public double[] annualizedVolatility() {
    double[] out = new double[variance.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = Math.sqrt(TRADING_DAYS * variance[k]);
    }
    return out;
  }

  /** {@return the variance of the sum of the returns over the whole horizon, if uncorrelated} */
  public double totalVariance() {
    double sum = 0;
    for (double h : variance) {
      sum += h;
    }
    return sum;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    lastDate.ifPresent(date -> text.append(" after ").append(date));
    text.append(", daily volatility in ").append(unit).append(":");
    for (double h : variance) {
      text.append(String.format(java.util.Locale.ROOT, " %.4g", Math.sqrt(h)));
    }
    return text.toString();
  }
}
