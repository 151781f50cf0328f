package io.github.volatility4j.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a trained network on windows of rows. A network serves one thread at a time, so calls take
 * turns; results don't depend on their order.
 */
final class Predictor {
  private final Network network;
  private final ModelState state;
  private final NetworkShape shape;

  Predictor(Network network, ModelState state) {
    this.network = network;
    network.freeze();
    this.state = state;
    this.shape = state.shape();
  }

  String engine() {
    return network.engine();
  }

  synchronized float[] weights() {
    return HostCopy.values(network.parameters());
  }

  /** {@return how many days ahead are forecast from one window} */
  int ahead() {
    return shape.ahead();
  }

  /**
   * Variances from consecutive windows of one stock.
   *
   * @param rows of the stock
   * @param first row after the first window
   * @param last row after the last window; may be the one after the last known
   * @param day which of the days after a window is forecast, from 1 to {@link #ahead}
   * @return // [last − first + 1]
   */
  double[] variances(Rows rows, Stock stock, int first, int last, int day) {
    double[] all = chunks(rows, stock, first, last);
    double[] out = new double[last - first + 1];
    for (int i = 0; i < out.length; i++) {
      out[i] = all[i * ahead() + day - 1];
    }
    return out;
  }

  /** Variances of all days after each window. // [last − first + 1, ahead] */
  private double[] chunks(Rows rows, Stock stock, int first, int last) {
    float[] encoded = state.encoder().encode(rows, stock); // [rows · channels]
    int channels = shape.features();
    int window = shape.inputLength() * channels;
    int ahead = ahead();
    int outputs = shape.outputs() / ahead; // of a day
    PositiveLink link = state.recipe().link();
    boolean anchored = state.recipe().anchor().isPresent();
    double[] out = new double[(last - first + 1) * ahead];
    for (int from = first; from <= last; from += TrainingLoop.EVALUATION_BATCH) {
      int to = Math.min(last + 1, from + TrainingLoop.EVALUATION_BATCH);
      float[] x = new float[(to - from) * window];
      for (int row = from; row < to; row++) {
        System.arraycopy(
            encoded, (row - shape.inputLength()) * channels, x, (row - from) * window, window);
      }
      float[] u = run(x, to - from);
      for (int i = 0; i < (to - from) * ahead; i++) {
        double base = anchored ? rows.anchor()[from + i / ahead] : stock.level();
        out[(from - first) * ahead + i] =
            state.levelCorrection() * link.variance(u[i * outputs], base);
      }
    }
    return out;
  }

  /**
   * Variances for the days after the last row: as many as the network forecasts at once, then these
   * are fed back as truth for the next.
   *
   * @param rows at least a window, and what its terms reach back to
   * @param teacherPath the teacher's variances for the same days // [horizon]
   * @param anchorPath the anchor's // [horizon]
   * @return // [horizon]
   */
  double[] path(Rows rows, Stock stock, double[] teacherPath, double[] anchorPath) {
    double[] out = new double[teacherPath.length];
    double[] chunk = {};
    Rows known = rows.ahead(teacherPath[0], anchorPath[0]);
    for (int k = 0; k < out.length; k++) {
      if (k % ahead() == 0) {
        chunk = chunks(known, stock, known.size(), known.size());
      }
      out[k] = chunk[k % ahead()];
      if (k + 1 < out.length) {
        known = known.next(out[k], teacherPath[k + 1], anchorPath[k + 1]);
      }
    }
    return out;
  }

  private synchronized float[] run(float[] x, int count) {
    try (INDArray input = HostCopy.array(x, count, shape.inputLength(), shape.features());
        INDArray raw = network.forward(input, false, 0)) {
      return HostCopy.values(raw);
    }
  }

  /** Variances that nobody looks at. */
  static double[] unknown(int horizon) {
    double[] none = new double[horizon];
    Arrays.fill(none, Double.NaN);
    return none;
  }
}
