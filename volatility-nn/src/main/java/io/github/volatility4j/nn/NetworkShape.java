package io.github.volatility4j.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What goes into a network and what comes out: {@code [batch, inputLength, features] -> [batch,
 * outputs]}.
 *
 * @param inputLength days in a window, at least 1
 * @param features numbers a day, at least 1; feature 0 is the truth
 * @param outputs numbers a window, at least 1: as many as the loss needs
 */
record NetworkShape(int inputLength, int features, int outputs) {
  NetworkShape {
    if (inputLength < 1 || features < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "network shape is [batch, %d, %d] -> [batch, %d], all three must be >= 1"
              .formatted(inputLength, features, outputs));
    }
  }

  /** Refuses an input of another shape, order or type. */
  void check(INDArray x, DataType type) {
    if (x.rank() != 3
        || x.size(0) < 1
        || x.size(1) != inputLength
        || x.size(2) != features
        || x.dataType() != type) {
      throw new IllegalArgumentException(
          "input is %s %s, must be %s [batch, %d, %d]"
              .formatted(x.dataType(), Arrays.toString(x.shape()), type, inputLength, features));
    }
  }
}
