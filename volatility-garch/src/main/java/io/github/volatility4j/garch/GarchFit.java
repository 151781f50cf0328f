package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A GARCH model fitted to one series: parameters, likelihood, paths and forecasts, all in the units
 * of the returns. Immutable and safe for many threads.
 *
 * <p>Parameters are named {@code mu} (a constant mean) or {@code const, ar1, ar2, …}; {@code omega,
 * alpha1, …, gamma1, …, beta1, …}; {@code nu, lambda}.
 *
 * <p>Alignment: {@link #conditionalVariance} on a day is the variance of that day's return given
 * the returns before it. A forecast uses all returns up to the last one; its first element is the
 * variance of the first trading day after that.
 *
 * <p>Paths, standard errors and tests are computed when they are first asked for, and kept.
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

  /** Of the simulation that stands in where a forecast has no closed form. */
  private static final int PATHS = 10_000;

  private static final long SEED = 42;

  private final Specification model;
  private final Estimate estimate;
  private final TimeSeries sample; // that the estimate was made on
  private final TimeSeries returns; // the sample, and what came after it
  private final Later<FilteredReturns> filtered; // of all returns
  private final Later<Evidence> evidence;

  GarchFit(Specification model, TimeSeries returns, Estimate estimate) {
    this(model, returns, estimate, Evidence.later(model, estimate, returns));
  }

  GarchFit(Specification model, TimeSeries returns, Estimate estimate, Later<Evidence> evidence) {
    this(model, estimate, returns, returns, model, evidence);
  }

  private GarchFit(
      Specification model,
      Estimate estimate,
      TimeSeries sample,
      TimeSeries returns,
      Specification onReturns,
      Later<Evidence> evidence) {
    this.model = model;
    this.estimate = estimate;
    this.sample = sample;
    this.returns = returns;
    this.filtered = new Later<>(() -> FilteredReturns.of(onReturns, estimate, returns.values()));
    this.evidence = evidence;
  }

  /** {@return the only series' name} */
  @Override
  public List<String> names() {
    return List.of(returns.name());
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
    return sample.size() - model.mean().conditionedOn();
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
    return -2 * logLikelihood() + 2.0 * estimate.freedom().degrees();
  }

  /** {@return the Bayesian criterion {@code −2·L + k·ln n}} */
  public double bic() {
    return -2 * logLikelihood() + estimate.freedom().degrees() * Math.log(observations());
  }

  /** {@return the criterion of Hannan and Quinn {@code −2·L + 2·k·ln ln n}} */
  public double hq() {
    return -2 * logLikelihood()
        + 2 * estimate.freedom().degrees() * Math.log(Math.log(observations()));
  }

  /**
   * Standard errors, t and p values and the covariance of the estimates.
   *
   * @param kind the estimator; {@link Covariance#QMLE} unless there is a reason
   * @return the table
   */
  public Inference inference(Covariance kind) {
    return evidence.get().inference(kind);
  }

  /**
   * Standard errors alone.
   *
   * @param kind the estimator
   * @return by name; parameters without one, see {@link Inference#leftOut}, are absent
   */
  public Map<String, Double> standardErrors(Covariance kind) {
    return inference(kind).standardErrors();
  }

  /** {@return tests of the residuals of the sample and of the parameters' constancy} */
  public Diagnostics diagnostics() {
    FilteredReturns there = inSample();
    return new Diagnostics(there.residuals(), there.standardised(), evidence.get().scores());
  }

  private FilteredReturns inSample() {
    return sample.size() == returns.size()
        ? filtered.get()
        : FilteredReturns.of(model, estimate, sample.values());
  }

  /** {@return the distribution of the standardised residuals, with its estimated shape} */
  public Distribution innovation() {
    return model.userDistribution(estimate.theta());
  }

  /** {@return the residuals {@code e[t]}, one for each observation} */
  public double[] residuals() {
    return filtered.get().residuals();
  }

  /** {@return the standardised residuals {@code e[t]/√h[t]}, one for each observation} */
  public double[] standardizedResiduals() {
    return filtered.get().standardised();
  }

  /** {@return the conditional variances {@code h[t]}, one for each observation} */
  public double[] conditionalVariance() {
    return filtered.get().variances();
  }

  /**
   * Forecasts the variance of the residual on each of the next days: in closed form, or, beyond the
   * first day of a family without one, by simulation (10 000 paths, seed 42); see {@link
   * #forecastsInClosedForm}. The weights that an autoregressive mean would give it in the variance
   * of the return itself are left out.
   *
   * @param series the fitted one's name
   * @param horizon trading days ahead, at least 1
   * @return variances in the square of the returns' unit
   * @throws IllegalArgumentException if there is no such series or the horizon is below 1, or if
   *     the model has regressors and the forecast is one by simulation
   */
  @Override
  public VolatilityForecast forecast(String series, int horizon) {
    if (!series.equals(returns.name())) {
      throw new IllegalArgumentException("fitted to " + returns.name() + ", not to " + series);
    }
    return new VolatilityForecast(series, lastDate(), variances(horizon), returns.unit());
  }

  /**
   * Whether forecasts so far ahead have a closed form.
   *
   * @param horizon trading days ahead
   * @return true for one day; false beyond it for models of |e| or of ln h
   */
  public boolean forecastsInClosedForm(int horizon) {
    return horizon == 1 || model.variance().forecastsInClosedForm();
  }

  private double[] variances(int horizon) {
    requireHorizon(horizon);
    if (!forecastsInClosedForm(horizon)) {
      return forecastDistribution(horizon, PATHS, SEED).variance();
    }
    double[] out = new double[horizon];
    filtered.get().forecast(out);
    return out;
  }

  private static void requireHorizon(int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is " + horizon + ", must be at least 1");
    }
  }

  private Optional<LocalDate> lastDate() {
    return returns.isDated() ? Optional.of(returns.date(returns.size() - 1)) : Optional.empty();
  }

  /**
   * The distribution of the return on the first day after the last one, exact: its variance is
   * known, so it is the innovation's distribution, scaled and shifted.
   *
   * @return the distribution, for value at risk, expected shortfall and quantiles
   */
  public ReturnDistribution nextReturn() {
    return futures().nextReturn(innovation());
  }

  /**
   * Possible futures by simulation, innovations drawn from the fitted distribution.
   *
   * @param horizon trading days ahead, at least 1
   * @param paths how many, at least 2
   * @param seed of the random numbers; the same seed gives the same paths
   * @return the paths
   * @throws IllegalArgumentException if an argument is out of range, or the model has regressors
   */
  public ForecastDistribution forecastDistribution(int horizon, int paths, long seed) {
    requireHorizon(horizon);
    Distribution z = innovation();
    SplittableRandom random = new SplittableRandom(seed);
    return futures()
        .simulate(horizon, paths, () -> z.sample(random), Optional.of(nextReturn()), lastDate());
  }

  /**
   * Possible futures by filtered bootstrap: as {@link #forecastDistribution}, with innovations
   * drawn from the standardised residuals of the sample, shifted and scaled to mean 0 and variance
   * 1. Barone-Adesi, Giannopoulos and Vosper (1999), <a
   * href="https://doi.org/10.1002/(SICI)1096-9934(199908)19:5%3C583::AID-FUT5%3E3.0.CO;2-S">
   * doi:10.1002/(SICI)1096-9934(199908)19:5&lt;583::AID-FUT5&gt;3.0.CO;2-S</a>.
   *
   * @param horizon trading days ahead, at least 1
   * @param paths how many, at least 2
   * @param seed of the random numbers; the same seed gives the same paths
   * @return the paths
   * @throws IllegalArgumentException if an argument is out of range, or the model has regressors
   */
  public ForecastDistribution bootstrap(int horizon, int paths, long seed) {
    requireHorizon(horizon);
    double[] z = Futures.standardise(inSample().standardised());
    SplittableRandom random = new SplittableRandom(seed);
    return futures()
        .simulate(horizon, paths, () -> z[random.nextInt(z.length)], Optional.empty(), lastDate());
  }

  private Futures futures() {
    return new Futures(model, estimate.theta(), filtered.get().path(), returns.values());
  }

  /**
   * The news impact curve: tomorrow's variance as a function of today's residual, with everything
   * before at the long-run variance (at the mean of {@link #conditionalVariance} where there is
   * none). Engle and Ng (1993), doi:10.2307/2329066.
   *
   * @param residuals today's, in the returns' unit
   * @return tomorrow's variances
   */
  public double[] newsImpact(double... residuals) {
    return Futures.newsImpact(model, estimate.theta(), conditionalVariance(), residuals);
  }

  /**
   * Simulates the model at the fitted parameters, from its long run on.
   *
   * @param observations how many, at least 1
   * @param seed of the random numbers
   * @return returns and variances
   * @throws IllegalArgumentException as {@link Garch#simulate}
   */
  public Simulation simulate(int observations, long seed) {
    return Futures.fresh(model, estimate.theta(), innovation(), observations, seed);
  }

  /**
   * Goes on to new returns without refitting: residuals, variances and forecasts are then up to the
   * last of them. Parameters, likelihood, criteria, standard errors and tests stay those of the
   * sample that was fitted.
   *
   * @param later returns after those that the fit has, with dates if they have some
   * @return the fit, at the end of the new returns
   * @throws IllegalArgumentException if dates are missing or don't come after the last one, or a
   *     regressor has no values on the new days
   */
  public GarchFit update(TimeSeries later) {
    TimeSeries all = Futures.join(returns, later);
    return new GarchFit(model, estimate, sample, all, model.on(all), evidence);
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
    return FilteredReturns.replay(model, estimate, returns.name(), history, from, toInclusive);
  }

  /**
   * A table of the fit for reading: what was fitted, how the search ended, criteria, parameters
   * with {@link Covariance#QMLE} standard errors, and the usual tests.
   *
   * @return lines of text, the last one ended too
   */
  public String summary() {
    return new Summary(this, model, estimate, sample).text();
  }

  @Override
  public String toString() {
    return returns.name()
        + ": "
        + model()
        + " "
        + parameters()
        + ", log-likelihood "
        + logLikelihood();
  }
}
