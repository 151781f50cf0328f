package io.github.volatility4j.bench;

import java.util.Map;

/**
 * The tensors of a network of ours by name.
 *
 * @param tensors in c-order
 */
record Weights(Map<String, float[]> tensors) {
  float[] get(String name) {
    float[] values = tensors.get(name);
    if (values == null) {
      throw new IllegalArgumentException(name + " is not among " + tensors.keySet());
    }
    return values;
  }

  /** {@return a matrix, transposed} // [columns, rows] */
  float[] transposed(String name, int rows, int columns) {
    return transpose(get(name), rows, columns);
  }

  /** {@code [rows, columns] -> [columns, rows]}. */
  static float[] transpose(float[] values, int rows, int columns) {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(values.length + " numbers for " + rows + " x " + columns);
    }
    float[] out = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = values[i * columns + j];
      }
    }
    return out;
  }
}
