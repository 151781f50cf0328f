package io.github.volatility4j.dataset;

import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Picks and checks the labelled rows of series. */
final class LabelRows {
  private LabelRows() {}

  static TimeSeries of(TimeSeries series, DatasetOptions options) {
    options.covariates().names().forEach(name -> requireComponent(series, "covariate", name));
    requireComponent(series, "truth", options.truth());
    requireComponent(series, "teacher", options.teacher());
    TimeSeries returns = series.has(Returns.RETURN) ? series.withMain(Returns.RETURN) : series;
    TimeSeries labelled =
        returns.where(
            row ->
                !returns.isMissing(options.truth(), row)
                    && !returns.isMissing(options.teacher(), row));
    for (int row = 0; row < labelled.size(); row++) {
      if (!(labelled.value(options.truth(), row) >= 0)) {
        throw refused(labelled, options.truth(), row, "a variance must be at least 0");
      }
      if (!(labelled.value(options.teacher(), row) > 0)) {
        throw refused(labelled, options.teacher(), row, "a teacher's variance must be positive");
      }
    }
    return labelled;
  }

  /** The rows after the burn-in, from the first by which every covariate has been seen. */
  static TimeSeries afterBurnIn(TimeSeries series, DatasetOptions options) {
    int first = Math.min(options.burnIn(), series.size());
    for (String name : options.covariates().names()) {
      requireComponent(series, "covariate", name);
      int row = 0;
      while (row < series.size() && series.isMissing(name, row)) {
        row++;
      }
      first = Math.max(first, row);
    }
    return series.slice(first, series.size());
  }

  private static void requireComponent(TimeSeries series, String role, String name) {
    if (!series.has(name)) {
      throw new IllegalArgumentException(
          "series %s has no component %s, which is to be the %s; it has %s"
              .formatted(series.name(), name, role, series.components()));
    }
  }

  private static IllegalArgumentException refused(
      TimeSeries series, String component, int row, String rule) {
    return new IllegalArgumentException(
        "series %s: %s is %s %s; %s"
            .formatted(
                series.name(),
                component,
                series.value(component, row),
                series.isDated() ? "on " + series.date(row) : "in labelled row " + row,
                rule));
  }

  /** The series with the same components in the same order, as a table has them. */
  static List<TimeSeries> aligned(List<TimeSeries> series) {
    String main = series.get(0).mainComponent();
    Set<String> all = new LinkedHashSet<>();
    for (TimeSeries one : series) {
      if (!one.mainComponent().equals(main)) {
        throw new IllegalArgumentException(
            "the main component of series %s is %s, that of series %s is %s; they must be the same"
                .formatted(one.name(), one.mainComponent(), series.get(0).name(), main));
      }
      all.addAll(one.components());
    }
    List<String> wanted = List.copyOf(all);
    List<TimeSeries> aligned = new ArrayList<>();
    for (TimeSeries one : series) {
      TimeSeries result = one;
      if (!one.components().equals(wanted)) {
        result = one.only(main);
        double[] missing = new double[one.size()];
        Arrays.fill(missing, Double.NaN);
        for (String name : wanted) {
          result = result.with(name, one.has(name) ? one.values(name) : missing);
        }
      }
      aligned.add(result);
    }
    return aligned;
  }
}
