package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains several networks on the same data, one after the other, to average their forecasts.
 * Immutable. Each trainer keeps its listener and its run directory.
 *
 * <pre>{@code
 * VolatilityEnsemble five = EnsembleTrainer.deep(VolatilityTrainer.builder().lstm(), 5).fit(returns);
 * }</pre>
 */
public final class EnsembleTrainer implements VolatilityEstimator {
  private final List<VolatilityTrainer> trainers;

  private EnsembleTrainer(List<VolatilityTrainer> trainers) {
    this.trainers = List.copyOf(trainers);
  }

  /**
   * A deep ensemble: the same training from seeds that follow the trainer's. Members differ by
   * initial weights, order of windows and dropout.
   *
   * @param trainer of the first member, without a run directory
   * @param members at least 2
   * @return the ensemble's trainer
   */
  public static EnsembleTrainer deep(VolatilityTrainer trainer, int members) {
    if (trainer.directory.isPresent()) {
      throw new IllegalArgumentException(
          "members can't share the run directory " + trainer.directory.get().path());
    }
    long seed = trainer.recipe().training().seed();
    return of(IntStream.range(0, members).mapToObj(m -> trainer.seed(seed + m)).toList());
  }

  /**
   * Any members, for instance one for each of a search's best trials.
   *
   * @param trainers at least 2, with the same dataset options
   * @return the ensemble's trainer
   * @throws IllegalArgumentException if there are fewer, or they make different datasets
   */
  public static EnsembleTrainer of(List<VolatilityTrainer> trainers) {
    if (trainers.size() < VolatilityEnsemble.LEAST_MEMBERS) {
      throw new IllegalArgumentException(
          "an ensemble has %d members, must have at least %d"
              .formatted(trainers.size(), VolatilityEnsemble.LEAST_MEMBERS));
    }
    DatasetOptions first = trainers.get(0).recipe().dataset();
    if (!trainers.stream().allMatch(trainer -> trainer.recipe().dataset().equals(first))) {
      throw new IllegalArgumentException("members of an ensemble have different dataset options");
    }
    return new EnsembleTrainer(trainers);
  }

  @Override
  public VolatilityEnsemble fit(TimeSeries returns) {
    return fit(SeriesSet.of(returns));
  }

  @Override
  public VolatilityEnsemble fit(SeriesSet returns) {
    return fit(History.of(returns));
  }

  @Override
  public VolatilityEnsemble fit(History history) {
    VolatilityTrainer first = trainers.get(0);
    return fit(TrainingData.of(first.recipe(), history, first.listener));
  }

  /**
   * Trains on a dataset, as {@link VolatilityTrainer#fit(VolatilityDataset)} does.
   *
   * @param data labels with split, transform and scale, which replace those of the trainers
   * @return the ensemble
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public VolatilityEnsemble fit(VolatilityDataset data) {
    SharedRows rows = new SharedRows(data);
    List<NeuralVolatility> members = new ArrayList<>();
    for (VolatilityTrainer trainer : trainers) {
      members.add(rows.train(trainer, trainer.listener, trainer.directory));
    }
    return VolatilityEnsemble.of(members);
  }
}
