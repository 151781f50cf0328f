package io.github.volatility4j.nn;

import java.util.Map;

/**
 * Is told how a search goes: of each trial, and in between of its training. Calls come from the
 * thread that searches.
 */
public interface SearchListener extends TrainingListener {
  /** Listens to nothing. */
  SearchListener NONE = new SearchListener() {};

  /**
   * A trial begins.
   *
   * @param number from 1
   * @param parameters what it tries, by name
   */
  default void onTrialBegin(int number, Map<String, Double> parameters) {}

  /**
   * A trial has ended, and stands in the trials' table if there is one.
   *
   * @param trial what it gave
   */
  default void onTrial(Trial trial) {}
}
