package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A panel that isn't as it should be: exit code 2, one line that names it, and no output. */
class BadInputTest {
  @TempDir private Path dir;

  private void isRefused(Path input, String... says) {
    List<String> before = TestData.names(dir);
    CommandLineRun run =
        CommandLineRun.of("labels", "--input", input, "--output", dir.resolve("out.csv"));
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).contains(String.valueOf(input.getFileName())).contains(says);
    assertThat(TestData.names(dir)).isEqualTo(before);
  }

  private Path panelWith(int row, UnaryOperator<String> change) {
    List<String> lines = new ArrayList<>(TestData.widePanel(100, "A", "B"));
    lines.set(row - 1, change.apply(lines.get(row - 1)));
    return TestData.lines(dir.resolve("panel.csv"), lines);
  }

  @Test
  void aMissingFile() {
    isRefused(dir.resolve("nowhere.csv"), "there is no such file");
  }

  @Test
  void anEmptyFile() {
    isRefused(TestData.lines(dir.resolve("empty.csv")), "is empty");
  }

  @Test
  void aHeaderWithoutRows() {
    isRefused(TestData.lines(dir.resolve("head.csv"), "date,A"), "no rows");
  }

  @Test
  void aDirectory() {
    isRefused(dir, "directory");
  }

  @Test
  void aTruncatedGzipFile() throws IOException {
    byte[] whole = Files.readAllBytes(TestData.embedded("dowjones30_1991_2000.csv.gz", dir));
    Path file = dir.resolve("half.csv.gz");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    isRefused(file, "gzip");
  }

  @ParameterizedTest
  @CsvSource({
    "20, raggedRow, 'row 20', '2 cells'",
    "30, notANumber, 'row 30', 'column B', 'abc'",
    "31, nan, 'row 31', 'column B', 'NaN'",
    "32, infinity, 'row 32', 'column B', 'Infinity'",
    "40, notADate, 'row 40', 'column Date'",
    "50, repeatedDate, 'row 50', 'twice'",
    "60, earlierDate, 'row 60', 'comes after'",
  })
  void aRow(int row, String what, String where, String says) {
    String previous = TestData.widePanel(100, "A", "B").get(row - 2).substring(0, 10);
    isRefused(
        panelWith(
            row,
            line ->
                switch (what) {
                  case "raggedRow" -> line.substring(0, line.lastIndexOf(','));
                  case "notANumber" -> line.substring(0, line.lastIndexOf(',')) + ",abc";
                  case "nan" -> line.substring(0, line.lastIndexOf(',')) + ",NaN";
                  case "infinity" -> line.substring(0, line.lastIndexOf(',')) + ",Infinity";
                  case "notADate" -> "2010-02-30" + line.substring(10);
                  case "repeatedDate" -> previous + line.substring(10);
                  default -> "2009-01-05" + line.substring(10);
                }),
        where,
        says);
  }

  @ParameterizedTest
  @CsvSource({"0", "-3.5"})
  void aPriceThatIsNotPositive(String price) {
    isRefused(
        panelWith(25, line -> line.substring(0, line.lastIndexOf(',')) + "," + price),
        "series B",
        "must be positive");
  }

  @Test
  void aConstantSeriesAlone() {
    List<String> lines = new ArrayList<>();
    TestData.widePanel(100, "A").forEach(line -> lines.add(line.substring(0, line.indexOf(','))));
    lines.set(0, "date,FLAT");
    for (int i = 1; i < lines.size(); i++) {
      lines.set(i, lines.get(i) + ",5");
    }
    Path input = TestData.lines(dir.resolve("flat.csv"), lines);
    CommandLineRun run =
        CommandLineRun.of("labels", "--input", input, "--output", dir.resolve("out.csv"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("FLAT").contains("no stock remains");
    assertThat(TestData.names(dir)).containsExactly("flat.csv");
  }

  @Test
  void anOutputThatCannotBeWrittenIsNoFaultOfTheInput() {
    Path input = TestData.lines(dir.resolve("p.csv"), TestData.widePanel(100, "A"));
    CommandLineRun run =
        CommandLineRun.of(
            "labels", "--input", input, "--output", dir.resolve("none").resolve("out.csv"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("cannot write", "out.csv");
    assertThat(TestData.names(dir)).containsExactly("p.csv");
  }

  @Test
  void whatWasThereBeforeStaysWhenAnInputIsRefused() {
    Path output = TestData.lines(dir.resolve("out.csv"), "precious");
    CommandLineRun run =
        CommandLineRun.of("labels", "--input", dir.resolve("none.csv"), "--output", output);
    assertThat(run.code()).isEqualTo(2);
    assertThat(TestData.read(output)).containsExactly("precious");
  }
}
