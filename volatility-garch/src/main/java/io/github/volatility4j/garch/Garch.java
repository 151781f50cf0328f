package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.TimeSeries;
import java.util.List;

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
 * the returns after those that the mean is conditioned on. The domain is that of the Python package
 * arch:
 *
 * <ul>
 *   <li>{@code mu}, or {@code const, ar1, …, arp}: any value; const and mu in the returns' unit;
 *   <li>{@code omega} at least 1e-8 of the mean squared residual of least squares, in the unit
 *       squared;
 *   <li>{@code alpha1, …, beta1, …} at least 0, {@code alpha[i] + gamma[i]} at least 0;
 *   <li>persistence {@code Σα + Σγ/2 + Σβ} at most 1;
 *   <li>{@code nu} (Student t) from 2.05 to 500.
 * </ul>
 *
 * <p>A maximum may lie on the boundary; {@link GarchFit#degenerate} says so. The likelihood is
 * maximised on returns scaled to unit variance, so that a fit does not depend on their unit.
 *
 * <p>References: Bollerslev 1986, doi:10.1016/0304-4076(86)90063-1 (GARCH). Bollerslev 1987,
 * doi:10.2307/1925546 (Student t). Glosten, Jagannathan and Runkle 1993,
 * doi:10.1111/j.1540-6261.1993.tb05128.x (GJR). Engle 1982, doi:10.2307/1912773 (ARCH).
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
    return new Garch(
        new Specification(
            new LinearMean(true, 0), new GjrGarch(1, 0, 1), new NormalInnovation(), PreSample.FCP),
        Settings.DEFAULT,
        Progress.NONE);
  }

  /** {@return with mean 0} */
  public Garch zeroMean() {
    return with(new LinearMean(false, 0));
  }

  /** {@return with a constant mean, {@code mu}} */
  public Garch constantMean() {
    return with(new LinearMean(true, 0));
  }

  /**
   * An autoregressive mean {@code const + ar1·r[t−1] + … + arp·r[t−p]}; the first p returns are
   * conditioned on.
   *
   * @param p from 0 (a constant) to 100
   * @return a new model
   */
  public Garch arMean(int p) {
    return with(new LinearMean(true, Orders.order("AR order p", p, 0)));
  }

  /**
   * An autoregressive mean with some lags only, {@code ar1, ar5, …}.
   *
   * @param lags increasing, from 1 to 100
   * @return a new model
   */
  public Garch arLags(int... lags) {
    List<LinearMean.Lags> terms =
        Orders.increasing("AR lags", lags, 100).map(LinearMean.Lags::one).toList();
    return with(new LinearMean(true, terms, Regressors.NONE));
  }

  /**
   * A heterogeneous autoregressive mean (Corsi 2009): {@code const + Σ har[k]·mean(r[t−1], …,
   * r[t−k])}.
   *
   * @param horizons k, increasing, from 1 to 1000; 1, 5, 22 by custom
   * @return a new model
   */
  public Garch harMean(int... horizons) {
    List<LinearMean.Lags> terms =
        Orders.increasing("HAR horizons", horizons, 1000).map(LinearMean.Lags::last).toList();
    return with(new LinearMean(true, terms, Regressors.NONE));
  }

  /**
   * Regressors of the mean, beside what it has: one parameter each, by the name of the series. The
   * value of a day explains the return of that day.
   *
   * @param series with a finite value on each day of the returns, or undated and as long as they
   * @return a new model
   */
  public Garch meanRegressors(TimeSeries... series) {
    return with(model.with(model.mean().with(Regressors.of(series))));
  }

  private Garch with(LinearMean mean) {
    return with(model.with(mean));
  }

  /**
   * ARCH: {@code h[t] = ω + Σ α[i]·e[t−i]²}.
   *
   * @param p from 1 to 100
   * @return a new model
   */
  public Garch arch(int p) {
    return gjr(p, 0, 0);
  }

  /**
   * GARCH (Bollerslev 1986): {@code h[t] = ω + Σ α[i]·e[t−i]² + Σ β[j]·h[t−j]}.
   *
   * @param p lags of the squared residual, from 1 to 100
   * @param q lags of the variance, from 0 to 100
   * @return a new model
   */
  public Garch garch(int p, int q) {
    return gjr(p, 0, q);
  }

  /**
   * GJR-GARCH (Glosten, Jagannathan and Runkle 1993): {@code h[t] = ω + Σ α[i]·e[t−i]² + Σ
   * γ[i]·e[t−i]²·1(e[t−i]<0) + Σ β[j]·h[t−j]}.
   *
   * @param p lags of the squared residual, from 1 to 100
   * @param o lags of the squared negative residual, from 0 to 100
   * @param q lags of the variance, from 0 to 100
   * @return a new model
   */
  public Garch gjr(int p, int o, int q) {
    return power(p, o, q, 2);
  }

  /** {@return {@link #power} with δ = 1, on volatilities: the TGARCH of Zakoïan (1994)} */
  public Garch tgarch(int p, int o, int q) {
    return power(p, o, q, 1);
  }

  /**
   * GJR on a power of the volatility: {@code h[t]^(δ/2) = ω + Σ α[i]·|e[t−i]|^δ + Σ
   * γ[i]·|e[t−i]|^δ·1(e[t−i]<0) + Σ β[j]·h[t−j]^(δ/2)}.
   *
   * @param p lags of the residual, from 1 to 100
   * @param o lags of the negative residual, from 0 to 100
   * @param q lags of the variance, from 0 to 100
   * @param power δ, from 0.25 to 4, not estimated; {@code aparch} does
   * @return a new model
   */
  public Garch power(int p, int o, int q, double power) {
    if (!(power >= 0.25 && power <= 4)) {
      throw new IllegalArgumentException("power is " + power + "; it must be from 0.25 to 4");
    }
    Orders.check(p, o, q, 0);
    return with(model.with(new GjrGarch(p, o, q, power, false)));
  }

  /**
   * IGARCH (Engle and Bollerslev 1986): GARCH with {@code Σα + Σβ = 1}.
   *
   * @param p lags of the squared residual, from 1 to 100
   * @param q lags of the variance, from 1 to 100
   * @return a new model
   */
  public Garch igarch(int p, int q) {
    Orders.check(p, 0, q, 1);
    return with(model.with(new GjrGarch(p, 0, q, 2, true)));
  }

  /**
   * Regressors of the variance, beside ω: one parameter each, by the name of the series, at least 0
   * where the recursion is not one of {@code ln h}. The value of a day must be known before its
   * return; it adds to the variance of that day.
   *
   * @param series with a finite value on each day of the returns, or undated and as long as they
   * @return a new model
   */
  public Garch varianceRegressors(TimeSeries... series) {
    return with(model.with(Regressors.of(series)));
  }

  /** {@return with normal innovations} */
  public Garch normal() {
    return with(model.with(new NormalInnovation()));
  }

  /**
   * With Student's t innovations (Bollerslev 1987), scaled to variance 1; {@code nu} from 2.05 to
   * 500.
   *
   * @return a new model
   */
  public Garch studentT() {
    return with(model.with(new StudentTInnovation()));
  }

  /**
   * What stands for the time before the sample.
   *
   * @param rule see there; not {@link PreSample#GIVEN}
   * @return a new model
   */
  public Garch preSample(PreSample rule) {
    if (rule == PreSample.GIVEN) {
      throw new IllegalArgumentException(
          "preSample is GIVEN without a value; give the value itself");
    }
    return with(model.with(rule, Double.NaN));
  }

  /**
   * A value for the time before the sample.
   *
   * @param variance positive, in the square of the returns' unit
   * @return a new model
   */
  public Garch preSample(double variance) {
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("preSample is " + variance + "; it must be positive");
    }
    return with(model.with(PreSample.GIVEN, variance));
  }

  /**
   * Variance targeting (Engle and Mezrich 1996): keeps the long-run variance at the mean square of
   * the residuals of least squares, {@code ω = s²·(1 − persistence)}.
   *
   * @return a new model; its fit is refused for families without such a form
   */
  public Garch varianceTargeting() {
    return with(settings.withTargeting());
  }

  /**
   * Adds weak priors to the likelihood: a persistence near 1, a reaction small beside the memory, a
   * long-run variance near that of the sample. For samples of some hundred returns, whose
   * likelihood is often highest where no variance reacts to anything.
   *
   * @return a new model; {@link GarchFit#logLikelihood} stays that of the data alone
   */
  public Garch weakPriors() {
    return with(settings.withPriors());
  }

  /**
   * Keeps the persistence below a bound.
   *
   * @param bound above 0, at most 1
   * @return a new model
   */
  public Garch maxPersistence(double bound) {
    return with(settings.withMaxPersistence(bound));
  }

  /** {@return with the mean by least squares, and the rest by the likelihood of its residuals} */
  public Garch twoStep() {
    return with(settings.inTwoSteps());
  }

  /**
   * Keeps a parameter at a value instead of estimating it. With all of them fixed, {@code fit} is
   * one evaluation.
   *
   * @param name such as omega, alpha1 or nu
   * @param value in the units of the returns, finite
   * @return a new model
   */
  public Garch fix(String name, double value) {
    return with(settings.withFixed(name, value));
  }

  /**
   * A value to start a parameter from, beside the starts that are always tried.
   *
   * @param name such as omega, alpha1 or nu
   * @param value in the units of the returns, finite
   * @return a new model
   */
  public Garch start(String name, double value) {
    return with(settings.withStart(name, value));
  }

  /**
   * Who is told how far the fit of a panel has come.
   *
   * @param listener called from the thread that fits
   * @return a new model
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

  /** The estimate from some returns, which are taken as they are. */
  Estimate estimate(TimeSeries returns) {
    return Estimation.estimate(model.on(returns), returns.values(), settings);
  }

  /**
   * The same model refitted again and again as time goes on: for backtests, and for whoever wants
   * to see how parameters move.
   *
   * @param window returns that each fit sees, at least ten more than the parameters and the lags of
   *     the mean
   * @return options of the roll; refitted every day unless they say otherwise
   * @throws IllegalArgumentException if the window is shorter
   */
  public GarchRoll rolling(int window) {
    return GarchRoll.of(this, window);
  }

  /**
   * Fits one series.
   *
   * @param returns its main component: returns, some of them negative; at least ten more than the
   *     parameters and the lags of the mean
   * @return the fit, which says whether it converged and what is degenerate
   * @throws IllegalArgumentException if the series is too short, constant or looks like prices, or
   *     if a fixed parameter is not one of the model or leaves nothing to choose; the message names
   *     the series
   */
  @Override
  public GarchFit fit(TimeSeries returns) {
    settings.requireNamesOf(model);
    if (settings.fixed().size() < model.size()) {
      Returns.requireReturns(returns);
    }
    try {
      return new GarchFit(model.on(returns), returns, estimate(returns));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("series " + returns.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Fits every series of a panel by itself, on all cores.
   *
   * @param history its returns; the wish for a validation part is not needed
   * @return one {@link GarchFit} for each series behind one face
   * @throws IllegalArgumentException as {@link #fit(TimeSeries)}
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt
   *     flag stays set
   */
  @Override
  public FittedVolatility fit(History history) {
    List<TimeSeries> series = history.returns().stream().toList();
    GarchFit[] fits = new GarchFit[series.size()];
    Parallel.run(
        fits.length,
        Runtime.getRuntime().availableProcessors(),
        "garch",
        fits.length,
        progress,
        i -> {
          fits[i] = fit(series.get(i));
          return 1;
        });
    return new GarchPanelFit(List.of(fits));
  }
}
