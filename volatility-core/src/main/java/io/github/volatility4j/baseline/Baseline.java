package io.github.volatility4j.baseline;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simple forecasts of a measure of variance y from its own past, each stock by itself. They are
 * hard to beat.
 *
 * <p>y is the squared return unless {@link #measure} names a component. A day without a value of y
 * is no day: lags, weeks and months count values, and nothing is filled in. With {@code mean5} and
 * {@code mean22} the means of the last 5 and 22 values:
 *
 * <table>
 *   <caption>The variance forecast for a day, from the values before it</caption>
 *   <tr><th>method</th><th>forecast</th><th>fitted by</th></tr>
 *   <tr><td>{@link #ewma(double)}</td><td>{@code Σ λ^i·y[t−1−i] / Σ λ^i}</td><td>λ given</td></tr>
 *   <tr><td>{@link #ewma()}</td><td>the same</td><td>QLIKE, λ in [0.5, 0.9999]</td></tr>
 *   <tr><td>{@link #har}</td><td>{@code b₀ + b₁·y[t−1] + b₅·mean5 + b₂₂·mean22}, all b ≥ 0</td>
 *       <td>QLIKE</td></tr>
 *   <tr><td>{@link #harOls}</td><td>the same, b of any sign</td><td>least squares, filter</td></tr>
 *   <tr><td>{@link #logHar}</td><td>{@code exp(b₀ + b₁·ln y[t−1] + b₅·ln mean5 + b₂₂·ln mean22 +
 *       s²/2)}, s² the variance of the residuals</td><td>least squares of ln y, filter</td></tr>
 *   <tr><td>{@link #harQ}</td><td>{@code b₀ + (b₁ + b_q·√q[t−1])·y[t−1] + b₅·mean5 + b₂₂·mean22}, q
 *       the realised quarticity</td><td>least squares, filter</td></tr>
 *   <tr><td>{@link #ar}</td><td>{@code b₀ + b₁·y[t−1] + … + b_p·y[t−p]}</td>
 *       <td>least squares, filter</td></tr>
 *   <tr><td>{@link #rolling}</td><td>the mean of the last w values</td><td>nothing</td></tr>
 *   <tr><td>{@link #constant}</td><td>the mean of the fitted values</td><td>their mean</td></tr>
 * </table>
 *
 * <p>QLIKE is {@code mean(ln h + y/h)} of one-step forecasts over the whole history given to {@code
 * fit}, the validation part included. The filter puts the mean of the fitted values in the place of
 * a forecast outside of their range (the insanity filter of Bollerslev, Patton and Quaedvlieg
 * 2016).
 *
 * <ul>
 *   <li>A forecast is at least 1e-8 of the mean of the fitted values, so that one after days
 *       without any movement is positive; QLIKE then takes what it costs if there is some.
 *   <li>Least squares on logarithms take a value below 1e-4 of that mean as that.
 *   <li>QLIKE is fitted with that 1e-8 as the least b₀: with y exactly 0 it has no lower bound.
 *   <li>Beyond one day the forecast is fed back as y; q is fed back as its mean.
 *   <li>A stock with fewer than {@value #LEAST} usable values, or none above 0, is left out of the
 *       result and named in the log; if none remains the fit is refused.
 * </ul>
 *
 * <p>Sources: RiskMetrics 1996 (λ = 0.94); Corsi 2009, Journal of Financial Econometrics 7:174–196,
 * doi:10.1093/jjfinec/nbp001 (HAR); Bollerslev, Patton and Quaedvlieg 2016, Journal of Econometrics
 * 192:1–18, doi:10.1016/j.jeconom.2015.10.007 (HARQ and the filter).
 *
 * <p>Immutable. Scale-equivariant: returns c times larger give forecasts c² times larger.
 */
public final class Baseline implements VolatilityEstimator {
  private static final Logger LOG = LoggerFactory.getLogger(Baseline.class);

  /** Values that remain after the first ones are used up as lags. */
  private static final int LEAST = 30;

  private static final double FLOOR = 1e-8;
  private static final double LOG_FLOOR = 1e-4;

  /** Makes a rule of a stock's measure. */
  @FunctionalInterface
  private interface Fitter {
    Rule fit(Measure measure);
  }

  private final String label;
  private final int memory;
  private final Fitter fitter;
  private final String component;
  private final String second;

  private Baseline(String label, int memory, Fitter fitter, String component, String second) {
    this.label = label;
    this.memory = memory;
    this.fitter = fitter;
    this.component = component;
    this.second = second;
  }

  private static Baseline of(String label, int memory, Fitter fitter) {
    return new Baseline(label, memory, fitter, "", "");
  }

  /**
   * The exponentially weighted mean.
   *
   * @param decay λ in (0, 1), 0.94 by custom
   * @return the estimator
   * @throws IllegalArgumentException if λ is out of range
   */
  public static Baseline ewma(double decay) {
    if (!(decay > 0 && decay < 1)) {
      throw new IllegalArgumentException("decay is " + decay + "; it must be between 0 and 1");
    }
    return of("EWMA " + decay, 1, measure -> new EwmaRule(decay));
  }

  /** {@return the exponentially weighted mean whose decay has the lowest QLIKE} */
  public static Baseline ewma() {
    return of("EWMA fitted", 1, measure -> EwmaRule.fit(measure, FLOOR * measure.mean()));
  }

  /** {@return HAR with coefficients of at least 0 that have the lowest QLIKE} */
  public static Baseline har() {
    Regressors x = new Regressors.Har();
    return of("HAR", x.memory(), measure -> LinearRule.qlike(x, measure, FLOOR * measure.mean()));
  }

  /** {@return HAR by least squares, with the insanity filter} */
  public static Baseline harOls() {
    Regressors x = new Regressors.Har();
    return of("HAR by OLS", x.memory(), measure -> LinearRule.leastSquares(x, measure));
  }

  /** {@return HAR of logarithms with the correction of their bias, with the insanity filter} */
  public static Baseline logHar() {
    return of(
        "log-HAR",
        new Regressors.Har().memory(),
        measure -> {
          double floor = LOG_FLOOR * measure.mean();
          return LinearRule.logarithmic(new Regressors.LogHar(floor), measure, floor);
        });
  }

  /**
   * HARQ, for a realised variance as measure.
   *
   * @param quarticity component with the realised quarticity, at least 0
   * @return the estimator
   */
  public static Baseline harQ(String quarticity) {
    Regressors x = new Regressors.HarQ();
    Fitter fitter = measure -> LinearRule.leastSquares(x, measure);
    return new Baseline("HARQ", x.memory(), fitter, "", quarticity);
  }

  /**
   * An autoregression of y.
   *
   * @param order p, from 1 to 100
   * @return the estimator
   * @throws IllegalArgumentException if p is out of range
   */
  public static Baseline ar(int order) {
    Regressors x = new Regressors.Lags(inRange("order", order, 100));
    return of("AR(" + order + ")", order, measure -> LinearRule.leastSquares(x, measure));
  }

  /**
   * The mean of the last values.
   *
   * @param days w, from 1 to 10000
   * @return the estimator
   * @throws IllegalArgumentException if w is out of range
   */
  public static Baseline rolling(int days) {
    Rule rule = new MeanRule(inRange("days", days, 10_000));
    return of("mean of " + days, days, measure -> rule);
  }

  /** {@return the mean of what it was fitted to, for ever} */
  public static Baseline constant() {
    return of("constant", 1, measure -> new ConstantRule(measure.mean()));
  }

  private static int inRange(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; it must be from 1 to %d".formatted(what, value, most));
    }
    return value;
  }

  /**
   * Forecasts another measure of variance than the squared return.
   *
   * @param newComponent of the series in the history, at least 0, missing where there is none
   * @return a new estimator
   */
  public Baseline measure(String newComponent) {
    return new Baseline(label, memory, fitter, newComponent, second);
  }

  /**
   * Fits to a panel.
   *
   * @param history series with the component of {@link #measure}
   * @return the result, with those series that have enough values
   * @throws IllegalArgumentException if a series has no such component, a measure is negative, or
   *     no series has enough values
   */
  @Override
  public FittedVolatility fit(History history) {
    Map<String, BaselineFit.Stock> stocks = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (TimeSeries series : history.returns()) {
      Measure measure = Measure.of(series, component, second);
      if (measure.size() < memory + LEAST || !(measure.mean() > 0)) {
        leftOut.add(series.name());
      } else {
        try {
          stocks.put(
              series.name(),
              new BaselineFit.Stock(fitter.fit(measure), FLOOR * measure.mean(), measure, series));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "series %s: %s: %s".formatted(series.name(), label, e.getMessage()), e);
        }
      }
    }
    String missing =
        "%s: fewer than %d values of a measure of variance, or none above 0: %s"
            .formatted(label, memory + LEAST, leftOut);
    if (stocks.isEmpty()) {
      throw new IllegalArgumentException(missing);
    } else if (!leftOut.isEmpty()) {
      LOG.warn("left out of {}", missing);
    }
    return new BaselineFit(stocks, component, second);
  }

  @Override
  public String toString() {
    return component.isEmpty() ? label : label + " of " + component;
  }
}
