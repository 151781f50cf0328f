package io.github.volatility4j.forecast;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What an estimator may know: the panel of returns up to a date. The main component of every series
 * is its return; further components are measures of variance and covariates.
 *
 * @param returns the panel; no series is empty
 * @param validationStart first day of the part that decides when training stops; empty lets the
 *     estimator choose
 */
public record History(SeriesSet returns, Optional<LocalDate> validationStart) {
  /**
   * Checks the panel.
   *
   * @param returns at least one series, none empty
   * @param validationStart any day, or none
   * @throws IllegalArgumentException if there is no series, or an empty one, naming it
   */
  public History {
    if (returns.size() == 0) {
      throw new IllegalArgumentException("the panel has no series");
    }
    for (TimeSeries series : returns) {
      if (series.size() == 0) {
        throw new IllegalArgumentException("series " + series.name() + " has no returns");
      }
    }
  }

  /**
   * A history without a wish for the validation part.
   *
   * @param returns the panel
   * @return the history
   */
  public static History of(SeriesSet returns) {
    return new History(returns, Optional.empty());
  }

  /**
   * The same history with a validation part.
   *
   * @param firstDay its first day
   * @return a new history
   */
  public History withValidationFrom(LocalDate firstDay) {
    return new History(returns, Optional.of(firstDay));
  }
}
