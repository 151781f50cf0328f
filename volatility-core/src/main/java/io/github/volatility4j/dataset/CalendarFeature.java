package io.github.volatility4j.dataset;

import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * A position in a cycle of the calendar, as a point on a circle: {@code sin(2π·p/P)} and {@code
 * cos(2π·p/P)} for the position p, from 0, in a cycle of P. It is taken from a row's real date and
 * known in advance.
 */
public enum CalendarFeature {
  /** Monday is 0, P = 7. */
  DAY_OF_WEEK {
    @Override
    double position(LocalDate date) {
      return date.getDayOfWeek().ordinal() / 7.0;
    }
  },
  /** The first is 0, P = the days of that month. */
  DAY_OF_MONTH {
    @Override
    double position(LocalDate date) {
      return (date.getDayOfMonth() - 1.0) / date.lengthOfMonth();
    }
  },
  /** The first of January is 0, P = the days of that year. */
  DAY_OF_YEAR {
    @Override
    double position(LocalDate date) {
      return (date.getDayOfYear() - 1.0) / date.lengthOfYear();
    }
  },
  /** ISO week 1 is 0, P = the ISO weeks of that year, 52 or 53. */
  WEEK_OF_YEAR {
    @Override
    double position(LocalDate date) {
      long weeks = IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(date).getMaximum();
      return (date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1.0) / weeks;
    }
  },
  /** January is 0, P = 12. */
  MONTH {
    @Override
    double position(LocalDate date) {
      return (date.get(ChronoField.MONTH_OF_YEAR) - 1) / 12.0;
    }
  },
  /** The first quarter is 0, P = 4. */
  QUARTER {
    @Override
    double position(LocalDate date) {
      return (date.get(IsoFields.QUARTER_OF_YEAR) - 1) / 4.0;
    }
  };

  /** p/P, in [0, 1). */
  abstract double position(LocalDate date);

  String sineName() {
    return name().toLowerCase(Locale.ROOT) + "_sin";
  }

  String cosineName() {
    return name().toLowerCase(Locale.ROOT) + "_cos";
  }

  double sine(LocalDate date) {
    return Math.sin(2 * Math.PI * position(date));
  }

  double cosine(LocalDate date) {
    return Math.cos(2 * Math.PI * position(date));
  }
}
