package io.github.volatility4j.series;

import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Many series under different names, each on its own trading days: a ragged panel. Immutable; the
 * order is the one in which they were given.
 */
public final class SeriesSet implements Iterable<TimeSeries> {
  private final Map<String, TimeSeries> byName;

  private SeriesSet(Map<String, TimeSeries> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * A set of series.
   *
   * @param series with names that differ
   * @return the set
   * @throws IllegalArgumentException if a name is there twice
   */
  public static SeriesSet of(Collection<TimeSeries> series) {
    Map<String, TimeSeries> byName = new LinkedHashMap<>();
    for (TimeSeries one : series) {
      if (byName.put(one.name(), one) != null) {
        throw new IllegalArgumentException("series " + one.name() + " is there twice");
      }
    }
    return new SeriesSet(byName);
  }

  /**
   * A set of one series.
   *
   * @param series the only member
   * @return the set
   */
  public static SeriesSet of(TimeSeries series) {
    return of(List.of(series));
  }

  /**
   * Reads a panel of many stocks from CSV (or {@code .csv.gz}).
   *
   * <p>Long form: the header has {@code date} and {@code code}; every row is one stock on one day,
   * the first further column is the main component, numeric ones after it are further components
   * and a text column that is constant for each stock is an attribute. Wide form: the first column
   * is the date, whatever its header, and every further column is a stock; an empty cell is a day
   * on which it was not priced.
   *
   * @param file ISO dates, or another spelling that all rows agree on
   * @return the panel
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException naming row and column of what is not as it should be
   */
  public static SeriesSet readCsv(Path file) {
    return SeriesCsv.readPanel(file, null);
  }

  /**
   * Reads a panel whose dates are spelled in a given way.
   *
   * @param file as in {@link #readCsv(Path)}
   * @param dates how dates are spelled, where the rows alone don't tell
   * @return the panel
   */
  public static SeriesSet readCsv(Path file, DateTimeFormatter dates) {
    return SeriesCsv.readPanel(file, dates);
  }

  /**
   * Writes the main components side by side: a date column, then a column for each series, in the
   * order of the set; a cell is empty where a series has no such day. Numbers are the shortest text
   * that reads back to the same double. The file appears whole or not at all.
   *
   * @param file to write; {@code .gz} is compressed
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeWideCsv(Path file) {
    CsvOutput.writeWide(this, file);
  }

  /**
   * Writes {@code code,date}, all components and all attributes, a row for each series and day,
   * missing values empty. The file appears whole or not at all.
   *
   * @param file to write; {@code .gz} is compressed
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeLongCsv(Path file) {
    CsvOutput.writeLong(this, file);
  }

  /**
   * What {@link #writeLongCsv} writes, as bytes.
   *
   * @return long CSV in UTF-8
   */
  public byte[] toLongCsv() {
    return CsvOutput.toLong(this);
  }

  /**
   * The set that {@link #toLongCsv} was asked of, to the last bit; a component that only some
   * series had is there in all, missing everywhere in the others.
   *
   * @param csv long CSV in UTF-8
   * @param source what to call it in messages
   * @param attributes columns that are attributes; all others are components
   * @return the set
   * @throws IllegalArgumentException naming row and column of what is not as it should be
   */
  public static SeriesSet ofLongCsv(byte[] csv, String source, List<String> attributes) {
    return LongCsv.readDeclared(CsvTable.of(csv, source), attributes);
  }

  /** {@return the names, in order} */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** {@return the number of series} */
  public int size() {
    return byName.size();
  }

  /**
   * Whether there is a series of that name.
   *
   * @param name a name
   * @return whether it is in the set
   */
  public boolean contains(String name) {
    return byName.containsKey(name);
  }

  /**
   * A series by its name.
   *
   * @param name its name
   * @return the series
   * @throws IllegalArgumentException if there is none, naming those that are there
   */
  public TimeSeries get(String name) {
    TimeSeries series = byName.get(name);
    if (series == null) {
      throw new IllegalArgumentException("no series " + name + "; there are " + names());
    }
    return series;
  }

  /** {@return the series in order} */
  public Stream<TimeSeries> stream() {
    return byName.values().stream();
  }

  @Override
  public Iterator<TimeSeries> iterator() {
    return byName.values().iterator();
  }

  /**
   * A table view over the union of all days.
   *
   * @return the panel
   * @throws IllegalArgumentException if a series is undated
   */
  public Panel panel() {
    return new Panel(this);
  }

  /**
   * A set with every series changed.
   *
   * @param change applied to each
   * @return the results as a set
   */
  public SeriesSet map(UnaryOperator<TimeSeries> change) {
    List<TimeSeries> changed = new ArrayList<>(size());
    byName.values().forEach(series -> changed.add(change.apply(series)));
    return of(changed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesSet that
        && names().equals(that.names())
        && byName.equals(that.byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  @Override
  public String toString() {
    return "SeriesSet" + names();
  }
}
