package io.github.volatility4j.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What goes into a network and what comes out: {@code [batch, inputLength, features] -> [batch,
 * steps·outputs]}, the outputs of a day together, the days in their order.
 *
 * @param inputLength days in a window, at least 1
 * @param layout of the numbers of a day, at least one; feature 0 is the truth
 * @param outputs numbers a step, at least 1: for each day ahead as many as the loss needs, day
 *     after day
 * @param steps on how many of a window's last days there are outputs, each made from that day and
 *     those before it: 1 to inputLength
 * @param ahead days that a step's outputs are about, at least 1
 */
record NetworkShape(int inputLength, FeatureLayout layout, int outputs, int steps, int ahead) {
  NetworkShape {
    if (inputLength < 1 || layout.features() < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "network shape is [batch, %d, %d] -> [batch, %d], all three must be >= 1"
              .formatted(inputLength, layout.features(), outputs));
    }
    if (steps < 1 || steps > inputLength) {
      throw new IllegalArgumentException(
          "steps is %d, must be in 1..%d, the days of a window".formatted(steps, inputLength));
    }
    if (ahead < 1 || outputs % ahead != 0) {
      throw new IllegalArgumentException(
          "days ahead is %d, must divide the %d outputs of a step".formatted(ahead, outputs));
    }
  }

  /** Outputs about the day after a step. */
  NetworkShape(int inputLength, FeatureLayout layout, int outputs, int steps) {
    this(inputLength, layout, outputs, steps, 1);
  }

  /** Features of which nothing is known but that the first is the truth. */
  NetworkShape(int inputLength, int features, int outputs, int steps) {
    this(inputLength, FeatureLayout.plain(features), outputs, steps);
  }

  /** Outputs after the last day only. */
  NetworkShape(int inputLength, int features, int outputs) {
    this(inputLength, features, outputs, 1);
  }

  /** {@return numbers a day} */
  int features() {
    return layout.features();
  }

  /** {@return numbers that come out for a window} */
  int outputsOfWindow() {
    return steps * outputs;
  }

  /** Refuses outputs on more days than the last, for a network that has none. */
  void wantOneStep(String network) {
    if (steps != 1) {
      throw new IllegalArgumentException(
          "%s has an output for a window's last day only: steps is %d, must be 1"
              .formatted(network, steps));
    }
  }

  /** Refuses an input of another shape, order or type. */
  void check(INDArray x, DataType type) {
    if (x.rank() != 3
        || x.size(0) < 1
        || x.size(1) != inputLength
        || x.size(2) != features()
        || x.dataType() != type) {
      throw new IllegalArgumentException(
          "input is %s %s, must be %s [batch, %d, %d]"
              .formatted(x.dataType(), Arrays.toString(x.shape()), type, inputLength, features()));
    }
  }
}
