package io.github.volatility4j.garch;

import java.util.List;

/** The generalised error distribution with {@code nu}; inside, {@code η = 1/ν} as Student's t. */
record GedInnovation() implements Innovation {
  static final double MIN_NU = 1.01;
  static final double MAX_NU = 500;

  @Override
  public List<String> parameterNames() {
    return List.of("nu");
  }

  @Override
  public void constrain(Constraints set, int at) {
    set.atLeast(at, 1 / MAX_NU, "nu at its bound " + (int) MAX_NU);
    set.atMost(at, 1 / MIN_NU, "nu at its bound " + MIN_NU);
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public double[] start() {
    return new double[] {0.7};
  }

  @Override
  public Distribution distribution(double[] theta, int at) {
    return new GedDensity(1 / theta[at]);
  }

  @Override
  public double userSlope(double[] theta, int at, int shape) {
    return -1 / (theta[at] * theta[at]);
  }

  @Override
  public double userBend(double[] theta, int at, int shape) {
    return 2 / (theta[at] * theta[at] * theta[at]);
  }

  @Override
  public double locationInformation(double[] theta, int at) {
    return new GedDensity(1 / theta[at]).locationInformation();
  }

  @Override
  public double scaleInformation(double[] theta, int at) {
    return 0.5 / theta[at];
  }

  @Override
  public void toUser(double[] theta, int at) {
    theta[at] = 1 / theta[at];
  }

  @Override
  public void fromUser(double[] theta, int at) {
    theta[at] = 1 / theta[at];
  }

  @Override
  public String label() {
    return "GED";
  }
}
