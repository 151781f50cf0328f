package io.github.volatility4j.baseline;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;

/**
 * A stock's measure of variance on the days that have one, oldest first, and a second measure of
 * the same days where the rule wants it.
 *
 * @param values [n] at least 0
 * @param second [n], or [0] where there is none
 * @param before [rows + 1] how many of the values are known before each row of the series
 */
record Measure(double[] values, double[] second, int[] before) {
  static Measure of(TimeSeries series, String component, String secondComponent) {
    double[] y = component.isEmpty() ? squares(series.values()) : series.values(component);
    double[] q = secondComponent.isEmpty() ? new double[0] : series.values(secondComponent);
    double[] values = new double[y.length];
    double[] second = new double[q.length];
    int[] before = new int[y.length + 1];
    int n = 0;
    for (int row = 0; row < y.length; row++) {
      before[row] = n;
      boolean known = !Double.isNaN(y[row]) && (q.length == 0 || !Double.isNaN(q[row]));
      if (known) {
        requireNotNegative(series, component, y[row], row);
        values[n] = y[row];
        if (q.length > 0) {
          requireNotNegative(series, secondComponent, q[row], row);
          second[n] = q[row];
        }
        n++;
      }
    }
    before[y.length] = n;
    return new Measure(
        Arrays.copyOf(values, n), q.length > 0 ? Arrays.copyOf(second, n) : second, before);
  }

  private static double[] squares(double[] returns) {
    double[] out = new double[returns.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = returns[i] * returns[i];
    }
    return out;
  }

  private static void requireNotNegative(
      TimeSeries series, String component, double value, int row) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "series %s: %s is %s in row %d; a measure of variance must be at least 0"
              .formatted(series.name(), component, value, row));
    }
  }

  int size() {
    return values.length;
  }

  double mean() {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  /** The same days and some more, whose values are still to be written. */
  Measure extended(int days) {
    int n = size();
    double[] q = second;
    if (second.length > 0) {
      q = Arrays.copyOf(second, n + days);
      Arrays.fill(q, n, n + days, mean(second));
    }
    return new Measure(Arrays.copyOf(values, n + days), q, before);
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElse(0);
  }
}
