package io.github.volatility4j.examples;

import io.github.volatility4j.evaluation.BacktestResult;
import io.github.volatility4j.evaluation.BacktestResult.Model;
import io.github.volatility4j.evaluation.BacktestResult.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How much lower the loss of each model is than that of the reference, with an interval of two
 * standard errors of the difference. The reference is the line at zero.
 */
final class LeaderboardChart {
  private static final double ERRORS = 2;

  private LeaderboardChart() {}

  static void write(BacktestResult result, Path file) {
    List<Model> models = result.models();
    XYChart chart =
        Charts.chart(
            "QLIKE less that of %s, test %s to %s"
                .formatted(models.get(0).name(), result.testStart(), result.testEnd()),
            "",
            "difference of the means, 2 standard errors each way",
            Charts.HEIGHT);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setMarkerSize(11);
    chart.getStyler().setXAxisMin(-0.5);
    chart.getStyler().setXAxisMax(models.size() - 0.5);
    chart.getStyler().setYAxisDecimalPattern("0.000");
    List<Double> places = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      places.add((double) i);
    }
    chart.setCustomXAxisTickLabelsFormatter(
        x ->
            x == Math.rint(x) && x >= 0 && x < models.size()
                ? models.get(x.intValue()).name()
                : "");
    chart.getStyler().setXAxisLabelRotation(20);
    chart.getStyler().setXAxisMaxLabelCount(models.size());
    Charts.line(
        chart,
        "reference",
        List.of(-0.5, models.size() - 0.5),
        new double[] {0, 0},
        Charts.GREY,
        2);
    for (int i = 0; i < models.size(); i++) {
      int place = i;
      result
          .againstReference(models.get(i).name())
          .ifPresent(pair -> draw(chart, pair, places.get(place)));
    }
    Charts.write(List.of(chart), file);
  }

  private static void draw(XYChart chart, Pair pair, double place) {
    double mean = pair.dieboldMariano().mean();
    double error = ERRORS * pair.dieboldMariano().error();
    var color = mean < 0 ? Charts.ORANGE : Charts.BLUE;
    Charts.line(
        chart,
        pair.model() + " interval",
        List.of(place, place),
        new double[] {mean - error, mean + error},
        color,
        3);
    XYSeries point =
        Charts.line(chart, pair.model(), List.of(place), new double[] {mean}, color, 1);
    point.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
  }
}
