package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.TimeSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final Map<String, Double> fixed;
  private final Progress progress;

  private Garch(Specification model, Map<String, Double> fixed, Progress progress) {
    this.model = model;
    this.fixed = fixed;
    this.progress = progress;
  }

  /** {@return constant mean, GARCH(1,1), normal, {@link PreSample#FCP}} */
  public static Garch builder() {
    return new Garch(
        new Specification(
            new LinearMean(true, 0), new GjrGarch(1, 0, 1), new NormalInnovation(), PreSample.FCP),
        Map.of(),
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
    return with(new LinearMean(true, order("AR order p", p, 0)));
  }

  /**
   * ARCH: {@code h[t] = ω + Σ α[i]·e[t−i]²}.
   *
   * @param p from 1 to 100
   * @return a new model
   */
  public Garch arch(int p) {
    return with(new GjrGarch(order("p", p, 1), 0, 0));
  }

  /**
   * GARCH (Bollerslev 1986): {@code h[t] = ω + Σ α[i]·e[t−i]² + Σ β[j]·h[t−j]}.
   *
   * @param p lags of the squared residual, from 1 to 100
   * @param q lags of the variance, from 0 to 100
   * @return a new model
   */
  public Garch garch(int p, int q) {
    return with(new GjrGarch(order("p", p, 1), 0, order("q", q, 0)));
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
    return with(new GjrGarch(order("p", p, 1), order("o", o, 0), order("q", q, 0)));
  }

  /** {@return with normal innovations} */
  public Garch normal() {
    return with(new NormalInnovation());
  }

  /**
   * With Student's t innovations (Bollerslev 1987), scaled to variance 1; {@code nu} from 2.05 to
   * 500.
   *
   * @return a new model
   */
  public Garch studentT() {
    return with(new StudentTInnovation());
  }

  /**
   * What stands for the time before the sample.
   *
   * @param rule see there
   * @return a new model
   */
  public Garch preSample(PreSample rule) {
    return new Garch(
        new Specification(model.mean(), model.variance(), model.innovation(), rule),
        fixed,
        progress);
  }

  /**
   * Who is told how far the fit of a panel has come.
   *
   * @param listener called from the thread that fits
   * @return a new model
   */
  public Garch progress(Progress listener) {
    return new Garch(model, fixed, listener);
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
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be a finite number");
    }
    Map<String, Double> all = new LinkedHashMap<>(fixed);
    all.put(name, value);
    return new Garch(model, all, progress);
  }

  private Garch with(MeanModel mean) {
    return new Garch(
        new Specification(mean, model.variance(), model.innovation(), model.preSample()),
        fixed,
        progress);
  }

  private Garch with(VarianceModel variance) {
    return new Garch(
        new Specification(model.mean(), variance, model.innovation(), model.preSample()),
        fixed,
        progress);
  }

  private Garch with(Innovation innovation) {
    return new Garch(
        new Specification(model.mean(), model.variance(), innovation, model.preSample()),
        fixed,
        progress);
  }

  private static int order(String name, int value, int least) {
    if (value < least || value > 100) {
      throw new IllegalArgumentException(
          "%s is %d; it must be from %d to 100".formatted(name, value, least));
    }
    return value;
  }

  Specification specification() {
    return model;
  }

  /** The estimate from some returns, which are taken as they are. */
  Estimate estimate(double[] returns) {
    return Estimation.estimate(model, returns, fixed);
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
    List<String> names = model.parameterNames();
    for (String name : fixed.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "%s has no parameter %s to fix; it has %s".formatted(model.label(), name, names));
      }
    }
    double[] values = returns.values();
    if (fixed.size() < names.size()) {
      Returns.requireReturns(returns);
    }
    try {
      return new GarchFit(model, returns, estimate(values));
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
