package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The library's main job from end to end, on real data that need no download. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains and compares on embedded data: 30 Dow Jones stocks, under three minutes.",
      "Labels them by GARCH, trains an LSTM and a TSMixer on the weighted loss, and compares their",
      "forecasts of the last year with those of GARCH.",
    })
final class DemoCommand implements Runnable {
  private static final int WINDOW = 90;
  private static final long SEED = 42;

  /**
   * Stocks to draw: one that fell by a third in a day, a bubble and its end, a bank, an oil
   * company.
   */
  private static final List<String> DRAWN = List.of("PG", "INTC", "JPM", "XOM");

  /** What is trained: the recommended networks, small enough for two cores and minutes. */
  private List<Model> models() {
    VolatilityTrainer seeded = VolatilityTrainer.builder().seed(SEED);
    VolatilityTrainer both = epochs.map(seeded::epochs).orElse(seeded);
    return List.of(new Model("LSTM", both.lstm()), new Model("TSMixer", both.tsMixer()));
  }

  private record Model(String name, VolatilityTrainer trainer) {
    String fileName() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  private final Shell shell;

  @Option(names = "--out", description = "Directory to write to (default: demo).")
  private Path out = Path.of("demo");

  @Option(names = "--stocks", split = ",", description = "Codes of some stocks (default: all).")
  private List<String> stocks = List.of();

  @Option(names = "--epochs", description = "Passes over the training days, at most.")
  private Optional<Integer> epochs = Optional.empty();

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Output.directory(out);
    SeriesSet prices = prices();
    prices.writeWideCsv(out.resolve("prices.csv"));
    long start = System.nanoTime();
    VolatilityDataset data = dataset(prices);
    double labelSeconds = seconds(start);
    data.save(out.resolve("dataset.zip"));

    StringBuilder table = new StringBuilder();
    for (Model model : models()) {
      start = System.nanoTime();
      Scores scores = trainAndTest(model, data);
      if (table.isEmpty()) {
        table.append(head(scores, labelSeconds));
      }
      table.append(line(model.name(), scores, seconds(start)));
    }
    shell.out().print(table);
    shell.print("wins: stocks in which the loss is below that of GARCH. Files are in %s", out);
  }

  private SeriesSet prices() {
    SeriesSet all = ExampleData.dowJones30();
    return stocks.isEmpty() ? all : SeriesSet.of(stocks.stream().map(all::get).toList());
  }

  private VolatilityDataset dataset(SeriesSet prices) {
    shell.say(
        "labels: an AR(1)-GARCH(1,1) on %d returns for each day of %d Dow Jones stocks",
        WINDOW, prices.size());
    try (Meter meter = shell.meter()) {
      SeriesSet labels =
          GarchTeacher.of(WINDOW).progress(meter).label(Returns.logPercent(prices)).series();
      return VolatilityDataset.of(labels, DatasetOptions.defaults());
    }
  }

  private Scores trainAndTest(Model model, VolatilityDataset data) {
    shell.say("%s", model.name());
    NeuralVolatility fitted;
    try (TrainingLog log = new TrainingLog(shell)) {
      fitted = model.trainer().listener(log).fit(data);
    }
    shell.say("%s; %s", fitted.stopReason(), fitted.engine());
    fitted.save(out.resolve(model.fileName() + ".model"));
    Scores scores = Scores.of(data, fitted.predict(data, Split.TEST));
    scores.write(out.resolve("metrics-" + model.fileName() + ".csv"));
    TrainingChart.write(
        model.name(),
        "weighted QLIKE, λ = " + fitted.lambda(),
        fitted.epochs(),
        out.resolve("training-" + model.fileName() + ".png"));
    for (Scores.Stock stock : scores.stocks()) {
      if (DRAWN.contains(stock.code())) {
        VarianceChart.write(
            stock, model.name(), out.resolve(model.fileName() + "-" + stock.code() + ".png"));
      }
    }
    return scores;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private static String head(Scores scores, double labelSeconds) {
    Scores.Row all = scores.all();
    Scores.Stock any = scores.stocks().get(0);
    return String.format(
            Locale.ROOT,
            "Forecasts a day ahead for %d stocks, %s to %s, %,d in all; means over stocks,"
                + " percent²%n",
            scores.stocks().size(),
            any.dates().get(0),
            any.dates().get(any.dates().size() - 1),
            all.n())
        + String.format(
            Locale.ROOT,
            "%-11s %8s %8s %8s %10s %6s %7s %9s%n",
            "",
            "MAE",
            "RMSE",
            "QLIKE",
            "wins: MAE",
            "RMSE",
            "QLIKE",
            "seconds")
        + String.format(
            Locale.ROOT,
            "%-11s %8.4f %8.4f %8.4f %10s %6s %7s %9.1f%n",
            "GARCH(1,1)",
            all.maeGarch(),
            all.rmseGarch(),
            all.qlikeGarch(),
            "",
            "",
            "",
            labelSeconds);
  }

  private static String line(String name, Scores scores, double seconds) {
    Scores.Row all = scores.all();
    return String.format(
        Locale.ROOT,
        "%-11s %8.4f %8.4f %8.4f %10s %6s %7s %9.1f%n",
        name,
        all.maeModel(),
        all.rmseModel(),
        all.qlikeModel(),
        scores.wins(Scores.Row::maeModel, Scores.Row::maeGarch),
        scores.wins(Scores.Row::rmseModel, Scores.Row::rmseGarch),
        scores.wins(Scores.Row::qlikeModel, Scores.Row::qlikeGarch),
        seconds);
  }
}
