package io.github.volatility4j.examples;

import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;

/** Reads the table that {@code labels} writes. */
final class Labels {
  private Labels() {}

  /**
   * The labels as the teacher made them: the return is the main component, in percent. A table can
   * say neither.
   */
  static SeriesSet read(Path file) {
    return SeriesSet.readCsv(file).map(Labels::ofReturns);
  }

  private static TimeSeries ofReturns(TimeSeries table) {
    if (!table.has(Returns.RETURN)) {
      throw new IllegalArgumentException(
          "there is no column %s; a table made by the labels command is wanted, found %s"
              .formatted(Returns.RETURN, table.components()));
    }
    return table.withMain(Returns.RETURN).withAttribute(TimeSeries.UNIT, TimeSeries.PERCENT);
  }
}
