package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The refits of one series that somebody needs. The j-th fit of the schedule is on the returns
 * before row {@code window + j·every}.
 */
final class RollPath {
  /** Fits that one task does. */
  private static final int BLOCK = LaneFit.BATCH;

  private final GarchRoll roll;
  private final TimeSeries returns;
  private final double[] r;
  private final double[] square; // [rows + 1] mean squares before each row
  private int first; // of the schedule that is needed
  private @Nullable Estimate[] estimates = {}; // null where there was nothing to fit
  private double[] nextDay = {}; // variances of the first day after each window, NaN if not known

  RollPath(GarchRoll roll, TimeSeries returns) {
    this.roll = roll;
    this.returns = returns;
    this.r = returns.values();
    this.square = VarianceFloor.meanSquares(r);
  }

  /** Says which rows are to be forecast: from the first, at least the window, to the last. */
  void need(int firstRow, int lastRow) {
    if (lastRow >= firstRow) {
      first = refitOf(firstRow);
      estimates = new Estimate[refitOf(lastRow) - first + 1];
      nextDay = new double[estimates.length];
      Arrays.fill(nextDay, Double.NaN);
    }
  }

  private int refitOf(int row) {
    return (row - roll.window()) / roll.every();
  }

  /** {@return the row after the window of the i-th fit that is needed} */
  private int end(int i) {
    return roll.window() + (first + i) * roll.every();
  }

  private int start(int i) {
    return roll.isExpanding() ? 0 : end(i) - roll.window();
  }

  private record Block(RollPath path, int from, int to) {}

  /** Does all fits that are needed. */
  static void refit(List<RollPath> paths, int threads, Progress progress) {
    List<Block> blocks = new ArrayList<>();
    long total = 0;
    for (RollPath path : paths) {
      for (int i = 0; i < path.estimates.length; i += BLOCK) {
        blocks.add(new Block(path, i, Math.min(path.estimates.length, i + BLOCK)));
      }
      total += path.estimates.length;
    }
    Queue<LaneFit> workers = new ConcurrentLinkedQueue<>();
    Parallel.run(
        blocks.size(),
        threads,
        "refits",
        total,
        progress,
        b -> {
          Block block = blocks.get(b);
          block.path().refit(block.from(), block.to(), workers);
          return block.to() - block.from();
        });
  }

  private void refit(int from, int to, Queue<LaneFit> idle) {
    Specification model = roll.garch().specification();
    if (roll.isExpanding() || !isPlain() || !LaneFit.knows(model)) {
      for (int i = from; i < to; i++) {
        refit(i);
      }
      return;
    }
    LaneFit next = idle.poll();
    LaneFit lanes = next == null ? new LaneFit(roll.window(), model) : next;
    WindowResults found = new WindowResults(to - from, model.size());
    lanes.fit(r, end(from), roll.every(), to - from, found);
    for (int i = from; i < to; i++) {
      estimates[i] = found.isModelled(i - from) ? found.estimate(i - from) : null;
      nextDay[i] = found.variance[i - from];
    }
    idle.add(lanes);
  }

  private void refit(int i) {
    TimeSeries window = returns.slice(start(i), end(i));
    Specification there = roll.garch().specification().on(window);
    if (new Likelihood(there, window.size()).load(window.values(), 0)) {
      estimates[i] = Estimation.estimate(there, window.values(), roll.garch().settings());
    }
  }

  /** Whether nothing but the model was asked for. */
  private boolean isPlain() {
    return roll.garch().settings().equals(Settings.DEFAULT);
  }

  /** {@return variances of the rows from one on, as far as the needed fits reach} */
  double[] variances(int firstRow, int lastRow) {
    double[] out = new double[lastRow - firstRow + 1];
    for (int i = 0; i < estimates.length; i++) {
      int from = Math.max(firstRow, end(i));
      int to = Math.min(lastRow, end(i) + roll.every() - 1);
      Estimate estimate = estimates[i];
      if (from == end(i) && nextDay[i] >= 0) {
        out[from - firstRow] = nextDay[i];
        from++;
      }
      if (estimate != null && to >= from) {
        double[] h = fit(i, estimate, to + 1).conditionalVariance();
        System.arraycopy(h, h.length - 1 - (to - from), out, from - firstRow, to - from + 1);
      }
    }
    for (int t = 0; t < out.length; t++) {
      out[t] = VarianceFloor.raise(out[t], square[firstRow + t]);
    }
    return out;
  }

  /** A fit whose recursion has run on to a row. */
  private GarchFit fit(int i, Estimate estimate, int endRow) {
    TimeSeries known = returns.slice(start(i), endRow);
    return new GarchFit(roll.garch().specification().on(known), known, estimate);
  }

  /** {@return the variance path after the last row, by the last fit that is needed} */
  double[] forecast(int horizon) {
    int last = estimates.length - 1;
    Estimate estimate = estimates[last];
    double[] path =
        estimate == null
            ? new double[horizon]
            : fit(last, estimate, r.length).forecast(horizon).variance();
    for (int k = 0; k < horizon; k++) {
      path[k] = VarianceFloor.raise(path[k], square[r.length]);
    }
    return path;
  }

  boolean lastConverged() {
    Estimate estimate = estimates[estimates.length - 1];
    return estimate != null && estimate.outcome().status() != GarchFit.Status.FAILED;
  }

  List<GarchRoll.Refit> refits() {
    List<GarchRoll.Refit> all = new ArrayList<>();
    for (int i = 0; i < estimates.length; i++) {
      all.add(refitOf(i, estimates[i]));
    }
    return all;
  }

  private GarchRoll.Refit refitOf(int i, @Nullable Estimate estimate) {
    int row = end(i);
    Optional<LocalDate> date =
        returns.isDated() ? Optional.of(returns.date(row - 1)) : Optional.empty();
    if (estimate == null) {
      double variance = VarianceFloor.raise(0, square[row]);
      return new GarchRoll.Refit(
          row, date, Map.of(), variance, GarchFit.Status.FAILED, Double.POSITIVE_INFINITY);
    }
    Map<String, Double> parameters = new LinkedHashMap<>();
    List<String> names = roll.garch().specification().parameterNames();
    for (int j = 0; j < names.size(); j++) {
      parameters.put(names.get(j), estimate.theta()[j]);
    }
    double variance = fit(i, estimate, row).forecast(1).variance()[0];
    return new GarchRoll.Refit(
        row,
        date,
        parameters,
        VarianceFloor.raise(variance, square[row]),
        estimate.outcome().status(),
        estimate.logLikelihood());
  }
}
