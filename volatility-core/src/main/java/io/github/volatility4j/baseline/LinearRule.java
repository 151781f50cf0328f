package io.github.volatility4j.baseline;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * A regression on the past: {@code x'b}, or {@code exp(x'b + shift)} where the regression was one
 * of logarithms. Where the range is not all numbers, a forecast out of it is replaced by the mean
 * of the values it was fitted to (the insanity filter of Bollerslev, Patton and Quaedvlieg 2016,
 * Journal of Econometrics 192:1–18, doi:10.1016/j.jeconom.2015.10.007).
 *
 * @param x what it looks at
 * @param b coefficients
 * @param shift added before exp; NaN where there is no exp
 * @param lowest sane forecast
 * @param highest sane forecast
 * @param otherwise what stands for an insane one
 * @param converged whether the coefficients are a minimum
 */
record LinearRule(
    Regressors x,
    double[] b,
    double shift,
    double lowest,
    double highest,
    double otherwise,
    boolean converged)
    implements Rule {
  private static final double RANK = 1e-10;

  /** Non-negative coefficients with the lowest QLIKE, no filter. */
  static LinearRule qlike(Regressors x, Measure measure, double floor) {
    double[][] design = design(x, measure);
    double[] y = Arrays.copyOfRange(measure.values(), x.memory(), measure.size());
    QlikeRegression.Result found = QlikeRegression.nonNegative(y, design, floor);
    return new LinearRule(
        x, found.coefficients(), Double.NaN, 0, Double.POSITIVE_INFINITY, 0, found.converged());
  }

  /** Least squares with the filter. */
  static LinearRule leastSquares(Regressors x, Measure measure) {
    double[] y = Arrays.copyOfRange(measure.values(), x.memory(), measure.size());
    return filtered(x, solve(design(x, measure), y), Double.NaN, measure);
  }

  /** Least squares of logarithms, {@code shift = s²/2} with s² the residuals' variance. */
  static LinearRule logarithmic(Regressors x, Measure measure, double floor) {
    double[] logs = new double[measure.size() - x.memory()];
    for (int t = 0; t < logs.length; t++) {
      logs[t] = Math.log(Math.max(floor, measure.values()[x.memory() + t]));
    }
    double[][] design = design(x, measure);
    double[] b = solve(design, logs);
    double squares = 0;
    for (int t = 0; t < logs.length; t++) {
      double e = logs[t] - dot(design, t, b);
      squares += e * e;
    }
    return filtered(x, b, squares / (logs.length - b.length) / 2, measure);
  }

  private static LinearRule filtered(Regressors x, double[] b, double shift, Measure measure) {
    double[] fitted = Arrays.copyOfRange(measure.values(), x.memory(), measure.size());
    double low = Arrays.stream(fitted).min().orElseThrow();
    double high = Arrays.stream(fitted).max().orElseThrow();
    double mean = Arrays.stream(fitted).average().orElseThrow();
    return new LinearRule(x, b, shift, low, high, mean, true);
  }

  /** {@return [count][n − memory] the columns of the regression} */
  private static double[][] design(Regressors x, Measure measure) {
    int n = measure.size() - x.memory();
    double[][] columns = new double[x.count()][n];
    double[] row = new double[x.count()];
    for (int t = 0; t < n; t++) {
      x.write(measure, x.memory() + t, row);
      for (int j = 0; j < row.length; j++) {
        columns[j][t] = row[j];
      }
    }
    return columns;
  }

  private static double dot(double[][] columns, int t, double[] b) {
    double sum = 0;
    for (int j = 0; j < b.length; j++) {
      sum += columns[j][t] * b[j];
    }
    return sum;
  }

  private static double[] solve(double[][] columns, double[] y) {
    double[] size = new double[columns.length];
    double[][] scaled = new double[columns.length][];
    for (int j = 0; j < columns.length; j++) {
      double sum = 0;
      for (double v : columns[j]) {
        sum += v * v;
      }
      double root = sum > 0 ? Math.sqrt(sum) : 1;
      size[j] = root;
      scaled[j] = Arrays.stream(columns[j]).map(v -> v / root).toArray();
    }
    double[] b;
    try {
      b =
          new QRDecomposition(new Array2DRowRealMatrix(scaled, false).transpose(), RANK)
              .getSolver()
              .solve(new org.apache.commons.math3.linear.ArrayRealVector(y, false))
              .toArray();
    } catch (SingularMatrixException e) {
      throw new IllegalArgumentException("its regressors are collinear", e);
    }
    for (int j = 0; j < b.length; j++) {
      b[j] /= size[j];
    }
    return b;
  }

  @Override
  public int memory() {
    return x.memory();
  }

  @Override
  public double next(Measure past, int n) {
    double[] row = new double[b.length];
    return next(past, n, row);
  }

  private double next(Measure past, int n, double[] row) {
    x.write(past, n, row);
    double sum = 0;
    for (int j = 0; j < b.length; j++) {
      sum += row[j] * b[j];
    }
    double h = Double.isNaN(shift) ? sum : Math.exp(sum + shift);
    return h >= lowest && h <= highest ? h : otherwise;
  }

  @Override
  public double[] all(Measure past) {
    double[] out = new double[past.size() + 1];
    double[] row = new double[b.length];
    for (int n = memory(); n < out.length; n++) {
      out[n] = next(past, n, row);
    }
    return out;
  }
}
