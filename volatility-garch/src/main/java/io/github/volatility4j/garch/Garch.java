package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.series.TimeSeries;

/**
 * A GARCH model to be fitted by maximum likelihood: a mean, a variance, an innovation, and a rule
 * for the time before the sample. Immutable: every method returns a changed copy, {@code fit} ends
 * the chain.
 *
 * <pre>{@code
 * GarchFit fit = Garch.builder().arMean(1).gjr(1, 1, 1).studentT().fit(returns);
 * }</pre>
 *
 * <p>The model is {@code r[t] = μ[t] + e[t]}, {@code e[t] = √h[t]·z[t]}, z independent with mean 0
 * and variance 1. All parameters are estimated jointly, by {@code L = Σ log f(e[t] | h[t])} over
 * the returns after those that the mean is conditioned on. Conventions are those of the Python
 * package arch, domains too where these leave no variance negative:
 *
 * <ul>
 *   <li>the mean's: any value; {@code mu} and {@code const} in the returns' unit;
 *   <li>{@code omega} at least 1e-8 of the mean squared residual of least squares, in the unit
 *       squared; α, β and {@code α + γ} at least 0; of an EGARCH β alone, of an APARCH {@code |γ|}
 *       at most 0.9999 and {@code delta} from 0.05 to 4;
 *   <li>persistence at most 1: {@code Σα + Σγ/2 + Σβ}, for a power δ with the moments {@code
 *       E|z|^δ} of the normal in it, of an EGARCH {@code Σβ};
 *   <li>{@code nu} from 2.05 (of a GED 1.01) to 500, {@code lambda} from −0.999 to 0.999.
 * </ul>
 */
public final class Garch implements VolatilityEstimator {
  private final Specification model;
  private final Settings settings;
  private final Progress progress;

  private Garch(Specification model, Settings settings, Progress progress) {
    this.model = model;
    this.settings = settings;
    this.progress = progress;
  }

  /** {@return constant mean, GARCH(1,1), normal, {@link PreSample#FCP}} */
  public static Garch builder() {
    return new Garch(Specification.DEFAULT, Settings.DEFAULT, Progress.NONE);
  }

  /** {@return with mean 0} */
  public Garch zeroMean() {
    return with(model.with(new LinearMean(false, 0)));
  }

  /** {@return with a constant mean, {@code mu}} */
  public Garch constantMean() {
    return with(model.with(new LinearMean(true, 0)));
  }

  /**
   * {@return with an autoregressive mean {@code const + ar1·r[t−1] + … + arp·r[t−p]}}
   *
   * @param p from 0 (a constant) to 100
   */
  public Garch arMean(int p) {
    return with(model.with(new LinearMean(true, Orders.order("AR order p", p, 0))));
  }

  /**
   * {@return with an autoregressive mean of some lags only, {@code const, ar1, ar5, …}}
   *
   * @param lags increasing, from 1 to 100
   */
  public Garch arLags(int... lags) {
    return with(model.with(LinearMean.autoregressive(lags)));
  }

  /**
   * {@return with Corsi's mean {@code const + Σ har[k]·mean(r[t−1], …, r[t−k])}}
   *
   * @param horizons k, increasing, from 1 to 1000; 1, 5, 22 by custom
   */
  public Garch harMean(int... horizons) {
    return with(model.with(LinearMean.heterogeneous(horizons)));
  }

  /**
   * {@return with regressors beside what the mean has}, one parameter each, by the name of the
   * series. The value of a day explains the return of that day.
   *
   * @param series with a finite value on each day of the returns, or undated and as long as they
   */
  public Garch meanRegressors(TimeSeries... series) {
    return with(model.with(model.mean().with(Regressors.of(series))));
  }

  /**
   * {@return with ARCH: {@code h[t] = ω + Σ α[i]·e[t−i]²}}
   *
   * @param p from 1 to 100
   */
  public Garch arch(int p) {
    return gjr(p, 0, 0);
  }

  /**
   * {@return with GARCH: {@code h[t] = ω + Σ α[i]·e[t−i]² + Σ β[j]·h[t−j]}}
   *
   * @param p lags of the squared residual, from 1 to 100
   * @param q lags of the variance, from 0 to 100
   */
  public Garch garch(int p, int q) {
    return gjr(p, 0, q);
  }

  /**
   * {@return with GJR-GARCH: {@code h[t] = ω + Σ α[i]·e[t−i]² + Σ γ[i]·e[t−i]²·1(e[t−i]<0) + Σ
   * β[j]·h[t−j]}}
   *
   * @param p lags of the squared residual, from 1 to 100
   * @param o lags of the squared negative residual, from 0 to 100
   * @param q lags of the variance, from 0 to 100
   */
  public Garch gjr(int p, int o, int q) {
    return power(p, o, q, 2);
  }

