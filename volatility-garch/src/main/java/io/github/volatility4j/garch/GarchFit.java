package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A GARCH model fitted to one series: parameters, likelihood, paths and forecasts, all in the units
 * of the returns. Immutable.
 *
 * <p>Parameters are named {@code mu} (a constant mean) or {@code const, ar1, ar2, …}; {@code omega,
 * alpha1, …, gamma1, …, beta1, …}; {@code nu}.
 */
public final class GarchFit implements FittedVolatility {
  /** How the search for the maximum of the likelihood ended. */
  public enum Status {
    /** A maximum at which no constraint binds: the gradient vanishes. */
    CONVERGED_INTERIOR,

    /**
     * A maximum on the boundary of the parameters' domain, which {@link GarchFit#degenerate}
     * describes; the gradient points out of the domain.
     */
    CONVERGED_BOUNDARY,

    /** Not a maximum: the best point found, and nothing more can be said of it. */
    FAILED,

    /** All parameters were given, so nothing was searched. */
    GIVEN
  }

  private final Specification model;
  private final Estimate estimate;
  private final String name;
  private final String unit;
  private final Optional<LocalDate> lastDate;
  private final FilteredReturns filtered;

  GarchFit(Specification model, TimeSeries returns, Estimate estimate) {
    this.model = model;
    this.estimate = estimate;
    this.name = returns.name();
    this.unit = returns.unit();
    this.lastDate =
        returns.isDated() ? Optional.of(returns.date(returns.size() - 1)) : Optional.empty();
    this.filtered = FilteredReturns.of(model, estimate, returns.values());
  }

  /** {@return the only series' name} */
  @Override
  public List<String> names() {
    return List.of(name);
  }

  /** {@return the model in words, for instance {@code AR(1), GARCH(1,1), normal}} */
  public String model() {
    return model.label();
  }

  /** {@return how the search ended} */
  public Status status() {
    return estimate.outcome().status();
  }

  /** {@return whether the parameters are a maximum of the likelihood, or all were given} */
  @Override
  public boolean converged() {
    return status() != Status.FAILED;
  }

  /**
   * What is degenerate about the parameters: the constraints that bind, in words such as {@code
   * alpha1=0}, {@code omega at its floor}, {@code persistence=1} or {@code nu at its bound 500}.
   *
   * @return empty for an interior maximum
   */
  public List<String> degenerate() {
    return estimate.outcome().binding();
  }

  /** {@return the steps of the optimiser from all starting points together} */
  public int iterations() {
    return estimate.outcome().iterations();
  }

  /**
   * By how much the conditions of a maximum fail: the largest component of the gradient of the mean
   * log-likelihood, projected on the constraints, for returns scaled to residuals of mean square 1.
   *
   * @return 0 at an exact maximum
   */
  public double projectedGradient() {
    return estimate.outcome().projectedGradient();
  }

  /** {@return the log-likelihood, constants included, of the returns in their own unit} */
  public double logLikelihood() {
    return estimate.logLikelihood();
  }

  /** {@return the number of terms in the likelihood: returns less the lags of the mean} */
  public int observations() {
    return filtered.path().observations();
  }

  /** {@return the parameters by name, mean first, then variance, then innovation} */
  public Map<String, Double> parameters() {
    Map<String, Double> values = new LinkedHashMap<>();
    List<String> names = model.parameterNames();
    for (int j = 0; j < names.size(); j++) {
      values.put(names.get(j), estimate.theta()[j]);
    }
    return Collections.unmodifiableMap(values);
  }

  /** {@return Akaike's criterion {@code −2·L + 2·k}, k the number of estimated parameters} */
  public double aic() {
    return -2 * logLikelihood() + 2.0 * estimate.free().length;
  }

  /** {@return the Bayesian criterion {@code −2·L + k·ln n}} */
  public double bic() {
    return -2 * logLikelihood() + estimate.free().length * Math.log(observations());
  }

  /** {@return the residuals {@code e[t]}, one for each observation} */
  public double[] residuals() {
    VariancePath path = filtered.path();
    return Arrays.copyOfRange(path.e, path.padding, path.end);
  }

  /** {@return the conditional variances {@code h[t]}, one for each observation} */
  public double[] conditionalVariance() {
    VariancePath path = filtered.path();
    return Arrays.copyOfRange(path.h, path.padding, path.end);
  }

  /**
   * Forecasts the variance of the residual on each of the next days, in closed form. The weights
   * that an autoregressive mean would give it in the variance of the return itself are left out.
   *
   * @param series the fitted one's name
   * @param horizon trading days ahead, at least 1
   * @return variances in the square of the returns' unit
   * @throws IllegalArgumentException if there is no such series or the horizon is below 1
   */
  @Override
  public VolatilityForecast forecast(String series, int horizon) {
    if (!series.equals(name)) {
      throw new IllegalArgumentException("fitted to " + name + ", not to " + series);
    }
    return new VolatilityForecast(name, lastDate, variances(horizon), unit);
  }

  private double[] variances(int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is " + horizon + ", must be at least 1");
    }
    double[] out = new double[horizon];
    filtered.forecast(out);
    return out;
  }

  /**
   * Filters the fitted parameters over a history: the value on a day is the variance given the
   * returns before it.
   *
   * <p>The recursion starts at the history's first day from the pre-sample value of the fit, which
   * stays as it was whatever came before or after: over the fitted returns it gives {@link
   * #conditionalVariance} again, and no day depends on a later one. A start far from the fitted
   * sample is forgotten at the speed of the persistence.
   */
  @Override
  public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive) {
    List<TimeSeries> found = new ArrayList<>();
    for (TimeSeries series : history.returns()) {
      if (series.name().equals(name)) {
        forecasts(series, from, toInclusive, found);
      }
    }
    return SeriesSet.of(found);
  }

  private void forecasts(
      TimeSeries series, LocalDate from, LocalDate toInclusive, List<TimeSeries> found) {
    if (!series.isDated()) {
      throw new IllegalArgumentException("series " + name + " has no dates to forecast between");
    }
    int lost = model.mean().conditionedOn();
    TimeSeries known = series.until(toInclusive);
    int first = Math.max(lost + 1, known.firstRowFrom(from));
    if (first >= known.size()) {
      return;
    }
    VariancePath path = FilteredReturns.of(model, estimate, known.values()).path();
    double[] variance = Arrays.copyOfRange(path.h, path.padding + first - lost, path.end);
    TimeSeries days = known.slice(first, known.size());
    found.add(
        TimeSeries.of(name, days.dates(), variance).withAttribute(TimeSeries.UNIT, series.unit()));
  }

  /**
   * A table of the fit for reading: what was fitted, how the search ended, criteria, parameters.
   *
   * @return lines of text, the last one ended too
   */
  public String summary() {
    return new Summary(this, model, estimate, unit).text();
  }

  @Override
  public String toString() {
    return name + ": " + model() + " " + parameters() + ", log-likelihood " + logLikelihood();
  }
}
