package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.HyperparameterSearch;
import io.github.volatility4j.nn.SearchListener;
import io.github.volatility4j.nn.SearchResult;
import io.github.volatility4j.nn.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many trainings with different parameters, compared by their validation loss. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains with many sets of parameters and writes a table of them with their validation losses.",
      "What is searched over replaces the option of that name; all others are as for train.",
    })
final class SearchCommand implements Runnable {
  private final Shell shell;

  /** How parameters are chosen. */
  enum Sampler {
    TPE,
    RANDOM
  }

  /** How hopeless trials are ended. */
  enum Pruner {
    MEDIAN,
    NONE
  }

  @Mixin private TrainerOptions options = new TrainerOptions();

  @Option(names = "--output", required = true, description = "Table of trials (CSV) to write.")
  private Path output = Path.of("");

  @Option(names = "--trials", description = "Trials in all (default: 50).")
  private int trials = 50;

  @Option(names = "--time-limit", description = "Minutes after which no trial begins.")
  private Optional<Double> minutes = Optional.empty();

  @Option(names = "--sampler", description = "tpe (default) or random.")
  private Sampler sampler = Sampler.TPE;

  @Option(names = "--startup-trials", description = "Random trials before tpe's (default: 10).")
  private int startUp = 10;

  @Option(names = "--pruner", description = "median (default) or none.")
  private Pruner pruner = Pruner.MEDIAN;

  @Option(
      names = "--pruner-startup-trials",
      description = "Complete trials before one is pruned (default: 5).")
  private int prunerStartUp = 5;

  @Option(
      names = "--pruner-warm-up",
      description = "Epochs that a trial has in any case (default: 3).")
  private int prunerWarmUp = 3;

  @Option(names = "--search-seed", description = "Of what is tried (default: 42).")
  private long seed = 42;

  @Option(
      names = "--space",
      description = {
        "A parameter: NAME=log:LOW:HIGH, NAME=uniform:LOW:HIGH or NAME=A:B:C; to be repeated.",
        "Default: lr=log:1e-4:1e-2, num-blocks (num-layers)=1:2:4, dropout=.1:.2:.3,",
        "hidden-size=16:32:64, ff-size=16:32:64.",
      })
  private List<String> space = List.of();

  @Option(names = "--resume", description = "Go on with the table that is there.")
  private boolean resume;

  SearchCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    HyperparameterSearch search = search();
    VolatilityDataset dataset = options.dataset();
    Output.directoryOf(output);
    if (!resume && Files.exists(output)) {
      throw new IllegalArgumentException(
          output + " is there already; give --resume to go on with it, or another name");
    }
    SearchResult found;
    try (Log log = new Log(shell)) {
      found = search.listener(log).file(output).run(dataset);
    } catch (CancellationException e) {
      throw Shell.resumable(e);
    }
    Trial best = found.best();
    shell.print("best of %d trials: %d", found.trials().size(), best.number());
    shell.print("validation loss %s", Numbers.shortest(best.bestValidationLoss().orElseThrow()));
    shell.print("%s", asOptions(best.parameters()));
  }

  private HyperparameterSearch search() {
    HyperparameterSearch search =
        HyperparameterSearch.of(options.trainer()).trials(trials).seed(seed);
    if (!space.isEmpty()) {
      search = search.space(Tunable.space(space));
    }
    if (minutes.isPresent()) {
      search = search.timeLimit(limit(minutes.get()));
    }
    search = sampler == Sampler.TPE ? search.treeParzen(startUp) : search.random();
    return pruner == Pruner.MEDIAN
        ? search.medianPruning(prunerStartUp, prunerWarmUp)
        : search.withoutPruning();
  }

  private static Duration limit(double minutes) {
    if (!(minutes > 0 && minutes < 1e6)) {
      throw new IllegalArgumentException("--time-limit is " + minutes + ", must be positive");
    }
    return Duration.ofNanos(Math.max(1, (long) (minutes * 6e10)));
  }

  /** Parameters as the options of a training. */
  static String asOptions(Map<String, Double> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "--" : " --")
                .append(name.replace('_', '-'))
                .append(' ')
                .append(Numbers.shortest(value)));
    return text.toString();
  }

  /** Tells a person of each trial. */
  private static final class Log implements SearchListener, AutoCloseable {
    private final Shell shell;
    private final Meter meter;

    private Log(Shell shell) {
      this.shell = shell;
      this.meter = shell.meter();
    }

    @Override
    public void onProgress(String stage, long done, long total) {
      meter.update(stage, done, total);
    }

    @Override
    public void onTrial(Trial trial) {
      meter.close();
      shell.say(
          "%4d %-8s %12.6f %4d epochs %8.1f s  %s",
          trial.number(),
          trial.state().name().toLowerCase(Locale.ROOT),
          trial.bestValidationLoss().orElse(Double.POSITIVE_INFINITY),
          trial.epochs(),
          trial.seconds(),
          asOptions(trial.parameters()));
    }

    @Override
    public void close() {
      meter.close();
    }
  }
}
