package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsCommandTest {
  @TempDir private Path dir;

  private CommandLineRun labels(Path input, Path output, Object... more) {
    List<Object> args = new ArrayList<>(List.of("labels", "--input", input, "--output", output));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray());
  }

  @Test
  void aWidePanelBecomesOneRowForEveryReturn() {
    Path input = TestData.lines(dir.resolve("p.csv"), TestData.widePanel(100, "B", "A"));
    Path output = dir.resolve("labels.csv");
    CommandLineRun run = labels(input, output);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    List<String> lines = TestData.read(output);
    assertThat(lines.get(0))
        .isEqualTo("code,date,close,log_return,u_hat_90,var_true_90,garch_var_90");
    assertThat(lines).hasSize(1 + 2 * 99);
    assertThat(lines.get(1)).startsWith("A,2010-01-05,").endsWith(",,,");
    assertThat(lines.get(100)).startsWith("B,2010-01-05,");
    assertThat(lines.get(90)).endsWith(",,,");
    for (String line : lines.subList(91, 100)) {
      String[] cells = line.split(",");
      double surprise = Double.parseDouble(cells[3]) - Double.parseDouble(cells[4]);
      assertThat(Double.parseDouble(cells[5])).isCloseTo(surprise * surprise, Offset.offset(1e-12));
      assertThat(Double.parseDouble(cells[6])).isPositive();
    }
    assertThat(run.err())
        .contains("2 stocks, 18 windows", "converged inside", "on a boundary", "failed")
        .contains("returns over more than 5 calendar days: 0");
  }

  @Test
  void theMeanIsLeastSquaresOnThePairsInsideTheWindow() {
    Path input = TestData.lines(dir.resolve("p.csv"), TestData.widePanel(60, "A"));
    Path output = dir.resolve("labels.csv");
    assertThat(labels(input, output, "--window", 50).code()).isZero();
    List<String[]> rows =
        TestData.read(output).stream().skip(1).map(line -> line.split(",", -1)).toList();
    double[] r = rows.stream().mapToDouble(cells -> Double.parseDouble(cells[3])).toArray();
    for (int t = 50; t < r.length; t++) {
      double sx = 0;
      double sy = 0;
      double sxx = 0;
      double sxy = 0;
      int n = 49;
      for (int i = t - 49; i < t; i++) {
        sx += r[i - 1];
        sy += r[i];
        sxx += r[i - 1] * r[i - 1];
        sxy += r[i - 1] * r[i];
      }
      double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
      double expected = (sy - slope * sx) / n + slope * r[t - 1];
      assertThat(Double.parseDouble(rows.get(t)[4])).isCloseTo(expected, Offset.offset(1e-9));
    }
  }

  @Test
  void furtherColumnsOfALongPanelKeepTheirText() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("date,code,adj_close,industry_code,beta,note");
    List<String> wide = TestData.widePanel(100, "X", "Y");
    for (int day = 1; day < wide.size(); day++) {
      String[] cells = wide.get(day).split(",");
      lines.add(cells[0] + ",Y," + cells[2] + ",007,1.50,\"a, b\"");
      // A day without a price is no day of the stock, and its cells go with it.
      String price = day == 50 ? "" : cells[1];
      lines.add(cells[0] + ",X," + price + ",012,0." + day + "0,plain");
    }
    Path input = TestData.lines(dir.resolve("p.csv"), lines);
    Path output = dir.resolve("labels.csv.gz");
    CommandLineRun run = labels(input, output);
    assertThat(run.code()).as(run.err()).isZero();
    List<String> table;
    try (var in = new GZIPInputStream(Files.newInputStream(output))) {
      table =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(table.get(0))
        .isEqualTo(
            "code,date,close,log_return,u_hat_90,var_true_90,garch_var_90,industry_code,beta,note");
    assertThat(table).hasSize(1 + 98 + 99);
    assertThat(table.get(1)).startsWith("X,2010-01-05,").endsWith(",012,0.20,plain");
    assertThat(table.get(48)).endsWith(",012,0.49" + "0,plain");
    assertThat(table.get(49)).endsWith(",012,0.51" + "0,plain");
    assertThat(table.get(99)).startsWith("Y,").endsWith(",007,1.50,\"a, b\"");
  }

  @Test
  void stocksThatCannotBeLabelledAreNamedAndLeftOut() {
    List<String> lines = new ArrayList<>();
    for (String line : TestData.widePanel(120, "A", "B")) {
      boolean header = lines.isEmpty();
      lines.add(line + (header ? ",SHORT,EMPTY,FLAT" : lines.size() < 92 ? ",10" : ","));
    }
    for (int i = 1; i < lines.size(); i++) {
      lines.set(i, lines.get(i) + ",,7");
    }
    Path input = TestData.lines(dir.resolve("p.csv"), lines);
    CommandLineRun run = labels(input, dir.resolve("l.csv"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("left out, fewer than 91 returns: SHORT, EMPTY")
        .contains("left out, the price never changes: FLAT")
        .contains("2 stocks");
  }

  @Test
  void withoutAnyStockLeftItIsAnError() {
    Path input = TestData.lines(dir.resolve("p.csv"), TestData.widePanel(91, "A", "B"));
    CommandLineRun run = labels(input, dir.resolve("l.csv"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("A, B").contains("no stock remains of 2");
    assertThat(TestData.names(dir)).containsExactly("p.csv");
  }

  @Test
  void oneReturnMoreThanTheWindowIsEnough() {
    Path input = TestData.lines(dir.resolve("p.csv"), TestData.widePanel(92, "A"));
    Path output = dir.resolve("l.csv");
    assertThat(labels(input, output).code()).isZero();
    assertThat(TestData.read(output)).hasSize(1 + 91);
  }

  @Test
  void longGapsAreCounted() {
    List<String> lines = new ArrayList<>(TestData.widePanel(120, "A"));
    lines.subList(30, 40).clear();
    Path input = TestData.lines(dir.resolve("p.csv"), lines);
    CommandLineRun run = labels(input, dir.resolve("l.csv"));
    assertThat(run.err()).contains("returns over more than 5 calendar days: 1");
  }

  @Test
  void aColumnOfItsOwnNameIsRefused() {
    List<String> lines = new ArrayList<>(List.of("date,code,close,log_return"));
    TestData.widePanel(100, "A").stream()
        .skip(1)
        .map(line -> line.replace(",", ",A,") + ",1")
        .forEach(lines::add);
    CommandLineRun run = labels(TestData.lines(dir.resolve("p.csv"), lines), dir.resolve("l.csv"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("column log_return");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gjr", "tgarch"})
  void otherTeachersNameTheirColumn(String teacher) {
    Path input = TestData.lines(dir.resolve("p.csv"), TestData.widePanel(100, "A"));
    Path output = dir.resolve("l.csv");
    CommandLineRun run = labels(input, output, "--teacher", teacher);
    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = TestData.read(output);
    assertThat(lines.get(0)).endsWith("," + teacher + "_var_90");
    for (String line : lines.subList(91, lines.size())) {
      assertThat(Double.parseDouble(line.split(",")[6])).isPositive();
    }
  }

  @Test
  void anUnknownTeacherIsRefusedWithTheChoices() {
    Path input = TestData.lines(dir.resolve("p.csv"), TestData.widePanel(100, "A"));
    CommandLineRun run = labels(input, dir.resolve("l.csv"), "--teacher", "figarch");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().toLowerCase(java.util.Locale.ROOT))
        .contains("--teacher", "figarch", "garch", "gjr", "tgarch");
  }
}
