package io.github.volatility4j.series;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the rows of one series as a file is read. */
final class SeriesBuilder {
  private final String name;
  private int[] days = new int[256];
  private final double[][] values; // [component][row]
  private int size;

  SeriesBuilder(String name, int components) {
    this.name = name;
    this.values = new double[components][256];
  }

  /** Adds a row of NaN and returns its number. */
  int addRow(int day) {
    if (size == days.length) {
      days = Arrays.copyOf(days, 2 * size);
      for (int c = 0; c < values.length; c++) {
        values[c] = Arrays.copyOf(values[c], 2 * size);
      }
    }
    days[size] = day;
    for (double[] column : values) {
      column[size] = Double.NaN;
    }
    return size++;
  }

  void set(int component, int row, double value) {
    values[component][row] = value;
  }

  int size() {
    return size;
  }

  TimeSeries build(boolean dated, List<String> components, Map<String, String> attributes) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < values.length; c++) {
      columns.put(components.get(c), Arrays.copyOf(values[c], size));
    }
    return TimeSeries.wrap(
        name,
        SeriesRows.of(dated ? Arrays.copyOf(days, size) : SeriesRows.UNDATED, columns, size),
        Collections.unmodifiableMap(new LinkedHashMap<>(attributes)));
  }
}
