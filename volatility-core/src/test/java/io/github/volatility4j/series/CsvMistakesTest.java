package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake in a file is one sentence that names the file, the row, the column, the value. */
class CsvMistakesTest {
  @TempDir Path directory;

  private Path file(String... lines) {
    return CsvFiles.lines(directory, "panel.csv", lines);
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> SeriesSet.readCsv(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + message);
  }

  @Test
  void aMissingFile() {
    Path file = directory.resolve("nothing.csv");

    assertThatThrownBy(() -> SeriesSet.readCsv(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + file + ": there is no such file");
    assertThatThrownBy(() -> TimeSeries.readCsv(directory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read " + directory + ": it is a directory");
  }

  @Test
  void anEmptyFile() {
    Path file = CsvFiles.bytes(directory, "empty.csv", new byte[0]);

    assertRefused(file, " is empty; a header and rows are wanted");
    assertRefused(file("", ""), " is empty; a header and rows are wanted");
    assertThatThrownBy(() -> TimeSeries.readCsv(file)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> TimeSeries.readCsv(file, "x")).hasMessageContaining("is empty");
  }

  @Test
  void aHeaderAlone() {
    assertRefused(file("date,A,B"), " has a header but no rows");
    assertRefused(file("date,code,close"), " has a header but no rows");
    assertThatThrownBy(() -> TimeSeries.readCsv(file("DEM2GBP")))
        .hasMessageContaining("has a header but no rows");
  }

  @Test
  void aRaggedRow() {
    assertRefused(
        file("date,A,B", "2024-01-02,1,2", "2024-01-03,1"),
        ", row 3: it has 2 cells where the header has 3");
    assertRefused(
        file("date,A,B", "", "2024-01-02,1,2,3"), ", row 3: it has 4 cells where the header has 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "-Infinity",
        "NA",
        "null",
        "1,234.5",
        "1.234,5",
        "1 234",
        "0x1p3",
        "1d",
        "1f",
        "1.5e",
        "e5",
        ".",
        "-",
        "1e999",
        "$5",
        "5%",
        "1__0",
        "١٢",
        "--1",
        "1-1"
      })
  void aNumberThatIsNone(String text) {
    Path file = file("date,A,B", "2024-01-02,1,2", "2024-01-03,1,\"" + text + "\"");

    assertRefused(
        file,
        ", row 3, column B: '"
            + text
            + "' is not a number; a decimal such as 1234.5 is wanted, or an empty cell for none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1",
        "+1",
        "1.",
        ".5",
        "-.5e-3",
        "1E5",
        "1e+05",
        "007.50",
        "4.9E-324",
        "-0.0"
      })
  void aNumberThatIsOne(String text) {
    double value = SeriesSet.readCsv(file("date,A", "2024-01-02," + text)).get("A").value(0);

    assertThat(value).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void aDateThatIsNone() {
    assertRefused(
        file("date,A", "yesterday,1"),
        ", row 2, column date: 'yesterday' is not a date; an ISO date such as 2024-01-31 is"
            + " wanted");
    assertRefused(
        file("date,A", "2024-01-02,1", "2024-02-30,1"),
        ", row 3, column date: '2024-02-30' is not a date spelled yyyy-M-d, as all rows must be");
    assertRefused(file("day,A", "2024-01-02,1", ",1"), ", row 3, column day: the date is empty");
    assertRefused(
        file(",A", "x,1"),
        ", row 2, column 1: 'x' is not a date; an ISO date such as 2024-01-31 is wanted");
  }

  @Test
  void aDateThatIsThereTwice() {
    assertRefused(
        file("date,A,B", "2024-01-02,1,", "2024-01-02,,2"),
        ", row 3, column date: date 2024-01-02 is there twice");
  }

  @Test
  void datesThatGoBack() {
    assertRefused(
        file("date,A", "2024-01-03,1", "2024-01-02,2"),
        ", row 3, column date: date 2024-01-02 comes after 2024-01-03; dates must increase");
  }

  @Test
  void aColumnThatIsThereTwice() {
    assertRefused(file("date,A,A", "2024-01-02,1,2"), ": column A is there twice");
  }

  @Test
  void aColumnWithoutAName() {
    assertRefused(file("date,A,", "2024-01-02,1,2"), ": column 3 has no name in the header");
  }

  @Test
  void noValueColumn() {
    assertRefused(
        file("date", "2024-01-02"),
        " has one column, [date]; a date column and at least one column of values are wanted");
  }

  @Test
  void aColumnWithoutValues() {
    Path file = file("date,A,B", "2024-01-02,1,");

    assertThatThrownBy(() -> TimeSeries.readCsv(file, "B"))
        .hasMessage(file + ": column B has no value in any row");
  }

  @Test
  void anotherSeparator() {
    assertRefused(
        file("date;A", "2024-01-02;1,5"),
        ": header 'date;A' has no comma; cells must be separated by commas");
  }

  @Test
  void noHeader() {
    Path file = file("0.125", "0.25");

    assertThatThrownBy(() -> TimeSeries.readCsv(file))
        .hasMessage(
            file + ": the header is the number 0.125; a first row that names the column is wanted");
  }

  @Test
  void anOpenQuote() {
    Path file = file("date,A", "2024-01-02,1", "2024-01-03,\"2");

    assertThatThrownBy(() -> SeriesSet.readCsv(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": what follows row 2 cannot be read as CSV: ")
        .hasMessageContaining("line 3");
  }

  @Test
  void aGzipFileThatIsCutOff() {
    byte[] whole =
        CsvFiles.gzip("date,A\n2024-01-02,1\n2024-01-03,2\n".getBytes(StandardCharsets.UTF_8));
    Path file = CsvFiles.bytes(directory, "cut.csv.gz", Arrays.copyOf(whole, whole.length - 12));

    assertRefused(file, " is not a whole gzip file");
  }

  @Test
  void aMessageIsOneLineWhateverTheCellHolds() {
    assertRefused(
        file("date,A", "2024-01-02,\"1\n" + "x".repeat(100) + "\""),
        ", row 2, column A: '1 "
            + "x".repeat(58)
            + "…' is not a number; a decimal such as 1234.5 is wanted, or an empty cell for none");
  }
}
