package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
    Set<Reference> wanted = new HashSet<>();
    recipe.anchor().ifPresent(wanted::add);
    teacher.ifPresent(wanted::add);
    Map<Reference, List<ReferencePath>> paths =
        ReferencePath.of(wanted, labels, options.truth(), from, 1, progress);
    List<Rows> panel = new ArrayList<>();
    for (int s = 0; s < series.size(); s++) {
      TimeSeries one = series.get(s);
      int stock = s;
      panel.add(
          new Rows(
              one.values(options.truth()),
              teacher
                  .map(reference -> oneStep(paths, reference, stock))
                  .orElseGet(() -> ahead(one, options.teacher())),
              recipe
                  .anchor()
                  .map(reference -> oneStep(paths, reference, stock))
                  .orElseGet(() -> unknown(one.size() + 1)),
              one.values(),
              known(one, MarketTerms.NAMES),
              options.covariates().values(one, ahead)));
    }
    boolean market = recipe.inputs() == Encoder.Inputs.MARKET;
    return market && !series.get(0).has(MarketTerms.NAMES.get(0))
        ? MarketTerms.join(series, panel)
        : panel;
  }

  private static double[] oneStep(
      Map<Reference, List<ReferencePath>> paths, Reference reference, int series) {
    return Objects.requireNonNull(paths.get(reference)).get(series).oneStep();
  }

  private static double[] unknown(int rows) {
    double[] none = new double[rows];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** A component that is known a day ahead; of the day after the last row it isn't. */
  private static double[] ahead(TimeSeries series, String component) {
    double[] values = unknown(series.size() + 1);
    if (series.has(component)) {
      System.arraycopy(series.values(component), 0, values, 0, series.size());
    }
    return values;
  }

  private static double[][] known(TimeSeries series, List<String> components) {
    double[][] values = new double[components.size()][];
    for (int k = 0; k < values.length; k++) {
      String name = components.get(k);
      values[k] = series.has(name) ? series.values(name) : unknown(series.size());
    }
    return values;
  }
}
