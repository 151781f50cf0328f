package io.github.volatility4j.dataset;

import io.github.volatility4j.series.Panel;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/** Components made of others: ranks across the panel, cycles of the calendar. */
final class Derivation {
  private Derivation() {}

  static SeriesSet derive(Covariates covariates, SeriesSet panel) {
    SeriesSet derived = panel;
    if (!covariates.ranked().isEmpty()) {
      derived = withRanks(covariates.ranked(), panel);
    }
    return covariates.calendar().isEmpty()
        ? derived
        : derived.map(series -> withCalendar(series, covariates.calendar()));
  }

  private static TimeSeries withCalendar(TimeSeries series, List<CalendarFeature> calendar) {
    if (!series.isDated()) {
      throw new IllegalArgumentException(
          "series " + series.name() + " has no dates, which calendar covariates are made of");
    }
    List<LocalDate> dates = series.dates();
    TimeSeries out = series;
    for (CalendarFeature cycle : calendar) {
      out = out.with(cycle.sineName(), each(dates, cycle::sine));
      out = out.with(cycle.cosineName(), each(dates, cycle::cosine));
    }
    return out;
  }

  private static double[] each(List<LocalDate> dates, ToDoubleFunction<LocalDate> value) {
    return dates.stream().mapToDouble(value).toArray();
  }

  static double[][] values(Covariates covariates, TimeSeries series, int ahead) {
    List<String> names = covariates.names();
    double[][] values = new double[names.size()][];
    for (int k = 0; k < values.length; k++) {
      if (!series.has(names.get(k))) {
        throw new IllegalArgumentException(
            "series %s has no component %s, a covariate; it has %s"
                .formatted(series.name(), names.get(k), series.components()));
      }
      values[k] = series.values(names.get(k));
    }
    int calendar = values.length - 2 * covariates.calendar().size();
    if (calendar < values.length && ahead > 0) {
      List<LocalDate> days = weekdaysAfter(series.date(series.size() - 1), ahead);
      for (CalendarFeature cycle : covariates.calendar()) {
        values[calendar] = joined(values[calendar], each(days, cycle::sine));
        values[calendar + 1] = joined(values[calendar + 1], each(days, cycle::cosine));
        calendar += 2;
      }
    }
    return values;
  }

  private static List<LocalDate> weekdaysAfter(LocalDate last, int count) {
    return Stream.iterate(last.plusDays(1), day -> day.plusDays(1))
        .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
        .limit(count)
        .toList();
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  private static SeriesSet withRanks(List<String> components, SeriesSet set) {
    Panel panel = set.panel();
    List<TimeSeries> out = new ArrayList<>(set.stream().toList());
    for (String component : components) {
      if (set.stream().noneMatch(series -> series.has(component))) {
        throw new IllegalArgumentException(
            "no series has a component %s, which is to be ranked".formatted(component));
      }
      double[][] ranks = ranks(panel, component, out);
      for (int s = 0; s < ranks.length; s++) {
        out.set(s, out.get(s).with(Covariates.rankName(component), ranks[s]));
      }
    }
    return SeriesSet.of(out);
  }

  /** Ranks in the rows of each series // [series][rows]. */
  private static double[][] ranks(Panel panel, String component, List<TimeSeries> series) {
    double[][] ranks = new double[series.size()][];
    for (int s = 0; s < ranks.length; s++) {
      ranks[s] = new double[series.get(s).size()];
    }
    int[] there = new int[ranks.length];
    double[] values = new double[ranks.length];
    for (int day = 0; day < panel.days(); day++) {
      int n = 0;
      for (int s = 0; s < ranks.length; s++) {
        if (panel.row(day, s) >= 0) {
          there[n] = s;
          values[n++] = panel.value(component, day, s);
        }
      }
      double[] scaled = scaledRanks(Arrays.copyOf(values, n));
      for (int i = 0; i < n; i++) {
        ranks[there[i]][panel.row(day, there[i])] = scaled[i];
      }
    }
    return ranks;
  }

  /** Ranks in [−1, 1]; what is NaN is taken for the median of the rest. */
  static double[] scaledRanks(double[] values) {
    if (values.length == 1) {
      return new double[] {0};
    }
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    double fill = known.length == 0 ? 0 : new Median().evaluate(known);
    double[] filled =
        Arrays.stream(values).map(value -> Double.isNaN(value) ? fill : value).toArray();
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(filled);
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = 2 * (ranks[i] - 1) / (ranks.length - 1) - 1;
    }
    return ranks;
  }
}
