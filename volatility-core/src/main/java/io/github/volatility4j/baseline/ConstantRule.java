package io.github.volatility4j.baseline;

/** Always the same. */
record ConstantRule(double value) implements Rule {
  @Override
  public int memory() {
    return 1;
  }

  @Override
  public double next(Measure past, int n) {
    return value;
  }
}
