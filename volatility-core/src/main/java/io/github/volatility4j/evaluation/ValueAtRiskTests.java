package io.github.volatility4j.evaluation;

import io.github.volatility4j.evaluation.ForecastTests.Outcome;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Tests and scores of Value at Risk and Expected Shortfall.
 *
 * <p>Value at Risk at a level α is the quantile q of the return that is undershot with probability
 * α: at 1 % usually a negative number, in the returns' unit. Expected Shortfall e is the mean
 * return given {@code r ≤ q}. A hit is a day with {@code r < q}.
 */
public final class ValueAtRiskTests {
  private ValueAtRiskTests() {}

  /**
   * Tests whether hits come as often as they should (Kupiec 1995, Journal of Derivatives 3:73–84,
   * doi:10.3905/jod.1995.407942): likelihood ratio of x hits in n days, {@code 2·ln((x/n)^x·(1 −
   * x/n)^(n−x) / (α^x·(1−α)^(n−x)))}, beside χ²(1).
   *
   * @param returns r, at least one
   * @param quantiles q, one for each
   * @param level α in (0, 1)
   * @return the test
   */
  public static Outcome kupiec(double[] returns, double[] quantiles, double level) {
    boolean[] hits = hits(returns, quantiles, level);
    double statistic = coverage(hits, level);
    return new Outcome(statistic, LongRun.chiSquaredP(statistic, 1));
  }

  /**
   * Tests whether hits come independently (Christoffersen 1998, International Economic Review
   * 39:841–862, doi:10.2307/2527341): likelihood ratio of a Markov chain of first order against
   * independence over the n − 1 steps, beside χ²(1). Without a hit the statistic is 0.
   *
   * @param returns r, at least two
   * @param quantiles q, one for each
   * @param level α in (0, 1)
   * @return the test
   */
  public static Outcome independence(double[] returns, double[] quantiles, double level) {
    double statistic = dependence(hits(returns, quantiles, level));
    return new Outcome(statistic, LongRun.chiSquaredP(statistic, 1));
  }

  /**
   * Christoffersen's joint test of {@link #kupiec} and {@link #independence}: the sum of both
   * statistics, beside χ²(2).
   *
   * @param returns r, at least two
   * @param quantiles q, one for each
   * @param level α in (0, 1)
   * @return the test
   */
  public static Outcome christoffersen(double[] returns, double[] quantiles, double level) {
    boolean[] hits = hits(returns, quantiles, level);
    double statistic = coverage(hits, level) + dependence(hits);
    return new Outcome(statistic, LongRun.chiSquaredP(statistic, 2));
  }

  /**
   * Tests whether hits can be foreseen, the dynamic quantile test (Engle and Manganelli 2004,
   * Journal of Business and Economic Statistics 22:367–381, doi:10.1198/073500104000000370): {@code
   * b'X'Xb / (α(1−α))} from the regression of {@code hit − α} on a constant, its own last values
   * and q, beside χ²(lags + 2). Some programs, GAS for R among them, add the square of the last
   * return to these.
   *
   * @param returns r, at least lags + 10
   * @param quantiles q, one for each, not all equal
   * @param level α in (0, 1)
   * @param lags from 1; 4 by custom
   * @return the test
   * @throws IllegalArgumentException if an argument is out of its domain, or there is no hit to be
   *     seen as a last value
   */
  public static Outcome dynamicQuantile(
      double[] returns, double[] quantiles, double level, int lags) {
    boolean[] hits = hits(returns, quantiles, level);
    int rows = hits.length - lags;
    if (lags < 1 || rows < 10) {
      throw new IllegalArgumentException(
          "lags is %d with %d returns; at least 1, and 10 more returns, are wanted"
              .formatted(lags, hits.length));
    }
    double[][] x = new double[rows][lags + 2];
    double[] y = new double[rows];
    for (int t = 0; t < rows; t++) {
      y[t] = excess(hits[t + lags], level);
      x[t][0] = 1;
      for (int k = 1; k <= lags; k++) {
        x[t][k] = excess(hits[t + lags - k], level);
      }
      x[t][lags + 1] = quantiles[t + lags];
    }
    Array2DRowRealMatrix design = new Array2DRowRealMatrix(x, false);
    double[] b;
    try {
      b =
          new QRDecomposition(design, 1e-10)
              .getSolver()
              .solve(new ArrayRealVector(y, false))
              .toArray();
    } catch (SingularMatrixException e) {
      throw new IllegalArgumentException(
          "the dynamic quantile test needs hits among the last values and quantiles that vary", e);
    }
    double sum = 0;
    for (double fitted : design.operate(b)) {
      sum += fitted * fitted;
    }
    double statistic = sum / (level * (1 - level));
    return new Outcome(statistic, LongRun.chiSquaredP(statistic, lags + 2));
  }

