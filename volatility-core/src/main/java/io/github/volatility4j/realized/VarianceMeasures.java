package io.github.volatility4j.realized;

import io.github.volatility4j.forecast.VolatilityForecast;
import java.util.Arrays;

/**
 * Measures of the variance of a day, from nothing but prices. With o, h, l, c the logarithms of
 * open, high, low and close, {@code u = h − o}, {@code d = l − o} and {@code x = c − o}:
 *
 * <ul>
 *   <li>{@link #squaredResiduals}: {@code (r − μ)²}, unbiased and very noisy;
 *   <li>{@link #parkinson}: {@code (h − l)² / (4·ln 2)};
 *   <li>{@link #garmanKlass}: {@code ½·(u − d)² − (2·ln 2 − 1)·x²};
 *   <li>{@link #rogersSatchell}: {@code u·(u − x) + d·(d − x)};
 *   <li>{@link #yangZhang}: several days' overnight, open-to-close and Rogers–Satchell variances;
 *   <li>{@link #realizedVariance}, {@link #bipowerVariation}, {@link #realizedQuarticity}: from the
 *       returns inside a day.
 * </ul>
 *
 * <p>For a Brownian motion observed without pause all are unbiased for the variance of the span
 * that they see: Parkinson, Garman–Klass and those from returns inside the day only without a
 * drift, Rogers–Satchell and Yang–Zhang (and the residual with its μ) with any. Those from the
 * range see open to close only, and are too low where prices are quoted seldom, because the highest
 * price is then missed. Efficiency, as the variance of a squared open-to-close return divided by
 * the measure's own: Parkinson 4.9, Garman–Klass 7.4, Rogers–Satchell 6.0.
 *
 * <p>Prices give variances of decimal log returns; times {@link #PERCENT_SQUARED} they are those of
 * returns in percent. Returns give the square of their own unit. All are per day, except that
 * {@link #annualizedVolatility} says otherwise. Every measure is at least 0 and may be exactly 0.
 */
public final class VarianceMeasures {
  /** The variance of a return in percent, divided by that of the same return as a decimal. */
  public static final double PERCENT_SQUARED = 1e4;

  private static final double LN2 = Math.log(2);

  private VarianceMeasures() {}

  /**
   * Squared residuals {@code (r − μ)²}.
   *
   * @param returns r
   * @param expected their expectations μ, known the day before
   * @return one for each day, in the square of the returns' unit
   * @throws IllegalArgumentException if lengths differ or a number is not finite
   */
  public static double[] squaredResiduals(double[] returns, double[] expected) {
    requireSameLength(returns.length, expected.length);
    double[] out = new double[returns.length];
    for (int t = 0; t < out.length; t++) {
      double e = returns[t] - expected[t];
      if (!Double.isFinite(e)) {
        throw new IllegalArgumentException(
            "return %s less %s in row %d is not a finite number"
                .formatted(returns[t], expected[t], t));
      }
      out[t] = e * e;
    }
    return out;
  }

  /**
   * Parkinson 1980, Journal of Business 53:61–65, doi:10.1086/296071.
   *
   * @param high highest prices
   * @param low lowest prices
   * @return {@code (ln(high/low))² / (4·ln 2)} for each day, of decimal log returns
   * @throws IllegalArgumentException if prices are not positive or a low is above a high
   */
  public static double[] parkinson(double[] high, double[] low) {
    return each(Ohlc.of(high, high, low, low), (u, d, x) -> (u - d) * (u - d) / (4 * LN2));
  }

  /**
   * Garman and Klass 1980, Journal of Business 53:67–78, doi:10.1086/296072, in the practical form
   * that its authors recommend.
   *
   * @param open first prices
   * @param high highest prices
   * @param low lowest prices
   * @param close last prices
   * @return {@code ½·(u − d)² − (2·ln 2 − 1)·x²} for each day, of decimal log returns
   * @throws IllegalArgumentException if prices are not positive, or a high or low is none
   */
  public static double[] garmanKlass(double[] open, double[] high, double[] low, double[] close) {
    return each(
        Ohlc.of(open, high, low, close),
        (u, d, x) -> 0.5 * (u - d) * (u - d) - (2 * LN2 - 1) * x * x);
  }

  /**
   * Rogers and Satchell 1991, Annals of Applied Probability 1:504–512, doi:10.1214/aoap/1177005835;
   * a drift does not bias it.
   *
   * @param open first prices
   * @param high highest prices
   * @param low lowest prices
   * @param close last prices
   * @return {@code u·(u − x) + d·(d − x)} for each day, of decimal log returns
   * @throws IllegalArgumentException if prices are not positive, or a high or low is none
   */
  public static double[] rogersSatchell(
      double[] open, double[] high, double[] low, double[] close) {
    return each(Ohlc.of(open, high, low, close), VarianceMeasures::rogersSatchell);
  }

  private static double rogersSatchell(double u, double d, double x) {
    return u * (u - x) + d * (d - x);
  }

