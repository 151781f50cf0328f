package io.github.volatility4j.dataset;

/** Part of a panel, in the order of time within each series. */
public enum Split {
  /** What parameters and scales are fitted to. */
  TRAIN,
  /** What decides when training stops and which choice is best. */
  VALIDATION,
  /** What nothing was decided on. */
  TEST
}
