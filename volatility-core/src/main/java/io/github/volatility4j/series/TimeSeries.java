package io.github.volatility4j.series;

import java.nio.file.Path;
import java.time.LocalDate;
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
 * the same rows (labels, covariates). The main component is finite in every row; a further
 * component may be missing in a row, which reads as {@code NaN} and as {@link #isMissing(String,
 * int)}. Attributes are text about the series as a whole (an industry, a unit); two names have a
 * meaning here: {@value #UNIT} is {@value #PERCENT} or {@value #DECIMAL} for returns.
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
  private final String main;
  private final SeriesRows rows;
  private final Map<String, String> attributes;

  private TimeSeries(String name, SeriesRows rows, Map<String, String> attributes) {
    this.name = name;
    this.main = rows.main();
    this.rows = rows;
    this.attributes = attributes;
  }

  /** Takes rows and attributes as they are. */
  static TimeSeries wrap(String name, SeriesRows rows, Map<String, String> attributes) {
    return new TimeSeries(requireName(name), rows, attributes);
  }

  /**
   * A dated series with one component.
   *
   * @param name what the series is called in tables, files and messages; not blank
   * @param dates strictly increasing, one for each value
   * @param values finite
   * @return the series
   * @throws IllegalArgumentException if a date is out of order or repeated, a value is not finite,
   *     or the lengths differ
   */
  public static TimeSeries of(String name, List<LocalDate> dates, double[] values) {
    if (dates.size() != values.length) {
      throw new IllegalArgumentException(
          "series " + name + " has " + dates.size() + " dates for " + values.length + " values");
    }
    return create(name, SeriesRows.days(name, dates), values);
  }

  /**
   * {@return an undated series with one component}
   *
   * @param name what the series is called; not blank
   * @param values finite
   * @throws IllegalArgumentException if a value is not finite
   */
  public static TimeSeries of(String name, double[] values) {
    return create(name, SeriesRows.UNDATED, values);
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

  private static TimeSeries create(String name, int[] days, double[] values) {
    double[] copy = values.clone();
    TimeSeries made = wrap(name, SeriesRows.of(days, Map.of(VALUE, copy), copy.length), Map.of());
    made.rows.requireFinite(name, VALUE, copy);
    return made;
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
    return rows.size;
  }

  /** {@return whether rows have calendar dates} */
  public boolean isDated() {
    return rows.isDated();
  }

  /**
   * {@return the date of a row}
   *
   * @param row from 0 to {@code size() - 1}
   * @throws IllegalStateException if the series is undated
   */
  public LocalDate date(int row) {
    requireDates();
    return LocalDate.ofEpochDay(rows.day(Objects.checkIndex(row, size())));
  }

  /** {@return the date of each row, or nothing for an undated series} */
  public List<LocalDate> dates() {
    return isDated() ? IntStream.range(0, size()).mapToObj(this::date).toList() : List.of();
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
    return rows.rowFrom(date.toEpochDay());
  }

  int epochDay(int row) {
    return rows.day(row);
  }

  private void requireDates() {
    if (!isDated()) {
      throw new IllegalStateException("series " + name + " has no dates");
    }
  }

  /** {@return the name of the main component} */
  public String mainComponent() {
    return main;
  }

  /** {@return the names of all components, the main one first} */
  public List<String> components() {
    return rows.components();
  }

  /**
   * {@return whether there is a component of that name}
   *
   * @param component a name
   */
  public boolean has(String component) {
    return rows.has(component);
  }

  /**
   * {@return a value of the main component, finite}
   *
   * @param row from 0 to {@code size() - 1}
   */
  public double value(int row) {
    return rows.value(main, Objects.checkIndex(row, size()));
  }

  /** {@return a copy of the main component, finite} */
  public double[] values() {
    return values(main);
  }

  /**
   * {@return a copy of a component, {@code NaN} where it is missing}
   *
   * @param component its name
   * @throws IllegalArgumentException if there is no such component
   */
  public double[] values(String component) {
    return rows.values(requireComponent(component));
  }

  /**
   * {@return a value of a component, {@code NaN} where it is missing}
   *
   * @param component its name
   * @param row from 0 to {@code size() - 1}
   * @throws IllegalArgumentException if there is no such component
   */
  public double value(String component, int row) {
    return rows.value(requireComponent(component), Objects.checkIndex(row, size()));
  }

  /**
   * {@return whether a component has no value in a row}
   *
   * @param component its name
   * @param row from 0 to {@code size() - 1}
   * @throws IllegalArgumentException if there is no such component
   */
  public boolean isMissing(String component, int row) {
    return Double.isNaN(value(component, row));
  }

  private String requireComponent(String component) {
    if (!has(component)) {
      throw new IllegalArgumentException(
          "series %s has no component %s; it has %s".formatted(name, component, components()));
    }
    return component;
  }

  /** {@return text about the series as a whole, by name} */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** {@return {@value #PERCENT}, {@value #DECIMAL}, or "the returns' unit" where nobody said} */
  public String unit() {
    return attributes.getOrDefault(UNIT, "the returns' unit");
  }

  /**
   * The same series with one more component, or with one replaced.
   *
   * @param component its name; the main component's name replaces that one, which must be finite
   * @param values one for each row, {@code NaN} where missing, never infinite
   * @return a new series
   * @throws IllegalArgumentException if the length differs or a value is infinite
   */
  public TimeSeries with(String component, double[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "series %s has %d rows; component %s has %d values"
              .formatted(name, size(), component, values.length));
    }
    double[] copy = values.clone();
    rows.requireFinite(name, component, copy);
    return wrap(name, rows.with(requireName(component), copy), attributes);
  }

  /**
   * The same rows with a component as the main and only one, for instance one label of many. Rows
   * in which it is missing are left out.
   *
   * @param component its name
   * @return a new series
   * @throws IllegalArgumentException if there is no such component
   */
  public TimeSeries only(String component) {
    SeriesRows one = rows.only(requireComponent(component));
    return wrap(name, one, attributes).where(row -> !isMissing(component, row));
  }

  /**
   * The same series with another of its components as the main one, which then comes first. Rows in
   * which it is missing are left out.
   *
   * @param component its name
   * @return a new series, or this one if that is the main component already
   * @throws IllegalArgumentException if there is no such component
   */
  public TimeSeries withMain(String component) {
    if (component.equals(main)) {
      return this;
    }
    SeriesRows first = rows.withFirst(requireComponent(component));
    return wrap(name, first, attributes).where(row -> !isMissing(component, row));
  }

  /**
   * {@return the rows that pass a test, with all components}
   *
   * @param keep told each row number
   */
  public TimeSeries where(IntPredicate keep) {
    return wrap(name, rows.pick(IntStream.range(0, size()).filter(keep).toArray()), attributes);
  }

  /**
   * {@return the same series under another name}
   *
   * @param newName not blank
   */
  public TimeSeries named(String newName) {
    return wrap(newName, rows, attributes);
  }

  /**
   * {@return the same series with its main component called otherwise}
   *
   * @param component not blank
   * @throws IllegalArgumentException if another component has that name
   */
  public TimeSeries mainNamed(String component) {
    if (component.equals(main)) {
      return this;
    } else if (has(requireName(component))) {
      throw new IllegalArgumentException("series " + name + " already has " + component);
    }
    return wrap(name, rows.renamed(main, component), attributes);
  }

  /**
   * {@return the same series with an attribute set}
   *
   * @param key its name, for instance {@value #UNIT}
   * @param text its value
   * @throws IllegalArgumentException if one of them is blank
   */
  public TimeSeries withAttribute(String key, String text) {
    if (key.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException(
          "series %s: attribute '%s' is '%s'; neither may be blank".formatted(name, key, text));
    }
    Map<String, String> all = new LinkedHashMap<>(attributes);
    all.put(key, text);
    return wrap(name, rows, Collections.unmodifiableMap(all));
  }

  /**
   * {@return some consecutive rows, without a copy}
   *
   * @param startInclusive first row
   * @param endExclusive row after the last
   */
  public TimeSeries slice(int startInclusive, int endExclusive) {
    Objects.checkFromToIndex(startInclusive, endExclusive, size());
    return wrap(name, rows.slice(startInclusive, endExclusive), attributes);
  }

  /**
   * {@return the rows up to a date, without a copy}
   *
   * @param lastInclusive last date that belongs to the result
   * @throws IllegalStateException if the series is undated
   */
  public TimeSeries until(LocalDate lastInclusive) {
    requireDates();
    return slice(0, rows.rowFrom(lastInclusive.toEpochDay() + 1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeSeries that
        && name.equals(that.name)
        && attributes.equals(that.attributes)
        && rows.equals(that.rows);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, rows);
  }

  @Override
  public String toString() {
    String span = isDated() && size() > 0 ? ", " + date(0) + ".." + date(size() - 1) : "";
    return "TimeSeries[%s, %d rows%s, %s]".formatted(name, size(), span, components());
  }
}
