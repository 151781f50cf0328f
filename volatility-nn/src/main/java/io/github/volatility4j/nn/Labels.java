package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.garch.TruthLabels;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From returns to labels: no more than a recipe looks at, for fits of a GARCH take time. */
final class Labels {
  private Labels() {}

  /** The teacher of labels that a model with these options is trained on. */
  static GarchTeacher teacher(DatasetOptions options) {
    GarchTeacher teacher = GarchTeacher.of(Reach.labelWindow(options));
    return options.teacher().startsWith("gjr_")
        ? teacher.teacher(GarchTeacher.Family.GJR)
        : teacher;
  }

  /**
   * Truth and teacher of a panel. Where a reference teaches, the labels' own teacher isn't fitted;
   * a dataset wants one, and EWMA is there for that.
   */
  static SeriesSet forTraining(Recipe recipe, SeriesSet returns, Progress progress) {
    DatasetOptions options = recipe.dataset();
    GarchTeacher teacher = teacher(options);
    if (recipe.teacher().isEmpty()) {
      SeriesSet labels = teacher.progress(progress).label(returns).series();
      return labels.map(series -> withTruth(options, series, teacher.window()));
    }
    List<TimeSeries> labelled = new ArrayList<>();
    for (TimeSeries series : returns) {
      if (series.size() > teacher.window()) {
        TimeSeries truth = withTruth(options, series, teacher.window());
        labelled.add(truth.with(options.teacher(), ewma(truth.values(options.truth()))));
      }
    }
    return SeriesSet.of(labelled);
  }

  /**
   * Returns with their truth: a component of theirs, such as a realised variance, or squared
   * surprises. Days before the first label are the same for both, so that one model's references
   * refit on the same days wherever its truth comes from.
   */
  private static TimeSeries withTruth(DatasetOptions options, TimeSeries returns, int window) {
    String truth = options.truth();
    if (returns.has(truth)) {
      double[] given = returns.values(truth).clone();
      Arrays.fill(given, 0, Math.min(window, given.length), Double.NaN);
      return returns.with(truth, given);
    }
    if (!truth.equals(GarchTeacher.of(window).truthComponent())) {
      throw new IllegalArgumentException(
          "series %s has no component %s, which is to be the truth"
              .formatted(returns.name(), truth));
    }
    return TruthLabels.label(returns, window);
  }

  private static double[] ewma(double[] truth) {
    int first = 0;
    while (Double.isNaN(truth[first])) {
      first++;
    }
    double[] out = new double[truth.length];
    Arrays.fill(out, 0, first, Double.NaN);
    double[] known = Arrays.copyOfRange(truth, first, truth.length);
    System.arraycopy(ReferencePath.ewma(known, 0), 0, out, first, known.length);
    out[first] = known[0]; // nothing is known of the first day, which is never forecast
    return out;
  }

  /**
   * Labelled rows of returns; the labels' own teacher, where inputs show it, only on those rows
   * that the window before a row shows.
   *
   * @param returns of one stock
   * @param row first row to be forecast
   */
  static TimeSeries forForecasts(Recipe recipe, TimeSeries returns, int row) {
    DatasetOptions options = recipe.dataset();
    GarchTeacher teacher = teacher(options);
    TimeSeries labels = withTruth(options, returns, teacher.window());
    if (recipe.inputs().hasTeacher() && recipe.teacher().isEmpty()) {
      TimeSeries late = teacher.labelFrom(returns, row - options.inputChunkLength());
      labels = labels.with(options.teacher(), late.values(teacher.varianceComponent()));
    }
    return labels.slice(teacher.window(), labels.size());
  }
}
