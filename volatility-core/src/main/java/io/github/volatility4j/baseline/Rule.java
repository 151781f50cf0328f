package io.github.volatility4j.baseline;

/** How a measure of variance is forecast from its own past; fitted and immutable. */
interface Rule {
  /** {@return whether the search for its coefficients ended at a minimum} */
  default boolean converged() {
    return true;
  }

  /** {@return how many values must be known before the first forecast, at least 1} */
  int memory();

  /**
   * The forecast of the n-th value.
   *
   * @param past its values and, where the rule wants them, second values
   * @param n at least {@link #memory()}; nothing from the n-th value on is read
   * @return any finite number
   */
  double next(Measure past, int n);

  /**
   * All forecasts at once.
   *
   * @param past n values
   * @return [n + 1] the forecast of each value and of the one after the last; what stands in the
   *     first {@link #memory()} is not one
   */
  default double[] all(Measure past) {
    double[] out = new double[past.size() + 1];
    for (int n = memory(); n < out.length; n++) {
      out[n] = next(past, n);
    }
    return out;
  }
}
