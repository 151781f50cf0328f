package io.github.volatility4j.examples;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/**
 * One stock: the volatility that was forecast for each day by model and teacher, and the one that
 * was seen. A single day says next to nothing about its volatility, so the truth is drawn as its
 * mean over the five days around it.
 */
final class VarianceChart {
  private static final int AROUND = 2;

  private VarianceChart() {}

  static void write(Scores.Stock stock, String model, Path file) {
    LocalDate first = stock.dates().get(0);
    LocalDate last = stock.dates().get(stock.dates().size() - 1);
    XYChart chart =
        Charts.chart(
            "%s: volatility forecast one day ahead, %s to %s".formatted(stock.code(), first, last),
            "",
            "volatility of a day, percent (log axis)",
            Charts.HEIGHT);
    List<Date> x = Charts.dates(stock.dates());
    double[] seen = root(around(stock.truth()));
    double[] forecast = root(stock.model());
    double[] garch = root(stock.garch());
    // The lowest forecast, not the lowest truth, decides how far down the axis goes: a stock that
    // hardly moved for five days would otherwise squeeze everything else.
    double low =
        DoubleStream.concat(Arrays.stream(forecast), Arrays.stream(garch)).min().orElseThrow();
    double floor = low / 2;
    double high = DoubleStream.of(max(forecast), max(garch), max(seen)).max().orElseThrow() * 1.1;
    Charts.logarithmic(chart, floor, high);
    Charts.line(
        chart,
        "truth: mean of the 5 days around, as volatility",
        x,
        Arrays.stream(seen).map(v -> Math.max(v, floor)).toArray(),
        Charts.GREY,
        3);
    Charts.line(chart, "GARCH(1,1)", x, garch, Charts.BLUE, 1.6f);
    Charts.line(chart, model, x, forecast, Charts.ORANGE, 2.2f);
    Charts.write(List.of(chart), file);
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private static double[] root(double[] variances) {
    return Arrays.stream(variances).map(Math::sqrt).toArray();
  }

  private static double[] around(double[] values) {
    double[] means = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - AROUND);
      int to = Math.min(values.length, i + AROUND + 1);
      means[i] = Arrays.stream(values, from, to).average().orElseThrow();
    }
    return means;
  }
}
