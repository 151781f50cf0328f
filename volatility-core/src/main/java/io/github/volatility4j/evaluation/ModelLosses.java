package io.github.volatility4j.evaluation;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model's losses, stock by stock and day by day: the mean over its runs.
 *
 * @param name of the model
 * @param truth what it should have forecast
 * @param forecast [stock][date] the mean of the runs' forecasts, NaN where there is no truth or
 *     none
 * @param qlike [stock][date] {@code ln h + y/h}
 * @param square [stock][date] {@code (y − h)²}
 * @param absolute [stock][date] {@code |y − h|}
 * @param runs [runs] the mean over stocks of each run's QLIKE
 * @param seconds the mean time of a run
 * @param converged whether every run did
 */
record ModelLosses(
    String name,
    TruthTable truth,
    double[][] forecast,
    double[][] qlike,
    double[][] square,
    double[][] absolute,
    double[] runs,
    double seconds,
    boolean converged) {

  static ModelLosses of(
      String name, TruthTable truth, SeriesSet forecasts, double seconds, boolean converged) {
    int stocks = truth.codes().size();
    double[][] h = empty(stocks, truth.dates());
    double[][] qlike = empty(stocks, truth.dates());
    double[][] square = empty(stocks, truth.dates());
    double[][] absolute = empty(stocks, truth.dates());
    for (int s = 0; s < stocks; s++) {
      String code = truth.codes().get(s);
      if (!forecasts.contains(code)) {
        continue;
      }
      TimeSeries series = forecasts.get(code);
      for (int row = 0; row < series.size(); row++) {
        double value = series.value(row);
        if (!(value > 0)) {
          throw new IllegalArgumentException(
              "model %s: forecast %s of %s for %s; a variance forecast must be positive"
                  .formatted(name, value, code, series.date(row)));
        }
        int t = truth.column().getOrDefault(series.date(row), -1);
        double y = t < 0 ? Double.NaN : truth.values()[s][t];
        if (!Double.isNaN(y)) {
          h[s][t] = value;
          qlike[s][t] = Math.log(value) + y / value;
          square[s][t] = (y - value) * (y - value);
          absolute[s][t] = Math.abs(y - value);
        }
      }
    }
    double[] all = {0};
    ModelLosses losses =
        new ModelLosses(name, truth, h, qlike, square, absolute, all, seconds, converged);
    all[0] = losses.stocks().length == 0 ? Double.NaN : losses.meanQlike();
    return losses;
  }

  private static double[][] empty(int stocks, int dates) {
    double[][] out = new double[stocks][dates];
    for (double[] row : out) {
      Arrays.fill(row, Double.NaN);
    }
    return out;
  }

  /** The mean over runs, on the days that all of them forecast. */
  static ModelLosses average(List<ModelLosses> runs) {
    ModelLosses first = runs.get(0);
    return new ModelLosses(
        first.name,
        first.truth,
        mean(runs.stream().map(ModelLosses::forecast).toList()),
        mean(runs.stream().map(ModelLosses::qlike).toList()),
        mean(runs.stream().map(ModelLosses::square).toList()),
        mean(runs.stream().map(ModelLosses::absolute).toList()),
        runs.stream().mapToDouble(run -> run.runs[0]).toArray(),
        runs.stream().mapToDouble(ModelLosses::seconds).average().orElseThrow(),
        runs.stream().allMatch(ModelLosses::converged));
  }

  private static double[][] mean(List<double[][]> tables) {
    double[][] out = new double[tables.get(0).length][];
    for (int s = 0; s < out.length; s++) {
      int stock = s;
      out[s] = new double[tables.get(0)[s].length];
      Arrays.setAll(
          out[s], t -> tables.stream().mapToDouble(table -> table[stock][t]).sum() / tables.size());
    }
    return out;
  }

  /** {@return the stocks with at least one day} */
  int[] stocks() {
    return IntStream.range(0, qlike.length).filter(s -> count(s) > 0).toArray();
  }

  int count(int stock) {
    return (int) Arrays.stream(qlike[stock]).filter(loss -> !Double.isNaN(loss)).count();
  }

  int count() {
    return IntStream.range(0, qlike.length).map(this::count).sum();
  }

  /** {@return the mean over a stock's days} */
  static double mean(double[] losses) {
    return Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).average().orElse(Double.NaN);
  }

  /** {@return the mean over stocks of the mean over their days} */
  double meanQlike() {
    return Arrays.stream(stocks()).mapToDouble(s -> mean(qlike[s])).average().orElseThrow();
  }

  /**
   * {@return 1 − Σ(y − h)² / Σ(y − ȳ)² over a stock's days, NaN where its truth does not vary}
   *
   * @param stock index
   */
  double r2(int stock) {
    double[] y =
        IntStream.range(0, truth.dates())
            .filter(t -> !Double.isNaN(qlike[stock][t]))
            .mapToDouble(t -> truth.values()[stock][t])
            .toArray();
    double mean = LongRun.mean(y);
    double variance = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    boolean varies = Arrays.stream(y).anyMatch(v -> v != y[0]);
    return varies ? 1 - mean(square[stock]) / variance : Double.NaN;
  }
}
