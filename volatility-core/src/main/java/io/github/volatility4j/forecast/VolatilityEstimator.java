package io.github.volatility4j.forecast;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;

/**
 * Options of a method that can be fitted to returns. Immutable; fitting changes nothing in it, so
 * an estimator may be shared and reused.
 */
public interface VolatilityEstimator {
  /**
   * Fits to a panel.
   *
   * @param history what may be known
   * @return a result that tells whether it converged
   * @throws IllegalArgumentException if the data cannot be fitted at all, naming the series
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  FittedVolatility fit(History history);

  /**
   * Fits to a panel of returns.
   *
   * @param returns one series a stock
   * @return a result that tells whether it converged
   */
  default FittedVolatility fit(SeriesSet returns) {
    return fit(History.of(returns));
  }

  /**
   * Fits to one series of returns.
   *
   * @param returns of one stock
   * @return a result that tells whether it converged
   */
  default FittedVolatility fit(TimeSeries returns) {
    return fit(SeriesSet.of(returns));
  }
}
