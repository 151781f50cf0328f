package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables that backtest writes: their form, and that they agree with each other. */
class BacktestCommandTest {
  @TempDir private Path dir;

  private CommandLineRun backtest(Object... more) {
    List<Object> args = new ArrayList<>(List.of("backtest", "--output", dir.resolve("out")));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray());
  }

  private Path panel(int days) {
    return TestData.lines(dir.resolve("p.csv"), TestData.widePanel(days, "A", "B", "C"));
  }

  /** A table's rows by the text of its first columns. */
  private Map<String, String[]> table(String file, int keys) {
    Map<String, String[]> rows = new HashMap<>();
    for (String line : TestData.read(dir.resolve("out").resolve(file))) {
      String[] cells = line.split(",", -1);
      rows.put(String.join(",", Arrays.copyOf(cells, keys)), cells);
    }
    return rows;
  }

  @Test
  void tablesHaveThePromisedForm() {
    CommandLineRun run =
        backtest(
            "--input",
            panel(600),
            "--models",
            "garch:90,ewma,har,garch:250,equal:ewma+har",
            "--validation");

    assertThat(run.code()).as(run.err()).isZero();
    List<String> board = TestData.read(dir.resolve("out/leaderboard.csv"));
    assertThat(board.get(0)).isEqualTo("model,QLIKE,RMSE,MAE,R2,wins,DM,DM_p,MCS_p,seconds");
    assertThat(board.stream().skip(1).map(line -> line.split(",")[0]))
        .containsExactly("garch:90", "ewma", "har", "garch:250", "equal:ewma+har");
    String[] reference = board.get(1).split(",", -1);
    assertThat(reference).hasSize(10);
    assertThat(Arrays.copyOfRange(reference, 5, 8)).containsExactly("", "", "");
    assertThat(board.get(2).split(",", -1)).doesNotContain("");
    assertThat(TestData.read(dir.resolve("out/per_stock.csv")).get(0))
        .isEqualTo("code,model,QLIKE,RMSE,MAE,n");
    assertThat(TestData.read(dir.resolve("out/per_stock.csv"))).hasSize(1 + 5 * 3);
    assertThat(TestData.read(dir.resolve("out/pairs.csv"))).hasSize(1 + 5 * 4);
    assertThat(TestData.read(dir.resolve("out/models.csv")).get(2)).doesNotEndWith(",");
    assertThat(dir.resolve("out/leaderboard.png")).isNotEmptyFile();
    assertThat(run.out())
        .contains("3 stocks, one day ahead", "QLIKE", "equal:ewma+har")
        .contains("wins (stocks) and DM are against garch:90");
    assertThat(run.err()).contains("2 of 5: ewma");
  }

  @Test
  void theLeaderboardIsTheMeanOverStocksAndCountsTheWins() {
    assertThat(backtest("--input", panel(600), "--models", "ewma,har,const").code()).isZero();
    Map<String, String[]> stocks = table("per_stock.csv", 2);
    String[] har = table("leaderboard.csv", 1).get("har");
    for (int column = 2; column < 5; column++) {
      double sum = 0;
      for (String code : List.of("A", "B", "C")) {
        sum += Double.parseDouble(stocks.get(code + ",har")[column]);
      }
      assertThat(Double.parseDouble(har[column - 1])).isCloseTo(sum / 3, Offset.offset(1e-12));
    }
    long wins =
        List.of("A", "B", "C").stream()
            .filter(
                code ->
                    Double.parseDouble(stocks.get(code + ",har")[2])
                        < Double.parseDouble(stocks.get(code + ",ewma")[2]))
            .count();
    assertThat(har[5]).isEqualTo(Long.toString(wins));
    // 599 returns, 509 labels: the last tenth from the 458th on
    assertThat(stocks.get("A,ewma")[5]).isEqualTo("51");
  }

  @Test
  void theSameSeedGivesTheSameTables() {
    assertThat(backtest("--input", panel(400), "--models", "ewma,har").code()).isZero();
    List<String> first = TestData.read(dir.resolve("out/pairs.csv"));
    String p = table("leaderboard.csv", 1).get("har")[8];
    assertThat(backtest("--input", panel(400), "--models", "ewma,har").code()).isZero();

    assertThat(TestData.read(dir.resolve("out/pairs.csv"))).isEqualTo(first);
    assertThat(table("leaderboard.csv", 1).get("har")[8]).isEqualTo(p);
  }

  @Test
  void aRealisedVarianceMayBeTheTruth() {
    List<String> lines = new ArrayList<>(List.of("date,code,close,rv,rq"));
    List<String> wide = TestData.widePanel(400, "X");
    for (int row = 1; row < wide.size(); row++) {
      double wave = 1 + 0.5 * Math.sin(row / 9.0) + 0.1 * (row % 7);
      lines.add(wide.get(row).replace(",", ",X,") + "," + wave + "," + wave * wave);
    }
    Path input = TestData.lines(dir.resolve("p.csv"), lines);
    CommandLineRun run =
        backtest(
            "--input",
            input,
            "--truth-column",
            "rv",
            "--models",
            "ewma,har,log-har,harq:rq,mean:22");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Double.parseDouble(table("leaderboard.csv", 1).get("har")[2])).isLessThan(0.5);
  }

  @Test
  void returnsMayComeInstead() {
    List<String> lines = new ArrayList<>(List.of("date,A"));
    List<String> wide = TestData.widePanel(300, "A");
    for (int row = 2; row < wide.size(); row++) {
      String[] now = wide.get(row).split(",");
      String[] before = wide.get(row - 1).split(",");
      double r = Math.log(Double.parseDouble(now[1]) / Double.parseDouble(before[1]));
      lines.add(now[0] + "," + r);
    }
    Path returns = TestData.lines(dir.resolve("r.csv"), lines);
    Path prices = TestData.lines(dir.resolve("p.csv"), wide);
    assertThat(backtest("--input", prices, "--models", "ewma").code()).isZero();
    double fromPrices = Double.parseDouble(table("leaderboard.csv", 1).get("ewma")[1]);
    assertThat(
            backtest("--input", returns, "--kind", "returns", "--scale", "100", "--models", "ewma")
                .code())
        .isZero();

    assertThat(Double.parseDouble(table("leaderboard.csv", 1).get("ewma")[1]))
        .isCloseTo(fromPrices, Offset.offset(1e-9));
  }

  @Test
  void aModelWithoutAForecastIsLeftOutAndSaidSo() {
    CommandLineRun run = backtest("--input", panel(300), "--models", "ewma,garch:1000");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("garch:1000 forecasts no day of the test part and is left out");
    assertThat(TestData.read(dir.resolve("out/leaderboard.csv"))).hasSize(2);
  }

  @Test
  void everyFamilyMayHaveEveryDistribution() {
    String families = "garch:260,igarch:260,figarch:260,gjr:260,tgarch:260,egarch:260,aparch:260";
    CommandLineRun run =
        backtest(
            "--input",
            TestData.lines(dir.resolve("p.csv"), TestData.widePanel(400, "X")),
            "--models",
            families + ",egarch-t:260,gjr-skewt:260,igarch-ged:260:refit=40");

    assertThat(run.code()).as(run.err()).isZero();
    Map<String, String[]> rows = table("leaderboard.csv", 1);
    Map<String, String> losses = new HashMap<>();
    rows.forEach((model, row) -> losses.put(model, row[1]));
    assertThat(losses).hasSize(1 + 10).doesNotContainValue("");
    assertThat(losses.values()).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNoModelIsRefusedBeforeAnythingIsComputed() {
    Path input = panel(200);
    Map<String, String> wrong =
        Map.of(
            "foo", "model foo: there is no such model",
            "garch", "model garch: after the colon comes the number of returns",
            "garch:x", "model garch:x: 'x' is no whole number",
            "gjr-u:90", "model gjr-u:90: there is no such model",
            "har:5", "model har:5: har takes no '5'",
            "ewma:2", "model ewma:2: decay is 2.0; it must be between 0 and 1",
            "anchored:lamda=1", "model anchored:lamda=1: anchored has no setting lamda",
            "anchored:lambda=2", "model anchored:lambda=2:",
            "mix:har+ewma", "a mix is written as mix:0.3*garch:90+0.7*har; found 'har'",
            "equal:har+bar", "there is no such model");
    wrong.forEach(
        (models, message) -> {
          CommandLineRun run = backtest("--input", input, "--models", "ewma," + models);
          assertThat(run.code()).as(models).isEqualTo(2);
          assertThat(run.err()).contains(message).doesNotContain("1 of");
        });
    assertThat(Files.exists(dir.resolve("out/leaderboard.csv"))).isFalse();
  }

  @Test
  void inputsThatCannotBeSplitAreRefused() {
    assertThat(backtest("--input", panel(91), "--models", "ewma").err())
        .contains("no stock remains of 3");
    CommandLineRun run = backtest("--input", panel(95), "--models", "ewma", "--test-frac", "0");
    assertThat(run.code()).isEqualTo(2);
    assertThat(backtest("--input", panel(200), "--models", "ewma", "--seeds", "0").err())
        .contains("--seeds is 0");
  }

  @Test
  @Tag("heavy")
  void networksStandBesideTheirCombinationsAndAreTrainedOnceForEachSeed() {
    CommandLineRun run =
        backtest(
            "--input",
            panel(700),
            "--seeds",
            "2",
            "--models",
            "garch:90,anchored:epochs=1:lambda=1",
            "mix:0.5*anchored:epochs=1:lambda=1+0.5*garch:90",
            "tsmixer:epochs=1:loss=mse:stride=3");

    assertThat(run.code()).as(run.err()).isZero();
    Map<String, String[]> models = table("models.csv", 1);
    assertThat(models.get("anchored:epochs=1:lambda=1")[1]).isEqualTo("2");
    assertThat(Double.parseDouble(models.get("tsmixer:epochs=1:loss=mse:stride=3")[2]))
        .isPositive();
    assertThat(models.get("garch:90")[2]).isEmpty();
    assertThat(run.err().split("train loss", -1)).hasSize(1 + 4);
  }
}