  /**
   * {@return with TGARCH, which is {@link #power} with δ = 1: a GJR of volatilities}
   *
   * @param p lags of the absolute residual, from 1 to 100
   * @param o lags of the negative residual, from 0 to 100
   * @param q lags of the volatility, from 0 to 100
   */
  public Garch tgarch(int p, int o, int q) {
    return power(p, o, q, 1);
  }

  /**
   * {@return with GJR-GARCH on a power of the volatility: {@code h[t]^(δ/2) = ω + Σ α[i]·|e[t−i]|^δ
   * + Σ γ[i]·|e[t−i]|^δ·1(e[t−i]<0) + Σ β[j]·h[t−j]^(δ/2)}}
   *
   * @param p lags of the residual, from 1 to 100
   * @param o lags of the negative residual, from 0 to 100
   * @param q lags of the variance, from 0 to 100
   * @param power δ, from 0.25 to 4, not estimated; {@link #aparch} does
   */
  public Garch power(int p, int o, int q, double power) {
    return with(model.with(new GjrGarch(p, o, q, power, false)));
  }

  /**
   * {@return with EGARCH: {@code ln h[t] = ω + Σ α[i]·(|z[t−i]| − √(2/π)) + Σ γ[i]·z[t−i] + Σ
   * β[j]·ln h[t−j]}}
   *
   * @param p lags of |z|, from 1 to 100
   * @param o lags of z, from 0 to 100
   * @param q lags of ln h, from 0 to 100
   */
  public Garch egarch(int p, int o, int q) {
    return with(model.with(new EGarch(p, o, q)));
  }

  /**
   * {@return with APARCH: {@code h[t]^(δ/2) = ω + Σ α[i]·(|e[t−i]| − γ[i]·e[t−i])^δ + Σ
   * β[j]·h[t−j]^(δ/2)}, δ estimated}
   *
   * @param p lags of the residual, from 1 to 100
   * @param o how many of them have a γ, from 0 to p
   * @param q lags of the variance, from 0 to 100
   */
  public Garch aparch(int p, int o, int q) {
    return with(model.with(new Aparch(p, o, q)));
  }

  /**
   * {@return with {@link #figarch(int, int, int)} of 1000 lags}
   *
   * @param p whether there is a φ, 0 or 1
   * @param q whether there is a β, 0 or 1
   */
  public Garch figarch(int p, int q) {
    return figarch(p, q, 1000);
  }

  /**
   * {@return with FIGARCH: {@code h[t] = ω/(1 − β) + Σ λ[k]·e[t−k]²} with the weights of {@code 1 −
   * (1 − φL)(1 − L)^d/(1 − βL)}}
   *
   * @param p whether there is a φ, 0 or 1
   * @param q whether there is a β, 0 or 1
   * @param truncation lags k, from 10 to 100 000
   */
  public Garch figarch(int p, int q, int truncation) {
    return with(model.with(new Figarch(p, q, truncation)));
  }

  /**
   * {@return with HARCH: {@code h[t] = ω + Σ α[l]·mean(e[t−1]², …, e[t−l]²)}}
   *
   * @param horizons l, increasing, from 1 to 1000; 1, 5, 22 by custom
   */
  public Garch harch(int... horizons) {
    return with(model.with(new Harch(Orders.increasing("horizons", horizons, 1000).toList())));
  }

  /**
   * {@return with IGARCH, a GARCH with {@code Σα + Σβ = 1}}
   *
   * @param p lags of the squared residual, from 1 to 100
   * @param q lags of the variance, from 1 to 100
   */
  public Garch igarch(int p, int q) {
    return with(model.with(new GjrGarch(p, 0, Orders.order("q", q, 1), 2, true)));
  }

  /**
   * {@return with Engle and Lee's component GARCH: {@code h[t] = q[t] + α·(e[t−1]² − q[t−1]) +
   * β·(h[t−1] − q[t−1])} around {@code q[t] = ω + ρ·q[t−1] + φ·(e[t−1]² − h[t−1])}}
   */
  public Garch componentGarch() {
    return with(model.with(new ComponentGarch()));
  }

  /** {@return with RiskMetrics' {@code h[t] = λ·h[t−1] + (1 − λ)·e[t−1]²}, λ estimated} */
  public Garch ewma() {
    return with(model.with(new Ewma()));
  }

  /**
   * {@return with {@link #ewma()} of a given decay}
   *
   * @param decay from 0 to 1; 0.94 by custom for daily returns
   */
  public Garch ewma(double decay) {
    return ewma().fix("decay", Ewma.decay(decay));
  }

