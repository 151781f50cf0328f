package io.github.volatility4j.examples;

import io.github.volatility4j.nn.Epoch;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How the loss fell in training, and which epoch's weights were kept. Validation and training have
 * a plot each: they lie in different years, and the distance between their levels would flatten
 * both.
 */
final class TrainingChart {
  private TrainingChart() {}

  static void write(String model, String loss, List<Epoch> epochs, Path file) {
    Epoch best = epochs.stream().filter(Epoch::best).reduce((a, b) -> b).orElseThrow();
    XYChart validation =
        plot(
            "%s, loss on the validation days: kept are the weights of epoch %d"
                .formatted(model, best.number()),
            loss,
            epochs,
            Epoch::validationLoss,
            Charts.ORANGE);
    Charts.line(
            validation,
            "kept",
            List.of(best.number()),
            new double[] {best.validationLoss()},
            Charts.ORANGE,
            1)
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(Charts.ORANGE);
    XYChart training =
        plot(
            "%s, loss on the training days: with dropout, while the weights moved".formatted(model),
            loss,
            epochs,
            Epoch::trainLoss,
            Charts.BLUE);
    Charts.write(List.of(validation, training), file);
  }

  private static XYChart plot(
      String title, String loss, List<Epoch> epochs, ToDoubleFunction<Epoch> value, Color color) {
    XYChart chart = Charts.chart(title, "epoch", loss, Charts.HEIGHT / 2);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setMarkerSize(11);
    chart.getStyler().setXAxisDecimalPattern("#");
    chart.getStyler().setYAxisDecimalPattern("0.000");
    Charts.line(
        chart,
        "loss",
        epochs.stream().map(Epoch::number).toList(),
        epochs.stream().mapToDouble(value).toArray(),
        color,
        2.2f);
    return chart;
  }
}
