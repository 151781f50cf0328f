package io.github.volatility4j.nn;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A directory that a training writes to while it runs, so that it can be watched and, if it is
 * ended from outside, taken up again:
 *
 * <ul>
 *   <li>{@code last.checkpoint}: weights, optimiser, position; it appears whole or not at all, with
 *       checksums. A training that goes on from it ends with the same bits as one that was never
 *       stopped;
 *   <li>{@code best.model}: the best weights so far as a model for {@link NeuralVolatility#load};
 *   <li>{@code history.jsonl}: a JSON object for each epoch;
 *   <li>{@code events.out.tfevents.…}: the same for TensorBoard;
 *   <li>{@code options.properties}: options, seed and versions.
 * </ul>
 *
 * <p>An interrupted training saves a checkpoint after the step it is in.
 *
 * @param path of the directory; it is made if need be
 * @param everyEpochs epochs between two checkpoints, at least 1
 * @param every time after which a checkpoint is made within an epoch, positive
 * @param resume whether to go on from the checkpoint that is there; without one, training starts at
 *     the beginning
 */
public record RunDirectory(Path path, int everyEpochs, Duration every, boolean resume) {
  /**
   * Checks the numbers.
   *
   * @param path any
   * @param everyEpochs at least 1
   * @param every positive
   * @param resume any
   * @throws IllegalArgumentException naming what is out of range
   */
  public RunDirectory {
    if (everyEpochs < 1) {
      throw new IllegalArgumentException(
          "epochs between checkpoints is " + everyEpochs + ", must be at least 1");
    }
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException(
          "time between checkpoints is " + every + ", must be positive");
    }
  }

  /**
   * A checkpoint after each epoch and every ten minutes; an old one is not looked at.
   *
   * @param path of the directory
   * @return the run directory
   */
  public static RunDirectory of(Path path) {
    return new RunDirectory(path, 1, Duration.ofMinutes(10), false);
  }

  /**
   * The same with other times of checkpoints.
   *
   * @param epochs between two, at least 1
   * @param time after which one is made within an epoch, positive
   * @return a new run directory
   */
  public RunDirectory every(int epochs, Duration time) {
    return new RunDirectory(path, epochs, time, resume);
  }

  /**
   * The same, going on from the checkpoint that is there, if there is one.
   *
   * @return a new run directory
   */
  public RunDirectory resumed() {
    return new RunDirectory(path, everyEpochs, every, true);
  }
}
