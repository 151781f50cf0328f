package io.github.volatility4j.nn;

import java.util.Arrays;

/**
 * What is known of one stock on consecutive trading days, as numbers; NaN where something is not
 * known.
 *
 * @param truth realised variance of each day // [rows]
 * @param teacher the teacher's variance for each day, known the evening before, and for the day
 *     after the last // [rows + 1]
 * @param anchor the anchor's variance for the same days // [rows + 1]
 * @param returns of each day // [rows]
 * @param market means over the panel's stocks of each day, see {@link MarketTerms} // [term][rows]
 * @param covariates those of the calendar reach beyond the last row, as far as is forecast //
 *     [covariate][rows or more]
 */
record Rows(
    double[] truth,
    double[] teacher,
    double[] anchor,
    double[] returns,
    double[][] market,
    double[][] covariates) {
  int size() {
    return truth.length;
  }

  Rows withMarket(double[][] terms) {
    return new Rows(truth, teacher, anchor, returns, terms, covariates);
  }

  /** The same rows with what teacher and anchor expect of the day after the last. */
  Rows ahead(double teacherAfter, double anchorAfter) {
    double[] g = teacher.clone();
    double[] a = anchor.clone();
    g[size()] = teacherAfter;
    a[size()] = anchorAfter;
    return new Rows(truth, g, a, returns, market, covariates);
  }

  /** The last rows only, or all where there are not so many. */
  Rows last(int rows) {
    int from = Math.max(0, size() - rows);
    return new Rows(
        from(truth, from),
        from(teacher, from),
        from(anchor, from),
        from(returns, from),
        from(market, from),
        from(covariates, from));
  }

  private static double[] from(double[] values, int from) {
    return Arrays.copyOfRange(values, from, values.length);
  }

  private static double[][] from(double[][] values, int from) {
    return Arrays.stream(values).map(row -> from(row, from)).toArray(double[][]::new);
  }

  /**
   * The rows moved on by one day that has not been yet: its variance is the forecast; its return,
   * the market's terms and its covariates are unknown.
   *
   * @param variance forecast for the day
   * @param teacherAfter the teacher's variance for the day after it
   * @param anchorAfter the anchor's
   */
  Rows next(double variance, double teacherAfter, double anchorAfter) {
    return new Rows(
        shifted(truth, variance),
        shifted(teacher, teacherAfter),
        shifted(anchor, anchorAfter),
        shifted(returns, Double.NaN),
        shifted(market),
        shifted(covariates));
  }

  private static double[] shifted(double[] values, double last) {
    double[] out = Arrays.copyOfRange(values, 1, values.length + 1);
    out[values.length - 1] = last;
    return out;
  }

  private static double[][] shifted(double[][] values) {
    return Arrays.stream(values).map(row -> shifted(row, Double.NaN)).toArray(double[][]::new);
  }
}
