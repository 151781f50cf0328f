package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzz: tables that were spelled otherwise read the same; one whose cell was changed gives the
 * number that {@link BigDecimal} reads there, or a sentence that names row and column; others give
 * series of finite numbers or a sentence that names the file. Either takes memory in proportion.
 * {@code -Dfuzz.cases=10000} tries as many files, {@code -Dfuzz.seed} others.
 */
@Tag("heavy")
class CsvFuzzTest {
  private static final int CASES = Integer.getInteger("fuzz.cases", 1000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path dir;

  private final Mutations mutations = new Mutations(SEED);
  private final List<String> wide = TestData.widePanel(40, "A", "B 台");
  private final List<String> tall =
      List.of(
          "date,code,close,industry_code,volume",
          "2024-01-02,A,1.5,01,7",
          "2024-01-03,A,1.6,01,",
          "2024-01-02,B,2,7,1e3",
          "2024-01-04,B,2.25,7,8");

  private Path write(byte[] content) {
    try {
      return Files.write(dir.resolve("table.csv"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<SeriesSet> read(Path file, int number) throws IOException {
    long before = THREAD.getCurrentThreadAllocatedBytes();
    Optional<SeriesSet> read;
    try {
      read = Optional.of(SeriesSet.readCsv(file));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).as("case %d", number).startsWith(file.toString());
      assertThat(e.getMessage().matches(".{1,900}")).as("case %d: %s", number, e).isTrue();
      read = Optional.empty();
    }
    assertThat(THREAD.getCurrentThreadAllocatedBytes() - before)
        .as("case %d: bytes allocated", number)
        .isLessThan((100L << 20) + 500 * Files.size(file));
    return read;
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void damagedTables() throws IOException {
    int taken = 0;
    for (int i = 0; i < CASES / 2; i++) {
      byte[] whole = bytes(mutations.random().nextBoolean() ? wide : tall);
      byte[] damaged =
          switch (mutations.random().nextInt(4)) {
            case 0 -> mutations.bytes(whole, bytes(tall));
            case 1 -> mutations.bytes(gzip(whole), bytes(tall));
            default ->
                mutations
                    .text(new String(whole, StandardCharsets.UTF_8), ",")
                    .getBytes(StandardCharsets.UTF_8);
          };
      Optional<SeriesSet> read = read(write(damaged), i);
      if (read.isPresent()) {
        taken++;
        for (TimeSeries series : read.get()) {
          assertThat(Arrays.stream(series.values()).allMatch(Double::isFinite))
              .as("case %d", i)
              .isTrue();
          for (int row = 1; row < series.size(); row++) {
            assertThat(series.date(row)).as("case %d", i).isAfter(series.date(row - 1));
          }
        }
      }
    }
    assertThat(Mutations.Trap.sprung()).isFalse();
    System.out.printf("damaged tables: %d, %d of them taken%n", CASES / 2, taken);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void otherSpellingsReadTheSame() throws IOException {
    for (int i = 0; i < CASES / 4; i++) {
      List<String> lines = mutations.random().nextBoolean() ? wide : tall;
      SeriesSet right = read(write(bytes(lines)), i).orElseThrow();
      assertThat(read(write(respelled(lines)), i)).as("case %d", i).contains(right);
    }
  }

  private byte[] respelled(List<String> lines) {
    String text = new String(bytes(lines), StandardCharsets.UTF_8);
    if (mutations.random().nextBoolean()) {
      text = text.replaceAll("(?m)(?<=^|,)([^,\n]+)", "\"$1\"");
    }
    if (mutations.random().nextBoolean()) {
      text = text.replace("\n", "\r\n");
    }
    if (mutations.random().nextBoolean()) {
      text = text + ",".repeat(lines.get(0).split(",").length - 1) + "\n\n";
    }
    if (mutations.random().nextBoolean()) {
      text = "\uFEFF" + text;
    } else if (mutations.random().nextBoolean()) {
      return ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
    }
    byte[] out = text.getBytes(StandardCharsets.UTF_8);
    return mutations.random().nextBoolean() ? gzip(out) : out;
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void aCellIsTheNumberThatStandsThereOrIsNamed() throws IOException {
    for (int i = 0; i < CASES / 4; i++) {
      int row = mutations.random().nextInt(1, wide.size());
      String cell =
          mutations.random().nextBoolean()
              ? mutations.oneOf(Mutations.ODD)
              : Double.toString(mutations.random().nextDouble(-1e3, 1e3));
      String[] cells = wide.get(row).split(",");
      cells[2] = '"' + cell.replace("\"", "\"\"") + '"';
      List<String> lines = new java.util.ArrayList<>(wide);
      lines.set(row, String.join(",", cells));
      Path file = write(bytes(lines));
      String text = cell.strip();
      boolean number =
          text.matches("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?")
              && Double.isFinite(new BigDecimal(text).doubleValue());
      try {
        TimeSeries series = SeriesSet.readCsv(file).get("B 台");
        assertThat(text.isEmpty() || number).as("case %d", i).isTrue();
        assertThat(series.size()).isEqualTo(wide.size() - (number ? 1 : 2));
        if (number) {
          assertThat(series.value(row - 1)).isEqualTo(new BigDecimal(text).doubleValue() + 0.0);
        }
      } catch (IllegalArgumentException e) {
        assertThat(text.isEmpty() || number).as("case %d: %s", i, e).isFalse();
        assertThat(e.getMessage())
            .as("case %d", i)
            .startsWith("%s, row %d, column B 台: ".formatted(file, row + 1));
      }
    }
  }
}
