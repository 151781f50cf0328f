package io.github.volatility4j.garch;

/** {@code (ω / (1 − P))^(2/δ)} with a persistence P that is linear in the parameters. */
final class LongRun {
  private LongRun() {}

  private static double rest(double[] weights, double[] theta, int at) {
    double rest = 1;
    for (int i = 1; i < weights.length; i++) {
      rest -= weights[i] * theta[at + i];
    }
    return rest;
  }

  static double value(double[] weights, double power, double[] theta, int at, double[] gradient) {
    double rest = rest(weights, theta, at);
    if (!(rest > Constraints.SLACK)) {
      return Double.POSITIVE_INFINITY;
    }
    double level = theta[at] / rest;
    double value = power == 2 ? level : Math.pow(level, 2 / power);
    // dv = (2/δ)·v/level·dlevel
    double slope = power == 2 ? 1 : 2 / power * value / level;
    gradient[at] = slope / rest;
    for (int i = 1; i < weights.length; i++) {
      gradient[at + i] = slope * weights[i] * level / rest;
    }
    return value;
  }

  static void hessian(double[] weights, double power, double[] theta, int at, double[] out) {
    double rest = rest(weights, theta, at);
    double level = theta[at] / rest;
    double value = Math.pow(level, 2 / power);
    double slope = 2 / power * value / level;
    double bend = slope * (2 / power - 1) / level;
    for (int i = 0; i < weights.length; i++) {
      double byI = i == 0 ? 1 / rest : weights[i] * level / rest;
      for (int j = 0; j <= i; j++) {
        double byJ = j == 0 ? 1 / rest : weights[j] * level / rest;
        double both = 0;
        if (i > 0) {
          both =
              j == 0
                  ? weights[i] / (rest * rest)
                  : 2 * weights[i] * weights[j] * level / (rest * rest);
        }
        out[VariancePath.pair(at + i, at + j)] = slope * both + bend * byI * byJ;
      }
    }
  }
}
