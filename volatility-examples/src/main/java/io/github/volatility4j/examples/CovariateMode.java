package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.VolatilityDataset;
import java.nio.file.Path;

/**
 * What the scripts replaced here were told of covariates. A dataset knows its own, so that this can
 * only be right or wrong.
 */
enum CovariateMode {
  NONE,
  LAGGED,
  ALPHA;

  /** Refuses a dataset that has covariates where there are to be none, or the reverse. */
  void require(VolatilityDataset dataset, Path file) {
    boolean there = !dataset.covariateNames().isEmpty();
    if (there != (this != NONE)) {
      throw new IllegalArgumentException(
          "--covariate-mode is %s, but %s has %s covariates; say which when it is made"
              .formatted(name().toLowerCase(java.util.Locale.ROOT), file, there ? "" : "no")
              .replace("  ", " "));
    }
  }
}
