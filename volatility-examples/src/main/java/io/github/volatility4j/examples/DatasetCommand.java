package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.Covariates;
import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Scale;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.StaticMode;
import io.github.volatility4j.dataset.Transform;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.series.SeriesSet;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
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
      names = {"--val-frac", "--val-count"},
      description =
          "Part of each stock's labels for validation: a share, or a number of rows (default: 0.2).")
  private double validation = 0.2;

  @Option(
      names = {"--test-frac", "--test-count"},
      description = "Part of each stock's labels for the test, likewise (default: 0.1).")
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

  @ArgGroup(exclusive = false, validate = false)
  private CovariateOptions covariates = new CovariateOptions();

  @Option(names = "--burn-in", description = "First rows of each stock that are no labels.")
  private Optional<Integer> burnIn = Optional.empty();

  @Option(names = "--transform", description = "Of truth and teacher: none (default), log1p, log.")
  private Transform transform = Transform.NONE;

  @Option(names = "--use-log-target", description = "The same as --transform log1p.")
  private boolean logTarget;

  @Option(
      names = "--scale",
      description = "Of the transformed truth: none (default), mean, zscore.")
  private Scale scale = Scale.NONE;

  DatasetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if (logTarget && transform == Transform.LOG) {
      throw new IllegalArgumentException("--use-log-target is --transform log1p, not log");
    }
    SeriesSet labels = Input.read(input, Labels::read);
    Covariates chosen = covariates.choose(labels, truth, teacher);
    DatasetOptions options =
        DatasetOptions.defaults()
            .withParts(validation, test)
            .withBurnIn(burnIn.orElse(covariates.burnIn()))
            .withInputChunkLength(inputChunkLength)
            .withTruth(truth)
            .withTeacher(teacher)
            .withStaticMode(staticMode)
            .withCovariates(chosen)
            .withTransform(logTarget ? Transform.LOG1P : transform)
            .withScale(scale);
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
    if (!data.covariateNames().isEmpty()) {
      shell.say("covariates: %s", String.join(", ", data.covariateNames()));
    }
    if (!data.leftOut().isEmpty()) {
      shell.say(
          "left out, fewer than %d labelled days or none of them for training: %s",
          inputChunkLength + 1, String.join(", ", data.leftOut()));
    }
  }
}
