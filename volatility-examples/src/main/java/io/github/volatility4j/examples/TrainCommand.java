package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.RunDirectory;
import io.github.volatility4j.nn.VolatilityTrainer;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A dataset to a trained network. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a network on a dataset and saves it with the weights of its best epoch.",
      "An option that is not given has the preset's value.",
    })
final class TrainCommand implements Runnable {
  private final Shell shell;

  @Mixin private TrainerOptions options = new TrainerOptions();

  @Option(names = "--model-path", required = true, description = "Model to write.")
  private Path modelPath = Path.of("");

  @ArgGroup(exclusive = false, validate = false)
  private RunOptions run = new RunOptions();

  TrainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    VolatilityTrainer trainer = options.trainer();
    VolatilityDataset dataset = options.dataset();
    // Before hours of training, not after: the model must have a place to go.
    Output.directoryOf(modelPath);
    RunDirectory directory = run.directory(modelPath);
    TrainingLog log = new TrainingLog(shell);
    NeuralVolatility fitted;
    try (log) {
      fitted = trainer.listener(log).runDirectory(directory).fit(dataset);
    } catch (CancellationException e) {
      throw Shell.resumable(e);
    }
    fitted.save(modelPath);
    TrainingLog.write(fitted.epochs(), directory.path().resolve("training.csv"));
    shell.say("%s: %s; %s", modelPath, fitted.stopReason(), fitted.engine());
  }
}
