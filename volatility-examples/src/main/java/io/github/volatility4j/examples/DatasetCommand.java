package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Scale;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.StaticMode;
import io.github.volatility4j.dataset.Transform;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.series.SeriesSet;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Labels to a dataset: splits, covariates, statics and statistics of the scale. */
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Splits a table of labels into train, validation and test, and saves the dataset.")
final class DatasetCommand implements Runnable {
  private final Shell shell;

  @Option(names = "--input", required = true, description = "Table of labels, CSV.")
  private Path input = Path.of("");

  @Option(names = "--output", required = true, description = "Dataset to write.")
  private Path output = Path.of("");

  @Option(
      names = "--val-frac",
      description = "Share of each stock's labels for validation (default: 0.2).")
  private double validation = 0.2;

  @Option(
      names = "--test-frac",
      description = "Share of each stock's labels for the test (default: 0.1).")
  private double test = 0.1;

  @Option(
      names = "--input-chunk-length",
      description = "Days that a network looks back (default: 90).")
  private int inputChunkLength = 90;

  @Option(names = "--target-col", description = "Column of the truth (default: var_true_90).")
  private String truth = "var_true_90";

  @Option(
      names = "--garch-col",
      description = "Column of the teacher's variance (default: garch_var_90).")
  private String teacher = "garch_var_90";

  @Option(
      names = "--static-mode",
      description =
          "Facts about a stock as a whole: none (default), ticker, industry, industry_ticker.")
  private StaticMode staticMode = StaticMode.NONE;

  @Option(names = "--covariates", split = ",", description = "Further columns that a network sees.")
  private List<String> covariates = List.of();

  @Option(
      names = "--lag",
      description = "Days by which covariates lag the label (default and least: 1).")
  private int lag = 1;

  @Option(names = "--transform", description = "Of truth and teacher: none (default), log1p, log.")
  private Transform transform = Transform.NONE;

  @Option(
      names = "--scale",
      description = "Of the transformed truth: none (default), mean, zscore.")
  private Scale scale = Scale.NONE;

  DatasetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    DatasetOptions options =
        DatasetOptions.defaults()
            .withFractions(validation, test)
            .withInputChunkLength(inputChunkLength)
            .withTruth(truth)
            .withTeacher(teacher)
            .withStaticMode(staticMode)
            .withCovariates(covariates, lag)
            .withTransform(transform)
            .withScale(scale);
    SeriesSet labels = Input.read(input, Labels::read);
    VolatilityDataset data = Input.read(input, file -> VolatilityDataset.of(labels, options));
    data.save(output);
    describe(data);
  }

  private void describe(VolatilityDataset data) {
    shell.say(
        "%s: %d stocks; windows for training %,d, validation %,d, test %,d",
        output,
        data.size(),
        data.windows(Split.TRAIN).size(),
        data.windows(Split.VALIDATION).size(),
        data.windows(Split.TEST).size());
    if (!data.leftOut().isEmpty()) {
      shell.say(
          "left out, fewer than %d labelled days: %s",
          inputChunkLength + 1, String.join(", ", data.leftOut()));
    }
  }
}
