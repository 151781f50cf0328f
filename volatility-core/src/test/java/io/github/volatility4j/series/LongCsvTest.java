package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongCsvTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 2);

  @TempDir Path directory;

  private Path file(String... lines) {
    return CsvFiles.lines(directory, "panel.csv", lines);
  }

  @Test
  void rowsOfManyStocksMayBeMixed() {
    SeriesSet panel =
        SeriesSet.readCsv(
            file(
                "Date,CODE,close,volume",
                "2024-01-02,B,10,5",
                "2024-01-02,A,1,",
                "2024-01-03,B,11,6",
                "2024-01-03,A,2,7"));

    assertThat(panel.names()).containsExactly("B", "A");
    assertThat(panel.get("A").components()).containsExactly("close", "volume");
    assertThat(panel.get("A").values()).containsExactly(1, 2);
    assertThat(panel.get("A").values("volume")).containsExactly(Double.NaN, 7);
    assertThat(panel.get("B").dates()).containsExactly(DAY, DAY.plusDays(1));
  }

  @Test
  void textThatIsConstantForEachCodeIsAnAttribute() {
    SeriesSet panel =
        SeriesSet.readCsv(
            file(
                "code,date,close,industry_code,country,listed",
                "1101,2024-01-02,1,01,TW,1962",
                "1101,2024-01-03,1,01,,1962",
                "2330,2024-01-02,2,24,TW,1994"));

    assertThat(panel.names()).containsExactly("1101", "2330");
    assertThat(panel.get("1101").attributes())
        .isEqualTo(Map.of("industry_code", "01", "country", "TW"));
    assertThat(panel.get("2330").attributes())
        .isEqualTo(Map.of("industry_code", "24", "country", "TW"));
    assertThat(panel.get("1101").components()).containsExactly("close", "listed");
  }

  @Test
  void aCodeOfDigitsIsTextByItsNameOrItsLeadingZero() {
    SeriesSet panel =
        SeriesSet.readCsv(
            file(
                "date,code,GICS_Sector,group,close",
                "2024-01-02,A,45,7,1",
                "2024-01-02,B,40,03,2"));

    assertThat(panel.get("A").mainComponent()).isEqualTo("close");
    assertThat(panel.get("A").attributes()).isEqualTo(Map.of("GICS_Sector", "45", "group", "7"));
    assertThat(panel.get("B").attributes()).isEqualTo(Map.of("GICS_Sector", "40", "group", "03"));
  }

  @Test
  void numbersThatVaryAreAComponentWhateverTheColumnIsCalled() {
    SeriesSet panel =
        SeriesSet.readCsv(
            file("date,code,close,ret_sector", "2024-01-02,A,1,0.5", "2024-01-03,A,2,0.25"));

    assertThat(panel.get("A").values("ret_sector")).containsExactly(0.5, 0.25);
  }

  @Test
  void anEmptyColumnIsAComponentWithoutValues() {
    SeriesSet panel = SeriesSet.readCsv(file("date,code,x,close", "2024-01-02,A,,1"));

    assertThat(panel.get("A").components()).containsExactly("close", "x");
    assertThat(panel.get("A").isMissing("x", 0)).isTrue();
  }

  @Test
  void aDayWithoutAPriceIsNoRow() {
    SeriesSet panel =
        SeriesSet.readCsv(
            file("date,code,close,v", "2024-01-02,A,,9", "2024-01-03,A,2,8", "2024-01-02,B,,1"));

    assertThat(panel.get("A").dates()).containsExactly(DAY.plusDays(1));
    assertThat(panel.get("A").values("v")).containsExactly(8);
    assertThat(panel.get("B").size()).isZero();
  }

  @Test
  void textThatChangesIsIgnoredWithAWarning() {
    Path file = file("date,code,close,note", "2024-01-02,A,1,split", "2024-01-03,A,2,dividend");
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    SeriesSet panel;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      panel = SeriesSet.readCsv(file);
    } finally {
      System.setErr(before);
    }

    assertThat(panel.get("A").components()).containsExactly("close");
    assertThat(panel.get("A").attributes()).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("column note is ignored");
  }

  @Test
  void aWordAmongNumbersIsAMistake() {
    Path file = file("date,code,close", "2024-01-02,A,1", "2024-01-03,A,n/a", "2024-01-04,A,2");

    assertThatThrownBy(() -> SeriesSet.readCsv(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + ", row 3, column close: 'n/a' is not a number, as most of the column is; leave"
                + " the cell empty for none");
  }

  @Test
  void datesOfOneCodeMustIncrease() {
    Path twice = file("date,code,close", "2024-01-02,A,1", "2024-01-02,B,1", "2024-01-02,A,2");
    assertThatThrownBy(() -> SeriesSet.readCsv(twice))
        .hasMessage(twice + ", row 4, column date: date 2024-01-02 is there twice for code A");

    Path back = file("date,code,close", "2024-01-03,A,1", "2024-01-02,B,1", "2024-01-02,A,2");
    assertThatThrownBy(() -> SeriesSet.readCsv(back))
        .hasMessage(
            back
                + ", row 4, column date: date 2024-01-02 comes after 2024-01-03 for code A; dates"
                + " must increase");
  }

  @Test
  void aRowWithoutACodeIsRefused() {
    Path file = file("date,code,close", "2024-01-02,A,1", "2024-01-02,,1");

    assertThatThrownBy(() -> SeriesSet.readCsv(file))
        .hasMessage(file + ", row 3, column code: the code is empty");
  }

  @Test
  void atLeastOneColumnMustHoldNumbers() {
    Path file = file("date,code,country", "2024-01-02,A,TW");

    assertThatThrownBy(() -> SeriesSet.readCsv(file))
        .hasMessage(
            file
                + " has no column of numbers beside date and code; there are [date, code,"
                + " country]");
  }

  @Test
  void oneSeriesIsReadByItsCodeOrItsColumn() {
    Path two = file("date,code,close,v", "2024-01-02,A,1,5", "2024-01-02,B,2,6");

    assertThat(TimeSeries.readCsv(two, "B").value(0)).isEqualTo(2);
    assertThatThrownBy(() -> TimeSeries.readCsv(two, "v"))
        .hasMessage(two + " holds 2 series where one is wanted: [A, B]");
    assertThatThrownBy(() -> TimeSeries.readCsv(two, "C"))
        .hasMessage("no series C; there are [A, B]");

    Path one = file("date,code,close,v", "2024-01-02,A,1,5");
    assertThat(TimeSeries.readCsv(one).name()).isEqualTo("A");
    assertThat(TimeSeries.readCsv(one, "v").name()).isEqualTo("v");
    assertThat(TimeSeries.readCsv(one, "v").values()).containsExactly(5);
  }

  @Test
  void declaredRolesOverruleWhatCellsLookLike() {
    byte[] csv =
        "code,date,v,my_code, tag\n A,2024-01-02,1,7, x \n".getBytes(StandardCharsets.UTF_8);
    TimeSeries series = SeriesSet.ofLongCsv(csv, "memory", List.of("tag")).iterator().next();

    assertThat(series.name()).isEqualTo(" A");
    assertThat(series.components()).containsExactly("v", "my_code");
    assertThat(series.attributes()).isEqualTo(Map.of("tag", " x "));
    assertThatThrownBy(
            () ->
                SeriesSet.ofLongCsv(
                    "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "memory", List.of()))
        .hasMessage("memory has no columns date and code; there are [a, b]");
  }
}
