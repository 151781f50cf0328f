package io.github.volatility4j.garch;

/**
 * The returns of one window after another, scaled so that the residuals of the mean's least squares
 * have mean square 1, for a mean of 0, a constant, or an AR(1).
 */
final class WindowData {
  private final int meanParameters;
  private final int n;
  private final double[] z; // [n + 1] the return before the first residual (0 without AR), then n
  private double c;
  private double phi;
  private double scale;
  private double backcast;

  /** For windows of so many returns. */
  WindowData(int window, int meanParameters) {
    this.meanParameters = meanParameters;
    this.n = meanParameters > 1 ? window - 1 : window;
    this.z = new double[n + 1];
  }

  /** {@return the number of residuals} */
  int residuals() {
    return n;
  }

  /**
   * Turns to a window.
   *
   * @param returns finite
   * @param end the row after it
   * @param rule EWMA or SAMPLE
   * @return false if the mean explains it without error, so that there is no variance to model
   */
  boolean load(double[] returns, int end, PreSample rule) {
    int from = end - n - 1; // the row before the first residual
    double largest = 0;
    for (int t = meanParameters > 1 ? 0 : 1; t <= n; t++) {
      largest = Math.max(largest, Math.abs(returns[from + t]));
    }
    // Twice, for what to divide by is known only after least squares, and their squares could
    // overflow before.
    double unit = largest > 0 ? largest : 1;
    divide(returns, from, unit);
    leastSquares();
    double square = weightedSquares(1, n);
    double first =
        rule == PreSample.EWMA
            ? weightedSquares(Likelihood.EWMA_DECAY, Math.min(n, Likelihood.EWMA_LENGTH))
            : square;
    c *= unit;
    scale = square > Likelihood.ROUNDING * Likelihood.ROUNDING ? unit * Math.sqrt(square) : 0;
    if (!(scale > 0)) {
      return false;
    }
    backcast = first / square;
    divide(returns, from, scale);
    return true;
  }

  private void divide(double[] returns, int from, double unit) {
    z[0] = meanParameters > 1 ? returns[from] / unit : 0;
    for (int t = 1; t <= n; t++) {
      z[t] = returns[from + t] / unit;
    }
  }

  /** From sums about the means; the slope is 0 where the returns before are constant. */
  private void leastSquares() {
    c = 0;
    phi = 0;
    if (meanParameters == 0) {
      return;
    }
    double mean = 0;
    double before = 0; // not the same sum less z[n], in which smaller ones would be lost
    for (int t = 1; t <= n; t++) {
      mean += z[t];
      before += z[t - 1];
    }
    mean /= n;
    before /= n;
    if (meanParameters > 1) {
      double xx = 0;
      double xy = 0;
      for (int t = 1; t <= n; t++) {
        double x = z[t - 1] - before;
        xx += x * x;
        xy += x * (z[t] - mean);
      }
      double rounding = Likelihood.ROUNDING * before;
      phi = xx > n * rounding * rounding ? xy / xx : 0;
    }
    c = mean - phi * before;
  }

  private double weightedSquares(double decay, int count) {
    double weight = 1;
    double weights = 0;
    double sum = 0;
    for (int t = 1; t <= count; t++) {
      double e = z[t] - c - phi * z[t - 1];
      sum += weight * e * e;
      weights += weight;
      weight *= decay;
    }
    return sum / weights;
  }

  /** Copies the scaled returns, n + 1 of them. */
  void copyTo(double[] to, int at) {
    System.arraycopy(z, 0, to, at, n + 1);
  }

  /** {@return the constant by least squares, in the returns' unit} */
  double constant() {
    return c;
  }

  /** {@return the slope by least squares} */
  double slope() {
    return phi;
  }

  /** {@return what the returns are divided by} */
  double scale() {
    return scale;
  }

  /** {@return what stands for the time before, scaled} */
  double backcast() {
    return backcast;
  }
}
