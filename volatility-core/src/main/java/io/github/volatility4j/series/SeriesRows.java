package io.github.volatility4j.series;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a {@link TimeSeries} stores: a range of rows of shared columns, which nobody writes to after
 * they were handed in.
 */
final class SeriesRows {
  /** Stands for the days of an undated series; a dated one without rows has another array. */
  static final int[] UNDATED = {};

  private static final int MAX_YEAR = 999_999; // so that a day fits an int

  final int size;
  private final int from;
  private final int[] days; // [rows] of the shared storage
  private final Map<String, double[]> columns; // component -> [rows] of the shared storage

  private SeriesRows(int[] days, Map<String, double[]> columns, int from, int size) {
    this.days = days;
    this.columns = columns;
    this.from = from;
    this.size = size;
  }

  /** Takes arrays as they are; the first column is the main component. */
  static SeriesRows of(int[] days, Map<String, double[]> columns, int size) {
    return new SeriesRows(days, columns, 0, size);
  }

  /** The epoch days of dates, which must increase. */
  static int[] days(String series, List<LocalDate> dates) {
    int[] days = new int[dates.size()];
    for (int i = 0; i < days.length; i++) {
      LocalDate date = dates.get(i);
      if (Math.abs((long) date.getYear()) > MAX_YEAR) {
        throw new IllegalArgumentException(
            "series %s: date %s in row %d is too far away".formatted(series, date, i));
      }
      days[i] = (int) date.toEpochDay();
      if (i > 0 && days[i] <= days[i - 1]) {
        throw new IllegalArgumentException(
            "series %s: date %s in row %d %s; dates must increase strictly"
                .formatted(
                    series,
                    date,
                    i,
                    days[i] == days[i - 1] ? "is there twice" : "comes after " + dates.get(i - 1)));
      }
    }
    return days;
  }

  /** Refuses infinities, and for the main component NaN. */
  void requireFinite(String series, String component, double[] values) {
    for (int i = 0; i < values.length; i++) {
      boolean missing = Double.isNaN(values[i]) && !component.equals(main());
      if (!missing && !Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "series %s: %s is %s in row %d%s; it must be a finite number"
                .formatted(
                    series,
                    component,
                    values[i],
                    i,
                    isDated() ? " (" + LocalDate.ofEpochDay(day(i)) + ")" : ""));
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // a dated series without rows is not undated
  boolean isDated() {
    return days != UNDATED;
  }

  int day(int row) {
    return days[from + row];
  }

  /** The first row that is not before a day. */
  int rowFrom(long day) {
    int key = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, day));
    int at = Arrays.binarySearch(days, from, from + size, key);
    return (at >= 0 ? at : -at - 1) - from;
  }

  String main() {
    return columns.keySet().iterator().next();
  }

  List<String> components() {
    return List.copyOf(columns.keySet());
  }

  boolean has(String component) {
    return columns.containsKey(component);
  }

  private double[] column(String component) {
    return Objects.requireNonNull(columns.get(component));
  }

  double value(String component, int row) {
    return column(component)[from + row];
  }

  double[] values(String component) {
    return Arrays.copyOfRange(column(component), from, from + size);
  }

  SeriesRows slice(int start, int end) {
    return new SeriesRows(days, columns, from + start, end - start);
  }

  SeriesRows pick(int[] rows) {
    Map<String, double[]> picked = new LinkedHashMap<>();
    columns.forEach(
        (key, column) ->
            picked.put(key, Arrays.stream(rows).mapToDouble(row -> column[from + row]).toArray()));
    int[] pickedDays = isDated() ? Arrays.stream(rows).map(this::day).toArray() : UNDATED;
    return of(pickedDays, picked, rows.length);
  }

  /** Takes an array as it is, into the place of the component of that name or behind the others. */
  SeriesRows with(String component, double[] values) {
    Map<String, double[]> all = new LinkedHashMap<>();
    columns.keySet().forEach(key -> all.put(key, values(key)));
    all.put(component, values);
    int[] own = isDated() ? Arrays.copyOfRange(days, from, from + size) : UNDATED;
    return of(own, all, size);
  }

  SeriesRows renamed(String component, String newName) {
    Map<String, double[]> all = new LinkedHashMap<>();
    columns.forEach((key, column) -> all.put(key.equals(component) ? newName : key, column));
    return new SeriesRows(days, all, from, size);
  }

  SeriesRows withFirst(String component) {
    Map<String, double[]> all = new LinkedHashMap<>();
    all.put(component, column(component));
    columns.forEach(all::putIfAbsent);
    return new SeriesRows(days, all, from, size);
  }

  SeriesRows only(String component) {
    return new SeriesRows(days, Map.of(component, column(component)), from, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesRows that
        && size == that.size
        && isDated() == that.isDated()
        && components().equals(that.components())
        && (!isDated()
            || Arrays.equals(days, from, from + size, that.days, that.from, that.from + size))
        && columns.keySet().stream().allMatch(key -> Arrays.equals(values(key), that.values(key)));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values(main())) + components().hashCode();
  }
}
