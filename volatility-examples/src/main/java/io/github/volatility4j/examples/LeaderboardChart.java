package io.github.volatility4j.examples;

import io.github.volatility4j.evaluation.BacktestResult;
import io.github.volatility4j.evaluation.BacktestResult.Model;
import io.github.volatility4j.evaluation.BacktestResult.Pair;
import java.awt.Font;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How much lower the loss of each model is than that of the reference, with an interval of two
 * standard errors of the difference; a row a model, its name above. The reference is the line at
 * zero.
 */
final class LeaderboardChart {
  private static final double ERRORS = 2;

  private static final int HEIGHT_OF_ROW = 60;

  /** What title and axis need. */
  private static final int HEIGHT_AROUND = 130;

  private LeaderboardChart() {}

  static void write(BacktestResult result, Path file) {
    List<Model> models = result.models();
    List<Pair> pairs =
        models.stream().flatMap(model -> result.againstReference(model.name()).stream()).toList();
    XYChart chart =
        Charts.chart(
            "QLIKE less that of %s, test %s to %s"
                .formatted(models.get(0).name(), result.testStart(), result.testEnd()),
            "difference of the means, 2 standard errors each way",
            "",
            HEIGHT_AROUND + HEIGHT_OF_ROW * Math.max(1, pairs.size()));
    XYStyler style = chart.getStyler();
    style.setLegendVisible(false);
    style.setMarkerSize(11);
    style.setXAxisDecimalPattern("0.000");
    style.setYAxisTicksVisible(false);
    style.setYAxisMin(-(double) pairs.size());
    style.setYAxisMax(0.0);
    style.setPlotGridHorizontalLinesVisible(false);
    style.setAnnotationTextFont(Charts.font(Font.PLAIN, 15));
    Charts.line(
        chart, "reference", List.of(0.0, 0.0), new double[] {-pairs.size(), 0}, Charts.GREY, 2);
    for (int row = 0; row < pairs.size(); row++) {
      draw(chart, pairs.get(row), -row);
    }
    Charts.write(List.of(chart), file);
  }

  private static void draw(XYChart chart, Pair pair, double top) {
    double mean = pair.dieboldMariano().mean();
    double error = ERRORS * pair.dieboldMariano().error();
    double height = top - 0.68;
    var color = mean < 0 ? Charts.ORANGE : Charts.BLUE;
    Charts.line(
        chart,
        pair.model() + " interval",
        List.of(mean - error, mean + error),
        new double[] {height, height},
        color,
        3);
    XYSeries point =
        Charts.line(chart, pair.model(), List.of(mean), new double[] {height}, color, 1);
    point.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
    chart.addAnnotation(new AnnotationText(pair.model(), mean, top - 0.3, false));
  }
}
