package io.github.volatility4j.examples;

import java.util.List;

/**
 * Options that later versions will widen. They are refused by name: ignoring one would hand the
 * user a result of something else than was asked for.
 */
final class Later {
  private Later() {}

  /** Refuses every value but those that this version has. */
  static String only(String option, String found, String... there) {
    if (!List.of(there).contains(found)) {
      throw new IllegalArgumentException(
          "%s %s is not available in this version; %s %s"
              .formatted(
                  option, found, String.join(", ", there), there.length == 1 ? "is" : "are"));
    }
    return found;
  }
}
