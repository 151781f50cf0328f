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
    double[] squares = path.scratch;
    if (path.step == Strands.COUNT) {
      Strands.beginSum(squares, path.padding);
      addSquares(path.e, path.h, squares, path.padding, path.end);
      return value(path, Strands.sum(squares, path.end));
    }
    squares(path.e, path.h, squares, path.padding, path.end);
    return value(path, Sums.sum(squares, path.padding, path.end));
  }

  @Override
  public double score(
      VariancePath path,
      double[] theta,
      int at,
      double[] byResidual,
      double[] byVariance,
      double[] byShape) {
    if (path.step == Strands.COUNT) {
      double[] squares = path.scratch;
      Strands.beginSum(squares, path.padding);
      scores(path.e, path.h, byResidual, byVariance, squares, path.padding, path.end);
      return value(path, Strands.sum(squares, path.end));
    }
    scores(path.e, path.h, byResidual, byVariance, path.padding, path.end);
    return value(path, -Sums.dot(path.e, byResidual, path.padding, path.end));
  }

  private static void squares(double[] e, double[] h, double[] out, int from, int end) {
    for (int t = from; t < end; t++) {
      out[t] = e[t] * e[t] / h[t];
    }
  }

  private static void addSquares(double[] e, double[] h, double[] sums, int from, int end) {
    for (int t = from; t < end; t++) {
      sums[t] = sums[t - Strands.COUNT] + e[t] * e[t] / h[t];
    }
  }

  private static void scores(
      double[] e,
      double[] h,
      double[] byResidual,
      double[] byVariance,
      double[] sums,
      int from,
      int end) {
    for (int t = from; t < end; t++) {
      double inverse = 1 / h[t];
      double standardised = e[t] * inverse;
      byResidual[t] = -standardised;
      byVariance[t] = 0.5 * inverse * (e[t] * standardised - 1);
      sums[t] = sums[t - Strands.COUNT] + e[t] * standardised;
    }
  }

  // Without a sum in it, C2 makes vector instructions of the loop.
  private static void scores(
      double[] e, double[] h, double[] byResidual, double[] byVariance, int from, int end) {
    for (int t = from; t < end; t++) {
      double inverse = 1 / h[t];
      double standardised = e[t] * inverse;
      byResidual[t] = -standardised;
      byVariance[t] = 0.5 * inverse * (e[t] * standardised - 1);
    }
  }

  private static double value(VariancePath path, double squares) {
    double logs = LogProduct.sum(0, path.h, path.padding, path.end);
    return -path.observations() * HALF_LOG_2_PI - 0.5 * (logs + squares);
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
