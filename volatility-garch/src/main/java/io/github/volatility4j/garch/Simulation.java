package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;

/**
 * Simulated returns with the variances that they were drawn with. Immutable.
 *
 * <p>{@code variance()[t]} is that of {@code returns()[t]} given the returns before it.
 */
public final class Simulation {
  private final double[] returns;
  private final double[] variance;

  Simulation(double[] returns, double[] variance) {
    this.returns = returns;
    this.variance = variance;
  }

  /** {@return the returns, one for each day} */
  public double[] returns() {
    return returns.clone();
  }

  /** {@return the conditional variances, one for each day} */
  public double[] variance() {
    return variance.clone();
  }

  /**
   * The returns as a series without dates, ready to be fitted.
   *
   * @param name of the series
   * @return the series
   */
  public TimeSeries series(String name) {
    return TimeSeries.of(name, returns);
  }
}
