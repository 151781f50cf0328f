package io.github.volatility4j.dataset;

/**
 * How transformed variances are scaled for each series, {@code (u − a) / b}, with statistics of its
 * training rows.
 */
public enum Scale {
  /** As they are: {@code a = 0, b = 1}. */
  NONE,
  /** By their mean: {@code a = 0, b = ū}, which must be positive. */
  MEAN,
  /** Standardised: {@code a = ū} and {@code b = s}, the standard deviation with divisor n − 1. */
  ZSCORE
}
