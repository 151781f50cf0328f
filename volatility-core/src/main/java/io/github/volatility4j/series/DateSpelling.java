package io.github.volatility4j.series;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one spelling of dates that fits all rows of a column. Where days and months cannot be
 * told apart, it refuses rather than guesses.
 */
final class DateSpelling {
  // Years have four digits: with two, somebody would have to guess the century.
  private static final List<DateSpelling> KNOWN =
      List.of(
          known("yyyy-M-d"),
          known("yyyy/M/d"),
          known("yyyy.M.d"),
          known("yyyyMMdd"),
          known("M/d/yyyy"),
          known("d/M/yyyy"),
          known("M-d-yyyy"),
          known("d-M-yyyy"),
          known("d.M.yyyy"),
          known("d-MMM-yyyy"),
          known("d MMM yyyy"),
          known("d MMMM yyyy"),
          known("MMM d, yyyy"),
          known("MMMM d, yyyy"),
          known("yyyy-M-d H:mm[:ss[.SSS]]"),
          known("yyyy-M-d'T'H:mm[:ss[.SSS]]"));

  private final String name;
  private final DateTimeFormatter formatter;

  private DateSpelling(String name, DateTimeFormatter formatter) {
    this.name = name;
    this.formatter = formatter;
  }

  private static DateSpelling known(String pattern) {
    return new DateSpelling(
        pattern,
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(pattern.replace('y', 'u'))
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT));
  }

  /**
   * Reads a column of dates.
   *
   * @param wanted their spelling, or null to find it
   * @return gives the epoch day of each text in the column
   */
  static ToIntFunction<String> read(
      CsvTable table, int column, @Nullable DateTimeFormatter wanted) {
    List<DateSpelling> left =
        wanted == null ? KNOWN : List.of(new DateSpelling("the given format", wanted));
    List<Map<String, Integer>> days = new ArrayList<>();
    left.forEach(spelling -> days.add(new HashMap<>()));
    for (Map.Entry<String, Long> cell : distinctCells(table, column).entrySet()) {
      List<DateSpelling> fitting = new ArrayList<>();
      for (int i = 0, at = 0; i < left.size(); i++) {
        Optional<Integer> day = left.get(i).day(cell.getKey());
        if (day.isPresent()) {
          days.get(at).put(cell.getKey(), day.get());
          fitting.add(left.get(i));
          at++;
        } else {
          days.remove(at);
        }
      }
      if (fitting.isEmpty()) {
        throw table.refused(cell.getValue(), column, misfit(cell.getKey(), left));
      }
      left = fitting;
    }
    for (Map<String, Integer> other : days) {
      if (!other.equals(days.get(0))) {
        throw new IllegalArgumentException(
            ("%s, column %s: the dates can be read as %s, and no row decides;"
                    + " write ISO dates or give a format")
                .formatted(table.source(), table.columnName(column), names(left, " or as ")));
      }
    }
    Map<String, Integer> all = days.get(0);
    return text -> Objects.requireNonNull(all.get(text.strip()));
  }

  private static String misfit(String text, List<DateSpelling> left) {
    if (text.isEmpty()) {
      return "the date is empty";
    }
    String shown = CsvTable.shown(text);
    return left.equals(KNOWN)
        ? "'%s' is not a date; an ISO date such as 2024-01-31 is wanted".formatted(shown)
        : "'%s' is not a date spelled %s, as all rows must be"
            .formatted(shown, names(left, " or "));
  }

  private static String names(List<DateSpelling> spellings, String or) {
    return String.join(or, spellings.stream().map(spelling -> spelling.name).toList());
  }

  /** Whether most of a column reads as dates, so that a misfit is a mistake in a date. */
  static boolean isLikely(CsvTable table, int column) {
    List<String> some = distinctCells(table, column).keySet().stream().limit(100).toList();
    long dates =
        some.stream()
            .filter(text -> KNOWN.stream().anyMatch(spelling -> spelling.day(text).isPresent()))
            .count();
    return 2 * dates > some.size();
  }

  /** Each text of the column with the first line it is on. */
  private static Map<String, Long> distinctCells(CsvTable table, int column) {
    Map<String, Long> cells = new LinkedHashMap<>();
    table.forEachRow((line, row) -> cells.putIfAbsent(row.getField(column).strip(), line));
    return cells;
  }

  private Optional<Integer> day(String text) {
    try {
      return Optional.of(Math.toIntExact(LocalDate.parse(text, formatter).toEpochDay()));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
