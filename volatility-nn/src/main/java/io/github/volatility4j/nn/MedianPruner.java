package io.github.volatility4j.nn;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Stops a trial after epoch e if its lowest validation loss so far is above the median of the
 * losses that complete trials had after that same epoch; trials that ended earlier have none (a
 * median stopping rule: Golovin et al. 2017, Google Vizier, doi:10.1145/3097983.3098043, which
 * takes the mean over a trial's epochs rather than the loss after the last).
 *
 * @param startUpTrials complete trials that there must be before one is stopped, at least 1
 * @param warmUpEpochs epochs that a trial has in any case, at least 0
 */
record MedianPruner(int startUpTrials, int warmUpEpochs) {
  MedianPruner {
    if (startUpTrials < 1) {
      throw new IllegalArgumentException(
          "start-up trials of pruning is " + startUpTrials + ", must be at least 1");
    }
    if (warmUpEpochs < 0) {
      throw new IllegalArgumentException(
          "warm-up epochs of pruning is " + warmUpEpochs + ", must be at least 0");
    }
  }

  /**
   * Whether to stop a trial.
   *
   * @param losses its validation losses so far, at least one
   * @param earlier trials
   */
  boolean prunes(List<Double> losses, List<Trial> earlier) {
    int epoch = losses.size();
    List<Trial> complete =
        earlier.stream().filter(trial -> trial.state() == Trial.State.COMPLETE).toList();
    if (epoch <= warmUpEpochs || complete.size() < startUpTrials) {
      return false;
    }
    double[] then =
        complete.stream()
            .filter(trial -> trial.epochs() >= epoch)
            .mapToDouble(trial -> trial.validationLosses().get(epoch - 1))
            .toArray();
    Arrays.sort(then);
    double lowest = losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
    return then.length > 0 && lowest > new Median().evaluate(then);
  }
}
