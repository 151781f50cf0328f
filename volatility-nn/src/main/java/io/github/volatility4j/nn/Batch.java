package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Windows;
import java.util.Arrays;

/**
 * Inputs and targets of some windows, in arrays that are filled again and again. Of window i, what
 * is forecast after its step k for a days after that is target {@code (i·steps + k)·ahead + a}.
 */
final class Batch {
  private final NetworkShape shape;
  private final Samples samples;
  private final Objective objective;
  private final int ahead; // days that are forecast after each step
  private int size;
  private double weight;
  private float[] inputs = {}; // [size, inputLength, channels]
  private int[] series = {}; // [size]
  private int[] rows = {}; // [size, steps, ahead], NONE where a target doesn't count

  /** Stands for a target that is in another split, or has no label or no weight. */
  static final int NONE = -1;

  Batch(NetworkShape shape, Samples samples, Objective objective) {
    this.shape = shape;
    this.samples = samples;
    this.objective = objective;
    this.ahead = shape.ahead();
  }

  /** Takes the windows {@code order[from], …, order[to − 1]}; beyond what counts, inputs are 0. */
  void fill(Windows windows, int[] order, int from, int to) {
    if (size != to - from) {
      size = to - from;
      inputs = new float[size * shape.inputLength() * samples.channels()];
      series = new int[size];
      rows = new int[size * shape.steps() * ahead];
    }
    weight = 0;
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
      int day = start + context + k;
      int last = day >= first && day < end ? windows.splitEnd(window) : day;
      for (int a = 0; a < ahead; a++) {
        boolean counts = day + a < last && counts(s, day + a);
        rows[(i * shape.steps() + k) * ahead + a] = counts ? day + a : NONE;
        weight += counts ? samples.weights()[s][day + a] : 0;
      }
    }
  }

  private boolean counts(int s, int row) {
    return samples.weights()[s][row] > 0
        && objective.isDefined(samples.truth()[s][row], samples.teacher()[s][row]);
  }

  /** {@return the number of windows} */
  int size() {
    return size;
  }

  /** {@return the summed weights of the targets that count; where all weigh 1, their number} */
  double weight() {
    return weight;
  }

  /** {@return its own array} // [size, inputLength, channels] */
  float[] inputs() {
    return inputs;
  }

  /** Weighted sum of target over forecast, over all targets that count. */
  double ratios(float[] raw) {
    double sum = 0;
    for (int j = 0; j < rows.length; j++) {
      int row = rows[j];
      if (row != NONE) {
        int s = series(j);
        sum +=
            samples.weights()[s][row]
                * objective.ratio(
                    samples.base()[s][row - j % ahead],
                    samples.truth()[s][row],
                    samples.teacher()[s][row],
                    raw[j * objective.outputs()]);
      }
    }
    return sum;
  }

  private int series(int target) {
    return series[target / (shape.steps() * ahead)];
  }

  /**
   * Weighted sum of the losses of all targets that count.
   *
   * @param raw the network's outputs // [size, steps · outputs]
   * @param gradient receives ∂(weighted mean loss)/∂raw, 0 where a target doesn't count // the same
   */
  double loss(float[] raw, float[] gradient) {
    double sum = 0;
    int outputs = objective.outputs();
    for (int j = 0; j < rows.length; j++) {
      int row = rows[j];
      if (row == NONE) {
        Arrays.fill(gradient, j * outputs, (j + 1) * outputs, 0);
        continue;
      }
      int s = series(j);
      double own = samples.weights()[s][row];
      sum +=
          own
              * objective.valueAndGradient(
                  s,
                  samples.base()[s][row - j % ahead],
                  samples.truth()[s][row],
                  samples.teacher()[s][row],
                  raw,
                  gradient,
                  j * outputs,
                  own / weight);
    }
    return sum;
  }
}
