package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;

/** The weights of days in the loss, as {@link TrainingDetails#sampleWeights()} names them. */
final class SampleWeights {
  private SampleWeights() {}

  /**
   * The weights of a series.
   *
   * @return // [rows], 1 each where no component is named
   * @throws IllegalArgumentException if a series hasn't the component, or a weight is missing,
   *     negative or infinite
   */
  static double[] of(TrainingDetails details, VolatilityDataset data, int series) {
    String component = details.sampleWeights();
    TimeSeries labels = data.labels().get(data.names().get(series));
    double[] weights = new double[labels.size()];
    if (component.isEmpty()) {
      Arrays.fill(weights, 1);
      return weights;
    }
    if (!labels.has(component)) {
      throw new IllegalArgumentException(
          "series %s has no component %s, which is to hold sample weights; it has %s"
              .formatted(labels.name(), component, labels.components()));
    }
    for (int row = 0; row < weights.length; row++) {
      weights[row] = labels.value(component, row);
      if (!(weights[row] >= 0 && weights[row] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "series %s: sample weight %s is %s %s, must be a number of at least 0"
                .formatted(
                    labels.name(),
                    component,
                    weights[row],
                    labels.isDated() ? "on " + labels.date(row) : "in labelled row " + row));
      }
    }
    return weights;
  }

  /** Refuses weights that leave nothing to train on, or nothing to stop by. */
  static void requireSome(double[][] weights, VolatilityDataset data) {
    for (Split split : new Split[] {Split.TRAIN, Split.VALIDATION}) {
      double sum = 0;
      int rows = 0;
      for (int s = 0; s < weights.length; s++) {
        for (int row = data.firstRow(s, split); row < data.endRow(s, split); row++) {
          sum += weights[s][row];
          rows++;
        }
      }
      if (rows > 0 && sum == 0) {
        throw new IllegalArgumentException(
            "sample weights are 0 on all days of the %s part"
                .formatted(split == Split.TRAIN ? "training" : "validation"));
      }
    }
  }
}
