package io.github.volatility4j.examples;

import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchRoll;
import io.github.volatility4j.garch.PreSample;
import io.github.volatility4j.metrics.VarianceMetrics;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What should a GARCH on a short window do: take the likelihood at its word, keep the long-run
 * variance at the sample's, or lean on weak priors? QLIKE of the variance of the next day, by fits
 * on the last 90 returns on every third day; docs/short-windows.md says what came out.
 */
public final class ShortWindows {
  private static final int WINDOW = 90;
  private static final int EVERY = 3;

  private ShortWindows() {}

  /**
   * Prints the table.
   *
   * @param args a panel of prices (CSV, wide or long); without one the embedded Dow Jones stocks.
   *     Every further argument is the name of a column to take alone
   */
  public static void main(String[] args) {
    SeriesSet prices =
        args.length == 0 ? ExampleData.dowJones30() : SeriesSet.readCsv(Path.of(args[0]));
    List<TimeSeries> returns = new ArrayList<>();
    for (TimeSeries series : prices) {
      boolean wanted = args.length < 2 || List.of(args).indexOf(series.name()) > 0;
      if (wanted && series.size() > WINDOW + 2) {
        returns.add(Returns.logPercent(series));
      }
    }
    System.out.print(table(returns));
  }

  /** One row for each way: mean and median of the QLIKE of the series. */
  static String table(List<TimeSeries> returns) {
    Map<String, double[]> all = new LinkedHashMap<>(); // way -> QLIKE of each series
    Garch garch = Garch.builder().preSample(PreSample.EWMA);
    all.put("maximum likelihood", ofRolls(returns, garch));
    all.put("variance targeting", ofRolls(returns, garch.varianceTargeting()));
    all.put("weak priors", ofRolls(returns, garch.weakPriors()));
    all.put("targeting and priors", ofRolls(returns, garch.varianceTargeting().weakPriors()));
    all.put("sample variance", ofWindows(returns, 1));
    all.put("EWMA .94", ofWindows(returns, 0.94));
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "QLIKE of %d series%n", returns.size()));
    double[] first = all.values().iterator().next();
    all.forEach(
        (way, qlike) -> {
          double[] sorted = qlike.clone();
          Arrays.sort(sorted);
          double median = 0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]);
          long better = IntStream.range(0, qlike.length).filter(i -> qlike[i] < first[i]).count();
          text.append(
              String.format(
                  Locale.ROOT,
                  "%-22s mean %8.4f, median %8.4f, better than the first in %d%n",
                  way,
                  Arrays.stream(qlike).average().orElseThrow(),
                  median,
                  better));
        });
    return text.toString();
  }

  private static double[] ofRolls(List<TimeSeries> returns, Garch garch) {
    GarchRoll roll = garch.rolling(WINDOW).refitEvery(EVERY);
    return returns.stream()
        .mapToDouble(
            series -> {
              double[] variance =
                  roll.refits(series).stream().mapToDouble(GarchRoll.Refit::variance).toArray();
              return qlike(series, variance);
            })
        .toArray();
  }

  private static double[] ofWindows(List<TimeSeries> returns, double decay) {
    return returns.stream()
        .mapToDouble(
            series -> {
              double[] r = series.values();
              double[] variance =
                  IntStream.iterate(WINDOW, end -> end <= r.length, end -> end + EVERY)
                      .mapToDouble(end -> weighted(r, end, decay))
                      .toArray();
              return qlike(series, variance);
            })
        .toArray();
  }

  /** The mean squared deviation from the window's mean, the latest weighing most. */
  private static double weighted(double[] r, int end, double decay) {
    double mean = mean(r, end);
    double sum = 0;
    double weights = 0;
    double weight = 1;
    for (int t = end - 1; t >= end - WINDOW; t--) {
      sum += weight * (r[t] - mean) * (r[t] - mean);
      weights += weight;
      weight *= decay;
    }
    return Math.max(sum / weights, 1e-8);
  }

  private static double mean(double[] r, int end) {
    return IntStream.range(end - WINDOW, end).mapToDouble(t -> r[t]).sum() / WINDOW;
  }

  /** The truth is the squared deviation of the return from the mean of the window. */
  private static double qlike(TimeSeries series, double[] variance) {
    double[] r = series.values();
    int days = (r.length - WINDOW + EVERY - 1) / EVERY; // the last window may end with the series
    double[] truth = new double[days];
    double[] forecast = new double[days];
    for (int i = 0; i < days; i++) {
      int row = WINDOW + i * EVERY;
      double surprise = r[row] - mean(r, row);
      truth[i] = surprise * surprise;
      forecast[i] = variance[i];
    }
    return VarianceMetrics.qlike(truth, forecast);
  }
}
