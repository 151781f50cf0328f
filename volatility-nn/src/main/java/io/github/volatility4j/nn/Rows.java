package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of one stock on consecutive trading days, as numbers.
 *
 * @param truth realised variance of each day // [rows]
 * @param teacher the teacher's variance for each day, known the evening before, and for the day
 *     after the last // [rows + 1]
 * @param returns of each day // [rows]
 * @param covariates // [covariate][rows], NaN where missing
 */
record Rows(double[] truth, double[] teacher, double[] returns, double[][] covariates) {
  int size() {
    return truth.length;
  }

  /**
   * Takes the rows of a labelled series.
   *
   * @param labels every row labelled
   * @param nextTeacher the teacher's variance for the day after the last row; NaN if no input will
   *     ever reach the last row
   */
  static Rows of(
      TimeSeries labels,
      String truth,
      String teacher,
      List<String> covariates,
      double nextTeacher) {
    double[] ahead = Arrays.copyOf(labels.values(teacher), labels.size() + 1);
    ahead[labels.size()] = nextTeacher;
    double[][] values = new double[covariates.size()][];
    for (int k = 0; k < values.length; k++) {
      values[k] = labels.values(covariates.get(k));
    }
    return new Rows(labels.values(truth), ahead, labels.values(), values);
  }

  /** A stock of a dataset. */
  static Rows of(VolatilityDataset data, int series) {
    TimeSeries labels = data.labels().get(data.names().get(series));
    return of(
        labels,
        data.options().truth(),
        data.options().teacher(),
        data.options().covariates(),
        Double.NaN);
  }

  /** The last rows only. */
  Rows last(int rows) {
    int from = size() - rows;
    double[][] values = new double[covariates.length][];
    for (int k = 0; k < values.length; k++) {
      values[k] = Arrays.copyOfRange(covariates[k], from, size());
    }
    return new Rows(
        Arrays.copyOfRange(truth, from, size()),
        Arrays.copyOfRange(teacher, from, size() + 1),
        Arrays.copyOfRange(returns, from, size()),
        values);
  }

  /**
   * The rows moved on by one day that has not been yet: its variance is the forecast, its return
   * the expectation, its covariates are unknown.
   */
  Rows next(double variance, double teacherAfter) {
    double[][] values = new double[covariates.length][];
    for (int k = 0; k < values.length; k++) {
      values[k] = shifted(covariates[k], Double.NaN);
    }
    return new Rows(
        shifted(truth, variance), shifted(teacher, teacherAfter), shifted(returns, 0), values);
  }

  private static double[] shifted(double[] values, double last) {
    double[] out = Arrays.copyOfRange(values, 1, values.length + 1);
    out[values.length - 1] = last;
    return out;
  }
}
