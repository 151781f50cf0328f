package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.CalendarFeature;
import io.github.volatility4j.dataset.Covariates;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what a network sees of a day beside truth, teacher and return. */
final class CovariateOptions {
  /** First rows that are no labels where columns are ranked: their makers look back a year. */
  private static final int RANKED_BURN_IN = 250;

  @Option(
      names = "--covariates",
      split = ",",
      description = "Further columns that a network sees, known at the end of their day.")
  private List<String> past = List.of();

  @Option(
      names = {"--lag", "--covariate-lag"},
      description = "Days by which covariates lag the label (default and least: 1).")
  private int lag = 1;

  @Option(
      names = "--known-covariates",
      split = ",",
      description = {
        "Columns known a day in advance, such as an expiry: a forecast sees the value of its own",
        "day. A column that isn't known in advance is a leak here.",
      })
  private List<String> known = List.of();

  @Option(
      names = "--rank",
      split = ",",
      description = {
        "Columns compared across the stocks of a date: missing values at the median, then ranks",
        "in [-1, 1]. They lag as covariates do; --burn-in is 250 then, unless given.",
      })
  private List<String> ranked = List.of();

  @Option(
      names = "--calendar",
      split = ",",
      description = {
        "Cycles of the calendar as sine and cosine: day_of_week, day_of_month, day_of_year,",
        "week_of_year, month, quarter.",
      })
  private List<CalendarFeature> calendar = List.of();

  @Option(
      names = "--disabled-features",
      arity = "1..*",
      split = ",",
      description = "Every further column of numbers is a covariate, but for these.")
  private List<String> disabled = List.of();

  int burnIn() {
    return ranked.isEmpty() ? 0 : RANKED_BURN_IN;
  }

  Covariates choose(SeriesSet labels, String truth, String teacher) {
    Set<String> all = new LinkedHashSet<>(past);
    if (!disabled.isEmpty()) {
      Set<String> there = new LinkedHashSet<>();
      labels.stream().map(TimeSeries::components).forEach(there::addAll);
      for (String name : disabled) {
        if (!there.contains(name)) {
          throw new IllegalArgumentException(
              "--disabled-features: there is no column %s; there are %s".formatted(name, there));
        }
      }
      Set<String> others = new HashSet<>(disabled);
      others.addAll(List.of(truth, teacher, Returns.RETURN));
      others.addAll(ranked);
      others.addAll(known);
      there.removeAll(others);
      all.addAll(there);
    }
    return Covariates.past(List.copyOf(all), lag)
        .withKnown(known)
        .withRanked(ranked)
        .withCalendar(calendar);
  }
}
