package io.github.volatility4j.nn;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.garch.GarchRoll;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Reference} along labelled rows.
 *
 * <p>Rows are numbered, not dated, for the models that roll through them: so undated returns can
 * have an anchor too, and refits lie on the same rows whichever part is asked for.
 */
final class ReferencePath {
  private static final double DECAY = 0.94;

  /** Share of the mean truth so far that keeps the mean of nothing but zeros above zero. */
  private static final double LEAST = 1e-8;

  private final double[] oneStep; // [rows + 1], NaN before the first row asked for
  private final double[] ahead; // [horizon]

  private ReferencePath(double[] oneStep, double[] ahead) {
    this.oneStep = oneStep;
    this.ahead = ahead;
  }

  /**
   * Follows a reference through a panel.
   *
   * @param reference which
   * @param labels rows of the panel's stocks, their main component the return
   * @param truth component that EWMA averages
   * @param from first row wanted of each series
   * @param horizon days wanted after the last row, at least 1
   * @param progress told how far the fits have come
   * @return one for each series, in order
   */
  static List<ReferencePath> of(
      Reference reference,
      SeriesSet labels,
      String truth,
      int[] from,
      int horizon,
      Progress progress) {
    List<TimeSeries> series = labels.stream().toList();
    int n = series.size();
    double[][] logs = new double[n][]; // sums over models, of [rows + horizon]
    int[][] counts = new int[n][];
    for (int s = 0; s < n; s++) {
      logs[s] = new double[series.get(s).size() + horizon];
      counts[s] = new int[logs[s].length];
    }
    for (Reference.Rolling model : reference.rolling()) {
      add(model.roll().progress(progress), model.window(), series, from, logs, counts);
    }
    List<ReferencePath> paths = new ArrayList<>();
    for (int s = 0; s < n; s++) {
      double[] ewma = ewma(series.get(s).values(truth), horizon);
      for (int t = 0; t < ewma.length; t++) {
        if (counts[s][t] == 0 || reference.hasEwma()) {
          logs[s][t] += Math.log(ewma[t]);
          counts[s][t]++;
        }
        logs[s][t] = t < from[s] ? Double.NaN : Math.exp(logs[s][t] / counts[s][t]);
      }
      int rows = series.get(s).size();
      paths.add(
          new ReferencePath(
              Arrays.copyOf(logs[s], rows + 1),
              Arrays.copyOfRange(logs[s], rows, rows + horizon)));
    }
    return paths;
  }

  private static void add(
      GarchRoll roll,
      int window,
      List<TimeSeries> series,
      int[] from,
      double[][] logs,
      int[][] counts) {
    List<TimeSeries> numbered = new ArrayList<>();
    int last = 0;
    int first = Integer.MAX_VALUE;
    for (int s = 0; s < series.size(); s++) {
      numbered.add(numbered("" + s, series.get(s).values()));
      last = Math.max(last, series.get(s).size() - 1);
      first = Math.min(first, from[s]);
    }
    History history = History.of(SeriesSet.of(numbered));
    FittedVolatility fitted = roll.fit(history);
    SeriesSet known =
        fitted.historicalForecasts(history, LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(last));
    for (TimeSeries path : known) {
      int s = Integer.parseInt(path.name());
      int offset = (int) path.date(0).toEpochDay();
      double[] h = path.values();
      for (int i = 0; i < h.length; i++) {
        add(h[i], offset + i, logs[s], counts[s]);
      }
    }
    for (int s = 0; s < series.size(); s++) {
      int rows = series.get(s).size();
      if (rows >= window) {
        double[] after = fitted.forecast("" + s, logs[s].length - rows).variance();
        for (int k = 0; k < after.length; k++) {
          add(after[k], rows + k, logs[s], counts[s]);
        }
      }
    }
  }

  private static void add(double variance, int row, double[] logs, int[] counts) {
    logs[row] += Math.log(variance);
    counts[row]++;
  }

  private static TimeSeries numbered(String name, double[] returns) {
    List<LocalDate> rows = new ArrayList<>();
    for (int t = 0; t < returns.length; t++) {
      rows.add(LocalDate.ofEpochDay(t));
    }
    return TimeSeries.of(name, rows, returns);
  }

  /**
   * The mean of the truths before each row with weights that fall by a factor from day to day, NaN
   * before the first; flat after the last.
   */
  static double[] ewma(double[] truth, int horizon) {
    double[] out = new double[truth.length + horizon];
    double sum = 0;
    double weights = 0;
    double total = 0;
    for (int t = 0; t < out.length; t++) {
      out[t] = t == 0 ? Double.NaN : Math.max(sum / weights, LEAST * Math.max(total / t, LEAST));
      if (t < truth.length) {
        sum = DECAY * sum + truth[t];
        weights = DECAY * weights + 1;
        total += truth[t];
      }
    }
    return out;
  }

  /** {@return the variance expected for each row, and for the day after the last} // [rows + 1] */
  double[] oneStep() {
    return oneStep;
  }

  /** {@return the variances expected for the days after the last row} // [horizon] */
  double[] ahead() {
    return ahead;
  }
}
