package io.github.volatility4j.garch;

/**
 * The pre-sample value of {@link CurrentMean} for the power 2 without a pass over the data: {@code
 * mean(e²)} is quadratic in the parameters of the mean. Around least squares, whose residuals r are
 * orthogonal to the regressors, {@code mean((r − X·δ)²) = mean(r²) − 2·δ'·mean(x·r) +
 * δ'·mean(x·x')·δ} is a sum of nothing that cancels.
 */
final class MeanSquare {
  private final double[] center; // [mean parameters] least squares
  private final double square;
  private final double[] cross; // [mean parameters] mean(x·r), rounding errors
  private final double[][] gram; // [mean parameters, mean parameters] mean(x·x')
  private final double residual;
  private final double[] regressors; // [mean parameters] mean(x)

  /** At least squares, of which the path has the residuals. */
  MeanSquare(VariancePath path, double[] leastSquares) {
    int k = path.x.length;
    double n = path.observations();
    this.center = leastSquares;
    this.square = Sums.dot(path.e, path.e, path.padding, path.end) / n;
    this.residual = Sums.sum(path.e, path.padding, path.end) / n;
    this.cross = new double[k];
    this.gram = new double[k][k];
    this.regressors = new double[k];
    for (int i = 0; i < k; i++) {
      cross[i] = Sums.dot(path.e, path.x[i], path.padding, path.end) / n;
      regressors[i] = Sums.sum(path.x[i], path.padding, path.end) / n;
      for (int j = 0; j <= i; j++) {
        gram[i][j] = Sums.dot(path.x[i], path.x[j], path.padding, path.end) / n;
        gram[j][i] = gram[i][j];
      }
    }
  }

  /** Writes a path's backcast and mean residual, and the gradient of the first. */
  void write(VariancePath path, double[] theta) {
    double value = square;
    double mean = residual;
    for (int i = 0; i < center.length; i++) {
      double curved = 0;
      for (int j = 0; j < center.length; j++) {
        curved += gram[i][j] * (theta[j] - center[j]);
      }
      double step = theta[i] - center[i];
      value += step * (curved - 2 * cross[i]);
      mean -= step * regressors[i];
      path.backcastGradient[i] = 2 * (curved - cross[i]);
    }
    path.backcast = value;
    path.meanResidual = mean;
  }

  /** Writes the second derivatives of a path's backcast. */
  void writeSecond(VariancePath path) {
    for (int i = 0; i < center.length; i++) {
      for (int j = 0; j <= i; j++) {
        path.backcastHessian[VariancePath.pair(i, j)] = 2 * gram[i][j];
      }
    }
  }
}
