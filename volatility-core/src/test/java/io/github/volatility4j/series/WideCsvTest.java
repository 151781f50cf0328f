package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideCsvTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 2);

  @TempDir Path directory;

  private Path file(String... lines) {
    return CsvFiles.lines(directory, "panel.csv", lines);
  }

  @Test
  void everyColumnIsASeriesOnItsOwnDays() {
    SeriesSet panel =
        SeriesSet.readCsv(
            file("whatever,AAA,BBB", "2024-01-02,1.5,", "2024-01-03,,20", "2024-01-04,1e2,-.5"));

    assertThat(panel.names()).containsExactly("AAA", "BBB");
    assertThat(panel.get("AAA").values()).containsExactly(1.5, 100);
    assertThat(panel.get("AAA").dates()).containsExactly(DAY, DAY.plusDays(2));
    assertThat(panel.get("BBB").values()).containsExactly(20, -0.5);
    assertThat(panel.get("BBB").dates()).containsExactly(DAY.plusDays(1), DAY.plusDays(2));
    assertThat(panel.get("AAA").components()).containsExactly("value");
  }

  @Test
  void aStockThatWasNeverPricedIsThereWithoutRows() {
    TimeSeries never = SeriesSet.readCsv(file("date,A,B", "2024-01-02,1,")).get("B");

    assertThat(never.size()).isZero();
    assertThat(never.isDated()).isTrue();
  }

  @Test
  void blanksQuotesWindowsLineEndsAndBlankLinesDoNotMatter() {
    SeriesSet panel =
        SeriesSet.readCsv(
            file(
                "\"date\" , A ,\"B, Inc.\"\r",
                " 2024-01-02 , 1 ,\"2\"\r",
                "\r",
                "2024-01-03,3,4\r",
                ""));

    assertThat(panel.names()).containsExactly("A", "B, Inc.");
    assertThat(panel.get("A").values()).containsExactly(1, 3);
    assertThat(panel.get("B, Inc.").values()).containsExactly(2, 4);
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    SeriesSet panel = SeriesSet.readCsv(file("\uFEFFdate,A", "2024-01-02,1"));

    assertThat(panel.get("A").values()).containsExactly(1);
  }

  @Test
  void theFirstColumnNeedsNoName() {
    assertThat(SeriesSet.readCsv(file(",A", "2024-01-02,1")).get("A").date(0)).isEqualTo(DAY);
  }

  @Test
  void gzipIsKnownByItsBytesWhateverTheName() {
    byte[] plain = "date,A\n2024-01-02,1\n".getBytes(StandardCharsets.UTF_8);
    SeriesSet expected = SeriesSet.readCsv(CsvFiles.bytes(directory, "a.csv", plain));

    assertThat(SeriesSet.readCsv(CsvFiles.bytes(directory, "b.csv", CsvFiles.gzip(plain))))
        .isEqualTo(expected);
    assertThat(SeriesSet.readCsv(CsvFiles.bytes(directory, "c.csv.gz", plain))).isEqualTo(expected);
  }

  @Test
  void aStockCalledCodeDoesNotMakeATableLong() {
    SeriesSet panel =
        SeriesSet.readCsv(file("Date,AAPL,CODE", "2024-01-02,1,2", "2024-01-03,1,2.5"));

    assertThat(panel.names()).containsExactly("AAPL", "CODE");
  }

  @Test
  void aSingleSeriesIsNamedAfterItsColumn() {
    TimeSeries one = TimeSeries.readCsv(file("date,Adj Close", "2024-01-02,1", "2024-01-03,2"));

    assertThat(one.name()).isEqualTo("Adj Close");
    assertThat(one.dates()).containsExactly(DAY, DAY.plusDays(1));
  }

  @Test
  void oneColumnOfManyIsReadByItsName() {
    Path file = file("date,open,close,week", "2024-01-02,1,2,2024-W1", "2024-01-03,,4,2024-W1");

    assertThat(TimeSeries.readCsv(file, "close").values()).containsExactly(2, 4);
    assertThat(TimeSeries.readCsv(file, "open").dates()).containsExactly(DAY);
    assertThatThrownBy(() -> TimeSeries.readCsv(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " has 3 value columns; say which one to read: [open, close, week]");
    assertThatThrownBy(() -> TimeSeries.readCsv(file, "Close"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " has no column Close; there are [date, open, close, week]");
  }

  @Test
  void aFileWithoutDatesGivesAnUndatedSeries() {
    Path single = file("DEM2GBP", "0.125", "-0.5", "", "1");
    TimeSeries series = TimeSeries.readCsv(single);

    assertThat(series.name()).isEqualTo("DEM2GBP");
    assertThat(series.isDated()).isFalse();
    assertThat(series.values()).containsExactly(0.125, -0.5, 1);
    assertThat(TimeSeries.readCsv(single, "DEM2GBP")).isEqualTo(series);
  }

  @Test
  void theAskedColumnMayBeTheFirstOrFollowNumbers() {
    Path file = file("a,b", "1,10", "2,20", "3,30");

    assertThat(TimeSeries.readCsv(file, "a").values()).containsExactly(1, 2, 3);
    assertThat(TimeSeries.readCsv(file, "b").values()).containsExactly(10, 20, 30);
    assertThat(TimeSeries.readCsv(file, "b").isDated()).isFalse();
  }

  @Test
  void aTypingMistakeInADateDoesNotMakeAFileUndated() {
    Path file = file("date,b", "2024-01-02,1", "2024-01-33,2", "2024-01-04,2");

    assertThatThrownBy(() -> TimeSeries.readCsv(file, "b"))
        .hasMessage(
            file
                + ", row 3, column date: '2024-01-33' is not a date spelled yyyy-M-d, as all rows"
                + " must be");
  }

  @Test
  void aGivenDateFormatDecidesWhatRowsDoNot() {
    Path file = file("date,A", "1/2/2024,1", "3/4/2024,2");

    assertThat(SeriesSet.readCsv(file, DateTimeFormatter.ofPattern("M/d/yyyy")).get("A").date(0))
        .isEqualTo(LocalDate.of(2024, 1, 2));
    assertThat(SeriesSet.readCsv(file, DateTimeFormatter.ofPattern("d/M/yyyy")).get("A").date(0))
        .isEqualTo(LocalDate.of(2024, 2, 1));
    assertThatThrownBy(() -> SeriesSet.readCsv(file, DateTimeFormatter.ISO_LOCAL_DATE))
        .hasMessage(
            file
                + ", row 2, column date: '1/2/2024' is not a date spelled the given format, as all"
                + " rows must be");
  }
}
