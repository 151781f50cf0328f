package io.github.volatility4j.garch;

/**
 * Fits windows of a series, one like the other; what is found in a window depends on that window
 * alone. It owns its arrays: one for each thread.
 */
interface WindowFits {
  /**
   * The fastest way there is for the teacher's model: an AR(p) mean, normal innovations, pre-sample
   * EWMA.
   */
  static WindowFits of(int window, int lags, VarianceModel variance) {
    return lags <= 1 && variance.equals(WindowFit.GARCH)
        ? new LaneFit(window, 1 + lags, PreSample.EWMA)
        : new WindowFit(window, lags, variance);
  }

  /**
   * Fits windows.
   *
   * @param returns of one series
   * @param firstEnd row after the first window
   * @param every rows from one window to the next
   * @param count of windows
   * @param out receives the results from its element 0 on
   */
  void fit(double[] returns, int firstEnd, int every, int count, WindowResults out);

  /**
   * The expected variances after the window that was fitted last, and alone.
   *
   * @param fit its results
   * @param i its element there
   * @param path [horizon] receives variances; zeros where there is nothing to model
   */
  void forecast(WindowResults fit, int i, double[] path);
}
