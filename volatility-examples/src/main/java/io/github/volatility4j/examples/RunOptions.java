package io.github.volatility4j.examples;

import io.github.volatility4j.nn.RunDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a training keeps what it needs to be watched and taken up again. */
final class RunOptions {
  @Option(
      names = "--log-dir",
      description = {
        "Directory of the run: checkpoint, best model so far, history, TensorBoard events",
        "(default: the model's path with .run behind).",
      })
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--resume",
      description = "Go on from the run's checkpoint, to the bits of a run that never stopped.")
  private boolean resume;

  @Option(names = "--checkpoint-epochs", description = "Epochs between checkpoints (default: 1).")
  private int epochs = 1;

  @Option(
      names = "--checkpoint-minutes",
      description = "Time after which there is one within an epoch, too (default: 10).")
  private double minutes = 10;

  /** The run directory of a training that gives a model. */
  RunDirectory directory(Path model) {
    if (!(minutes > 0 && minutes < 1e6)) {
      throw new IllegalArgumentException(
          "--checkpoint-minutes is " + minutes + ", must be positive");
    }
    Path path = directory.orElseGet(() -> model.resolveSibling(model.getFileName() + ".run"));
    RunDirectory run =
        RunDirectory.of(path).every(epochs, Duration.ofNanos(Math.max(1, (long) (minutes * 6e10))));
    return resume ? run.resumed() : run;
  }
}
