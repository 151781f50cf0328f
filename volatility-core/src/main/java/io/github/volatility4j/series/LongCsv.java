package io.github.volatility4j.series;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the long form: {@code date}, {@code code}, and columns of numbers (components) or of text
 * that is constant for each code (attributes).
 */
final class LongCsv {
  private static final Logger LOG = LoggerFactory.getLogger(LongCsv.class);

  private final CsvTable table;
  private final int dateColumn;
  private final int codeColumn;
  private final List<Integer> components = new ArrayList<>();
  private final List<Integer> attributes = new ArrayList<>();
  private final UnaryOperator<String> text; // what becomes of codes and attributes

  private LongCsv(CsvTable table, UnaryOperator<String> text) {
    this.table = table;
    this.dateColumn = table.indexIgnoringCase("date");
    this.codeColumn = table.indexIgnoringCase("code");
    this.text = text;
  }

  /** Has a date and a code; but a stock called CODE, in a wide table, has prices below it. */
  static boolean isLong(CsvTable table) {
    int code = table.indexIgnoringCase("code");
    if (table.indexIgnoringCase("date") < 0 || code < 0) {
      return false;
    }
    boolean[] prices = {false};
    table.forEachRow(
        (line, cells) -> {
          String cell = cells.getField(code).strip();
          prices[0] |= cell.contains(".") && CsvTable.isNumber(cell);
        });
    return !prices[0];
  }

  /** Reads a table whose columns tell by their cells what they are. */
  static SeriesSet read(CsvTable table, @Nullable DateTimeFormatter dates) {
    LongCsv reader = new LongCsv(table, String::strip);
    reader.findRoles();
    return reader.readRows(dates);
  }

  /** Reads a table that says what its columns are, and changes no text. */
  static SeriesSet readDeclared(CsvTable table, List<String> attributes) {
    LongCsv reader = new LongCsv(table, UnaryOperator.identity());
    if (reader.dateColumn < 0 || reader.codeColumn < 0) {
      throw new IllegalArgumentException(
          "%s has no columns date and code; there are %s"
              .formatted(table.source(), table.header()));
    }
    for (int c : reader.furtherColumns()) {
      (attributes.contains(table.header().get(c)) ? reader.attributes : reader.components).add(c);
    }
    return reader.readRows(DateTimeFormatter.ISO_LOCAL_DATE);
  }

  private List<Integer> furtherColumns() {
    List<Integer> further = new ArrayList<>();
    for (int c = 0; c < table.header().size(); c++) {
      if (c != dateColumn && c != codeColumn) {
        further.add(c);
      }
    }
    return further;
  }

  private void findRoles() {
    Map<Integer, Content> contents = new LinkedHashMap<>();
    furtherColumns().forEach(c -> contents.put(c, new Content()));
    table.forEachRow(
        (line, cells) -> {
          String code = cells.getField(codeColumn);
          contents.forEach((c, content) -> content.see(line, code, cells.getField(c).strip()));
        });
    contents.forEach(this::assignRole);
    Optional<Integer> main =
        contents.entrySet().stream()
            .filter(entry -> components.contains(entry.getKey()) && entry.getValue().numbers > 0)
            .map(Map.Entry::getKey)
            .findFirst();
    if (main.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no column of numbers beside date and code; there are %s"
              .formatted(table.source(), table.header()));
    }
    components.removeAll(List.of(main.get()));
    components.add(0, main.get());
  }

  private void assignRole(int column, Content content) {
    String name = table.header().get(column);
    if (content.texts > 0 && content.numbers > content.texts) {
      throw table.refused(
          content.firstTextLine,
          column,
          "'%s' is not a number, as most of the column is; leave the cell empty for none"
              .formatted(CsvTable.shown(content.firstText)));
    }
    boolean isText = content.texts > 0 || content.leadingZero;
    boolean named = name.toLowerCase(Locale.ROOT).matches(".*(code|industry|sector)");
    if (!isText && !(named && content.constant && content.numbers > 0)) {
      components.add(column);
    } else if (content.constant) {
      attributes.add(column);
    } else {
      LOG.warn(
          "{}: column {} is ignored: it is text that changes from row to row of a code",
          table.source(),
          CsvTable.shown(name));
    }
  }

  /** What the cells of one column look like. */
  private static final class Content {
    private long numbers;
    private long texts;
    private long firstTextLine;
    private String firstText = "";
    private boolean leadingZero;
    private boolean constant = true;
    private final Map<String, String> byCode = new HashMap<>();

    void see(long line, String code, String cell) {
      if (cell.isEmpty()) {
        return;
      }
      if (CsvTable.isNumber(cell)) {
        numbers++;
        leadingZero |= cell.matches("0[0-9]+");
      } else if (texts++ == 0) {
        firstTextLine = line;
        firstText = cell;
      }
      if (constant) {
        constant = byCode.computeIfAbsent(code, key -> cell).equals(cell);
      }
    }
  }

  private SeriesSet readRows(@Nullable DateTimeFormatter dates) {
    ToIntFunction<String> days = DateSpelling.read(table, dateColumn, dates);
    Map<String, Stock> stocks = new LinkedHashMap<>();
    table.forEachRow(
        (line, cells) -> {
          String code = text.apply(cells.getField(codeColumn));
          if (code.isBlank()) {
            throw table.refused(line, codeColumn, "the code is empty");
          }
          stocks
              .computeIfAbsent(code, Stock::new)
              .add(line, days.applyAsInt(cells.getField(dateColumn)), cells);
        });
    return SeriesSet.of(stocks.values().stream().map(Stock::build).toList());
  }

  private final class Stock {
    private final String code;
    private final SeriesBuilder rows;
    private final SeriesCsv.DayOrder order = new SeriesCsv.DayOrder(table, dateColumn);
    private final Map<String, String> texts = new LinkedHashMap<>();

    Stock(String code) {
      this.code = code;
      this.rows = new SeriesBuilder(code, components.size());
    }

    void add(long line, int day, CsvRecord cells) {
      order.next(line, day, " for code " + code);
      for (int c : attributes) {
        String cell = text.apply(cells.getField(c));
        if (!cell.isEmpty()) {
          texts.putIfAbsent(table.header().get(c), cell);
        }
      }
      // A day without a value of the main component is a day without a price.
      double main = table.number(line, cells, components.get(0));
      if (!Double.isNaN(main)) {
        int row = rows.addRow(day);
        rows.set(0, row, main);
        for (int i = 1; i < components.size(); i++) {
          rows.set(i, row, table.number(line, cells, components.get(i)));
        }
      }
    }

    TimeSeries build() {
      return rows.build(true, components.stream().map(table.header()::get).toList(), texts);
    }
  }
}
