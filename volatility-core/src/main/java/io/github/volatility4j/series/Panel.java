package io.github.volatility4j.series;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A table view of a {@link SeriesSet}: every day on which any series has a row, by series. Values
 * stay where they are, and nothing is filled: a series without a row on a day reads as {@code NaN}
 * there. Immutable.
 */
public final class Panel {
  private static final int ABSENT = -1;

  private final List<TimeSeries> series;
  private final int[] epochDays; // [days]
  private final int[][] rows; // [series][days], the row of the series or ABSENT

  Panel(SeriesSet set) {
    this.series = set.stream().toList();
    for (TimeSeries one : series) {
      if (!one.isDated()) {
        throw new IllegalArgumentException(
            "series " + one.name() + " has no dates; a panel needs them");
      }
    }
    this.epochDays =
        series.stream()
            .flatMapToInt(one -> IntStream.range(0, one.size()).map(one::epochDay))
            .sorted()
            .distinct()
            .toArray();
    this.rows = new int[series.size()][epochDays.length];
    for (int s = 0; s < rows.length; s++) {
      TimeSeries one = series.get(s);
      Arrays.fill(rows[s], ABSENT);
      for (int row = 0, day = 0; row < one.size(); row++, day++) {
        while (epochDays[day] < one.epochDay(row)) {
          day++;
        }
        rows[s][day] = row;
      }
    }
  }

  /** {@return the number of days} */
  public int days() {
    return epochDays.length;
  }

  /** {@return all days, increasing} */
  public List<LocalDate> dates() {
    return IntStream.range(0, days()).mapToObj(this::date).toList();
  }

  /**
   * A day.
   *
   * @param day from 0 to {@code days() - 1}
   * @return its date
   */
  public LocalDate date(int day) {
    return LocalDate.ofEpochDay(epochDays[day]);
  }

  /**
   * The day of a date.
   *
   * @param date any date
   * @return a number from 0 to {@code days() - 1}, or −1 if no series has a row on that date
   */
  public int day(LocalDate date) {
    long key = date.toEpochDay();
    int at = key == (int) key ? Arrays.binarySearch(epochDays, (int) key) : ABSENT;
    return Math.max(at, ABSENT);
  }

  /** {@return the names of the series, by their index} */
  public List<String> names() {
    return series.stream().map(TimeSeries::name).toList();
  }

  /**
   * The row of a series on a day.
   *
   * @param day from 0 to {@code days() - 1}
   * @param index of the series
   * @return a row, or −1 if it has none
   */
  public int row(int day, int index) {
    return rows[index][Objects.checkIndex(day, days())];
  }

  /**
   * The main component of a series on a day.
   *
   * @param day from 0 to {@code days() - 1}
   * @param index of the series
   * @return the value, {@code NaN} if the series has no row on that day
   */
  public double value(int day, int index) {
    int row = row(day, index);
    return row == ABSENT ? Double.NaN : series.get(index).value(row);
  }

  /**
   * A component of a series on a day.
   *
   * @param component its name
   * @param day from 0 to {@code days() - 1}
   * @param index of the series
   * @return the value, {@code NaN} if the series has no row on that day, no such component, or it
   *     is missing there
   */
  public double value(String component, int day, int index) {
    int row = row(day, index);
    boolean there = row != ABSENT && series.get(index).has(component);
    return there ? series.get(index).value(component, row) : Double.NaN;
  }

  /**
   * Means of the main component over the series that have a row.
   *
   * @return a mean for each day
   */
  public double[] mean() {
    return IntStream.range(0, days()).mapToDouble(day -> mean(i -> value(day, i))).toArray();
  }

  /**
   * Means of a component over the series that have a value of it.
   *
   * @param component its name
   * @return a mean for each day, {@code NaN} where no series has a value
   */
  public double[] mean(String component) {
    return IntStream.range(0, days())
        .mapToDouble(day -> mean(i -> value(component, day, i)))
        .toArray();
  }

  private double mean(IntToDoubleFunction valueOfSeries) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < series.size(); i++) {
      double value = valueOfSeries.applyAsDouble(i);
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return sum / count;
  }
}
