package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Windows;
import java.util.Arrays;

/**
 * Inputs and targets of some windows, in arrays that are filled again and again. Output k of window
 * i is target {@code i·steps + k}.
 */
final class Batch {
  private final NetworkShape shape;
  private final Samples samples;
  private final Objective objective;
  private int size;
  private int targets;
  private float[] inputs = {}; // [size, inputLength, channels]
  private int[] series = {}; // [size]
  private int[] rows = {}; // [size, steps], NONE where a target doesn't count

  /** Stands for a target that is in another split, or has no label. */
  static final int NONE = -1;

  Batch(NetworkShape shape, Samples samples, Objective objective) {
    this.shape = shape;
    this.samples = samples;
    this.objective = objective;
  }

  /** Takes the windows {@code order[from], …, order[to − 1]}; beyond what counts, inputs are 0. */
  void fill(Windows windows, int[] order, int from, int to) {
    if (size != to - from) {
      size = to - from;
      inputs = new float[size * shape.inputLength() * samples.channels()];
      series = new int[size];
      rows = new int[size * shape.steps()];
    }
    targets = 0;
    for (int i = 0; i < size; i++) {
      fill(i, windows, order[from + i]);
    }
  }

  private void fill(int i, Windows windows, int window) {
    int s = windows.series(window);
    int start = windows.start(window);
    int end = windows.end(window);
    int first = windows.row(window);
    int length = shape.inputLength() * samples.channels();
    int used = Math.min(length, (end - 1 - start) * samples.channels());
    System.arraycopy(samples.inputs()[s], start * samples.channels(), inputs, i * length, used);
    Arrays.fill(inputs, i * length + used, (i + 1) * length, 0);
    series[i] = s;
    int context = shape.inputLength() - shape.steps() + 1;
    for (int k = 0; k < shape.steps(); k++) {
      int row = start + context + k;
      boolean counts =
          row >= first
              && row < end
              && objective.isDefined(samples.truth()[s][row], samples.teacher()[s][row]);
      rows[i * shape.steps() + k] = counts ? row : NONE;
      targets += counts ? 1 : 0;
    }
  }

  /** {@return the number of windows} */
  int size() {
    return size;
  }

  /** {@return the number of targets that count} */
  int targets() {
    return targets;
  }

  /** {@return its own array} // [size, inputLength, channels] */
  float[] inputs() {
    return inputs;
  }

  /** Sum of target over forecast, over all targets that count. */
  double ratios(float[] raw) {
    double sum = 0;
    for (int j = 0; j < rows.length; j++) {
      int row = rows[j];
      if (row != NONE) {
        int s = series[j / shape.steps()];
        sum +=
            objective.ratio(
                samples.base()[s][row],
                samples.truth()[s][row],
                samples.teacher()[s][row],
                raw[j * shape.outputs()]);
      }
    }
    return sum;
  }

  /**
   * Sum of the losses of all targets that count.
   *
   * @param raw the network's outputs // [size, steps · outputs]
   * @param gradient receives ∂(mean loss)/∂raw, 0 where a target doesn't count // the same
   */
  double loss(float[] raw, float[] gradient) {
    double sum = 0;
    int outputs = shape.outputs();
    double weight = 1.0 / targets;
    for (int j = 0; j < rows.length; j++) {
      int row = rows[j];
      if (row == NONE) {
        Arrays.fill(gradient, j * outputs, (j + 1) * outputs, 0);
        continue;
      }
      int s = series[j / shape.steps()];
      sum +=
          objective.valueAndGradient(
              s,
              samples.base()[s][row],
              samples.truth()[s][row],
              samples.teacher()[s][row],
              raw,
              gradient,
              j * outputs,
              weight);
    }
    return sum;
  }
}
