package io.github.volatility4j.forecast;

/**
 * Is told how far a long computation has come. Calls come from the thread that runs it or from its
 * workers, one at a time, at most a few a second.
 */
@FunctionalInterface
public interface Progress {
  /** Listens to nothing. */
  Progress NONE = (stage, done, total) -> {};

  /**
   * Some more is done.
   *
   * @param stage what is being done, for instance "labels"
   * @param done units done so far
   * @param total units in all
   */
  void update(String stage, long done, long total);
}
