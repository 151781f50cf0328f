package io.github.volatility4j.garch;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is computed when it is first asked for, once, whoever asks. */
final class Later<T> {
  private final Supplier<T> compute;
  private Optional<T> value = Optional.empty();

  Later(Supplier<T> compute) {
    this.compute = compute;
  }

  synchronized T get() {
    if (value.isEmpty()) {
      value = Optional.of(compute.get());
    }
    return value.get();
  }
}
