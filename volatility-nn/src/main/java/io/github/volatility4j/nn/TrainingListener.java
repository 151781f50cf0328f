package io.github.volatility4j.nn;

/**
 * Is told how training goes. Calls come from the thread that trains; progress at most a few times a
 * second.
 */
public interface TrainingListener {
  /** Listens to nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Some more is done.
   *
   * @param stage "labels" while the teacher is fitted, then "epoch k"
   * @param done units done so far
   * @param total units in all
   */
  default void onProgress(String stage, long done, long total) {}

  /**
   * How the epoch goes, just before its {@link #onProgress}.
   *
   * @param trainLoss mean weighted loss of the epoch's steps so far
   * @param learningRate of the epoch
   */
  default void onLoss(double trainLoss, double learningRate) {}

  /**
   * After the first steps of a training that will take longer than a few minutes.
   *
   * @param secondsForAnEpoch measured so far
   * @param secondsAtMost if no early stopping ends it
   */
  default void onEstimate(double secondsForAnEpoch, double secondsAtMost) {}

  /**
   * An epoch has ended.
   *
   * @param epoch what it gave
   */
  default void onEpoch(Epoch epoch) {}

  /**
   * Is asked after each epoch but the last.
   *
   * @param epoch the one that has ended
   * @return false to end training here, with the best weights so far
   */
  default boolean goesOn(Epoch epoch) {
    return true;
  }
}
