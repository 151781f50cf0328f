package io.github.volatility4j.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/** The masks of a {@link SparseDropout} as numbers to multiply with, for one place in a network. */
final class WindowMasks {
  private final SparseDropout dropout;
  private final int place;

  WindowMasks(SparseDropout dropout, int place) {
    this.dropout = dropout;
    this.place = place;
  }

  boolean off() {
    return dropout.off();
  }

  /** {@return the value of a number that is not dropped} */
  double kept() {
    return dropout.kept();
  }

  /**
   * Overwrites an array with fresh masks.
   *
   * @param seeds of the windows // [batch]
   */
  void fill(long[] seeds, Activations mask) {
    int width = mask.width;
    int[] at = new int[mask.time * width];
    double[] values = new double[mask.time * mask.batch * width];
    Arrays.fill(values, dropout.kept());
    for (int b = 0; b < mask.batch; b++) {
      int count = dropout.list(seeds[b], place, 0, at.length, at, 0);
      for (int i = 0; i < count; i++) {
        int day = at[i] / width;
        values[(day * mask.batch + b) * width + at[i] % width] = 0;
      }
    }
    if (mask.cube.dataType() == DataType.DOUBLE) {
      HostCopy.write(values, mask.cube);
    } else {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      HostCopy.write(floats, mask.cube);
    }
  }
}
