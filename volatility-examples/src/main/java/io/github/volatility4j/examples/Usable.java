package io.github.volatility4j.examples;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The stocks of a panel that can be labelled. */
final class Usable {
  private Usable() {}

  /**
   * Leaves out stocks with too few values or a single one, and names them.
   *
   * @param panel prices, or returns
   * @param least values that a stock must have
   * @param window what they are needed for: labels look back so many returns
   * @param input where the panel came from
   * @throws IllegalArgumentException if no stock remains
   */
  static SeriesSet of(SeriesSet panel, int least, int window, Path input, Shell shell) {
    List<TimeSeries> usable = new ArrayList<>();
    List<String> tooShort = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    for (TimeSeries series : panel) {
      double[] values = series.values();
      if (values.length < least) {
        tooShort.add(series.name());
      } else if (Arrays.stream(values).allMatch(value -> value == values[0])) {
        constant.add(series.name());
      } else {
        usable.add(series);
      }
    }
    leftOut(shell, "fewer than %d returns".formatted(window + 1), tooShort);
    leftOut(shell, "the price never changes", constant);
    if (usable.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no stock remains of %d; %d returns that are not all zero are wanted"
              .formatted(input, panel.size(), window + 1));
    }
    return SeriesSet.of(usable);
  }

  private static void leftOut(Shell shell, String reason, List<String> names) {
    if (!names.isEmpty()) {
      shell.say("left out, %s: %s", reason, String.join(", ", names));
    }
  }
}
