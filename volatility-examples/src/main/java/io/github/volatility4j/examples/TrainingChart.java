package io.github.volatility4j.examples;

import io.github.volatility4j.nn.Epoch;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How the loss fell in training, and which epoch's weights were kept. */
final class TrainingChart {
  private TrainingChart() {}

  static void write(String model, String loss, List<Epoch> epochs, Path file) {
    Epoch best = epochs.stream().filter(Epoch::best).reduce((a, b) -> b).orElseThrow();
    XYChart chart =
        Charts.chart(
            "%s: training, best after epoch %d of %d"
                .formatted(model, best.number(), epochs.size()),
            "epoch",
            loss);
    List<Integer> x = epochs.stream().map(Epoch::number).toList();
    Charts.line(
        chart,
        "training (with dropout, while the weights moved)",
        x,
        epochs.stream().mapToDouble(Epoch::trainLoss).toArray(),
        Charts.BLUE,
        2);
    Charts.line(
        chart,
        "validation",
        x,
        epochs.stream().mapToDouble(Epoch::validationLoss).toArray(),
        Charts.ORANGE,
        2.4f);
    Charts.line(
            chart,
            "kept",
            List.of(best.number()),
            new double[] {best.validationLoss()},
            Charts.ORANGE,
            1)
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(Charts.ORANGE);
    chart.getStyler().setMarkerSize(11);
    chart.getStyler().setXAxisDecimalPattern("#");
    Charts.write(chart, file);
  }
}
