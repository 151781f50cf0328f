package io.github.volatility4j.evaluation;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The truth of a part of the days.
 *
 * @param codes names of the stocks
 * @param column a date's column
 * @param values [stock][date], NaN where there is none
 */
record TruthTable(List<String> codes, Map<LocalDate, Integer> column, double[][] values) {
  static TruthTable of(SeriesSet panel, String truth, LocalDate from, LocalDate to) {
    List<TimeSeries> part = new ArrayList<>();
    TreeSet<LocalDate> days = new TreeSet<>();
    for (TimeSeries series : panel) {
      TimeSeries until = series.until(to);
      TimeSeries within = until.slice(until.firstRowFrom(from), until.size());
      part.add(within);
      days.addAll(within.dates());
    }
    Map<LocalDate, Integer> column = new HashMap<>();
    for (LocalDate day : days) {
      column.put(day, column.size());
    }
    double[][] values = new double[part.size()][days.size()];
    for (int s = 0; s < values.length; s++) {
      Arrays.fill(values[s], Double.NaN);
      TimeSeries series = part.get(s);
      for (int row = 0; row < series.size(); row++) {
        double y = series.value(truth, row);
        if (y < 0) {
          throw new IllegalArgumentException(
              "series %s: %s is %s on %s; a variance must be at least 0"
                  .formatted(series.name(), truth, y, series.date(row)));
        }
        values[s][column.getOrDefault(series.date(row), -1)] = y;
      }
    }
    return new TruthTable(panel.names(), column, values);
  }

  int dates() {
    return column.size();
  }
}
