package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A GARCH model that is refitted as time goes on. Immutable; the methods that set an option return
 * a changed copy.
 *
 * <pre>{@code
 * GarchRoll roll = Garch.builder().preSample(PreSample.EWMA).rolling(1000).refitEvery(20);
 * SeriesSet forecasts = roll.fit(history).historicalForecasts(history, from, to);
 * }</pre>
 *
 * <p>With a window of w and a refit every k days, row t (from 0) of a series is forecast by the fit
 * on the w returns before row {@code s = w + k·⌊(t − w)/k⌋}, whose variance recursion then runs on,
 * parameters unchanged, through the returns {@code r[s], …, r[t−1]}. No forecast sees its own day
 * or a later one. Rows before w returns exist have none. The schedule counts from the first row of
 * the history, so that a row has the same forecast whichever range is asked for.
 */
public final class GarchRoll implements VolatilityEstimator {
  private static final int DAILY_UP_TO = 250;
  private static final int REFIT_EVERY = 20;

  private final Garch garch;
  private final int window;
  private final boolean expanding;
  private final int every;
  private final int threads;
  private final Progress progress;

  private GarchRoll(
      Garch garch, int window, boolean expanding, int every, int threads, Progress progress) {
    this.garch = garch;
    this.window = window;
    this.expanding = expanding;
    this.every = every;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * A usual model on a window, by name: {@code garch}, {@code igarch}, {@code figarch}, {@code
   * gjr}, {@code tgarch}, {@code egarch} or {@code aparch}, each of orders 1 with a constant mean
   * and {@link PreSample#EWMA}; normal, or with another distribution as in {@code gjr-t}, {@code
   * gjr-skewt} and {@code gjr-ged}. It is refitted every day on windows up to 250, every 20 days on
   * longer ones.
   *
   * @param name one of {@link #names}
   * @param window returns that a fit sees
   * @return the roll
   * @throws IllegalArgumentException if there is no such name or the window is too short for it
   */
  public static GarchRoll named(String name, int window) {
    Garch garch = NamedGarch.ALL.get(name);
    if (garch == null) {
      throw new IllegalArgumentException(
          "there is no model \"%s\"; there are %s".formatted(name, names()));
    }
    return of(garch, window).refitEvery(window <= DAILY_UP_TO ? 1 : REFIT_EVERY);
  }

  /** {@return the names that {@link #named} knows} */
  public static Set<String> names() {
    return NamedGarch.ALL.keySet();
  }

  static GarchRoll of(Garch garch, int window) {
    int least = Estimation.leastReturns(garch.specification());
    if (window < least) {
      throw new IllegalArgumentException(
          "window is %d; %s takes at least %d returns"
              .formatted(window, garch.specification().label(), least));
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return new GarchRoll(garch, window, false, 1, cores, Progress.NONE);
  }

  /**
   * Every fit sees all returns before it, at least the window.
   *
   * @return a new roll
   */
  public GarchRoll expanding() {
    return new GarchRoll(garch, window, true, every, threads, progress);
  }

  /**
   * Trading days from one fit to the next.
   *
   * @param days at least 1, which is the default
   * @return a new roll
   */
  public GarchRoll refitEvery(int days) {
    if (days < 1) {
      throw new IllegalArgumentException("refitEvery is " + days + ", must be at least 1");
    }
    return new GarchRoll(garch, window, expanding, days, threads, progress);
  }

  /**
   * Threads to work on at most, all cores by default. Results do not depend on it.
   *
   * @param count at least 1
   * @return a new roll
   */
  public GarchRoll threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads is " + count + ", must be at least 1");
    }
    return new GarchRoll(garch, window, expanding, every, count, progress);
  }

  /**
   * Who is told how far it has come.
   *
   * @param listener called from the thread that asked
   * @return a new roll
   */
  public GarchRoll progress(Progress listener) {
    return new GarchRoll(garch, window, expanding, every, threads, listener);
  }

  /**
   * One fit of a roll.
   *
   * @param row the row that its variance is for, the first after its window; the number of rows if
   *     that day is yet to come
   * @param lastDate of the window; empty for an undated series
   * @param parameters by name, in the returns' units; empty where the mean explains the window
   *     without error and nothing can be fitted
   * @param variance the one-step forecast, positive: one that is zero but for rounding is raised
   * @param status how the search ended
   * @param logLikelihood at the parameters; infinite where there is nothing to fit
   */
  public record Refit(
      int row,
      Optional<LocalDate> lastDate,
      Map<String, Double> parameters,
      double variance,
      GarchFit.Status status,
      double logLikelihood) {}

  /**
   * All fits of a roll over one series, the one on its last window among them.
   *
   * @param returns of one stock
   * @return the fits in order of time; empty if there are fewer returns than the window
   * @throws IllegalArgumentException if the series is constant or looks like prices
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt
   *     flag stays set
   */
  public List<Refit> refits(TimeSeries returns) {
    int n = Returns.requireReturns(returns).size();
    RollPath path = new RollPath(this, returns);
    path.need(window, n);
    RollPath.refit(List.of(path), threads, progress);
    return path.refits();
  }

  /**
   * Fits every series on its last window by the schedule.
   *
   * @param history its returns; a series shorter than the window is kept, but cannot be forecast
   * @return forecasts from the end of the history, and replays that refit by the schedule
   * @throws IllegalArgumentException if a series is constant or looks like prices, naming it
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt
   *     flag stays set
   */
  @Override
  public FittedVolatility fit(History history) {
    return RolledGarch.of(this, history);
  }

  Garch garch() {
    return garch;
  }

  /** {@return returns that a fit sees, at least} */
  public int window() {
    return window;
  }

  boolean isExpanding() {
    return expanding;
  }

  /** {@return trading days from one fit to the next} */
  public int every() {
    return every;
  }

  int threads() {
    return threads;
  }

  Progress progress() {
    return progress;
  }
}
