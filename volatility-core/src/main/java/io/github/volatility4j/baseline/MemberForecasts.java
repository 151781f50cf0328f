package io.github.volatility4j.baseline;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What several models forecast for the days on which all of them do and the truth is known.
 *
 * @param truth [rows]
 * @param byMember [members][rows]
 */
record MemberForecasts(double[] truth, double[][] byMember) {
  static MemberForecasts of(
      List<FittedVolatility> fits, History history, LocalDate from, String component) {
    LocalDate last =
        history.returns().stream()
            .map(series -> series.date(series.size() - 1))
            .max(LocalDate::compareTo)
            .orElseThrow();
    List<SeriesSet> replays = new ArrayList<>();
    for (FittedVolatility fit : fits) {
      replays.add(fit.historicalForecasts(history, from, last));
    }
    List<double[]> rows = new ArrayList<>(); // the truth, then the members
    for (TimeSeries days : common(replays)) {
      TimeSeries known = history.returns().get(days.name());
      for (int i = 0; i < days.size(); i++) {
        double[] row = new double[1 + fits.size()];
        row[0] = known.value(component, known.firstRowFrom(days.date(i)));
        for (int m = 0; m < fits.size(); m++) {
          row[m + 1] = days.value(member(m), i);
        }
        if (row[0] >= 0) {
          rows.add(row);
        }
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "no day from %s on has a value of %s and a forecast of every member"
              .formatted(from, component));
    }
    double[][] columns = new double[1 + fits.size()][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][i] = rows.get(i)[c];
      }
    }
    return new MemberForecasts(columns[0], Arrays.copyOfRange(columns, 1, columns.length));
  }

  /** Name of the component of a member's forecasts in {@link #common}. */
  static String member(int index) {
    return "member" + index;
  }

  /** The days that all sets have, with each set's values as a component of its own. */
  static List<TimeSeries> common(List<SeriesSet> sets) {
    List<TimeSeries> out = new ArrayList<>();
    for (TimeSeries first : sets.get(0)) {
      if (sets.stream().allMatch(set -> set.contains(first.name()))) {
        List<TimeSeries> all = sets.stream().map(set -> set.get(first.name())).toList();
        TimeSeries days = first.where(row -> all.stream().allMatch(s -> rowOf(s, first, row) >= 0));
        TimeSeries joined = days;
        for (int m = 0; m < all.size(); m++) {
          double[] values = new double[days.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = all.get(m).value(rowOf(all.get(m), days, i));
          }
          joined = joined.with(member(m), values);
        }
        if (days.size() > 0) {
          out.add(joined);
        }
      }
    }
    return out;
  }

  private static int rowOf(TimeSeries series, TimeSeries other, int row) {
    LocalDate date = other.date(row);
    int found = series.firstRowFrom(date);
    return found < series.size() && series.date(found).equals(date) ? found : -1;
  }
}