  /**
   * Yang and Zhang 2000, Journal of Business 73:477–491, doi:10.1086/209650: the variance from
   * close to close, night included, as the mean over the last n days. With {@code g[t] = ln(open[t]
   * / close[t−1])}: {@code s²(g) + k·s²(x) + (1 − k)·mean(RS)}, s² the sample variance (divisor n −
   * 1), RS {@link #rogersSatchell}, {@code k = 0.34 / (1.34 + (n+1)/(n−1))}. Neither a drift nor
   * the night's jump biases it.
   *
   * @param open first prices
   * @param high highest prices
   * @param low lowest prices
   * @param close last prices
   * @param days n, at least 2
   * @return for each day the daily variance over the n days that end with it, of decimal log
   *     returns; {@code NaN}, that is missing, in the first n rows
   * @throws IllegalArgumentException if n is less than 2, prices are not positive, or a high or low
   *     is none
   */
  public static double[] yangZhang(
      double[] open, double[] high, double[] low, double[] close, int days) {
    if (days < 2) {
      throw new IllegalArgumentException("days is " + days + "; Yang and Zhang need at least 2");
    }
    double[] rs = rogersSatchell(open, high, low, close);
    int n = rs.length;
    double[] night = new double[n];
    double[] day = new double[n];
    for (int t = 1; t < n; t++) {
      night[t] = Math.log(open[t] / close[t - 1]);
      day[t] = Math.log(close[t] / open[t]);
    }
    double k = 0.34 / (1.34 + (days + 1.0) / (days - 1.0));
    double[] out = new double[n];
    Arrays.fill(out, 0, Math.min(n, days), Double.NaN);
    for (int t = days; t < n; t++) {
      int from = t - days + 1;
      out[t] =
          sampleVariance(night, from, t + 1)
              + k * sampleVariance(day, from, t + 1)
              + (1 - k) * mean(rs, from, t + 1);
    }
    return out;
  }

  /**
   * Realised variance {@code Σ r[i]²} of one day (Andersen and Bollerslev 1998, International
   * Economic Review 39:885–905, doi:10.2307/2527343).
   *
   * @param intraday the day's returns over equal spans, at least one
   * @return in the square of their unit
   * @throws IllegalArgumentException if there is none, or one is not finite
   */
  public static double realizedVariance(double[] intraday) {
    double sum = 0;
    for (double r : requireReturns(intraday, 1)) {
      sum += r * r;
    }
    return sum;
  }

  /**
   * Bipower variation {@code (π/2)·m/(m−1)·Σ|r[i]|·|r[i−1]|} of one day with m returns: what of its
   * variance came without jumps (Barndorff-Nielsen and Shephard 2004, Journal of Financial
   * Econometrics 2:1–37, doi:10.1093/jjfinec/nbh001).
   *
   * @param intraday the day's returns over equal spans, at least two
   * @return in the square of their unit
   * @throws IllegalArgumentException if there are fewer, or one is not finite
   */
  public static double bipowerVariation(double[] intraday) {
    int m = requireReturns(intraday, 2).length;
    double sum = 0;
    for (int i = 1; i < m; i++) {
      sum += Math.abs(intraday[i]) * Math.abs(intraday[i - 1]);
    }
    return Math.PI / 2 * m / (m - 1) * sum;
  }

  /**
   * Realised quarticity {@code (m/3)·Σ r[i]⁴} of one day with m returns: the squared error that
   * {@link #realizedVariance} is expected to have, times m/2 (Barndorff-Nielsen and Shephard 2002,
   * Journal of the Royal Statistical Society B 64:253–280, doi:10.1111/1467-9868.00336).
   *
   * @param intraday the day's returns over equal spans, at least one
   * @return in the fourth power of their unit
   * @throws IllegalArgumentException if there is none, or one is not finite
   */
  public static double realizedQuarticity(double[] intraday) {
    double sum = 0;
    for (double r : requireReturns(intraday, 1)) {
      sum += r * r * r * r;
    }
    return sum * intraday.length / 3;
  }

  /**
   * Volatility a year {@code √(252·v)}, if days are uncorrelated.
   *
   * @param variance daily variance v, at least 0
   * @return in the returns' unit
   * @throws IllegalArgumentException if the variance is negative or not finite
   * @see VolatilityForecast#TRADING_DAYS
   */
  public static double annualizedVolatility(double variance) {
    if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "variance is " + variance + "; it must be at least 0 and finite");
    }
    return Math.sqrt(VolatilityForecast.TRADING_DAYS * variance);
  }

  /** A measure of one day from what log prices did after the open. */
  @FunctionalInterface
  private interface Measure {
    double of(double up, double down, double close);
  }

  private static double[] each(Ohlc prices, Measure measure) {
    double[] out = new double[prices.open().length];
    for (int t = 0; t < out.length; t++) {
      double open = prices.open()[t];
      double value =
          measure.of(
              Math.log(prices.high()[t] / open),
              Math.log(prices.low()[t] / open),
              Math.log(prices.close()[t] / open));
      out[t] = Math.max(0, value); // rounding may leave a zero a little below
    }
    return out;
  }

  private static double[] requireReturns(double[] intraday, int least) {
    if (intraday.length < least) {
      throw new IllegalArgumentException(
          "%d returns in the day; at least %d are wanted".formatted(intraday.length, least));
    }
    for (int i = 0; i < intraday.length; i++) {
      if (!Double.isFinite(intraday[i])) {
        throw new IllegalArgumentException(
            "return %s at %d in the day; it must be finite".formatted(intraday[i], i));
      }
    }
    return intraday;
  }

  static void requireSameLength(int first, int other) {
    if (first != other) {
      throw new IllegalArgumentException(
          "columns of %d and %d rows; they must be equally long".formatted(first, other));
    }
  }

  private static double mean(double[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += x[i];
    }
    return sum / (to - from);
  }

  private static double sampleVariance(double[] x, int from, int to) {
    double mean = mean(x, from, to);
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / (to - from - 1);
  }
}
