package io.github.volatility4j.series;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads series from CSV: decides between the forms, and reads the wide one. */
final class SeriesCsv {
  private SeriesCsv() {}

  static TimeSeries readSingle(Path file) {
    CsvTable table = CsvTable.read(file);
    if (LongCsv.isLong(table)) {
      return onlyOne(table, LongCsv.read(table, null));
    }
    int columns = table.header().size();
    if (columns == 1) {
      return undated(table, 0);
    }
    if (columns > 2) {
      throw new IllegalArgumentException(
          "%s has %d value columns; say which one to read: %s"
              .formatted(table.source(), columns - 1, table.header().subList(1, columns)));
    }
    return dated(table, 1);
  }

  static TimeSeries readSingle(Path file, String column) {
    CsvTable table = CsvTable.read(file);
    int index = table.header().indexOf(column);
    if (LongCsv.isLong(table)) {
      SeriesSet panel = LongCsv.read(table, null);
      if (panel.contains(column) || index < 0) {
        return panel.get(column);
      }
      return onlyOne(table, panel).only(column).named(column);
    }
    if (index < 0) {
      throw new IllegalArgumentException(
          "%s has no column %s; there are %s".formatted(table.source(), column, table.header()));
    }
    return index > 0 && DateSpelling.isLikely(table, 0)
        ? dated(table, index)
        : undated(table, index);
  }

  private static TimeSeries onlyOne(CsvTable table, SeriesSet panel) {
    if (panel.size() != 1) {
      throw new IllegalArgumentException(
          "%s holds %d series where one is wanted: %s"
              .formatted(table.source(), panel.size(), panel.names()));
    }
    return panel.iterator().next();
  }

  private static TimeSeries undated(CsvTable table, int column) {
    String name = table.header().get(column);
    if (table.header().size() == 1 && CsvTable.isNumber(name)) {
      throw new IllegalArgumentException(
          "%s: the header is the number %s; a first row that names the column is wanted"
              .formatted(table.source(), name));
    }
    SeriesBuilder builder = new SeriesBuilder(name, 1);
    table.forEachRow(
        (line, cells) -> {
          double value = table.number(line, cells, column);
          if (!Double.isNaN(value)) {
            builder.set(0, builder.addRow(0), value);
          }
        });
    return requireValues(table, builder.build(false, List.of(TimeSeries.VALUE), Map.of()));
  }

  private static TimeSeries dated(CsvTable table, int column) {
    return requireValues(table, wide(table, null, new int[] {column}).iterator().next());
  }

  private static TimeSeries requireValues(CsvTable table, TimeSeries series) {
    if (series.size() == 0) {
      throw new IllegalArgumentException(
          "%s: column %s has no value in any row".formatted(table.source(), series.name()));
    }
    return series;
  }

  static SeriesSet readPanel(Path file, @Nullable DateTimeFormatter dates) {
    CsvTable table = CsvTable.read(file);
    if (LongCsv.isLong(table)) {
      return LongCsv.read(table, dates);
    }
    if (table.header().size() < 2) {
      throw new IllegalArgumentException(
          "%s has one column, %s; a date column and at least one column of values are wanted"
              .formatted(table.source(), table.header()));
    }
    return wide(table, dates, IntStream.range(1, table.header().size()).toArray());
  }

  private static SeriesSet wide(CsvTable table, @Nullable DateTimeFormatter dates, int[] columns) {
    ToIntFunction<String> days = DateSpelling.read(table, 0, dates);
    List<SeriesBuilder> builders = new ArrayList<>();
    for (int column : columns) {
      builders.add(new SeriesBuilder(table.header().get(column), 1));
    }
    DayOrder order = new DayOrder(table, 0);
    table.forEachRow(
        (line, cells) -> {
          int day = order.next(line, days.applyAsInt(cells.getField(0)), "");
          for (int i = 0; i < columns.length; i++) {
            double value = table.number(line, cells, columns[i]);
            if (!Double.isNaN(value)) {
              builders.get(i).set(0, builders.get(i).addRow(day), value);
            }
          }
        });
    return SeriesSet.of(
        builders.stream()
            .map(builder -> builder.build(true, List.of(TimeSeries.VALUE), Map.of()))
            .toList());
  }

  /** Refuses days that do not increase. */
  static final class DayOrder {
    private final CsvTable table;
    private final int column;
    private long last = Long.MIN_VALUE;

    DayOrder(CsvTable table, int column) {
      this.table = table;
      this.column = column;
    }

    int next(long line, int day, String of) {
      if (day <= last) {
        LocalDate date = LocalDate.ofEpochDay(day);
        throw table.refused(
            line,
            column,
            day == last
                ? "date %s is there twice%s".formatted(date, of)
                : "date %s comes after %s%s; dates must increase"
                    .formatted(date, LocalDate.ofEpochDay(last), of));
      }
      last = day;
      return day;
    }
  }
}
