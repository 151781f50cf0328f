package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;

/**
 * The labels of {@link GarchTeacher} that need no GARCH: what an AR(1) by least squares on the last
 * w returns expected of each day, and the squared surprise. The same numbers to the last bit, a
 * hundred times faster.
 */
public final class TruthLabels {
  private TruthLabels() {}

  /**
   * Labels a series.
   *
   * @param returns of one stock
   * @param window returns w that each regression sees, at least 20
   * @return the series with the components {@code u_hat_w} and {@code var_true_w}, missing in the
   *     first w rows, in the returns' unit and its square; a truth that is zero but for rounding is
   *     raised as {@link GarchTeacher} says
   * @throws IllegalArgumentException if the window is shorter than 20
   */
  public static TimeSeries label(TimeSeries returns, int window) {
    GarchTeacher names = GarchTeacher.of(window);
    double[] r = returns.values();
    double[] square = VarianceFloor.meanSquares(r);
    double[] mean = new double[r.length];
    double[] truth = new double[r.length];
    Arrays.fill(mean, Double.NaN);
    Arrays.fill(truth, Double.NaN);
    WindowFit fit = WindowFit.of(window, 1, WindowFit.GARCH);
    for (int t = window; t < r.length; t++) {
      mean[t] = fit.meanForecast(r, t);
      double surprise = r[t] - mean[t];
      truth[t] = VarianceFloor.raise(surprise * surprise, square[t]);
    }
    return returns.with(names.meanComponent(), mean).with(names.truthComponent(), truth);
  }
}
