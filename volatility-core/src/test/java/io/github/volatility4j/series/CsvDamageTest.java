package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fuzz: whatever a file holds, it is read or refused in our words, which name it. */
class CsvDamageTest {
  private static final byte[] ODD =
      ",\"\n\r;.-+eE09 N\0\t/a\uFEFF".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private final PrintStream errors = System.err;

  @BeforeEach
  void hideWarnings() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void showWarnings() {
    System.setErr(errors);
  }

  private void readDamaged(byte[] whole, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextInt(3) > 0 ? ODD[random.nextInt(ODD.length)] : (byte) random.nextInt();
      }
      int length = random.nextInt(4) > 0 ? bytes.length : random.nextInt(bytes.length);
      Path file = CsvFiles.bytes(directory, "damaged.csv", Arrays.copyOf(bytes, length));
      try {
        assertThat(SeriesSet.readCsv(file).size()).isPositive();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as("damage %d", i).startsWith(file.toString());
      }
      try {
        assertThat(TimeSeries.readCsv(file, "AAA").size()).isPositive();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as("damage %d", i).startsWith(file.toString());
      }
    }
  }

  @Test
  void aWideFile() {
    readDamaged(
        "date,AAA,\"B,B\"\n2024-01-02,1.5,2\n2024-01-03,,-3e1\n2024-01-04,2,2\n"
            .getBytes(StandardCharsets.UTF_8),
        1);
  }

  @Test
  void aLongFile() {
    readDamaged(
        ("date,code,close,industry_code,note\n1/2/2024,AAA,1.5,01,x\n1/13/2024,AAA,1.6,01,y\n"
                + "1/2/2024,B,2,7,\n")
            .getBytes(StandardCharsets.UTF_8),
        2);
  }

  @Test
  void aGzipFile() {
    readDamaged(
        CsvFiles.gzip("date,AAA\n2024-01-02,1.5\n2024-01-03,2\n".getBytes(StandardCharsets.UTF_8)),
        3);
  }
}
