package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvOutputTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 2);

  @TempDir Path directory;

  private final TimeSeries a =
      TimeSeries.of("A", List.of(DAY, DAY.plusDays(2)), new double[] {0.1, 1e-7});
  private final TimeSeries b =
      TimeSeries.of("B", List.of(DAY.plusDays(1)), new double[] {-3})
          .with("x", new double[] {Double.NaN})
          .withAttribute("industry_code", "01");

  @Test
  void theWideFormIsTheUnionOfDays() {
    Path file = directory.resolve("w.csv");
    SeriesSet.of(List.of(b, a)).writeWideCsv(file);

    assertThat(file)
        .hasContent("date,B,A\n2024-01-02,,0.1\n2024-01-03,-3.0,\n2024-01-04,,1.0E-7\n");
  }

  @Test
  void theLongFormHasAllComponentsAndAttributes() {
    Path file = directory.resolve("l.csv");
    SeriesSet.of(List.of(a, b)).writeLongCsv(file);

    assertThat(file)
        .hasContent(
            "code,date,value,x,industry_code\n"
                + "A,2024-01-02,0.1,,\n"
                + "A,2024-01-04,1.0E-7,,\n"
                + "B,2024-01-03,-3.0,,01\n");
  }

  @Test
  void whatATableCannotHoldIsRefusedBeforeAFileAppears() {
    Path file = directory.resolve("f.csv");
    SeriesSet undated = SeriesSet.of(TimeSeries.of("U", new double[] {1}));

    assertThatThrownBy(() -> undated.writeWideCsv(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series U has no dates; a table of series needs them");
    assertThatThrownBy(() -> undated.writeLongCsv(file)).hasMessageContaining("has no dates");
    assertThatThrownBy(() -> SeriesSet.of(a.named("date")).writeWideCsv(file))
        .hasMessage("two columns of the table would be called date");
    assertThatThrownBy(() -> SeriesSet.of(a.mainNamed("code")).writeLongCsv(file))
        .hasMessage("two columns of the table would be called code");
    assertThatThrownBy(() -> SeriesSet.of(b.withAttribute("x", "y")).writeLongCsv(file))
        .hasMessage("two columns of the table would be called x");
    assertThatThrownBy(() -> SeriesSet.of(List.of(a, b.mainNamed("close"))).writeLongCsv(file))
        .hasMessage(
            "series B has the main component close where the first has value; one table wants the"
                + " same");
    assertThat(file).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() {
    Path file = directory.resolve("no").resolve("w.csv");

    assertThatThrownBy(() -> SeriesSet.of(a).writeWideCsv(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + file + ": ");
    assertThatThrownBy(() -> SeriesSet.of(a).writeLongCsv(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + file + ": ");
  }
}
