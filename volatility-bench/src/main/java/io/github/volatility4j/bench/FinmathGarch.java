package io.github.volatility4j.bench;

import java.util.Map;
import net.finmath.timeseries.models.parametric.GARCH;

/**
 * finmath-lib's GARCH(1,1), which takes prices and knows no mean: so the mean is taken off the
 * returns beforehand, which is one parameter fewer to search for.
 */
final class FinmathGarch {
  private FinmathGarch() {}

  /**
   * Prices whose log returns are the residuals.
   *
   * @param residuals of percent returns
   * @return decimal // [residuals + 1]
   */
  static double[] prices(double[] residuals) {
    double[] prices = new double[residuals.length + 1];
    double log = 0;
    prices[0] = 1;
    for (int t = 0; t < residuals.length; t++) {
      log += residuals[t] / 100;
      prices[t + 1] = Math.exp(log);
    }
    return prices;
  }

  static double[] lessTheirMean(double[] returns) {
    double sum = 0;
    for (double r : returns) {
      sum += r;
    }
    double[] residuals = new double[returns.length];
    for (int t = 0; t < returns.length; t++) {
      residuals[t] = returns[t] - sum / returns.length;
    }
    return residuals;
  }

  /** {@return the residuals of an AR(1) by least squares} // [returns − 1] */
  static double[] lessTheirAr1(double[] returns, int from, int to) {
    int n = to - from - 1;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int t = from + 1; t < to; t++) {
      double x = returns[t - 1];
      sx += x;
      sy += returns[t];
      sxx += x * x;
      sxy += x * returns[t];
    }
    double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
    double constant = (sy - slope * sx) / n;
    double[] residuals = new double[n];
    for (int t = from + 1; t < to; t++) {
      residuals[t - from - 1] = returns[t] - constant - slope * returns[t - 1];
    }
    return residuals;
  }

  /** {@return Omega, Alpha, Beta and what else finmath gives} */
  static Map<String, Object> fit(double[] prices) {
    return new GARCH(prices).getBestParameters();
  }
}
