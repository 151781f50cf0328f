package io.github.volatility4j.garch;

/**
 * Fits windows of a series, one like the other; what is found in a window depends on that window
 * alone. It owns its arrays: one for each thread.
 */
interface WindowFits {
  /** Those of a teacher: an AR(p) mean, normal innovations, pre-sample EWMA. */
  static WindowFits of(int window, Specification teacher) {
    return LaneFit.knows(teacher) ? new LaneFit(window, teacher) : new WindowFit(window, teacher);
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
}
