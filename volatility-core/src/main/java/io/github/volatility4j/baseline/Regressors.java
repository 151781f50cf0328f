package io.github.volatility4j.baseline;

/** What a forecast by regression looks at; the first regressor is always 1. */
interface Regressors {
  /** {@return how many there are, the 1 included} */
  int count();

  /** {@return how many values must be known} */
  int memory();

  /**
   * Writes those of the n-th value.
   *
   * @param past its values
   * @param n at least {@link #memory()}
   * @param out [count]
   */
  void write(Measure past, int n, double[] out);

  /** {@code 1, y[t−1], mean5, mean22}. */
  record Har() implements Regressors {
    private static final int WEEK = 5;
    private static final int MONTH = 22;

    @Override
    public int count() {
      return 4;
    }

    @Override
    public int memory() {
      return MONTH;
    }

    @Override
    public void write(Measure past, int n, double[] out) {
      double[] y = past.values();
      double week = 0;
      for (int t = n - WEEK; t < n; t++) {
        week += y[t];
      }
      double month = week;
      for (int t = n - MONTH; t < n - WEEK; t++) {
        month += y[t];
      }
      out[0] = 1;
      out[1] = y[n - 1];
      out[2] = week / WEEK;
      out[3] = month / MONTH;
    }
  }

  /** HAR's logarithms, those of values below a floor taken at the floor. */
  record LogHar(double floor) implements Regressors {
    private static final Har PLAIN = new Har();

    @Override
    public int count() {
      return PLAIN.count();
    }

    @Override
    public int memory() {
      return PLAIN.memory();
    }

    @Override
    public void write(Measure past, int n, double[] out) {
      PLAIN.write(past, n, out);
      for (int j = 1; j < out.length; j++) {
        out[j] = Math.log(Math.max(floor, out[j]));
      }
    }
  }

  /** HAR's, and {@code √q[t−1]·y[t−1]}. */
  record HarQ() implements Regressors {
    private static final Har PLAIN = new Har();

    @Override
    public int count() {
      return PLAIN.count() + 1;
    }

    @Override
    public int memory() {
      return PLAIN.memory();
    }

    @Override
    public void write(Measure past, int n, double[] out) {
      PLAIN.write(past, n, out);
      out[PLAIN.count()] = Math.sqrt(past.second()[n - 1]) * past.values()[n - 1];
    }
  }

  /** {@code 1, y[t−1], …, y[t−p]}. */
  record Lags(int order) implements Regressors {
    @Override
    public int count() {
      return order + 1;
    }

    @Override
    public int memory() {
      return order;
    }

    @Override
    public void write(Measure past, int n, double[] out) {
      out[0] = 1;
      for (int j = 1; j <= order; j++) {
        out[j] = past.values()[n - j];
      }
    }
  }
}
