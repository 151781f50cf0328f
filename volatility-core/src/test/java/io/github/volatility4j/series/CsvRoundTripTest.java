package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Property: what was written is read back, to the last bit. */
class CsvRoundTripTest {
  private static Path directory = Path.of("");

  @BeforeContainer
  static void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("round-trip");
  }

  @AfterContainer
  static void removeDirectory() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** Any finite double that text must carry: by its bits, so subnormals and −0 come up. */
  private static double anyDouble(SplittableRandom random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : -0.0;
  }

  private static TimeSeries series(String name, SplittableRandom random, boolean plain) {
    List<LocalDate> dates = new ArrayList<>();
    LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(5));
    for (int n = random.nextInt(1, 8); n > 0; n--) {
      dates.add(day);
      day = day.plusDays(random.nextInt(1, 4));
    }
    double[] main = dates.stream().mapToDouble(date -> anyDouble(random)).toArray();
    TimeSeries series = TimeSeries.of(name, dates, main);
    if (plain) {
      return series;
    }
    double[] gaps =
        dates.stream()
            .mapToDouble(date -> random.nextInt(3) == 0 ? Double.NaN : anyDouble(random))
            .toArray();
    return series
        .mainNamed("close")
        .with("x, \"quoted\"", gaps)
        .withAttribute("industry_code", "0" + random.nextInt(10))
        .withAttribute("words", "a, \"b\"\nc");
  }

  @Provide
  Arbitrary<List<String>> names() {
    Arbitrary<String> name =
        Arbitraries.strings()
            .withChars("AZaz09._-,;\"' é台")
            .ofMinLength(1)
            .ofMaxLength(6)
            .map(text -> "N" + text.strip());
    return name.list().uniqueElements().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> fileNames() {
    return Combinators.combine(Arbitraries.of("a", "b c"), Arbitraries.of(".csv", ".csv.gz"))
        .as(String::concat);
  }

  @Property(tries = 150)
  void wideForm(
      @ForAll("names") List<String> names, @ForAll("fileNames") String file, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SeriesSet set = SeriesSet.of(names.stream().map(n -> series(n, random, true)).toList());
    Path path = directory.resolve(file);
    set.writeWideCsv(path);

    assertThat(SeriesSet.readCsv(path)).isEqualTo(set);
  }

  @Property(tries = 150)
  void longForm(
      @ForAll("names") List<String> names, @ForAll("fileNames") String file, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SeriesSet set = SeriesSet.of(names.stream().map(n -> series(n, random, false)).toList());
    Path path = directory.resolve(file);
    set.writeLongCsv(path);

    assertThat(SeriesSet.readCsv(path)).isEqualTo(set);
    assertThat(SeriesSet.ofLongCsv(set.toLongCsv(), "memory", List.of("industry_code", "words")))
        .isEqualTo(set);
  }

  @Example
  void manyRows() {
    SplittableRandom random = new SplittableRandom(7);
    List<LocalDate> dates = LocalDate.EPOCH.datesUntil(LocalDate.of(1990, 1, 1)).toList();
    SeriesSet set =
        SeriesSet.of(
            Stream.of("A", "B")
                .map(name -> TimeSeries.of(name, dates, random.doubles(dates.size()).toArray()))
                .map(series -> series.with("x", random.doubles(dates.size()).toArray()))
                .toList());
    Path path = directory.resolve("many.csv");
    set.writeLongCsv(path);
    assertThat(SeriesSet.readCsv(path)).isEqualTo(set);
    set.writeWideCsv(path);
    assertThat(SeriesSet.readCsv(path)).isEqualTo(set.map(series -> series.only("value")));
  }

  @Property(tries = 20)
  void gzipByName(@ForAll long seed) {
    SeriesSet set = SeriesSet.of(series("A", new SplittableRandom(seed), true));
    Path path = directory.resolve("z.csv.gz");
    set.writeWideCsv(path);
    try {
      assertThat(Files.readAllBytes(path)).startsWith(0x1f, 0x8b);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
