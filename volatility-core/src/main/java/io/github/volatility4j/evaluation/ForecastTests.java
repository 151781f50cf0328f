package io.github.volatility4j.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Tests of variance forecasts: is one unbiased, and does one have a lower loss than another?
 *
 * <p>A loss difference is {@code d[t] = loss of A − loss of B} on day t: a negative mean says that
 * A is better. Standard errors of means allow for L autocovariances with Bartlett weights {@code 1
 * − k/(L+1)} (Newey and West 1987, Econometrica 55:703–708, doi:10.2307/1913610), with divisor n
 * and no small-sample factor; {@link #bartlettLags} is the usual L. p-values are two-sided.
 *
 * <p>On a proxy of the variance that is noisy but unbiased, only MSE and QLIKE rank forecasts
 * rightly (Patton 2011, doi:10.1016/j.jeconom.2010.03.034), so test differences of those.
 */
public final class ForecastTests {
  private ForecastTests() {}

  /**
   * A statistic and the chance of one at least as large if the hypothesis holds.
   *
   * @param statistic of the test
   * @param pValue in [0, 1]
   */
  public record Outcome(double statistic, double pValue) {}

  /**
   * A Mincer–Zarnowitz regression.
   *
   * @param intercept b₀
   * @param slope b₁
   * @param interceptError standard error of b₀
   * @param slopeError standard error of b₁
   * @param r2 share of the truth's variance that the regression explains
   * @param unbiased the joint test of b₀ = 0 and b₁ = 1, χ²(2)
   */
  public record MincerZarnowitz(
      double intercept,
      double slope,
      double interceptError,
      double slopeError,
      double r2,
      Outcome unbiased) {}

  /**
   * A comparison of two forecasts by their mean loss.
   *
   * @param mean of the differences, negative where the first forecast is better
   * @param error its standard error
   * @param normal {@code mean/error} beside the normal distribution
   * @param smallSample the form of Harvey, Leybourne and Newbold, beside Student's t with n − 1
   *     degrees of freedom
   */
  public record DieboldMariano(double mean, double error, Outcome normal, Outcome smallSample) {}

  /**
   * The usual number of autocovariances, {@code ⌊4·(n/100)^(2/9)⌋}.
   *
   * @param n rows, at least 1
   * @return L, less than n
   */
  public static int bartlettLags(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n is " + n + ", must be at least 1");
    }
    return Math.min(n - 1, (int) Math.floor(4 * Math.pow(n / 100.0, 2.0 / 9)));
  }

  /**
   * Regresses the truth on the forecast, {@code y = b₀ + b₁·h + u} (Mincer and Zarnowitz 1969, in:
   * Economic Forecasts and Expectations, NBER): b₀ = 0 and b₁ = 1 for an unbiased forecast.
   *
   * @param truth realised variances y, at least 3
   * @param forecast as many forecasts h, not all equal
   * @param lags L of the standard errors
   * @return the regression
   * @throws IllegalArgumentException if lengths differ, a number is not finite, or the forecast is
   *     constant
   */
  public static MincerZarnowitz mincerZarnowitz(double[] truth, double[] forecast, int lags) {
    int n = LongRun.requireFinite("realised variance", truth, 3).length;
    LongRun.requireFinite("forecast", forecast, n);
    requireLength(forecast.length, n);
    LongRun.requireLags(lags, n);
    double meanY = LongRun.mean(truth);
    double meanH = LongRun.mean(forecast);
    double shh = 0;
    double shy = 0;
    double syy = 0;
    for (int t = 0; t < n; t++) {
      double h = forecast[t] - meanH;
      double y = truth[t] - meanY;
      shh += h * h;
      shy += h * y;
      syy += y * y;
    }
    if (!(shh > 0)) {
      throw new IllegalArgumentException(
          "the forecast is constant, nothing can be regressed on it");
    }
    double slope = shy / shh;
    double[][] scores = new double[n][2]; // in the regressors (1, h − mean), which are orthogonal
    double residuals = 0;
    for (int t = 0; t < n; t++) {
      double h = forecast[t] - meanH;
      double u = truth[t] - meanY - slope * h;
      scores[t][0] = u;
      scores[t][1] = u * h;
      residuals += u * u;
    }
    double[][] sum = LongRun.covariance(scores, lags);
    double level = sum[0][0] / n;
    double cross = sum[0][1] / shh;
    double steep = sum[1][1] * n / (shh * shh);
    double intercept = meanY - slope * meanH;
    double interceptVariance = level - 2 * meanH * cross + meanH * meanH * steep;
    // Of the level at the mean forecast, and the slope: the hypothesis is meanY = meanH, slope = 1.
    double statistic =
        LongRun.quadratic(
            new double[] {meanY - meanH, slope - 1},
            new double[][] {{level, cross}, {cross, steep}},
            "truth and forecast");
    return new MincerZarnowitz(
        intercept,
        slope,
        Math.sqrt(interceptVariance),
        Math.sqrt(steep),
        1 - residuals / syy,
        new Outcome(statistic, LongRun.chiSquaredP(statistic, 2)));
  }

  /**
   * Compares two forecasts (Diebold and Mariano 1995, Journal of Business and Economic Statistics
   * 13:253–263, doi:10.1080/07350015.1995.10524599). The small-sample form multiplies the statistic
   * by {@code √((n + 1 − 2k + k(k−1)/n) / n)}, k the horizon (Harvey, Leybourne and Newbold 1997,
   * International Journal of Forecasting 13:281–291, doi:10.1016/S0169-2070(96)00719-4).
   *
   * <p>Two forecasts with the same loss on every day give the statistic 0 and the p-value 1.
   *
   * @param difference d, at least 2, not all equal unless all are 0
   * @param lags L of the standard error, at least horizon − 1
   * @param horizon k of the forecasts in days, at least 1, below n
   * @return the comparison
   * @throws IllegalArgumentException if an argument is out of its domain
   */
  public static DieboldMariano dieboldMariano(double[] difference, int lags, int horizon) {
    int n = LongRun.requireFinite("loss difference", difference, 2).length;
    LongRun.requireLags(lags, n);
    if (horizon < 1 || horizon > lags + 1) {
      throw new IllegalArgumentException(
          "horizon is %d; with %d lags it must be from 1 to %d".formatted(horizon, lags, lags + 1));
    }
    double mean = LongRun.mean(difference);
    if (Arrays.stream(difference).allMatch(d -> d == 0)) {
      return new DieboldMariano(0, 0, new Outcome(0, 1), new Outcome(0, 1));
    } else if (Arrays.stream(difference).allMatch(d -> d == difference[0])) {
      throw new IllegalArgumentException(
          "every loss difference is " + difference[0] + "; their mean has no standard error");
    }
    double error = Math.sqrt(LongRun.variance(difference, lags) / n);
    double statistic = mean / error;
    double k = horizon;
    double small = statistic * Math.sqrt((n + 1 - 2 * k + k * (k - 1) / n) / n);
    double pSmall = 2 * new TDistribution(n - 1).cumulativeProbability(-Math.abs(small));
    return new DieboldMariano(
        mean,
        error,
        new Outcome(statistic, LongRun.normalP(statistic)),
        new Outcome(small, pSmall));
  }

  /**
   * Tests whether the difference can be foreseen (Giacomini and White 2006, Econometrica
   * 74:1545–1578, doi:10.1111/j.1468-0262.2006.00718.x): {@code n·z̄'Ω⁻¹z̄} with {@code z[t] =
   * x[t]·d[t]}, beside χ² with as many degrees of freedom as there are instruments.
   *
   * @param difference d
   * @param instruments x, a row for each difference: what was known before it; with a constant in
   *     it the test is of equal loss now and whenever
   * @param lags 0 for one-step forecasts, else horizon − 1
   * @return the test
   * @throws IllegalArgumentException if lengths differ, a number is not finite, or instruments are
   *     collinear
   */
  public static Outcome giacominiWhite(double[] difference, double[][] instruments, int lags) {
    int n = LongRun.requireFinite("loss difference", difference, 2).length;
    requireLength(instruments.length, n);
    LongRun.requireLags(lags, n);
    int q = instruments[0].length;
    double[][] z = new double[n][q];
    double[] mean = new double[q];
    for (int t = 0; t < n; t++) {
      requireLength(instruments[t].length, q);
      LongRun.requireFinite("instrument", instruments[t], 1);
      for (int j = 0; j < q; j++) {
        z[t][j] = instruments[t][j] * difference[t];
        mean[j] += z[t][j] / n;
      }
    }
    double statistic = n * LongRun.quadratic(mean, LongRun.covariance(z, lags), "instruments");
    return new Outcome(statistic, LongRun.chiSquaredP(statistic, q));
  }

  /**
   * The usual Giacomini–White test of one-step forecasts: instruments 1 and {@code d[t−1]}.
   *
   * @param difference d, at least 3
   * @return the test, over all days but the first
   */
  public static Outcome giacominiWhite(double[] difference) {
    LongRun.requireFinite("loss difference", difference, 3);
    double[][] instruments = new double[difference.length - 1][];
    for (int t = 1; t < difference.length; t++) {
      instruments[t - 1] = new double[] {1, difference[t - 1]};
    }
    return giacominiWhite(Arrays.copyOfRange(difference, 1, difference.length), instruments, 0);
  }

  /**
   * Diebold–Mariano over many stocks at once: the mean over all stocks and days, with a standard
   * error that allows for any dependence between stocks on a day, and over L days (Driscoll and
   * Kraay 1998, Review of Economics and Statistics 80:549–560, doi:10.1162/003465398557825; with no
   * lags it is the error clustered by date).
   *
   * @param difference a row for each stock, a column for each date in order of time; {@code NaN}
   *     where a stock has none
   * @param lags L; 0 clusters by date only
   * @return statistic and p-value, normal
   * @throws IllegalArgumentException if rows differ in length or there is nothing to compare
   */
  public static Outcome panelDieboldMariano(double[][] difference, int lags) {
    int dates = difference.length == 0 ? 0 : difference[0].length;
    double sum = 0;
    long count = 0;
    for (double[] stock : difference) {
      requireLength(stock.length, dates);
      for (double d : stock) {
        if (!Double.isNaN(d)) {
          sum += d;
          count++;
        }
      }
    }
    if (count < 2 || !Double.isFinite(sum)) {
      throw new IllegalArgumentException(
          count + " loss differences that add up to " + sum + "; at least 2, finite, are wanted");
    }
    LongRun.requireLags(lags, dates);
    double mean = sum / count;
    double[][] byDate = new double[dates][1];
    for (double[] stock : difference) {
      for (int t = 0; t < dates; t++) {
        byDate[t][0] += Double.isNaN(stock[t]) ? 0 : stock[t] - mean;
      }
    }
    double variance = LongRun.covariance(byDate, lags)[0][0] * dates;
    if (!(variance > 0)) {
      if (mean == 0) {
        return new Outcome(0, 1);
      }
      throw new IllegalArgumentException("the loss differences do not vary from date to date");
    }
    double statistic = sum / Math.sqrt(variance);
    return new Outcome(statistic, LongRun.normalP(statistic));
  }

  /**
   * Holm's correction for many tests (Holm 1979, Scandinavian Journal of Statistics 6:65–70): the
   * i-th smallest of m p-values is multiplied by m − i + 1, never below the one before, never above
   * 1. Rejecting where the result is below 5 % keeps the chance of any false rejection below that.
   *
   * @param pValues in [0, 1]
   * @return corrected ones, in the same order
   * @throws IllegalArgumentException if a value is out of range
   */
  public static double[] holm(double[] pValues) {
    for (int i = 0; i < pValues.length; i++) {
      if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
        throw new IllegalArgumentException(
            "p-value %s at %d; it must be from 0 to 1".formatted(pValues[i], i));
      }
    }
    List<Integer> order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .toList();
    double[] out = new double[pValues.length];
    double before = 0;
    for (int rank = 0; rank < out.length; rank++) {
      int i = order.get(rank);
      before = Math.max(before, Math.min(1, pValues[i] * (out.length - rank)));
      out[i] = before;
    }
    return out;
  }

  private static void requireLength(int found, int wanted) {
    if (found != wanted) {
      throw new IllegalArgumentException(
          "rows of %d and %d; they must be equally many".formatted(wanted, found));
    }
  }
}
