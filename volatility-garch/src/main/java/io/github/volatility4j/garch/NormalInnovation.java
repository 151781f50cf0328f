package io.github.volatility4j.garch;

import java.util.List;

/** Normal: {@code log f = −½·(ln 2π + ln h + e²/h)}. */
record NormalInnovation() implements Innovation {
  static final double HALF_LOG_2_PI = NormalDensity.HALF_LOG_2_PI;

  @Override
  public List<String> parameterNames() {
    return List.of();
  }

  @Override
  public void constrain(Constraints set, int at) {}

  @Override
  public double[] start() {
    return new double[0];
  }

  @Override
  public Distribution distribution(double[] theta, int at) {
    return Distribution.normal();
  }

  @Override
  public double userSlope(double[] theta, int at, int shape) {
    return 1;
  }

  @Override
  public double logLikelihood(VariancePath path, double[] theta, int at) {
    double[] e = path.e;
    double[] h = path.h;
    LogProduct logs = new LogProduct();
    double squares = 0;
    for (int t = path.padding; t < path.end; t++) {
      logs.times(h[t]);
      squares += e[t] * e[t] / h[t];
    }
    return -path.observations() * HALF_LOG_2_PI - 0.5 * (logs.sum() + squares);
  }

  @Override
  public double score(
      VariancePath path,
      double[] theta,
      int at,
      double[] byResidual,
      double[] byVariance,
      double[][] byShape) {
    double[] e = path.e;
    double[] h = path.h;
    LogProduct logs = new LogProduct();
    double squares = 0;
    for (int t = path.padding; t < path.end; t++) {
      logs.times(h[t]);
      double inverse = 1 / h[t];
      double standardised = e[t] * inverse;
      double square = e[t] * standardised;
      squares += square;
      byResidual[t] = -standardised;
      byVariance[t] = 0.5 * inverse * (square - 1);
    }
    return -path.observations() * HALF_LOG_2_PI - 0.5 * (logs.sum() + squares);
  }

  @Override
  public double locationInformation(double[] theta, int at) {
    return 1;
  }

  @Override
  public double scaleInformation(double[] theta, int at) {
    return 1;
  }

  @Override
  public void toUser(double[] theta, int at) {}

  @Override
  public void fromUser(double[] theta, int at) {}

  @Override
  public String label() {
    return "normal";
  }
}
