package io.github.volatility4j.nn;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Returns of stocks that follow a GARCH(1,1), in percent, dated on weekdays. */
final class SimulatedPanel {
  private SimulatedPanel() {}

  static SeriesSet of(int stocks, int days, long seed) {
    List<TimeSeries> all = new ArrayList<>();
    for (int s = 0; s < stocks; s++) {
      all.add(stock("S" + s, days, seed + 31L * s, 1 + s));
    }
    return SeriesSet.of(all);
  }

  static TimeSeries stock(String name, int days, long seed, double level) {
    Random random = new Random(seed);
    double[] returns = new double[days];
    List<LocalDate> dates = new ArrayList<>();
    LocalDate date = LocalDate.of(2001, 1, 1);
    double h = level;
    for (int t = 0; t < days; t++) {
      returns[t] = 0.05 + Math.sqrt(h) * random.nextGaussian();
      double e = returns[t] - 0.05;
      h = 0.05 * level + 0.12 * e * e + 0.83 * h;
      dates.add(date);
      do {
        date = date.plusDays(1);
      } while (date.getDayOfWeek() == DayOfWeek.SATURDAY
          || date.getDayOfWeek() == DayOfWeek.SUNDAY);
    }
    return TimeSeries.of(name, dates, returns).withAttribute(TimeSeries.UNIT, TimeSeries.PERCENT);
  }
}
