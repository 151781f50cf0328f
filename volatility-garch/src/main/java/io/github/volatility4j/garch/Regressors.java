package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Series beside the returns, each known before the return of its day.
 *
 * @param series as the user gave them
 * @param values [series, returns] on the days of the returns; empty as long as these are not known
 */
record Regressors(List<TimeSeries> series, double[][] values) {
  static final Regressors NONE = new Regressors(List.of(), new double[0][]);

  static Regressors of(TimeSeries... series) {
    Regressors some = new Regressors(List.of(series), new double[0][]);
    if (some.names().stream().distinct().count() < series.length) {
      throw new IllegalArgumentException(
          "regressors %s; each must have a name of its own".formatted(some.names()));
    }
    return some;
  }

  List<String> names() {
    return series.stream().map(TimeSeries::name).toList();
  }

  /**
   * Looks the values up on the days of the returns.
   *
   * @throws IllegalArgumentException if one is missing or not finite; the message does not name the
   *     returns
   */
  Regressors on(TimeSeries returns) {
    double[][] found = new double[series.size()][];
    for (int k = 0; k < found.length; k++) {
      found[k] = on(series.get(k), returns);
    }
    return new Regressors(series, found);
  }

  private static double[] on(TimeSeries regressor, TimeSeries returns) {
    int n = returns.size();
    double[] all = regressor.values();
    double[] found = new double[n];
    if (!returns.isDated() || !regressor.isDated()) {
      if (returns.isDated() != regressor.isDated() || all.length < n) {
        throw new IllegalArgumentException(
            "regressor %s has %d values%s; it takes one for each of the %d returns, by date or by place"
                .formatted(
                    regressor.name(), all.length, regressor.isDated() ? " with dates" : "", n));
      }
      System.arraycopy(all, 0, found, 0, n);
    } else {
      Map<LocalDate, Integer> rows = new HashMap<>();
      for (int t = 0; t < regressor.size(); t++) {
        rows.put(regressor.date(t), t);
      }
      for (int t = 0; t < n; t++) {
        Integer row = rows.get(returns.date(t));
        if (row == null) {
          throw new IllegalArgumentException(
              "regressor %s has no value on %s, a day of the returns"
                  .formatted(regressor.name(), returns.date(t)));
        }
        found[t] = all[row];
      }
    }
    for (int t = 0; t < n; t++) {
      if (!Double.isFinite(found[t])) {
        throw new IllegalArgumentException(
            "regressor %s is %s in row %d; it must be finite"
                .formatted(regressor.name(), found[t], t));
      }
    }
    return found;
  }

  /** {@return [series, end] without the first {@code lost} returns, after a padding of zeros} */
  double[][] columns(int padding, int lost, int end) {
    double[][] out = new double[values.length][end];
    for (int k = 0; k < values.length; k++) {
      System.arraycopy(values[k], lost, out[k], padding, end - padding);
    }
    return out;
  }

  /** Turns weights for scaled variances into those of the user. */
  void rescale(double[] theta, int at, double scale) {
    for (int k = 0; k < series.size(); k++) {
      theta[at + k] *= scale;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Regressors that
        && series.equals(that.series)
        && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return series.hashCode();
  }

  @Override
  public String toString() {
    return names().toString();
  }
}
