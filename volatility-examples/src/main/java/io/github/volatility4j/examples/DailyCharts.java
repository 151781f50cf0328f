package io.github.volatility4j.examples;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One stock: its variances day by day, and their means over five days up to each, truth, model and
 * teacher alike, on a logarithmic axis.
 */
final class DailyCharts {
  private static final int ROLLING = 5;

  /** How far below the lowest forecast a truth is still drawn; a squared return may be near 0. */
  private static final double DEPTH = 1e-2;

  private DailyCharts() {}

  /** The days. */
  static void daily(Scores.Stock stock, Path file) {
    XYChart chart = chart(stock, stock.dates(), "%s: variance, one day ahead, %s to %s");
    double floor = DEPTH * lowest(stock.model(), stock.garch());
    XYSeries truth =
        line(
            chart,
            "truth, squared surprise of the day; at the foot: that or less",
            stock.dates(),
            stock.truth(),
            floor);
    truth.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    truth.setMarker(SeriesMarkers.CIRCLE);
    truth.setMarkerColor(Charts.GREY);
    forecasts(chart, stock.dates(), stock.garch(), stock.model());
    finish(chart, floor, stock.truth(), stock.model(), stock.garch(), file);
  }

  /** Their means over five days. */
  static void rolling(Scores.Stock stock, Path file) {
    if (stock.dates().size() < ROLLING) {
      return;
    }
    List<LocalDate> dates = stock.dates().subList(ROLLING - 1, stock.dates().size());
    XYChart chart = chart(stock, dates, "%s: mean variance of the last 5 days, %s to %s");
    double[] truth = means(stock.truth());
    double[] model = means(stock.model());
    double[] garch = means(stock.garch());
    double floor = lowest(model, garch) / 10;
    line(chart, "truth", dates, truth, floor);
    forecasts(chart, dates, garch, model);
    finish(chart, floor, truth, model, garch, file);
  }

  private static XYChart chart(Scores.Stock stock, List<LocalDate> dates, String title) {
    XYChart chart =
        Charts.chart(
            title.formatted(stock.code(), dates.get(0), dates.get(dates.size() - 1)),
            "",
            "variance of a day, percent² (log axis)",
            Charts.HEIGHT);
    chart.getStyler().setMarkerSize(5);
    return chart;
  }

  private static XYSeries line(
      XYChart chart, String name, List<LocalDate> dates, double[] values, double floor) {
    double[] seen = Arrays.stream(values).map(v -> Math.max(v, floor)).toArray();
    return Charts.line(chart, name, Charts.dates(dates), seen, Charts.GREY, 3);
  }

  private static void forecasts(
      XYChart chart, List<LocalDate> dates, double[] garch, double[] model) {
    Charts.line(chart, "GARCH(1,1)", Charts.dates(dates), garch, Charts.BLUE, 1.6f);
    Charts.line(chart, "model", Charts.dates(dates), model, Charts.ORANGE, 2.2f);
  }

  private static void finish(
      XYChart chart, double floor, double[] truth, double[] model, double[] garch, Path file) {
    double high =
        DoubleStream.of(highest(truth), highest(model), highest(garch)).max().orElseThrow();
    Charts.logarithmic(chart, floor, 1.1 * high);
    Charts.write(List.of(chart), file);
  }

  static double[] means(double[] values) {
    double[] means = new double[values.length - ROLLING + 1];
    for (int i = 0; i < means.length; i++) {
      means[i] = Arrays.stream(values, i, i + ROLLING).average().orElseThrow();
    }
    return means;
  }

  private static double lowest(double[] a, double[] b) {
    return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).min().orElseThrow();
  }

  private static double highest(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
