package io.github.volatility4j.garch;

/** The generalised error distribution with {@code nu}. */
record GedInnovation() implements TailInnovation {
  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public double minNu() {
    return 1.01;
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
  public double locationInformation(double[] theta, int at) {
    return new GedDensity(1 / theta[at]).locationInformation();
  }

  @Override
  public double scaleInformation(double[] theta, int at) {
    return 0.5 / theta[at];
  }

  @Override
  public String label() {
    return "GED";
  }
}
