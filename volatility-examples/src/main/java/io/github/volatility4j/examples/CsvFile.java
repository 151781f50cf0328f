package io.github.volatility4j.examples;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.volatility4j.series.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Writes tables as CSV, whole or not at all, compressed where the name ends in {@code .gz}. */
final class CsvFile {
  private CsvFile() {}

  static void write(Path file, List<String> header, Consumer<CsvWriter> rows) {
    boolean gzip = file.toString().endsWith(".gz");
    AtomicFile.write(
        file,
        out -> {
          if (gzip) {
            GZIPOutputStream compressed = new GZIPOutputStream(out, 1 << 16);
            table(compressed, header, rows);
            compressed.finish();
          } else {
            table(out, header, rows);
          }
        });
  }

  /** Writes to a stream, which stays open. */
  static void table(OutputStream out, List<String> header, Consumer<CsvWriter> rows)
      throws IOException {
    CsvWriter csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out, StandardCharsets.UTF_8);
    csv.writeRecord(header);
    rows.accept(csv);
    csv.flush();
  }
}
