package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Labels for a network that learns from GARCH: for every day what a GARCH model, refitted on the
 * days before it, expects of it.
 *
 * <p>With a window of w, the labels of row t come from the returns {@code r[t−w], …, r[t−1]} alone:
 *
 * <ul>
 *   <li>{@code u_hat_w}: the forecast {@code c + φ·r[t−1]} of the return, c and φ by least squares
 *       over the w − 1 pairs inside the window;
 *   <li>{@code var_true_w}: the truth {@code (r[t] − u_hat)²}, a squared surprise of one day;
 *   <li>{@code garch_var_w}: the teacher, the one-step variance forecast of an AR(1)-GARCH(1,1)
 *       with normal innovations (or another {@link Family}), all five parameters by maximum
 *       likelihood on the same window (w − 1 residuals), pre-sample {@link PreSample#EWMA}.
 * </ul>
 *
 * <p>Their units are those of the returns and their square. They are missing in the first w rows,
 * and finite and positive from then on:
 *
 * <ul>
 *   <li>A variance that is zero but for rounding, below 1e-16 of the mean square m of all returns
 *       before the day, is replaced by {@code 1e-8·m}, by 1e-12 if these are all zero. It happens
 *       where a share is suspended; the result counts such rows.
 *   <li>A fit that does not converge gives the best point found, and is counted. So is a window
 *       that least squares explains without error, where there is nothing to fit.
 * </ul>
 *
 * <p>A window of 90 days is short for a GARCH: the likelihood has several maxima, and three of four
 * highest ones lie on the boundary, most of them with α = 0, where the variance drifts from its
 * pre-sample value without a look at the returns. From six starting points the highest is found in
 * about 99 % of the windows; it is not always the best forecast.
 *
 * <p>Immutable; the methods that set an option return a changed copy.
 */
public final class GarchTeacher {
  private static final int MIN_WINDOW = 20;

  /** The variance model that teaches. */
  public enum Family {
    /** {@code h[t] = ω + α·e[t−1]² + β·h[t−1]}; its component is {@code garch_var_w}. */
    GARCH,

    /**
     * {@code h[t] = ω + (α + γ·1(e[t−1]<0))·e[t−1]² + β·h[t−1]}; its component is {@code
     * gjr_var_w}.
     */
    GJR,

    /**
     * {@code √h[t] = ω + (α + γ·1(e[t−1]<0))·|e[t−1]| + β·√h[t−1]}; its component is {@code
     * tgarch_var_w}.
     */
    TGARCH;

    private VarianceModel variance() {
      return switch (this) {
        case GARCH -> new GjrGarch(1, 0, 1);
        case GJR -> new GjrGarch(1, 1, 1);
        case TGARCH -> new GjrGarch(1, 1, 1, 1, false);
      };
    }
  }

  private final int window;
  private final int lags;
  private final Family family;
  private final int threads;
  private final Progress progress;

  private GarchTeacher(int window, int lags, Family family, int threads, Progress progress) {
    this.window = window;
    this.lags = lags;
    this.family = family;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * A teacher with an AR(1) mean that works on all cores.
   *
   * @param window returns that each fit sees, at least 20; 90 by custom
   * @return the teacher
   * @throws IllegalArgumentException if the window is shorter
   */
  public static GarchTeacher of(int window) {
    if (window < MIN_WINDOW) {
      throw new IllegalArgumentException(
          "window is " + window + ", must be at least " + MIN_WINDOW);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return new GarchTeacher(window, 1, Family.GARCH, cores, Progress.NONE);
  }

  /**
   * Another order of the mean's autoregression.
   *
   * @param p from 0 (a constant) to a quarter of the window
   * @return a new teacher
   */
  public GarchTeacher ar(int p) {
    if (p < 0 || p > window / 4) {
      throw new IllegalArgumentException(
          "AR order is %d; with a window of %d it must be from 0 to %d"
              .formatted(p, window, window / 4));
    }
    return new GarchTeacher(window, p, family, threads, progress);
  }

  /**
   * Another variance model.
   *
   * @param model GARCH by default
   * @return a new teacher
   */
  public GarchTeacher teacher(Family model) {
    return new GarchTeacher(window, lags, model, threads, progress);
  }

  /**
   * Threads to work on at most. Results do not depend on it.
   *
   * @param count at least 1
   * @return a new teacher
   */
  public GarchTeacher threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads is " + count + ", must be at least 1");
    }
    return new GarchTeacher(window, lags, family, count, progress);
  }

  /**
   * Who is told how far it has come.
   *
   * @param listener called from the thread that labels
   * @return a new teacher
   */
  public GarchTeacher progress(Progress listener) {
    return new GarchTeacher(window, lags, family, threads, listener);
  }

  /** {@return the number of returns that each fit sees} */
  public int window() {
    return window;
  }

  /** {@return the component of the expected return, such as {@code u_hat_90}} */
  public String meanComponent() {
    return "u_hat_" + window;
  }

  /** {@return the component of the truth, such as {@code var_true_90}} */
  public String truthComponent() {
    return "var_true_" + window;
  }

  /** {@return the component of the teacher's variance, such as {@code garch_var_90}} */
  public String varianceComponent() {
    return family.name().toLowerCase(Locale.ROOT) + "_var_" + window;
  }

  /**
   * How the fits ended; the first three add up to the number of windows.
   *
   * @param interior converged, no constraint binds
   * @param boundary converged on the boundary
   * @param failed not converged, or nothing to fit
   * @param floored rows in which a zero variance was replaced
   */
  public record Counts(long interior, long boundary, long failed, long floored) {
    private Counts plus(Counts more) {
      return new Counts(
          interior + more.interior,
          boundary + more.boundary,
          failed + more.failed,
          floored + more.floored);
    }
  }

  /**
   * Labelled series.
   *
   * @param series those with at least one label
   * @param leftOut names of those with too few returns
   * @param counts how the fits ended
   */
  public record Result(SeriesSet series, List<String> leftOut, Counts counts) {
    /**
     * Copies the names.
     *
     * @param series those with at least one label
     * @param leftOut names of those with too few returns
     * @param counts how the fits ended
     */
    public Result {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * What is expected of the days after the last.
   *
   * @param mean expected return of the next day, by least squares
   * @param variance the teacher's path
   */
  public record Outlook(double mean, VolatilityForecast variance) {}

  /**
   * Labels a panel.
   *
   * @param returns one series a stock
   * @return the series that have at least window + 1 returns, with three more components
   * @throws IllegalArgumentException if a series looks like prices: without a negative value
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt
   *     flag stays set
   */
  public Result label(SeriesSet returns) {
    List<TimeSeries> kept = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (TimeSeries series : returns) {
      if (series.size() > window) {
        kept.add(series);
      } else {
        leftOut.add(series.name());
      }
    }
    return label(kept, window, leftOut);
  }

  /**
   * Labels the later rows of a series: the same numbers that {@link #label} gives, missing before.
   *
   * @param returns of one stock, from its first day on
   * @param firstRow first row to label
   * @return the series with three more components
   * @throws IllegalArgumentException if the series looks like prices
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public TimeSeries labelFrom(TimeSeries returns, int firstRow) {
    return label(List.of(returns), Math.max(window, firstRow), List.of())
        .series()
        .get(returns.name());
  }

  /**
   * The day after the last, and those that follow.
   *
   * @param returns of one stock, at least the window
   * @param horizon trading days ahead, at least 1
   * @return what a fit on the last window expects
   * @throws IllegalArgumentException if there are too few returns, they look like prices, or the
   *     horizon is below 1
   */
  public Outlook forecast(TimeSeries returns, int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is " + horizon + ", must be at least 1");
    }
    int n = returns.size();
    if (n < window) {
      throw new IllegalArgumentException(
          "series %s has %d returns; a forecast takes %d".formatted(returns.name(), n, window));
    }
    double[] r = requireReturns(returns).values();
    double[] path = new double[horizon];
    WindowResults found = new WindowResults(1, model().size());
    WindowFits.of(window, model()).fit(r, n, 1, 1, found);
    if (found.isModelled(0)) {
      TimeSeries last = returns.slice(n - window, n);
      path = new GarchFit(model(), last, found.estimate(0)).forecast(horizon).variance();
      path[0] = found.variance[0];
    }
    double square = VarianceFloor.meanSquares(r)[n];
    for (int k = 0; k < horizon; k++) {
      path[k] = VarianceFloor.raise(path[k], square);
    }
    Optional<LocalDate> last =
        returns.isDated() ? Optional.of(returns.date(n - 1)) : Optional.empty();
    return new Outlook(
        found.meanForecast[0], new VolatilityForecast(returns.name(), last, path, returns.unit()));
  }

  /** Arrays that the tasks of one series write to. */
  private record Job(
      TimeSeries series,
      double[] r,
      double[] square,
      double[] mean,
      double[] truth,
      double[] teacher) {
    static Job of(TimeSeries series) {
      double[] r = requireReturns(series).values();
      double[][] out = new double[3][r.length];
      for (double[] column : out) {
        Arrays.fill(column, Double.NaN);
      }
      return new Job(series, r, VarianceFloor.meanSquares(r), out[0], out[1], out[2]);
    }
  }

  private record Block(Job job, int from, int end) {}

  private Result label(List<TimeSeries> kept, int firstRow, List<String> leftOut) {
    List<Job> jobs = kept.stream().map(Job::of).toList();
    List<Block> blocks = new ArrayList<>();
    long total = 0;
    for (Job job : jobs) {
      int end = job.r().length;
      for (int from = firstRow; from < end; from += LaneFit.BATCH) {
        blocks.add(new Block(job, from, Math.min(end, from + LaneFit.BATCH)));
      }
      total += Math.max(0, end - firstRow);
    }
    Counts[] counts = new Counts[blocks.size()];
    Queue<Worker> idle = new ConcurrentLinkedQueue<>();
    Parallel.run(
        blocks.size(),
        threads,
        "labels",
        total,
        progress,
        i -> {
          Worker free = idle.poll();
          Worker worker = free == null ? worker() : free;
          counts[i] = label(blocks.get(i), worker);
          idle.add(worker);
          return blocks.get(i).end() - blocks.get(i).from();
        });
    List<TimeSeries> labelled = new ArrayList<>();
    for (Job job : jobs) {
      labelled.add(
          job.series()
              .with(meanComponent(), job.mean())
              .with(truthComponent(), job.truth())
              .with(varianceComponent(), job.teacher()));
    }
    Counts sum = Arrays.stream(counts).reduce(new Counts(0, 0, 0, 0), Counts::plus);
    return new Result(SeriesSet.of(labelled), leftOut, sum);
  }

  private Counts label(Block block, Worker worker) {
    Job job = block.job();
    WindowResults found = worker.results();
    worker.fits().fit(job.r(), block.from(), 1, block.end() - block.from(), found);
    int[] count = new int[GarchFit.Status.values().length];
    long floored = 0;
    for (int t = block.from(); t < block.end(); t++) {
      int i = t - block.from();
      count[found.status[i].ordinal()]++;
      double square = job.square()[t];
      double surprise = job.r()[t] - found.meanForecast[i];
      double truth = surprise * surprise;
      double teacher = found.variance[i];
      if (VarianceFloor.isZero(truth, square) || VarianceFloor.isZero(teacher, square)) {
        floored++;
      }
      job.mean()[t] = found.meanForecast[i];
      job.truth()[t] = VarianceFloor.raise(truth, square);
      job.teacher()[t] = VarianceFloor.raise(teacher, square);
    }
    return new Counts(
        count[GarchFit.Status.CONVERGED_INTERIOR.ordinal()],
        count[GarchFit.Status.CONVERGED_BOUNDARY.ordinal()],
        count[GarchFit.Status.FAILED.ordinal()],
        floored);
  }

  private record Worker(WindowFits fits, WindowResults results) {} // one for each thread

  private Worker worker() {
    return new Worker(
        WindowFits.of(window, model()), new WindowResults(LaneFit.BATCH, model().size()));
  }

  private Specification model() {
    return new Specification(
        new LinearMean(true, lags), family.variance(), new NormalInnovation(), PreSample.EWMA);
  }

  /** Refuses prices, but not a suspended share, all of whose returns are zero. */
  private static TimeSeries requireReturns(TimeSeries series) {
    double[] r = series.values();
    boolean constant = Arrays.stream(r).allMatch(value -> value == r[0]);
    return constant ? series : Returns.requireReturns(series);
  }
}
