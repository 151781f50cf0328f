package io.github.volatility4j.series;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Writes sets of series as CSV. */
final class CsvOutput {
  private static final String DATE = "date";
  private static final String CODE = "code";

  private CsvOutput() {}

  /** What fills a table. */
  @FunctionalInterface
  private interface Table {
    void writeTo(CsvWriter csv) throws IOException;
  }

  static void writeWide(SeriesSet set, Path file) {
    requireDated(set);
    requireDistinct(DATE, set.names());
    toFile(file, csv -> wide(set.panel(), csv));
  }

  static void writeLong(SeriesSet set, Path file) {
    Table table = longTable(set);
    toFile(file, table);
  }

  static byte[] toLong(SeriesSet set) {
    Table table = longTable(set);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out, table);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return out.toByteArray();
  }

  private static void toFile(Path file, Table table) {
    boolean gzip = file.toString().endsWith(".gz");
    AtomicFile.write(
        file,
        out -> {
          if (gzip) {
            GZIPOutputStream zipped = new GZIPOutputStream(out, 1 << 16);
            write(zipped, table);
            zipped.finish();
          } else {
            write(out, table);
          }
        });
  }

  private static void write(OutputStream out, Table table) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
    table.writeTo(csv);
    csv.flush();
    text.flush();
  }

  private static void wide(Panel panel, CsvWriter csv) throws IOException {
    List<String> cells = new ArrayList<>();
    cells.add(DATE);
    cells.addAll(panel.names());
    csv.writeRecord(cells);
    for (int day = 0; day < panel.days(); day++) {
      cells.clear();
      cells.add(panel.date(day).toString());
      for (int s = 0; s < panel.names().size(); s++) {
        cells.add(text(panel.value(day, s)));
      }
      csv.writeRecord(cells);
    }
  }

  private static Table longTable(SeriesSet set) {
    requireDated(set);
    Set<String> components = new LinkedHashSet<>();
    Set<String> attributes = new LinkedHashSet<>();
    for (TimeSeries series : set) {
      components.addAll(series.components());
      attributes.addAll(series.attributes().keySet());
      String main = components.iterator().next();
      if (!series.mainComponent().equals(main)) {
        throw new IllegalArgumentException(
            "series %s has the main component %s where the first has %s; one table wants the same"
                .formatted(series.name(), series.mainComponent(), main));
      }
    }
    List<String> header = new ArrayList<>(List.of(CODE, DATE));
    header.addAll(components);
    header.addAll(attributes);
    requireDistinct(CODE, header.subList(1, header.size()));
    requireDistinct(DATE, header.subList(2, header.size()));
    return csv -> {
      csv.writeRecord(header);
      for (TimeSeries series : set) {
        writeRows(series, components, attributes, csv);
      }
    };
  }

  private static void writeRows(
      TimeSeries series, Set<String> components, Set<String> attributes, CsvWriter csv)
      throws IOException {
    List<String> cells = new ArrayList<>();
    for (int row = 0; row < series.size(); row++) {
      cells.clear();
      cells.add(series.name());
      cells.add(series.date(row).toString());
      for (String component : components) {
        cells.add(series.has(component) ? text(series.value(component, row)) : "");
      }
      for (String attribute : attributes) {
        cells.add(series.attributes().getOrDefault(attribute, ""));
      }
      csv.writeRecord(cells);
    }
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static void requireDated(SeriesSet set) {
    for (TimeSeries series : set) {
      if (!series.isDated()) {
        throw new IllegalArgumentException(
            "series " + series.name() + " has no dates; a table of series needs them");
      }
    }
  }

  private static void requireDistinct(String first, List<String> others) {
    Set<String> seen = new LinkedHashSet<>();
    seen.add(first);
    for (String name : others) {
      if (!seen.add(name.strip())) {
        throw new IllegalArgumentException("two columns of the table would be called " + name);
      }
    }
  }
}
