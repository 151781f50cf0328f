package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Labelled series to rows: labels, references and the market side by side. A row knows its day and
 * those before.
 */
final class PanelRows {
  private PanelRows() {}

  /**
   * Rows of a panel, for a training: with everything that inputs and loss want.
   *
   * @param recipe what they want
   * @param labels labelled rows only
   * @param progress told of the references' fits
   */
  static List<Rows> forTraining(Recipe recipe, SeriesSet labels, Progress progress) {
    return of(recipe, labels, new int[labels.size()], 0, recipe.teacher(), progress);
  }

  /**
   * Rows of a panel, for forecasts of some of them: with everything that inputs want.
   *
   * @param recipe what they want
   * @param labels labelled rows only
   * @param from first row of each series whose inputs are wanted
   * @param ahead days after the last row that are forecast
   */
  static List<Rows> forForecasts(Recipe recipe, SeriesSet labels, int[] from, int ahead) {
    Optional<Reference> teacher =
        recipe.inputs().hasTeacher() ? recipe.teacher() : Optional.empty();
    return of(recipe, labels, from, ahead, teacher, Progress.NONE);
  }

  private static List<Rows> of(
      Recipe recipe,
      SeriesSet labels,
      int[] from,
      int ahead,
      Optional<Reference> teacher,
      Progress progress) {
    DatasetOptions options = recipe.dataset();
    List<TimeSeries> series = labels.stream().toList();
    List<double[]> anchors = paths(recipe.anchor(), labels, options.truth(), from, progress);
    List<double[]> teachers =
        teacher.equals(recipe.anchor())
            ? anchors
            : paths(teacher, labels, options.truth(), from, progress);
    List<Rows> panel = new ArrayList<>();
    for (int s = 0; s < series.size(); s++) {
      TimeSeries one = series.get(s);
      panel.add(
          new Rows(
              one.values(options.truth()),
              teacher.isPresent() ? teachers.get(s) : ahead(one, options.teacher()),
              anchors.get(s),
              one.values(),
              known(one, MarketTerms.NAMES),
              options.covariates().values(one, ahead)));
    }
    boolean market = recipe.inputs() == Encoder.Inputs.MARKET;
    return market && !series.get(0).has(MarketTerms.NAMES.get(0))
        ? MarketTerms.join(series, panel)
        : panel;
  }

  private static List<double[]> paths(
      Optional<Reference> reference,
      SeriesSet labels,
      String truth,
      int[] from,
      Progress progress) {
    if (reference.isEmpty()) {
      List<double[]> none = new ArrayList<>();
      for (TimeSeries series : labels) {
        double[] unknown = new double[series.size() + 1];
        Arrays.fill(unknown, Double.NaN);
        none.add(unknown);
      }
      return none;
    }
    return ReferencePath.of(reference.get(), labels, truth, from, 1, progress).stream()
        .map(ReferencePath::oneStep)
        .toList();
  }

  /** A component that is known a day ahead; of the day after the last row it isn't. */
  private static double[] ahead(TimeSeries series, String component) {
    double[] values = new double[series.size() + 1];
    Arrays.fill(values, Double.NaN);
    if (series.has(component)) {
      System.arraycopy(series.values(component), 0, values, 0, series.size());
    }
    return values;
  }

  private static double[][] known(TimeSeries series, List<String> components) {
    double[][] values = new double[components.size()][];
    for (int k = 0; k < values.length; k++) {
      if (series.has(components.get(k))) {
        values[k] = series.values(components.get(k));
      } else {
        values[k] = new double[series.size()];
        Arrays.fill(values[k], Double.NaN);
      }
    }
    return values;
  }
}