  /**
   * The quantile score {@code mean((α − 1(r<q))·(r − q))}, lowest in expectation for the true
   * quantile (Koenker and Bassett 1978, Econometrica 46:33–50, doi:10.2307/1913643).
   *
   * @param returns r, at least one
   * @param quantiles q, one for each
   * @param level α in (0, 1)
   * @return in the returns' unit, at least 0
   */
  public static double quantileScore(double[] returns, double[] quantiles, double level) {
    boolean[] hits = hits(returns, quantiles, level);
    double sum = 0;
    for (int t = 0; t < hits.length; t++) {
      sum += ((hits[t] ? 0 : 1) - (1 - level)) * (returns[t] - quantiles[t]);
    }
    return sum / hits.length;
  }

  /**
   * The score of Value at Risk and Expected Shortfall together that does not depend on the unit but
   * for a constant: {@code mean(−1(r≤q)·(q − r)/(α·e) + q/e + ln(−e) − 1)}, lowest in expectation
   * for the true pair (Fissler and Ziegel 2016, Annals of Statistics 44:1680–1707,
   * doi:10.1214/16-AOS1439; this member: Patton, Ziegel and Chen 2019, Journal of Econometrics
   * 211:388–413, doi:10.1016/j.jeconom.2018.10.008).
   *
   * @param returns r, at least one
   * @param quantiles q, one for each
   * @param shortfalls e, one for each, negative and not above q
   * @param level α in (0, 1)
   * @return lower is better
   */
  public static double fisslerZiegel(
      double[] returns, double[] quantiles, double[] shortfalls, double level) {
    boolean[] hits = hits(returns, quantiles, level);
    if (shortfalls.length != hits.length) {
      throw new IllegalArgumentException(
          "%d shortfalls for %d returns".formatted(shortfalls.length, hits.length));
    }
    double sum = 0;
    for (int t = 0; t < hits.length; t++) {
      double q = quantiles[t];
      double e = shortfalls[t];
      if (!(e < 0 && e <= q && e > Double.NEGATIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "shortfall %s with quantile %s in row %d; it must be negative and not above it"
                .formatted(e, q, t));
      }
      double below = hits[t] ? q - returns[t] : 0;
      sum += -below / (level * e) + q / e + Math.log(-e) - 1;
    }
    return sum / hits.length;
  }

  private static boolean[] hits(double[] returns, double[] quantiles, double level) {
    int n = LongRun.requireFinite("return", returns, 1).length;
    LongRun.requireFinite("quantile", quantiles, 1);
    if (quantiles.length != n) {
      throw new IllegalArgumentException(
          "%d quantiles for %d returns".formatted(quantiles.length, n));
    } else if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level is " + level + "; it must be between 0 and 1");
    }
    boolean[] out = new boolean[n];
    for (int t = 0; t < n; t++) {
      out[t] = returns[t] < quantiles[t];
    }
    return out;
  }

  private static double excess(boolean hit, double level) {
    return (hit ? 1 : 0) - level;
  }

  private static double coverage(boolean[] hits, double level) {
    int x = 0;
    for (boolean hit : hits) {
      x += hit ? 1 : 0;
    }
    int n = hits.length;
    return 2 * (bernoulli(x, n - x) - x * Math.log(level) - (n - x) * Math.log1p(-level));
  }

  private static double dependence(boolean[] hits) {
    if (hits.length < 2) {
      throw new IllegalArgumentException("one return; a step from one to the next takes two");
    }
    int[][] steps = new int[2][2];
    for (int t = 1; t < hits.length; t++) {
      steps[hits[t - 1] ? 1 : 0][hits[t] ? 1 : 0]++;
    }
    double chain = bernoulli(steps[0][1], steps[0][0]) + bernoulli(steps[1][1], steps[1][0]);
    double independent = bernoulli(steps[0][1] + steps[1][1], steps[0][0] + steps[1][0]);
    return Math.max(0, 2 * (chain - independent));
  }

  /** The highest log-likelihood of so many hits and misses; 0·ln 0 is 0. */
  private static double bernoulli(int hits, int misses) {
    double n = hits + misses;
    return (hits > 0 ? hits * Math.log(hits / n) : 0)
        + (misses > 0 ? misses * Math.log(misses / n) : 0);
  }
}
