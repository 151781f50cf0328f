package io.github.volatility4j.bench;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Percent returns that follow a GARCH(1,1) of a stock index: ω .02, α .09, β .89. */
final class SimulatedReturns {
  private SimulatedReturns() {}

  static TimeSeries one(String name, int days, long seed) {
    Random random = new Random(seed);
    double[] returns = new double[days];
    double h = 1;
    for (int t = 0; t < days; t++) {
      double e = Math.sqrt(h) * random.nextGaussian();
      returns[t] = 0.05 + e;
      h = 0.02 + 0.09 * e * e + 0.89 * h;
    }
    return TimeSeries.of(name, returns).withAttribute(TimeSeries.UNIT, TimeSeries.PERCENT);
  }

  static SeriesSet panel(int stocks, int days) {
    List<TimeSeries> all = new ArrayList<>();
    for (int s = 0; s < stocks; s++) {
      all.add(one("S" + s, days, s));
    }
    return SeriesSet.of(all);
  }
}
