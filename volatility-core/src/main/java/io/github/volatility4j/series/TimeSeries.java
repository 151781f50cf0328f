package io.github.volatility4j.series;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A named series of observations on trading days, immutable.
 *
 * <p>The index is the trading day: row {@code i} is the {@code i}-th day on which the series was
 * observed, and nothing is ever filled in between. A dated series also knows the calendar date of
 * every row; dates increase strictly. An undated series has row numbers only.
 *
 * <p>A series has one <em>main</em> component (prices, returns, …) and may carry further ones with
 * the same rows (labels, covariates). The main component is finite in every row; a further component
 * may be missing in a row, which reads as {@code NaN} and as {@link #isMissing(String, int)}.
 * Attributes are text about the series as a whole (an industry, a unit); two names have a meaning
 * here: {@value #UNIT} is {@value #PERCENT} or {@value #DECIMAL} for returns.
 *
 * <p>Arrays are copied at the door; slices share storage. Instances may be shared between threads.
 */
public final class TimeSeries {
  /** Name of the main component of a series made without naming it. */
  public static final String VALUE = "value";

  /** Attribute that names the unit of returns. */
  public static final String UNIT = "unit";

  /** Value of {@link #UNIT}: returns in percent, variances in percent². */
  public static final String PERCENT = "percent";

  /** Value of {@link #UNIT}: returns as decimal fractions. */
  public static final String DECIMAL = "decimal";

  private final String name;
  private final int[] epochDays; // [rows] of the shared storage, empty when undated
  private final Map<String, double[]> columns; // component -> [rows] of the shared storage
  private final String main;
  private final int from;
  private final int size;
  private final Map<String, String> attributes;

  private TimeSeries(
      String name,
      int[] epochDays,
      Map<String, double[]> columns,
      String main,
      int from,
      int size,
      Map<String, String> attributes) {
    this.name = name;
    this.epochDays = epochDays;
    this.columns = columns;
    this.main = main;
    this.from = from;
    this.size = size;
    this.attributes = attributes;
  }

  /**
   * A dated series with one component.
   *
   * @param name what the series is called in tables, files and messages; not blank
   * @param dates strictly increasing, one for each value
   * @param values finite
   * @return the series
   * @throws IllegalArgumentException if a date is out of order or repeated, a value is not finite, or
   *     the lengths differ
   */
  public static TimeSeries of(String name, List<LocalDate> dates, double[] values) {
    if (dates.size() != values.length) {
      throw new IllegalArgumentException(
          "series " + name + " has " + dates.size() + " dates for " + values.length + " values");
    }
    int[] days = new int[values.length];
    for (int i = 0; i < days.length; i++) {
      LocalDate date = dates.get(i);
      days[i] = Math.toIntExact(date.toEpochDay());
      if (i > 0 && days[i] <= days[i - 1]) {
        throw new IllegalArgumentException(
            "series %s: date %s in row %d %s; dates must increase strictly"
                .formatted(
                    name,
                    date,
                    i,
                    days[i] == days[i - 1]
                        ? "is there twice"
                        : "comes after " + dates.get(i - 1)));
      }
    }
    return create(name, days, VALUE, values);
  }

  /**
   * An undated series with one component.
   *
   * @param name what the series is called; not blank
   * @param values finite
   * @return the series
   * @throws IllegalArgumentException if a value is not finite
   */
  public static TimeSeries of(String name, double[] values) {
    return create(name, new int[0], VALUE, values);
  }

  /**
   * Reads a CSV file (or {@code .csv.gz}) with a date column and exactly one value column.
   *
   * @param file the file; ISO dates, or another spelling that all rows agree on
   * @return the series, named after its column
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException naming row and column of what is not as it should be
   */
  public static TimeSeries readCsv(Path file) {
    return SeriesCsv.readSingle(file);
  }

  /**
   * Reads one value column of a CSV file (or {@code .csv.gz}).
   *
   * @param file the file; a first column that is not {@code column} and holds dates dates the rows
   * @param column header of the value column
   * @return the series, named after its column
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException naming row and column of what is not as it should be
   */
  public static TimeSeries readCsv(Path file, String column) {
    return SeriesCsv.readSingle(file, column);
  }

  private static TimeSeries create(String name, int[] days, String component, double[] values) {
    requireName(name);
    double[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      if (!Double.isFinite(copy[i])) {
        throw new IllegalArgumentException(
            "series %s: value %s in row %d%s; it must be a finite number"
                .formatted(
                    name,
                    copy[i],
                    i,
                    days.length > 0 ? " (" + LocalDate.ofEpochDay(days[i]) + ")" : ""));
      }
    }
    return new TimeSeries(
        name, days, Map.of(component, copy), component, 0, copy.length, Map.of());
  }

  private static String requireName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a series needs a name; found a blank one");
    }
    return name;
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return the number of rows} */
  public int size() {
    return size;
  }

  /** {@return whether rows have calendar dates} */
  public boolean isDated() {
    return epochDays.length > 0;
  }

  /**
   * The date of a row.
   *
   * @param row from 0 to {@code size() - 1}
   * @return its date
   * @throws IllegalStateException if the series is undated
   */
  public LocalDate date(int row) {
    Objects.checkIndex(row, size);
    requireDates();
    return LocalDate.ofEpochDay(epochDays[from + row]);
  }

  /**
   * All dates.
   *
   * @return one for each row, empty for an undated series
   */
  public List<LocalDate> dates() {
    if (!isDated()) {
      return List.of();
    }
    List<LocalDate> dates = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      dates.add(LocalDate.ofEpochDay(epochDays[from + i]));
    }
    return Collections.unmodifiableList(dates);
  }

  /**
   * The first row whose date is not before the one given.
   *
   * @param date any date
   * @return a row from 0 to {@link #size()}
   * @throws IllegalStateException if the series is undated
   */
  public int firstRowFrom(LocalDate date) {
    requireDates();
    int day = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, date.toEpochDay()));
    int at = Arrays.binarySearch(epochDays, from, from + size, day);
    return (at >= 0 ? at : -at - 1) - from;
  }

  private void requireDates() {
    if (!isDated() && size > 0) {
      throw new IllegalStateException("series " + name + " has no dates");
    }
  }

  /** {@return the name of the main component} */
  public String mainComponent() {
    return main;
  }

  /** {@return the names of all components, the main one first} */
  public List<String> components() {
    return List.copyOf(columns.keySet());
  }

  /**
   * Whether there is such a component.
   *
   * @param component a name
   * @return whether the series has it
   */
  public boolean has(String component) {
    return columns.containsKey(component);
  }

  /**
   * A value of the main component.
   *
   * @param row from 0 to {@code size() - 1}
   * @return a finite number
   */
  public double value(int row) {
    return column(main)[from + Objects.checkIndex(row, size)];
  }

  /** {@return a copy of the main component, finite} */
  public double[] values() {
    return values(main);
  }

  /**
   * A copy of a component.
   *
   * @param component its name
   * @return one value for each row, {@code NaN} where it is missing
   * @throws IllegalArgumentException if there is no such component
   */
  public double[] values(String component) {
    return Arrays.copyOfRange(column(component), from, from + size);
  }

  /**
   * A value of a component.
   *
   * @param component its name
   * @param row from 0 to {@code size() - 1}
   * @return the value, {@code NaN} where it is missing
   * @throws IllegalArgumentException if there is no such component
   */
  public double value(String component, int row) {
    return column(component)[from + Objects.checkIndex(row, size)];
  }

  /**
   * Whether a component has no value in a row.
   *
   * @param component its name
   * @param row from 0 to {@code size() - 1}
   * @return whether it is missing there
   * @throws IllegalArgumentException if there is no such component
   */
  public boolean isMissing(String component, int row) {
    return Double.isNaN(value(component, row));
  }

  private double[] column(String component) {
    double[] column = columns.get(component);
    if (column == null) {
      throw new IllegalArgumentException(
          "series %s has no component %s; it has %s".formatted(name, component, components()));
    }
    return column;
  }

  /** {@return text about the series as a whole, by name} */
  public Map<String, String> attributes() {
    return attributes;
  }

  /**
   * The unit of returns, for messages.
   *
   * @return {@value #PERCENT}, {@value #DECIMAL}, or "the returns' unit" where nobody said
   */
  public String unit() {
    return attributes.getOrDefault(UNIT, "the returns' unit");
  }

  /**
   * The same series with one more component, or with one replaced.
   *
   * @param component its name; the main component's name replaces that one, whose values must be finite
   * @param values one for each row, {@code NaN} where missing, never infinite
   * @return a new series
   * @throws IllegalArgumentException if the length differs or a value is infinite
   */
  public TimeSeries with(String component, double[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          "series %s has %d rows; component %s has %d values"
              .formatted(name, size, component, values.length));
    }
    for (int i = 0; i < size; i++) {
      if (Double.isInfinite(values[i]) || (component.equals(main) && Double.isNaN(values[i]))) {
        throw new IllegalArgumentException(
            "series %s: component %s is %s in row %d; it must be a finite number"
                .formatted(name, component, values[i], i));
      }
    }
    Map<String, double[]> all = new LinkedHashMap<>();
    columns.forEach((key, column) -> all.put(key, Arrays.copyOfRange(column, from, from + size)));
    all.put(requireName(component), values.clone());
    int[] days = isDated() ? Arrays.copyOfRange(epochDays, from, from + size) : epochDays;
    return new TimeSeries(name, days, Collections.unmodifiableMap(all), main, 0, size, attributes);
  }

  /**
   * The same rows with a component as the main and only one, for instance one label of many. Rows in
   * which it is missing are left out.
   *
   * @param component its name
   * @return a new series
   * @throws IllegalArgumentException if there is no such component
   */
  public TimeSeries only(String component) {
    double[] column = column(component);
    int[] days = new int[isDated() ? size : 0];
    double[] kept = new double[size];
    int n = 0;
    for (int i = from; i < from + size; i++) {
      if (!Double.isNaN(column[i])) {
        if (isDated()) {
          days[n] = epochDays[i];
        }
        kept[n++] = column[i];
      }
    }
    return new TimeSeries(
        name,
        Arrays.copyOf(days, isDated() ? n : 0),
        Map.of(component, Arrays.copyOf(kept, n)),
        component,
        0,
        n,
        attributes);
  }

  /**
   * The rows that pass a test, with all components.
   *
   * @param keep told each row number
   * @return a new series
   */
  public TimeSeries where(IntPredicate keep) {
    int[] rows = IntStream.range(0, size).filter(keep).map(row -> from + row).toArray();
    Map<String, double[]> all = new LinkedHashMap<>();
    columns.forEach(
        (key, column) -> all.put(key, Arrays.stream(rows).mapToDouble(i -> column[i]).toArray()));
    int[] days = isDated() ? Arrays.stream(rows).map(i -> epochDays[i]).toArray() : epochDays;
    return new TimeSeries(
        name, days, Collections.unmodifiableMap(all), main, 0, rows.length, attributes);
  }

  /**
   * The same series under another name.
   *
   * @param newName not blank
   * @return a new series
   */
  public TimeSeries named(String newName) {
    return new TimeSeries(requireName(newName), epochDays, columns, main, from, size, attributes);
  }

  /**
   * The same series with its main component called otherwise.
   *
   * @param component not blank and not yet taken
   * @return a new series
   */
  public TimeSeries mainNamed(String component) {
    if (component.equals(main)) {
      return this;
    }
    if (has(requireName(component))) {
      throw new IllegalArgumentException(
          "series " + name + " already has a component " + component);
    }
    Map<String, double[]> all = new LinkedHashMap<>();
    columns.forEach((key, column) -> all.put(key.equals(main) ? component : key, column));
    return new TimeSeries(
        name, epochDays, Collections.unmodifiableMap(all), component, from, size, attributes);
  }

  /** The same rows under a new main component that comes before all present ones. */
  TimeSeries withMain(String component, double[] values) {
    TimeSeries added = with(component, values);
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "series " + name + ": " + component + " is " + value + "; it must be finite");
      }
    }
    Map<String, double[]> all = new LinkedHashMap<>();
    all.put(component, added.column(component));
    columns
        .keySet()
        .forEach(key -> all.put(key, added.column(key)));
    return new TimeSeries(
        name,
        added.epochDays,
        Collections.unmodifiableMap(all),
        component,
        0,
        size,
        attributes);
  }

  /**
   * The same series with an attribute set.
   *
   * @param key its name, for instance {@value #UNIT}
   * @param text its value
   * @return a new series
   */
  public TimeSeries withAttribute(String key, String text) {
    Map<String, String> all = new LinkedHashMap<>(attributes);
    all.put(key, text);
    return new TimeSeries(
        name, epochDays, columns, main, from, size, Collections.unmodifiableMap(all));
  }

  /**
   * Some consecutive rows, without a copy.
   *
   * @param startInclusive first row
   * @param endExclusive row after the last
   * @return a view
   */
  public TimeSeries slice(int startInclusive, int endExclusive) {
    Objects.checkFromToIndex(startInclusive, endExclusive, size);
    return new TimeSeries(
        name,
        epochDays,
        columns,
        main,
        from + startInclusive,
        endExclusive - startInclusive,
        attributes);
  }

  /**
   * The rows up to a date.
   *
   * @param lastInclusive last date that belongs to the result
   * @return a view
   * @throws IllegalStateException if the series is undated
   */
  public TimeSeries until(LocalDate lastInclusive) {
    return slice(0, firstRowFrom(lastInclusive.plusDays(1)));
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof TimeSeries that)
        || !name.equals(that.name)
        || size != that.size
        || isDated() != that.isDated()
        || !main.equals(that.main)
        || !attributes.equals(that.attributes)
        || !components().equals(that.components())) {
      return false;
    }
    return (!isDated()
            || Arrays.equals(
                epochDays, from, from + size, that.epochDays, that.from, that.from + size))
        && columns.keySet().stream()
            .allMatch(key -> Arrays.equals(values(key), that.values(key)));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, size, main, Arrays.hashCode(values()));
  }

  @Override
  public String toString() {
    String span = isDated() && size > 0 ? ", " + date(0) + ".." + date(size - 1) : "";
    return "TimeSeries[%s, %d rows%s, %s]".formatted(name, size, span, components());
  }
}
