package io.github.volatility4j.dataset;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a network sees of a day beside truth, teacher and return, and since when that is known.
 *
 * <p>A <em>past</em> covariate is known at the end of its day: a forecast for a day sees its value
 * of {@code lag} days earlier, and a lag below 1 would be a leak. A <em>known</em> covariate is
 * known in advance (an expiry, a scheduled announcement): a forecast for a day sees that day's
 * value. Whoever declares a covariate known vouches for it. Calendar features are known by nature.
 *
 * <p>A <em>ranked</em> covariate is a past one that is only compared across the panel: on each
 * date, over the series with a row on it, missing values are filled by the date's median (by 0
 * where all are missing), and a value becomes {@code 2·(rank − 1)/(n − 1) − 1} in [−1, 1], equal
 * values having their average rank; one series alone has 0. The component of ranks is named after
 * the ranked one, with {@value #RANK} behind.
 *
 * @param past components known at the end of their day
 * @param lag days by which past and ranked ones lag the label, at least 1
 * @param known components known in advance
 * @param ranked components to be ranked across the panel, date by date
 * @param calendar cycles of the calendar
 */
public record Covariates(
    List<String> past,
    int lag,
    List<String> known,
    List<String> ranked,
    List<CalendarFeature> calendar) {
  /** No covariates. */
  public static final Covariates NONE =
      new Covariates(List.of(), 1, List.of(), List.of(), List.of());

  private static final String RANK = "_rank";

  /**
   * Checks the names.
   *
   * @param past copied; not blank
   * @param lag at least 1
   * @param known copied; not blank
   * @param ranked copied; not blank
   * @param calendar copied
   * @throws IllegalArgumentException if the lag is below 1, or a name is blank or there twice
   */
  public Covariates {
    past = List.copyOf(past);
    known = List.copyOf(known);
    ranked = List.copyOf(ranked);
    calendar = List.copyOf(calendar);
    if (lag < 1) {
      throw new IllegalArgumentException(
          "covariate lag is %d, must be at least 1: a covariate of the label's own day is a leak,"
                  .formatted(lag)
              + " unless it is declared known");
    }
    List<String> all = names(past, known, ranked, calendar);
    if (all.stream().anyMatch(String::isBlank) || ranked.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a covariate has a blank name, must name a component");
    }
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("covariates are " + all + ", must not repeat a name");
    }
  }

  /**
   * Past covariates only.
   *
   * @param components their names
   * @param lag days, at least 1
   * @return the covariates
   */
  public static Covariates past(List<String> components, int lag) {
    return new Covariates(components, lag, List.of(), List.of(), List.of());
  }

  /**
   * The same with other covariates known in advance.
   *
   * @param components their names
   * @return new covariates
   */
  public Covariates withKnown(List<String> components) {
    return new Covariates(past, lag, components, ranked, calendar);
  }

  /**
   * The same with other ranked covariates.
   *
   * @param components their names, before ranking
   * @return new covariates
   */
  public Covariates withRanked(List<String> components) {
    return new Covariates(past, lag, known, components, calendar);
  }

  /**
   * The same with other cycles of the calendar.
   *
   * @param cycles each gives a sine and a cosine
   * @return new covariates
   */
  public Covariates withCalendar(List<CalendarFeature> cycles) {
    return new Covariates(past, lag, known, ranked, cycles);
  }

  /** {@return all components that a network sees: past, ranks, known, sines and cosines} */
  public List<String> names() {
    return names(past, known, ranked, calendar);
  }

  private static List<String> names(
      List<String> past, List<String> known, List<String> ranked, List<CalendarFeature> calendar) {
    List<String> names = new ArrayList<>(past);
    ranked.forEach(name -> names.add(rankName(name)));
    names.addAll(known);
    for (CalendarFeature cycle : calendar) {
      names.add(cycle.sineName());
      names.add(cycle.cosineName());
    }
    return List.copyOf(names);
  }

  static String rankName(String component) {
    return component + RANK;
  }

  /**
   * How many days earlier than the label a covariate is looked at.
   *
   * @param covariate index in {@link #names()}
   * @return {@link #lag()}, or 0 for one that is known in advance
   */
  public int lag(int covariate) {
    return covariate < past.size() + ranked.size() ? lag : 0;
  }

  /**
   * Adds ranks and calendar to series that have the components they are made of. Nothing on a date
   * depends on a later one.
   *
   * @param panel the series; dated, if there is anything to add
   * @return series that have all of {@link #names()}, if they had past and known ones
   * @throws IllegalArgumentException if a series has no dates, or none has a component to be ranked
   */
  public SeriesSet derive(SeriesSet panel) {
    return Derivation.derive(this, panel);
  }

  /**
   * The values of all covariates, and of calendar ones on the weekdays that follow.
   *
   * @param series with all of {@link #names()}; dated, if there is a calendar and a day ahead
   * @param ahead days after the last row, at least 0; holidays are not known
   * @return {@code [names][rows]}, calendar ones {@code [rows + ahead]}
   * @throws IllegalArgumentException if the series has no component of a name
   */
  public double[][] values(TimeSeries series, int ahead) {
    return Derivation.values(this, series, ahead);
  }
}
