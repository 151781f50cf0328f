package io.github.volatility4j.garch;

import java.util.List;

/** Hansen's skewed t with {@code nu} and {@code lambda}; inside, {@code η = 1/ν} as Student's t. */
record SkewTInnovation() implements Innovation {
  static final double MAX_LAMBDA = 0.999;

  private static final StudentTInnovation SYMMETRIC = new StudentTInnovation();

  @Override
  public List<String> parameterNames() {
    return List.of("nu", "lambda");
  }

  @Override
  public void constrain(Constraints set, int at) {
    SYMMETRIC.constrain(set, at);
    set.atLeast(at + 1, -MAX_LAMBDA, "lambda at its bound -" + MAX_LAMBDA);
    set.atMost(at + 1, MAX_LAMBDA, "lambda at its bound " + MAX_LAMBDA);
  }

  @Override
  public double[] start() {
    return new double[] {0.125, -0.02};
  }

  private SkewTDensity density(double[] theta, int at) {
    return new SkewTDensity(1 / theta[at], theta[at + 1]);
  }

  @Override
  public Distribution distribution(double[] theta, int at) {
    return density(theta, at);
  }

  @Override
  public double userSlope(double[] theta, int at, int shape) {
    return shape == 0 ? SYMMETRIC.userSlope(theta, at, 0) : 1;
  }

  @Override
  public double userBend(double[] theta, int at, int shape) {
    return shape == 0 ? SYMMETRIC.userBend(theta, at, 0) : 0;
  }

  @Override
  public double locationInformation(double[] theta, int at) {
    return SYMMETRIC.locationInformation(theta, at) * density(theta, at).locationFactor();
  }

  @Override
  public double scaleInformation(double[] theta, int at) {
    return SYMMETRIC.scaleInformation(theta, at)
        + SYMMETRIC.locationInformation(theta, at) * density(theta, at).scaleSurplus();
  }

  @Override
  public void toUser(double[] theta, int at) {
    SYMMETRIC.toUser(theta, at);
  }

  @Override
  public void fromUser(double[] theta, int at) {
    SYMMETRIC.fromUser(theta, at);
  }

  @Override
  public String label() {
    return "skewed t";
  }
}
