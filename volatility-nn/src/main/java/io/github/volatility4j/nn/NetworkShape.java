package io.github.volatility4j.nn;

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
}
