package io.github.volatility4j.examples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The columns of a long panel after its price, as text. The panel itself has been read and checked
 * already; numbers that went through it would come out respelled, and a label table owes its
 * readers their own columns unchanged.
 */
final class FurtherColumns {
  private final List<String> names;
  private final Map<String, List<List<String>>> cells; // code -> priced day -> column

  private FurtherColumns(List<String> names, Map<String, List<List<String>>> cells) {
    this.names = names;
    this.cells = cells;
  }

  /**
   * Reads them.
   *
   * @param panel the file
   * @param priceColumn header of the prices in a long panel
   */
  static FurtherColumns read(Path panel, String priceColumn) {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(panel));
        CsvReader<CsvRecord> csv =
            CsvReader.builder()
                .detectBomHeader(true)
                .ofCsvRecord(inflated(file), StandardCharsets.UTF_8)) {
      return read(csv, priceColumn);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + panel + ": " + e.getMessage(), e);
    }
  }

  private static InputStream inflated(InputStream file) throws IOException {
    file.mark(2);
    byte[] magic = file.readNBytes(2);
    file.reset();
    boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
    return gzip ? new GZIPInputStream(file, 1 << 16) : file;
  }

  private static FurtherColumns read(CsvReader<CsvRecord> csv, String priceColumn) {
    List<String> header = List.of();
    List<Integer> kept = new ArrayList<>();
    Map<String, List<List<String>>> cells = new HashMap<>();
    int code = -1;
    int price = -1;
    for (CsvRecord row : csv) {
      if (header.isEmpty()) {
        header = row.getFields().stream().map(String::strip).toList();
        List<String> lower = header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        code = lower.indexOf("code");
        int date = lower.indexOf("date");
        price = header.indexOf(priceColumn);
        if (code < 0 || date < 0 || price < 0) {
          return new FurtherColumns(List.of(), Map.of()); // a wide panel has nothing but prices
        }
        for (int c = 0; c < header.size(); c++) {
          if (c != code && c != date && c != price) {
            kept.add(c);
          }
        }
      } else if (!row.getField(price).strip().isEmpty()) {
        cells
            .computeIfAbsent(row.getField(code).strip(), none -> new ArrayList<>())
            .add(kept.stream().map(row::getField).toList());
      }
    }
    return new FurtherColumns(kept.stream().map(header::get).toList(), cells);
  }

  List<String> names() {
    return names;
  }

  /** The cells of a stock's priced day, counted from 0. */
  List<String> of(String code, int pricedDay) {
    return names.isEmpty() ? List.of() : cells.getOrDefault(code, List.of()).get(pricedDay);
  }
}
