package io.github.volatility4j.realized;

/** A day's four prices, checked. */
record Ohlc(double[] open, double[] high, double[] low, double[] close) {
  static Ohlc of(double[] open, double[] high, double[] low, double[] close) {
    VarianceMeasures.requireSameLength(open.length, high.length);
    VarianceMeasures.requireSameLength(open.length, low.length);
    VarianceMeasures.requireSameLength(open.length, close.length);
    for (int t = 0; t < open.length; t++) {
      boolean inside =
          low[t] > 0
              && high[t] < Double.POSITIVE_INFINITY
              && low[t] <= Math.min(open[t], close[t])
              && high[t] >= Math.max(open[t], close[t]);
      if (!inside) {
        throw new IllegalArgumentException(
            "open %s, high %s, low %s, close %s in row %d; they must be positive, the high the highest and the low the lowest"
                .formatted(open[t], high[t], low[t], close[t], t));
      }
    }
    return new Ohlc(open, high, low, close);
  }
}
