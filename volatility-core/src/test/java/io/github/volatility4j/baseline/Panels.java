package io.github.volatility4j.baseline;

import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small panels of returns with a measure of their variance. */
final class Panels {
  static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

  private Panels() {}

  static List<LocalDate> days(int n) {
    return IntStream.range(0, n).mapToObj(FIRST::plusDays).toList();
  }

  /** A series whose component {@code y} is given; its returns are the roots, with signs. */
  static TimeSeries series(String name, double[] y) {
    double[] r = new double[y.length];
    for (int t = 0; t < r.length; t++) {
      double root = Double.isNaN(y[t]) ? 1 : Math.sqrt(y[t]);
      r[t] = t % 2 == 0 ? root : -root;
    }
    return TimeSeries.of(name, days(y.length), r)
        .with("y", y)
        .withAttribute(TimeSeries.UNIT, TimeSeries.PERCENT);
  }

  /** A GARCH(1,1) path's squared returns. */
  static double[] simulated(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[n];
    double h = 1;
    for (int t = 0; t < n; t++) {
      double z = random.nextGaussian();
      y[t] = h * z * z;
      h = 0.05 + 0.1 * y[t] + 0.85 * h;
    }
    return y;
  }

  static History history(int stocks, int n) {
    List<TimeSeries> all = new ArrayList<>();
    for (int s = 0; s < stocks; s++) {
      all.add(series("S" + s, simulated(s, n)));
    }
    return History.of(SeriesSet.of(all));
  }
}
