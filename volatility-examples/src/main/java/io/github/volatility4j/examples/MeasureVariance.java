package io.github.volatility4j.examples;

import io.github.volatility4j.realized.VarianceMeasures;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;

/** How volatile was it? The same days measured in several ways, from prices alone. */
public final class MeasureVariance {
  private static final int MONTH = 22;

  private MeasureVariance() {}

  /**
   * Prints the S&amp;P 500's annual volatility by each measure.
   *
   * @param args none
   */
  public static void main(String[] args) {
    TimeSeries prices = ExampleData.sp500Ohlc();
    double[] open = prices.values("open");
    double[] high = prices.values("high");
    double[] low = prices.values("low");
    double[] close = prices.values("close");
    print("Parkinson", VarianceMeasures.parkinson(high, low));
    print("Garman-Klass", VarianceMeasures.garmanKlass(open, high, low, close));
    print("Rogers-Satchell", VarianceMeasures.rogersSatchell(open, high, low, close));
    print("Yang-Zhang", VarianceMeasures.yangZhang(open, high, low, close, MONTH));
  }

  private static void print(String measure, double[] variance) {
    double mean = Arrays.stream(variance).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    System.out.printf(
        "%-16s %.1f %% a year%n", measure, 100 * VarianceMeasures.annualizedVolatility(mean));
  }
}
