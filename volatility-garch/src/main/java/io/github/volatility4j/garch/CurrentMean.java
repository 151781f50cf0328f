package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * The pre-sample value {@code b = (mean |e|^δ)^(2/δ)} at the current parameters of the mean, with
 * its derivatives, and the mean residual.
 */
final class CurrentMean {
  private CurrentMean() {}

  static void write(VariancePath path, double power, boolean derivatives) {
    double[] e = path.e;
    int from = path.padding;
    int n = path.observations();
    double mean = (power == 2 ? Sums.dot(e, e, from, path.end) : powers(path, power)) / n;
    path.meanResidual = Sums.sum(e, from, path.end) / n;
    path.backcast = power == 2 ? mean : Math.pow(mean, 2 / power);
    for (int j = 0; derivatives && j < path.x.length; j++) {
      double regressor = Sums.sum(path.x[j], from, path.end) / n;
      Arrays.fill(path.x[j], 0, from, regressor); // ∂ mean residual = −mean(x)
      path.backcastGradient[j] = outer(mean, power) * slope(path, power, j);
    }
  }

  private static double powers(VariancePath path, double power) {
    double sum = 0;
    for (int t = path.padding; t < path.end; t++) {
      sum += Math.pow(Math.abs(path.e[t]), power);
    }
    return sum;
  }

  /** db/dM of {@code b = M^(2/δ)}. */
  private static double outer(double mean, double power) {
    return power == 2 ? 1 : 2 / power * Math.pow(mean, 2 / power - 1);
  }

  private static double slope(VariancePath path, double power, int j) {
    double[] x = path.x[j];
    if (power == 2) {
      return -2 * Sums.dot(path.e, x, path.padding, path.end) / path.observations();
    }
    double sum = 0;
    for (int t = path.padding; t < path.end; t++) {
      double e = path.e[t];
      sum -= Math.copySign(power * Math.pow(Math.abs(e), power - 1), e) * x[t];
    }
    return sum / path.observations();
  }

  static void writeSecond(VariancePath path, double power) {
    double mean = Math.pow(path.backcast, 0.5 * power);
    double outer = outer(mean, power);
    double bend = outer * (2 / power - 1) / mean;
    for (int i = 0; i < path.x.length; i++) {
      double byI = slope(path, power, i);
      for (int j = 0; j <= i; j++) {
        double sum = power == 2 ? 2 * Sums.dot(path.x[i], path.x[j], path.padding, path.end) : 0;
        for (int t = path.padding; t < path.end && power != 1 && power != 2; t++) {
          double second = power * (power - 1) * Math.pow(Math.abs(path.e[t]), power - 2);
          sum += second * path.x[i][t] * path.x[j][t];
        }
        path.backcastHessian[VariancePath.pair(i, j)] =
            outer * sum / path.observations() + bend * byI * slope(path, power, j);
      }
    }
  }
}
