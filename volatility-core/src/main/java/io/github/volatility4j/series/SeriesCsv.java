package io.github.volatility4j.series;

import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

final class SeriesCsv {
  private SeriesCsv() {}

  static TimeSeries readSingle(Path file) { throw new IllegalStateException(); }

  static TimeSeries readSingle(Path file, String column) { throw new IllegalStateException(); }

  static SeriesSet readPanel(Path file, @Nullable DateTimeFormatter dates) { throw new IllegalStateException(); }

  static void writeWide(SeriesSet set, Path file) { throw new IllegalStateException(); }

  static void writeLong(SeriesSet set, Path file) { throw new IllegalStateException(); }

  static byte[] toLong(SeriesSet set) { throw new IllegalStateException(); }

  static SeriesSet ofLong(byte[] csv, String source, java.util.List<String> attributes) { throw new IllegalStateException(); }
}
