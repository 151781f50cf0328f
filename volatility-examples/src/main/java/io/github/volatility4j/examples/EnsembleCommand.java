package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.EnsembleTrainer;
import io.github.volatility4j.nn.RunDirectory;
import io.github.volatility4j.nn.SearchResult;
import io.github.volatility4j.nn.Trial;
import io.github.volatility4j.nn.VolatilityEnsemble;
import io.github.volatility4j.nn.VolatilityTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Several trainings whose forecasts are averaged. */
@Command(
    name = "ensemble",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains several networks and saves them as one model, whose forecast is the mean variance.",
    })
final class EnsembleCommand implements Runnable {
  private final Shell shell;

  /** What members differ by. */
  enum Kind {
    DEEP,
    PARAMETERS
  }

  @Mixin private TrainerOptions options = new TrainerOptions();

  @Option(names = "--model-path", required = true, description = "Model to write.")
  private Path modelPath = Path.of("");

  @Option(names = "--members", description = "Networks (default: 5).")
  private int members = 5;

  @Option(
      names = "--search",
      description = "Table of trials, whose best parameters replace the options.")
  private Optional<Path> search = Optional.empty();

  @Option(
      names = "--kind",
      description = {
        "deep (default): seeds that follow --seed, with the best parameters of --search;",
        "parameters: one member for each of the best sets of --search.",
      })
  private Kind kind = Kind.DEEP;

  @ArgGroup(exclusive = false, validate = false)
  private RunOptions run = new RunOptions();

  EnsembleCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    List<VolatilityTrainer> trainers = trainers();
    RunDirectory all = run.directory(modelPath);
    EnsembleTrainer.of(trainers); // a wrong number is refused before data are read
    VolatilityDataset dataset = options.dataset();
    Output.directoryOf(modelPath);
    VolatilityEnsemble fitted;
    try (TrainingLog log = new TrainingLog(shell)) {
      List<VolatilityTrainer> recorded = new ArrayList<>();
      for (VolatilityTrainer trainer : trainers) {
        Path directory = all.path().resolve("member-" + (recorded.size() + 1));
        RunDirectory own =
            new RunDirectory(directory, all.everyEpochs(), all.every(), all.resume());
        recorded.add(trainer.listener(log).runDirectory(own));
      }
      fitted = EnsembleTrainer.of(recorded).fit(dataset);
    } catch (CancellationException e) {
      throw Shell.resumable(e);
    }
    fitted.save(modelPath);
    shell.say("%s: %d networks", modelPath, members);
  }

  private List<VolatilityTrainer> trainers() {
    VolatilityTrainer base = options.trainer();
    List<VolatilityTrainer> out = new ArrayList<>();
    if (kind == Kind.PARAMETERS) {
      Path file =
          search.orElseThrow(
              () -> new IllegalArgumentException("--kind parameters needs --search"));
      for (Trial trial : Input.read(file, path -> SearchResult.readCsv(path).best(members))) {
        out.add(Tunable.apply(base, trial.parameters()));
      }
      return out;
    }
    VolatilityTrainer best = base;
    if (search.isPresent()) {
      Trial trial = Input.read(search.get(), path -> SearchResult.readCsv(path).best());
      best = Tunable.apply(base, trial.parameters());
    }
    for (int m = 0; m < members; m++) {
      out.add(best.seed(options.seed() + m));
    }
    return out;
  }
}
