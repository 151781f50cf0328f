package io.github.volatility4j.metrics;

/**
 * How far variance forecasts {@code h} are from realised variances {@code y}, averaged over rows.
 * Only MSE and QLIKE rank forecasts rightly when {@code y} is a noisy unbiased proxy (Patton 2011,
 * Journal of Econometrics 160:246–256, doi:10.1016/j.jeconom.2010.03.034). Every method wants
 * arrays of the same length, at least 1, of finite numbers.
 */
public final class VarianceMetrics {
  private VarianceMetrics() {}

  /**
   * Mean squared error, {@code mean((y − h)²)}.
   *
   * @param truth realised variances y
   * @param forecast forecasts h
   * @return in the fourth power of the returns' unit
   */
  public static double mse(double[] truth, double[] forecast) {
    double sum = 0;
    for (int i = check(truth, forecast) - 1; i >= 0; i--) {
      double e = truth[i] - forecast[i];
      sum += e * e;
    }
    return sum / truth.length;
  }

  /**
   * Root mean squared error.
   *
   * @param truth realised variances y
   * @param forecast forecasts h
   * @return in the square of the returns' unit
   */
  public static double rmse(double[] truth, double[] forecast) {
    return Math.sqrt(mse(truth, forecast));
  }

  /**
   * Mean absolute error, {@code mean(|y − h|)}.
   *
   * @param truth realised variances y
   * @param forecast forecasts h
   * @return in the square of the returns' unit
   */
  public static double mae(double[] truth, double[] forecast) {
    double sum = 0;
    for (int i = check(truth, forecast) - 1; i >= 0; i--) {
      sum += Math.abs(truth[i] - forecast[i]);
    }
    return sum / truth.length;
  }

  /**
   * Coefficient of determination of the forecast itself, {@code 1 − Σ(y − h)² / Σ(y − ȳ)²};
   * negative when the mean of y would have been better.
   *
   * @param truth realised variances y, not all equal
   * @param forecast forecasts h
   * @return at most 1
   * @throws IllegalArgumentException if all y are equal
   */
  public static double r2(double[] truth, double[] forecast) {
    double mean = 0;
    int n = check(truth, forecast);
    for (double y : truth) {
      mean += y / n;
    }
    double total = 0;
    boolean constant = true; // its rounded mean would leave a total that is not quite 0
    for (double y : truth) {
      total += (y - mean) * (y - mean);
      constant &= y == truth[0];
    }
    if (constant || total == 0) {
      throw new IllegalArgumentException("R² is undefined: all realised variances are " + mean);
    }
    return 1 - mse(truth, forecast) * n / total;
  }

  /**
   * QLIKE as a Gaussian likelihood, {@code mean(ln h + y/h)}; defined at y = 0, where it is {@code
   * ln h}. Nothing is clipped and no row is dropped: a forecast near zero costs y/h without bound
   * if anything moved, and gains ln h without bound if nothing did. Days without a truth or a
   * forecast are the caller's to leave out, for all forecasts that are to be compared alike.
   *
   * @param truth realised variances y, at least 0
   * @param forecast forecasts h, above 0
   * @return lower is better; shifts by {@code ln c} when the unit of variance is divided by c
   * @throws IllegalArgumentException if a forecast is not positive or a truth negative
   */
  public static double qlike(double[] truth, double[] forecast) {
    double sum = 0;
    for (int i = checkPositive(truth, forecast) - 1; i >= 0; i--) {
      sum += Math.log(forecast[i]) + truth[i] / forecast[i];
    }
    return sum / truth.length;
  }

  /**
   * QLIKE as a distance, {@code mean(y/h − ln(y/h) − 1)}, zero for a perfect forecast and free of
   * units; it ranks as {@link #qlike} does but is undefined where y = 0.
   *
   * @param truth realised variances y, above 0
   * @param forecast forecasts h, above 0
   * @return at least 0
   * @throws IllegalArgumentException if a forecast or a truth is not positive
   */
  public static double qlikeDistance(double[] truth, double[] forecast) {
    double sum = 0;
    for (int i = checkPositive(truth, forecast) - 1; i >= 0; i--) {
      if (!(truth[i] > 0)) {
        throw new IllegalArgumentException(
            "realised variance " + truth[i] + " in row " + i + "; this form of QLIKE needs y > 0");
      }
      double ratio = truth[i] / forecast[i];
      sum += ratio - Math.log(ratio) - 1;
    }
    return sum / truth.length;
  }

  private static int check(double[] truth, double[] forecast) {
    if (truth.length != forecast.length || truth.length == 0) {
      throw new IllegalArgumentException(
          "%d realised variances for %d forecasts; both must be equally many and at least 1"
              .formatted(truth.length, forecast.length));
    }
    for (int i = 0; i < truth.length; i++) {
      requireFinite("realised variance", truth[i], i);
      requireFinite("forecast", forecast[i], i);
    }
    return truth.length;
  }

  private static void requireFinite(String what, double value, int row) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s %s in row %d; it must be a finite number".formatted(what, value, row));
    }
  }

  private static int checkPositive(double[] truth, double[] forecast) {
    int n = check(truth, forecast);
    for (int i = 0; i < n; i++) {
      if (!(forecast[i] > 0)) {
        throw new IllegalArgumentException(
            "forecast " + forecast[i] + " in row " + i + "; a variance forecast must be positive");
      }
      if (!(truth[i] >= 0)) {
        throw new IllegalArgumentException(
            "realised variance " + truth[i] + " in row " + i + "; it must be at least 0");
      }
    }
    return n;
  }
}
