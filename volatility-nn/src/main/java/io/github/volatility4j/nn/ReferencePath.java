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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A {@link Reference} along labelled rows.
 *
 * <p>Rows are numbered, not dated, for the models that roll through them: so undated returns can
 * have an anchor too, and refits lie on the same rows whichever part is asked for.
 */
final class ReferencePath {
  private static final double DECAY = 0.94;

  /** Days after which a truth is forgotten, to the last bit of a mean. */
  static final int MEMORY = 600;

  /** Share of the mean truth so far that keeps the mean of nothing but zeros above zero. */
  private static final double LEAST = 1e-8;

  private final double[] oneStep; // [rows + 1], NaN before the first row asked for
  private final double[] ahead; // [horizon]

  private ReferencePath(double[] oneStep, double[] ahead) {
    this.oneStep = oneStep;
    this.ahead = ahead;
  }

  /**
   * Follows references through a panel; a model that several of them are made of is fitted once.
   *
   * @param references which
   * @param labels rows of the panel's stocks, their main component the return
   * @param truth component that EWMA averages
   * @param from first row wanted of each series
   * @param horizon days wanted after the last row, at least 1
   * @param progress told how far the fits have come
   * @return for each reference one for each series, in order
   */
  static Map<Reference, List<ReferencePath>> of(
      Set<Reference> references,
      SeriesSet labels,
      String truth,
      int[] from,
      int horizon,
      Progress progress) {
    List<TimeSeries> series = labels.stream().toList();
    Map<String, double[][]> models = new HashMap<>();
    for (Reference reference : references) {
      reference
          .rolls()
          .forEach(
              (name, roll) ->
                  models.computeIfAbsent(name, n -> logs(roll, series, from, horizon, progress)));
    }
    Map<Reference, List<ReferencePath>> paths = new HashMap<>();
    for (Reference reference : references) {
      List<ReferencePath> ofPanel = new ArrayList<>();
      for (int s = 0; s < from.length; s++) {
        List<double[]> members = new ArrayList<>();
        for (String model : reference.rolls().keySet()) {
          members.add(Objects.requireNonNull(models.get(model))[s]);
        }
        double[] ewma = ewma(series.get(s).values(truth), horizon);
        double[] mean = geometricMean(members, ewma, reference.hasEwma());
        Arrays.fill(mean, 0, from[s], Double.NaN);
        int rows = series.get(s).size();
        ofPanel.add(
            new ReferencePath(
                Arrays.copyOf(mean, rows + 1), Arrays.copyOfRange(mean, rows, rows + horizon)));
      }
      paths.put(reference, ofPanel);
    }
    return paths;
  }

  private static double[] geometricMean(List<double[]> logs, double[] ewma, boolean withEwma) {
    double[] out = new double[ewma.length];
    for (int t = 0; t < out.length; t++) {
      double sum = 0;
      int count = 0;
      for (double[] log : logs) {
        if (!Double.isNaN(log[t])) {
          sum += log[t];
          count++;
        }
      }
      if (withEwma || count == 0) {
        sum += Math.log(ewma[t]);
        count++;
      }
      out[t] = Math.exp(sum / count);
    }
    return out;
  }

  /** Log variances of a model, NaN where it has none. // [series][rows + horizon] */
  private static double[][] logs(
      GarchRoll model, List<TimeSeries> series, int[] from, int horizon, Progress progress) {
    double[][] logs = new double[from.length][];
    List<TimeSeries> numbered = new ArrayList<>();
    int last = 0;
    for (int s = 0; s < logs.length; s++) {
      logs[s] = new double[series.get(s).size() + horizon];
      Arrays.fill(logs[s], Double.NaN);
      numbered.add(numbered("" + s, series.get(s).values()));
      last = Math.max(last, series.get(s).size() - 1);
    }
    LocalDate first = LocalDate.ofEpochDay(Arrays.stream(from).min().orElseThrow());
    History history = History.of(SeriesSet.of(numbered));
    FittedVolatility fitted = model.progress(progress).fit(history);
    for (TimeSeries path : fitted.historicalForecasts(history, first, LocalDate.ofEpochDay(last))) {
      double[] out = logs[Integer.parseInt(path.name())];
      int offset = (int) path.date(0).toEpochDay();
      for (int i = 0; i < path.size(); i++) {
        out[offset + i] = Math.log(path.value(i));
      }
    }
    for (int s = 0; s < logs.length; s++) {
      int rows = series.get(s).size();
      if (rows >= model.window()) {
        double[] after = fitted.forecast("" + s, horizon).variance();
        for (int k = 0; k < horizon; k++) {
          logs[s][rows + k] = Math.log(after[k]);
        }
      }
    }
    return logs;
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
