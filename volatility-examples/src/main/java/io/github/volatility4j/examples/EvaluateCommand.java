package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.Scale;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.TrainedVolatility;
import io.github.volatility4j.series.SeriesSet;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A model's one-step forecasts over a part of a dataset, beside its teacher's. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores a model beside GARCH on a part of a dataset, without refitting.",
      "Forecasts every day from the days before it and writes metrics.csv: losses of both on the same",
      "days, in percent². For a model that forecasts several days at once, horizons.csv has the losses",
      "of each day ahead.",
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

    /** Scores of a model over this part. */
    Scores scores(TrainedVolatility model, VolatilityDataset dataset) {
      SeriesSet forecasts = model.predict(dataset, split);
      if (forecasts.size() == 0) {
        throw new IllegalArgumentException(
            "the dataset's " + this + " part has no day with a whole window before it");
      }
      return Scores.of(dataset, forecasts);
    }
  }

  @Option(names = "--data", required = true, description = "Dataset.")
  private Path data = Path.of("");

  @Option(
      names = {"--model-path", "--model"},
      required = true,
      description = "Model.")
  private Path modelPath = Path.of("");

  @Option(names = "--split", description = "test or val (default: test).")
  private Part part = Part.TEST;

  @Option(names = "--output", required = true, description = "Directory to write to.")
  private Path output = Path.of("");

  @Option(
      names = "--save-plots",
      description = "Also write two pictures for each stock: days, and means over 5 days.")
  private boolean savePlots;

  @Option(
      names = "--covariate-mode",
      description = "none, lagged or alpha: whether the dataset has covariates; it is checked.")
  private Optional<CovariateMode> covariateMode = Optional.empty();

  @Option(names = "--covariate-lag", description = "The dataset's; it is checked.")
  private Optional<Integer> covariateLag = Optional.empty();

  @Option(
      names = "--invert-train-scale",
      description = "The dataset's scale; it is checked, and undone in any case.")
  private Optional<Scale> scale = Optional.empty();

  EvaluateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    VolatilityDataset dataset = Input.read(data, VolatilityDataset::load);
    check(dataset);
    TrainedVolatility model = Input.read(modelPath, TrainedVolatility::load);
    Scores scores = part.scores(model, dataset);
    Path directory = Output.directory(output);
    scores.write(directory.resolve("metrics.csv"));
    scores.writeWins(directory.resolve("wins.csv"));
    if (model.outputChunkLength() > 1) {
      HorizonScores.of(model, dataset, part.split).write(directory.resolve("horizons.csv"));
    }
    if (savePlots) {
      for (Scores.Stock stock : scores.stocks()) {
        String name = Output.name(stock.code());
        DailyCharts.daily(stock, directory.resolve(name + ".png"));
        DailyCharts.rolling(stock, directory.resolve(name + "-5d.png"));
      }
    }
    shell.out().print(scores.table("model"));
    shell.say("%s", directory.resolve("metrics.csv"));
  }

  private static String lower(Scale scale) {
    return scale.name().toLowerCase(Locale.ROOT);
  }

  /** What the scripts replaced here had to be told; a dataset knows it itself. */
  private void check(VolatilityDataset dataset) {
    covariateMode.ifPresent(mode -> mode.require(dataset, data));
    boolean covariates = !dataset.covariateNames().isEmpty();
    int lag = dataset.options().covariates().lag();
    if (covariates && covariateLag.isPresent() && covariateLag.get() != lag) {
      throw new IllegalArgumentException(
          "--covariate-lag is %d, but %s was made with %d"
              .formatted(covariateLag.get(), data, lag));
    }
    Scale made = dataset.options().scale();
    if (scale.isPresent() && scale.get() != made) {
      throw new IllegalArgumentException(
          "--invert-train-scale is %s, but %s was made with %s"
              .formatted(lower(scale.get()), data, lower(made)));
    }
  }
}
