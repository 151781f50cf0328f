package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;

/**
 * What is known of one stock on consecutive trading days, as numbers.
 *
 * @param truth realised variance of each day // [rows]
 * @param teacher the teacher's variance for each day, known the evening before, and for the day
 *     after the last // [rows + 1]
 * @param returns of each day // [rows]
 * @param covariates NaN where missing; those known in advance may reach beyond the last row //
 *     [covariate][rows or more]
 */
record Rows(double[] truth, double[] teacher, double[] returns, double[][] covariates) {
  int size() {
    return truth.length;
  }

  /** A covariate's value in a row, NaN before the first row and where it isn't known. */
  double covariate(int k, int row) {
    return row < 0 || row >= covariates[k].length ? Double.NaN : covariates[k][row];
  }

  /**
   * Takes the rows of a labelled series.
   *
   * @param labels every row labelled
   * @param options name its components
   * @param nextTeacher the teacher's variance for the day after the last row; NaN if no input will
   *     ever reach the last row
   * @param ahead days after the last row that will be forecast; the calendar reaches so far
   */
  static Rows of(TimeSeries labels, DatasetOptions options, double nextTeacher, int ahead) {
    double[] teacher = Arrays.copyOf(labels.values(options.teacher()), labels.size() + 1);
    teacher[labels.size()] = nextTeacher;
    double[][] covariates = options.covariates().values(labels, ahead);
    return new Rows(labels.values(options.truth()), teacher, labels.values(), covariates);
  }

  /** A stock of a dataset. */
  static Rows of(VolatilityDataset data, int series) {
    TimeSeries labels = data.labels().get(data.names().get(series));
    return of(labels, data.options(), Double.NaN, 0);
  }

  /** The last rows only. */
  Rows last(int rows) {
    int from = size() - rows;
    double[][] values = new double[covariates.length][];
    for (int k = 0; k < values.length; k++) {
      values[k] = Arrays.copyOfRange(covariates[k], from, covariates[k].length);
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
