package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * Tries parameters of a trainer on a dataset and compares them by their validation loss. Each trial
 * is a training from the same seed with other parameters; the test part is never looked at.
 *
 * <p>By default: 50 trials over the Python workflow's space for the trainer's network; the first 10
 * at random, then by a tree-structured Parzen estimator (Bergstra et al. 2011, Algorithms for
 * hyper-parameter optimization, NIPS 24); a trial ends after an epoch, the third at the earliest,
 * at which its lowest loss is above the median of what complete trials had there (Golovin et al.
 * 2017, doi:10.1145/3097983.3098043), as soon as 5 are complete.
 *
 * <p>Immutable. Trial k depends on the seed and the trials before it, so that a search that was
 * stopped goes on as if it hadn't been, see {@link #file}.
 *
 * <pre>{@code
 * SearchResult found = HyperparameterSearch.of(trainer).trials(30).run(data);
 * VolatilityTrainer best = SearchSpace.lstm().apply(trainer, found.best().parameters());
 * }</pre>
 */
public final class HyperparameterSearch {
  /** Draws before it's taken that a space has nothing new. */
  private static final int MOST_DRAWS = 100;

  private final VolatilityTrainer trainer;
  private final SearchSpace space;
  private final SearchPlan plan;
  private final Optional<Path> file;
  private final SearchListener listener;

  private HyperparameterSearch(
      VolatilityTrainer trainer,
      SearchSpace space,
      SearchPlan plan,
      Optional<Path> file,
      SearchListener listener) {
    this.trainer = trainer;
    this.space = space;
    this.plan = plan;
    this.file = file;
    this.listener = listener;
  }

  /**
   * A search over the Python workflow's space: {@link SearchSpace#lstm()} or {@link
   * SearchSpace#tsMixer()}.
   *
   * @param trainer whose parameters are replaced; its listener and run directory are not used
   * @return the search
   */
  public static HyperparameterSearch of(VolatilityTrainer trainer) {
    boolean lstm = trainer.recipe().network() instanceof LstmOptions;
    return new HyperparameterSearch(
        trainer,
        lstm ? SearchSpace.lstm() : SearchSpace.tsMixer(),
        SearchPlan.DEFAULT,
        Optional.empty(),
        SearchListener.NONE);
  }

  private HyperparameterSearch with(SearchPlan changed) {
    return new HyperparameterSearch(trainer, space, changed, file, listener);
  }

  /**
   * Sets what is chosen from.
   *
   * @param chosen with at least one parameter
   * @return a new search
   */
  public HyperparameterSearch space(SearchSpace chosen) {
    if (chosen.names().isEmpty()) {
      throw new IllegalArgumentException("the space has no parameter");
    }
    return new HyperparameterSearch(trainer, chosen, plan, file, listener);
  }

  /**
   * Sets how many trials there are in all, those in {@link #file} included.
   *
   * @param count at least 1
   * @return a new search
   */
  public HyperparameterSearch trials(int count) {
    return with(plan.withTrials(count));
  }

  /**
   * Sets the time after which no further trial begins; the one that runs comes to its end.
   *
   * @param limit positive
   * @return a new search
   */
  public HyperparameterSearch timeLimit(Duration limit) {
    return with(plan.withTimeLimit(limit));
  }

  /**
   * Sets the seed of what is tried. Trainings have the trainer's.
   *
   * @param seed any
   * @return a new search
   */
  public HyperparameterSearch seed(long seed) {
    return with(plan.withSeed(seed));
  }

  /** {@return with all parameters drawn at random} */
  public HyperparameterSearch random() {
    return with(plan.with(new TreeParzenSampler(Integer.MAX_VALUE)));
  }

  /**
   * Chooses parameters by a tree-structured Parzen estimator.
   *
   * @param startUpTrials drawn at random before, at least 1
   * @return a new search
   */
  public HyperparameterSearch treeParzen(int startUpTrials) {
    return with(plan.with(new TreeParzenSampler(startUpTrials)));
  }

  /**
   * Ends trials that are worse than the median.
   *
   * @param startUpTrials complete trials before one is ended, at least 1
   * @param warmUpEpochs epochs that a trial has in any case, at least 0
   * @return a new search
   */
  public HyperparameterSearch medianPruning(int startUpTrials, int warmUpEpochs) {
    return with(plan.with(Optional.of(new MedianPruner(startUpTrials, warmUpEpochs))));
  }

  /** {@return with trainings that all come to their end} */
  public HyperparameterSearch withoutPruning() {
    return with(plan.with(Optional.empty()));
  }

