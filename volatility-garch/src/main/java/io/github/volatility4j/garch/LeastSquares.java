package io.github.volatility4j.garch;

/**
 * Least squares by modified Gram–Schmidt, the response as the last column: as accurate as
 * Householder (Björck 1967, doi:10.1007/BF01934122), and a regressor that is a combination of those
 * before it is seen at once; its coefficient is 0.
 */
final class LeastSquares {
  /** What is left of a column that depends on those before it, relative to the column. */
  private static final double DEPENDENT = 1e-10;

  private LeastSquares() {}

  /**
   * Regresses y on x.
   *
   * @param x [regressors, end]
   * @param y [end]
   * @param from first observation
   * @param end after the last
   * @return the coefficients
   */
  static double[] fit(double[][] x, double[] y, int from, int end) {
    int k = x.length;
    int n = end - from;
    if (k == 1) {
      double square = Sums.dot(x[0], x[0], from, end);
      return new double[] {square > 0 ? Sums.dot(x[0], y, from, end) / square : 0};
    }
    double[][] q = new double[k][n];
    double[][] r = new double[k][k];
    boolean[] dependent = new boolean[k];
    double[] rest = new double[n];
    System.arraycopy(y, from, rest, 0, n);
    double[] projection = new double[k];
    for (int j = 0; j < k; j++) {
      System.arraycopy(x[j], from, q[j], 0, n);
      double before = norm(q[j]);
      for (int i = 0; i < j; i++) {
        if (!dependent[i]) {
          r[i][j] = removeFrom(q[j], q[i]);
        }
      }
      double norm = norm(q[j]);
      dependent[j] = !(norm > DEPENDENT * before);
      if (!dependent[j]) {
        r[j][j] = norm;
        divide(q[j], norm);
        projection[j] = removeFrom(rest, q[j]);
      }
    }
    double[] coefficients = new double[k];
    for (int j = k - 1; j >= 0; j--) {
      if (!dependent[j]) {
        double sum = projection[j];
        for (int i = j + 1; i < k; i++) {
          sum -= r[j][i] * coefficients[i];
        }
        coefficients[j] = sum / r[j][j];
      }
    }
    return coefficients;
  }

  private static void divide(double[] v, double by) {
    for (int t = 0; t < v.length; t++) {
      v[t] /= by;
    }
  }

  /** Takes the part along a unit vector out of v and returns its length. */
  private static double removeFrom(double[] v, double[] unit) {
    double along = Sums.dot(v, unit, 0, v.length);
    for (int t = 0; t < v.length; t++) {
      v[t] -= along * unit[t];
    }
    return along;
  }

  private static double norm(double[] v) {
    return Math.sqrt(Sums.dot(v, v, 0, v.length));
  }
}
