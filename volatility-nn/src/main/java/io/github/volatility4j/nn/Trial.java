package io.github.volatility4j.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One training of a {@link HyperparameterSearch}.
 *
 * @param number from 1, in the order of the search
 * @param state how it ended
 * @param parameters what was tried, by name
 * @param validationLosses after each epoch // [epochs]
 * @param seconds of wall-clock time
 */
public record Trial(
    int number,
    State state,
    Map<String, Double> parameters,
    List<Double> validationLosses,
    double seconds) {
  /** How a trial ended. */
  public enum State {
    /** Training came to its end. */
    COMPLETE,
    /** It was stopped after an epoch, being worse than others were at that epoch. */
    PRUNED,
    /** The loss became infinite or not a number in the first epoch. */
    FAILED
  }

  /**
   * Copies the collections.
   *
   * @param number at least 1
   * @param state any
   * @param parameters by name; their order stays
   * @param validationLosses finite; none only if it failed
   * @param seconds at least 0
   * @throws IllegalArgumentException naming what is out of range
   */
  public Trial {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    validationLosses = List.copyOf(validationLosses);
    if (number < 1) {
      throw new IllegalArgumentException("a trial's number is " + number + ", must be at least 1");
    }
    if (!validationLosses.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "validation losses are " + validationLosses + ", must be finite");
    }
    if ((state == State.FAILED) != validationLosses.isEmpty()) {
      throw new IllegalArgumentException(
          "a trial that is %s has %d epochs".formatted(state, validationLosses.size()));
    }
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("seconds is " + seconds + ", must be at least 0");
    }
  }

  /** {@return how many epochs it had} */
  public int epochs() {
    return validationLosses.size();
  }

  /** {@return the lowest validation loss, empty if it failed} */
  public OptionalDouble bestValidationLoss() {
    return validationLosses.stream().mapToDouble(loss -> loss).min();
  }

  /** The lowest validation loss; infinite if it failed, which is below nothing. */
  double loss() {
    return bestValidationLoss().orElse(Double.POSITIVE_INFINITY);
  }
}
