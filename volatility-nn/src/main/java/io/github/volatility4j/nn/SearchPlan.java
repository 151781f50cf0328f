package io.github.volatility4j.nn;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a search goes on and how it chooses.
 *
 * @param trials in all, at least 1
 * @param timeLimit after which no trial begins, positive
 * @param seed of what is tried
 * @param sampler of parameters
 * @param pruner of trials
 */
record SearchPlan(
    int trials,
    Duration timeLimit,
    long seed,
    TreeParzenSampler sampler,
    Optional<MedianPruner> pruner) {
  private static final Duration NO_LIMIT = Duration.ofDays(10_000);

  static final SearchPlan DEFAULT =
      new SearchPlan(
          50, NO_LIMIT, 42, new TreeParzenSampler(10), Optional.of(new MedianPruner(5, 3)));

  SearchPlan {
    if (trials < 1) {
      throw new IllegalArgumentException("trials is " + trials + ", must be at least 1");
    }
    if (timeLimit.isNegative() || timeLimit.isZero() || timeLimit.compareTo(NO_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "time limit is " + timeLimit + ", must be positive and at most " + NO_LIMIT);
    }
  }

  SearchPlan withTrials(int value) {
    return new SearchPlan(value, timeLimit, seed, sampler, pruner);
  }

  SearchPlan withTimeLimit(Duration value) {
    return new SearchPlan(trials, value, seed, sampler, pruner);
  }

  SearchPlan withSeed(long value) {
    return new SearchPlan(trials, timeLimit, value, sampler, pruner);
  }

  SearchPlan with(TreeParzenSampler value) {
    return new SearchPlan(trials, timeLimit, seed, value, pruner);
  }

  SearchPlan with(Optional<MedianPruner> value) {
    return new SearchPlan(trials, timeLimit, seed, sampler, value);
  }
}
