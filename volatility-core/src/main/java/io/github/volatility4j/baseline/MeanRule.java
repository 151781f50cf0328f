package io.github.volatility4j.baseline;

/** The mean of the last so many values. */
record MeanRule(int days) implements Rule {
  @Override
  public int memory() {
    return days;
  }

  @Override
  public double next(Measure past, int n) {
    double sum = 0;
    for (int t = n - days; t < n; t++) {
      sum += past.values()[t];
    }
    return sum / days;
  }
}
