package io.github.volatility4j.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small files for the command line to read. */
final class TestData {
  private TestData() {}

  /** Writes lines. */
  static Path lines(Path file, String... lines) {
    return lines(file, List.of(lines));
  }

  static Path lines(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names in a directory, so that a test can see that nothing half-written was left. */
  static List<String> names(Path directory) {
    try (var files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An embedded file, copied out. */
  static Path embedded(String name, Path directory) {
    try (InputStream in = ExampleData.class.getResourceAsStream(name)) {
      Path file = directory.resolve(name);
      Files.copy(java.util.Objects.requireNonNull(in), file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A wide panel of random walks on weekdays, one column a stock. */
  static List<String> widePanel(int days, String... codes) {
    SplittableRandom random = new SplittableRandom(5);
    double[] price = new double[codes.length];
    double[] volatility = new double[codes.length];
    java.util.Arrays.fill(price, 100);
    java.util.Arrays.fill(volatility, 1);
    List<String> lines = new ArrayList<>();
    lines.add("Date," + String.join(",", codes));
    LocalDate day = LocalDate.of(2010, 1, 4);
    for (int row = 0; row < days; row++) {
      StringBuilder line = new StringBuilder(day.toString());
      for (int s = 0; s < codes.length; s++) {
        line.append(',').append(price[s]);
        double z = random.nextGaussian();
        price[s] *= Math.exp(0.01 * volatility[s] * z);
        volatility[s] = Math.sqrt(0.05 + volatility[s] * volatility[s] * (0.85 + 0.1 * z * z));
      }
      lines.add(line.toString());
      day = day.plusDays(day.getDayOfWeek() == DayOfWeek.FRIDAY ? 3 : 1);
    }
    return lines;
  }
}