  /**
   * {@return with regressors of the variance beside ω}, one parameter each, by the name of the
   * series, at least 0 but in an EGARCH. The value of a day must be known before its return.
   *
   * @param series with a finite value on each day of the returns, or undated and as long as they
   */
  public Garch varianceRegressors(TimeSeries... series) {
    return with(model.with(Regressors.of(series)));
  }

  /** {@return with normal innovations} */
  public Garch normal() {
    return with(model.with(new NormalInnovation()));
  }

  /** {@return with Student's t innovations, see {@link Distribution#studentT}} */
  public Garch studentT() {
    return with(model.with(new StudentTInnovation()));
  }

  /** {@return with Hansen's skewed t innovations, see {@link Distribution#skewT}} */
  public Garch skewT() {
    return with(model.with(new SkewTInnovation()));
  }

  /** {@return with innovations of the generalised error distribution, {@link Distribution#ged}} */
  public Garch ged() {
    return with(model.with(new GedInnovation()));
  }

  /**
   * {@return with a rule for the time before the sample}
   *
   * @param rule not {@link PreSample#GIVEN}
   */
  public Garch preSample(PreSample rule) {
    return with(model.with(rule));
  }

  /**
   * {@return with a value for the time before the sample}
   *
   * @param variance positive, in the square of the returns' unit
   */
  public Garch preSample(double variance) {
    return with(model.withPreSample(variance));
  }

  /**
   * {@return with variance targeting}: {@code ω = s²·(1 − persistence)}, s² the mean square of the
   * residuals of least squares. The fit refuses families without such a form.
   */
  public Garch varianceTargeting() {
    return with(settings.withTargeting());
  }

  /**
   * {@return with weak priors}: a persistence near 1, a reaction small beside the memory, a
   * long-run variance near that of the sample. For some hundred returns, whose likelihood is often
   * highest where nothing reacts; {@link GarchFit#logLikelihood} stays that of the data alone.
   */
  public Garch weakPriors() {
    return with(settings.withPriors());
  }

  /**
   * {@return with a bound of the persistence}
   *
   * @param bound above 0, at most 1
   */
  public Garch maxPersistence(double bound) {
    return with(settings.withMaxPersistence(bound));
  }

  /** {@return with the mean by least squares, and the rest by the likelihood of its residuals} */
  public Garch twoStep() {
    return with(settings.inTwoSteps());
  }

  /**
   * {@return with a parameter kept at a value}; with all of them fixed, {@code fit} is one
   * evaluation.
   *
   * @param name such as omega, alpha1 or nu
   * @param value in the units of the returns, finite
   */
  public Garch fix(String name, double value) {
    return with(settings.withFixed(name, value));
  }

  /**
   * {@return with a value to start a parameter from, beside the starts that are always tried}
   *
   * @param name such as omega, alpha1 or nu
   * @param value in the units of the returns, finite
   */
  public Garch start(String name, double value) {
    return with(settings.withStart(name, value));
  }

  /**
   * {@return with a listener who is told how far the fit of a panel has come}
   *
   * @param listener called from the thread that fits
   */
  public Garch progress(Progress listener) {
    return new Garch(model, settings, listener);
  }

  private Garch with(Specification other) {
    return new Garch(other, settings, progress);
  }

  private Garch with(Settings other) {
    return new Garch(model, other, progress);
  }

  Specification specification() {
    return model;
  }

  Settings settings() {
    return settings;
  }

  /**
   * {@return the same model refitted again and again as time goes on}
   *
   * @param window returns that each fit sees, ten more than parameters and lags of the mean or more
   */
  public GarchRoll rolling(int window) {
    return GarchRoll.of(this, window);
  }

  /**
   * {@return simulated returns}; every parameter takes a value by {@link #fix}
   *
   * @param observations at least 1; 1000 days before them are thrown away
   * @param seed of the random numbers
   */
  public Simulation simulate(int observations, long seed) {
    return Futures.fresh(model, settings, observations, seed);
  }

  /**
   * {@return the fit of one series, which says whether it converged and what is degenerate}
   *
   * @param returns some of them negative; at least ten more than parameters and lags of the mean
   * @throws IllegalArgumentException naming the series, if it is too short, constant or looks like
   *     prices, or if a fixed parameter is not one of the model or leaves nothing to choose
   */
  @Override
  public GarchFit fit(TimeSeries returns) {
    return Estimation.fit(model, settings, returns);
  }

  // One GarchFit for each series, made on all cores.
  @Override
  public FittedVolatility fit(History history) {
    return GarchPanelFit.of(this, history.returns().stream().toList(), progress);
  }
}
