package io.github.volatility4j.examples;

import io.github.volatility4j.baseline.Baseline;
import io.github.volatility4j.evaluation.ValueAtRiskTests;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.PreSample;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Is a normal Value at Risk any good? Losses beyond the 1 % quantile come too often, which both
 * forecasts of variance share: it is the normal distribution that is wrong.
 */
public final class TestValueAtRisk {
  private static final double LEVEL = 0.01;
  private static final int WINDOW = 1000;

  private TestValueAtRisk() {}

  /**
   * Prints tests of one-day Value at Risk for the S&amp;P 500 since 2010.
   *
   * @param args none
   */
  public static void main(String[] args) {
    TimeSeries returns = Returns.logPercent(ExampleData.sp500());
    print("EWMA 0.94", Baseline.ewma(0.94), returns);
    print(
        "GARCH(1,1)",
        Garch.builder().preSample(PreSample.EWMA).rolling(WINDOW).refitEvery(20),
        returns);
  }

  private static void print(String name, VolatilityEstimator model, TimeSeries returns) {
    LocalDate from = LocalDate.of(2010, 1, 1);
    LocalDate to = returns.date(returns.size() - 1);
    History history = History.of(SeriesSet.of(returns));
    TimeSeries variance =
        model
            .fit(returns.until(from.minusDays(1)))
            .historicalForecasts(history, from, to)
            .get(returns.name());
    double[] r = returns.slice(returns.firstRowFrom(from), returns.size()).values();
    double[] quantile = new double[r.length];
    double z = new NormalDistribution().inverseCumulativeProbability(LEVEL);
    int hits = 0;
    for (int t = 0; t < r.length; t++) {
      quantile[t] = z * Math.sqrt(variance.value(t));
      hits += r[t] < quantile[t] ? 1 : 0;
    }
    System.out.printf(
        "%-11s %d hits in %d days; p-values: Kupiec %.4f, Christoffersen %.4f, dynamic quantile %.4f%n",
        name,
        hits,
        r.length,
        ValueAtRiskTests.kupiec(r, quantile, LEVEL).pValue(),
        ValueAtRiskTests.christoffersen(r, quantile, LEVEL).pValue(),
        ValueAtRiskTests.dynamicQuantile(r, quantile, LEVEL, 4).pValue());
  }
}
