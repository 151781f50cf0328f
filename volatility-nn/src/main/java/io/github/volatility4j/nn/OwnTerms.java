package io.github.volatility4j.nn;

import java.util.Arrays;

/**
 * What a stock's own past says beyond its anchor a, free of the unit of returns. All of it is known
 * by the evening of the row:
 *
 * <ul>
 *   <li>the surprise {@code z = r/√a} and {@code |z|}, a the anchor of the same day;
 *   <li>{@code ln(mean truth of 5, 22, 66 days / a)}, a the anchor of the day after;
 *   <li>{@code ln(EWMA / a)}, both of the day after.
 * </ul>
 */
final class OwnTerms {
  static final int SURPRISE = 0;
  static final int SIZE_OF_SURPRISE = 1;
  static final int WEEK = 2;
  static final int MONTH = 3;
  static final int QUARTER = 4;
  static final int EWMA = 5;
  static final int COUNT = 6;

  private static final int[] DAYS = {5, 22, 66};

  /** A mean of nothing but zeros has no logarithm. */
  private static final double LEAST = 1e-6;

  private OwnTerms() {}

  /**
   * Terms of every row; NaN where the anchor or, of the surprise, the return is not known.
   *
   * @return // [term][rows]
   */
  static double[][] of(Rows rows) {
    int n = rows.size();
    double[][] out = new double[COUNT][n];
    double[] ewma = ReferencePath.ewma(rows.truth(), 1);
    for (int t = 0; t < n; t++) {
      double z = rows.returns()[t] / Math.sqrt(rows.anchor()[t]);
      out[SURPRISE][t] = z;
      out[SIZE_OF_SURPRISE][t] = Math.abs(z);
      double next = rows.anchor()[t + 1];
      for (int k = 0; k < DAYS.length; k++) {
        int days = Math.min(DAYS[k], t + 1);
        double mean = Arrays.stream(rows.truth(), t + 1 - days, t + 1).sum() / days;
        out[WEEK + k][t] = Math.log(Math.max(mean / next, LEAST));
      }
      out[EWMA][t] = Math.log(ewma[t + 1] / next);
    }
    return out;
  }
}
