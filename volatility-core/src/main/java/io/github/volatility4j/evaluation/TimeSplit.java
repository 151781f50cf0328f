package io.github.volatility4j.evaluation;

import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/**
 * Three parts of the days that have a truth.
 *
 * @param validation first day of validation
 * @param test first day of the test
 * @param end last day of the test
 */
record TimeSplit(LocalDate validation, LocalDate test, LocalDate end) {
  static TimeSplit of(
      SeriesSet panel, String truth, double validationFraction, double testFraction) {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (TimeSeries series : panel) {
      double[] y = series.values(truth);
      for (int row = 0; row < y.length; row++) {
        if (!Double.isNaN(y[row])) {
          days.add(series.date(row));
        }
      }
    }
    List<LocalDate> all = List.copyOf(days);
    BigDecimal beforeTest = BigDecimal.ONE.subtract(BigDecimal.valueOf(testFraction));
    int test = row(beforeTest, all.size());
    int validation = row(beforeTest.subtract(BigDecimal.valueOf(validationFraction)), all.size());
    if (validation < 1 || test >= all.size()) {
      throw new IllegalArgumentException(
          "%d days with a truth; a split with validation %s and test %s leaves a part of it empty"
              .formatted(all.size(), validationFraction, testFraction));
    }
    return new TimeSplit(all.get(validation), all.get(test), all.get(all.size() - 1));
  }

  /** In decimal: in binary, (1 − 0.2 − 0.1)·10 is below 7. */
  private static int row(BigDecimal share, int n) {
    return share.multiply(BigDecimal.valueOf(n)).setScale(0, RoundingMode.FLOOR).intValueExact();
  }

  /** What is known before the first test day; a series that begins later is not there yet. */
  History past(SeriesSet panel) {
    return History.of(
        SeriesSet.of(
            panel.stream()
                .map(series -> series.until(test.minusDays(1)))
                .filter(series -> series.size() > 0)
                .toList()));
  }
}