  /**
   * Sets a table that is written after each trial: a row for each, with state, parameters, lowest
   * validation loss, epochs and seconds. If it is there when a search begins, its trials are taken
   * for done and the search goes on with the same ones as if it had not been stopped.
   *
   * @param trials comma-separated; it is whole at any time
   * @return a new search
   */
  public HyperparameterSearch file(Path trials) {
    return new HyperparameterSearch(trainer, space, plan, Optional.of(trials), listener);
  }

  /**
   * Sets who is told of trials and their epochs.
   *
   * @param told of them
   * @return a new search
   */
  public HyperparameterSearch listener(SearchListener told) {
    return new HyperparameterSearch(trainer, space, plan, file, told);
  }

  /**
   * Searches until all trials are done, time is over, or a space of choices has nothing new.
   *
   * @param data with a validation part
   * @return all trials, those of before included
   * @throws IllegalArgumentException if there is no validation part, the table belongs to a search
   *     with other options or data, or the trainer refuses a value of the space
   * @throws CancellationException if the thread is interrupted; the trial that ran is not recorded
   */
  public SearchResult run(VolatilityDataset data) {
    requireValidation(data);
    String name = Fingerprint.of(trainer.recipe().with(data.options()), data, settings());
    List<Trial> trials = new ArrayList<>(before(name));
    SharedRows rows = new SharedRows(data);
    long start = System.nanoTime();
    while (trials.size() < plan.trials()
        && System.nanoTime() - start < plan.timeLimit().toNanos()) {
      Optional<Map<String, Double>> next = next(trials);
      if (next.isEmpty()) {
        break;
      }
      int number = trials.size() + 1;
      listener.onTrialBegin(number, next.get());
      Trial trial = trial(number, next.get(), trials, rows);
      trials.add(trial);
      save(new TrialFile(space.names(), name, trials));
      listener.onTrial(trial);
    }
    return new SearchResult(trials);
  }

  private static void requireValidation(VolatilityDataset data) {
    for (int s = 0; s < data.size(); s++) {
      if (data.endRow(s, Split.VALIDATION) > data.firstRow(s, Split.VALIDATION)) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "the dataset has no validation part, by which a search compares its trials");
  }

  /** What decides the sequence of trials, apart from trainer and data. */
  private String settings() {
    return "%s%d %s %s".formatted(space, plan.seed(), plan.sampler(), plan.pruner());
  }

  private List<Trial> before(String name) {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return List.of();
    }
    TrialFile found = TrialFile.read(file.get());
    if (!found.trials().isEmpty() && !found.search().equals(name)) {
      throw new IllegalArgumentException(
          file.get()
              + " belongs to a search with another space, seed, options or data; go on with those,"
              + " or choose another file");
    }
    return found.trials();
  }

  /** What to try next, unless nothing is found that has not been tried: it would give the same. */
  private Optional<Map<String, Double>> next(List<Trial> trials) {
    SplittableRandom random =
        new SplittableRandom(plan.seed() + (trials.size() + 1) * 0x9E3779B97F4A7C15L);
    List<Map<String, Double>> tried = trials.stream().map(Trial::parameters).toList();
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      Map<String, Double> next = plan.sampler().next(space, trials, random);
      if (!tried.contains(next)) {
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }

  private Trial trial(
      int number, Map<String, Double> parameters, List<Trial> earlier, SharedRows rows) {
    VolatilityTrainer changed;
    try {
      changed = space.apply(trainer, parameters);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("trial " + parameters + ": " + e.getMessage(), e);
    }
    Watch watch = new Watch(number, earlier);
    long start = System.nanoTime();
    Trial.State state;
    try {
      rows.train(changed, watch, Optional.empty());
      state = watch.pruned ? Trial.State.PRUNED : Trial.State.COMPLETE;
    } catch (TrainingLoop.DivergedException e) {
      state = Trial.State.FAILED;
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new Trial(number, state, parameters, watch.losses, seconds);
  }

  /** Sees a training's epochs go by, and ends it if it is to be pruned. */
  private final class Watch implements TrainingListener {
    private final int number;
    private final List<Trial> earlier;
    private final List<Double> losses = new ArrayList<>();
    private boolean pruned;

    private Watch(int number, List<Trial> earlier) {
      this.number = number;
      this.earlier = earlier;
    }

    @Override
    public void onProgress(String stage, long done, long total) {
      listener.onProgress("trial %d, %s".formatted(number, stage), done, total);
    }

    @Override
    public void onEpoch(Epoch epoch) {
      losses.add(epoch.validationLoss());
      listener.onEpoch(epoch);
    }

    @Override
    public boolean goesOn(Epoch epoch) {
      pruned = plan.pruner().map(pruner -> pruner.prunes(losses, earlier)).orElse(false);
      return !pruned;
    }
  }

  private void save(TrialFile trials) {
    boolean interrupted = Thread.interrupted(); // an interrupted thread can't write
    try {
      file.ifPresent(trials::write);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
