package io.github.volatility4j.garch;

/** Powell's damped update of a curvature, which stays positive definite. */
final class DampedBfgs {
  private final double[] curved; // B·s
  private final double[] y;

  DampedBfgs(int k) {
    curved = new double[k];
    y = new double[k];
  }

  /** Updates with the step from x to {@code to} and the gradients at both. */
  void update(
      double[][] curvature, double[] x, double[] to, double[] gradient, double[] gradientTo) {
    int k = y.length;
    double sy = 0;
    double sBs = 0;
    for (int i = 0; i < k; i++) {
      double sum = 0;
      for (int j = 0; j < k; j++) {
        sum += curvature[i][j] * (to[j] - x[j]);
      }
      curved[i] = sum;
      y[i] = gradientTo[i] - gradient[i];
      sy += (to[i] - x[i]) * y[i];
      sBs += (to[i] - x[i]) * sum;
    }
    if (!(sBs > 0)) {
      return;
    }
    if (sy < 0.2 * sBs) {
      double share = 0.8 * sBs / (sBs - sy);
      for (int i = 0; i < k; i++) {
        y[i] = share * y[i] + (1 - share) * curved[i];
      }
      sy = 0.2 * sBs;
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        curvature[i][j] += y[i] * y[j] / sy - curved[i] * curved[j] / sBs;
      }
    }
  }
}
