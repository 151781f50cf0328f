package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.series.SeriesSet;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A model's one-step forecasts over a part of a dataset, beside its teacher's. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Forecasts every day of a part of the dataset from the days before it, without refitting,",
      "and writes metrics.csv: losses of the model and of GARCH on the same days, in percent².",
    })
final class EvaluateCommand implements Runnable {
  private final Shell shell;

  /** Parts that may be evaluated; what was trained on may not. */
  enum Part {
    TEST(Split.TEST),
    VAL(Split.VALIDATION);

    private final Split split;

    Part(Split split) {
      this.split = split;
    }
  }

  @Option(names = "--data", required = true, description = "Dataset.")
  private Path data = Path.of("");

  @Option(names = "--model-path", required = true, description = "Model.")
  private Path modelPath = Path.of("");

  @Option(names = "--split", description = "test or val (default: test).")
  private Part part = Part.TEST;

  @Option(names = "--output", required = true, description = "Directory to write to.")
  private Path output = Path.of("");

  @Option(names = "--save-plots", description = "Also write a picture for each stock.")
  private boolean savePlots;

  EvaluateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    VolatilityDataset dataset = Input.read(data, VolatilityDataset::load);
    NeuralVolatility model = Input.read(modelPath, NeuralVolatility::load);
    SeriesSet forecasts = model.predict(dataset, part.split);
    if (forecasts.size() == 0) {
      throw new IllegalArgumentException(
          data + ": its " + part + " part has no day with a whole window before it");
    }
    Scores scores = Scores.of(dataset, forecasts);
    Path directory = Output.directory(output);
    scores.write(directory.resolve("metrics.csv"));
    if (savePlots) {
      for (Scores.Stock stock : scores.stocks()) {
        VarianceChart.write(stock, "model", directory.resolve(Output.name(stock.code()) + ".png"));
      }
    }
    shell.out().print(scores.table("model"));
    shell.say("%s", directory.resolve("metrics.csv"));
  }
}
