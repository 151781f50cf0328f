package io.github.volatility4j.examples;

import io.github.volatility4j.evaluation.Backtest;
import io.github.volatility4j.evaluation.BacktestResult;
import io.github.volatility4j.evaluation.ModelConfidenceSet;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.garch.TruthLabels;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which of these forecasts should one believe, for these stocks? */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares models on a panel: leaderboard, tests, tables per stock.",
      "Fits every model to the first part of the panel's days and forecasts the last part one day",
      "ahead. Writes leaderboard.csv, per_stock.csv, pairs.csv (every model against every other),",
      "models.csv (more about each) and leaderboard.png.",
      "The truth of a day is (r - AR(1) forecast of the last 90 returns)², in percent².",
    },
    footer = {
      "",
      "Models:",
      "  networks: anchored, tsmixer, paper, seed-lstm, seed-tsmixer; settings",
      "    :lambda=L :loss=mse|qlike :epochs=N :stride=D :anchor=A :teacher=A, A such as",
      "    garch/1000 or garch/1000*ewma, or none (anchor), labels (teacher: GARCH on 90 days)",
      "  GARCH on the last W returns: garch:W, igarch:W, figarch:W, gjr:W, tgarch:W, egarch:W,",
      "    aparch:W, with another distribution gjr-t:W, gjr-skewt:W, gjr-ged:W; setting :refit=DAYS",
      "  baselines: ewma, ewma:DECAY, ewma:fitted, har, har-ols, log-har, harq:COLUMN, ar:P,",
      "    mean:W, const",
      "  combinations: equal:A+B, fitted:A+B (weights by QLIKE on the validation part),",
      "    mix:0.3*A+0.7*B",
      "The first one is the reference. Losses are means over stocks; QLIKE = mean(ln h + y/h).",
    })
final class BacktestCommand implements Runnable {
  private static final int WINDOW = 90;

  /** Name of the embedded panel, where there is no such file. */
  private static final String EMBEDDED = "dowjones30";

  /** What the main component of a panel holds. */
  enum Kind {
    PRICES,
    RETURNS
  }

  private final Shell shell;

  @Option(
      names = "--input",
      required = true,
      description = "Panel, wide or long CSV; dowjones30 is the embedded one.")
  private Path input = Path.of("");

  @Option(
      names = "--models",
      required = true,
      split = ",",
      arity = "1..*",
      description = "Models, the reference first; see below.")
  private List<String> models = List.of();

  @Option(names = "--kind", description = "prices (default) or returns.")
  private Kind kind = Kind.PRICES;

  @Option(
      names = "--scale",
      description = "Factor on returns that makes them percent (default: 1).")
  private double scale = 1;

  @Option(names = "--val-frac", description = "Share of days for validation (default: 0.2).")
  private double validation = 0.2;

  @Option(names = "--test-frac", description = "Share of days for the test (default: 0.1).")
  private double test = 0.1;

  @Option(names = "--seed", description = "Of networks and of the bootstrap (default: 1).")
  private long seed = 1;

  @Option(
      names = "--seeds",
      description = "Runs of each network, with this seed and the following (default: 1).")
  private int seeds = 1;

  @Option(
      names = "--truth-column",
      description = "Column of a long panel that is the truth, in percent²: a realised variance.")
  private Optional<String> truthColumn = Optional.empty();

  @Option(
      names = "--validation",
      description = "Also score the validation part, to choose by; in models.csv.")
  private boolean scoreValidation;

  @Option(names = "--output", required = true, description = "Directory to write to.")
  private Path output = Path.of("");

  BacktestCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds is " + seeds + "; it must be at least 1");
    }
    Set<String> names = new LinkedHashSet<>(models);
    String truth = truthColumn.orElse(GarchTeacher.of(WINDOW).truthComponent());
    List<Long> runs = LongStream.range(seed, seed + seeds).boxed().toList();
    Path directory = Output.directory(output);
    BacktestResult result;
    try (TrainingLog log = new TrainingLog(shell)) {
      ModelList list = new ModelList(truth, runs, log);
      names.forEach(list::runs); // a misspelt name is found before anything is computed
      Backtest backtest =
          backtest(truth)
              .split(validation, test)
              .scoreValidation(scoreValidation)
              .progress((model, done, total) -> announce(log, model, done, total));
      for (String name : names) {
        backtest = backtest.model(name, list.runs(name));
      }
      result = backtest.run();
    }
    Leaderboard tables = new Leaderboard(result);
    tables.write(directory);
    shell.out().print(tables.text());
    for (String name : result.leftOut()) {
      shell.say("%s forecasts no day of the test part and is left out", name);
    }
    shell.say("%s", directory.resolve(Leaderboard.FILE));
  }

  private void announce(TrainingLog log, String model, long done, long total) {
    log.close();
    if (done < total) {
      shell.say("%d of %d: %s", done + 1, total, model);
    }
  }

  private Backtest backtest(String truth) {
    SeriesSet returns = returns();
    SeriesSet labelled =
        truthColumn.isPresent()
            ? returns
            : returns.map(series -> TruthLabels.label(series, WINDOW));
    return Input.read(input, file -> Backtest.of(labelled, truth))
        .confidenceSet(ModelConfidenceSet.create().seed(seed));
  }

  private SeriesSet returns() {
    boolean embedded = input.toString().equals(EMBEDDED) && !Files.exists(input);
    SeriesSet panel = embedded ? ExampleData.dowJones30() : Input.read(input, SeriesSet::readCsv);
    if (kind == Kind.PRICES) {
      SeriesSet prices = Usable.of(panel, WINDOW + 2, WINDOW, input, shell);
      return Input.read(input, file -> Returns.logPercent(prices));
    }
    SeriesSet returns = Usable.of(panel, WINDOW + 1, WINDOW, input, shell);
    return Input.read(input, file -> returns.map(this::inPercent));
  }

  private TimeSeries inPercent(TimeSeries series) {
    double[] scaled = Arrays.stream(series.values()).map(r -> scale * r).toArray();
    return Returns.requireReturns(
        series
            .with(series.mainComponent(), scaled)
            .withAttribute(TimeSeries.UNIT, TimeSeries.PERCENT));
  }
}
