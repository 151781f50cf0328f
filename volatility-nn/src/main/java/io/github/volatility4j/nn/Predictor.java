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
    this.state = state;
    this.shape = state.shape();
  }

  String engine() {
    return network.engine();
  }

  synchronized float[] weights() {
    return HostCopy.values(network.parameters());
  }

  /**
   * One-step variances for consecutive rows of one stock.
   *
   * @param rows of the stock
   * @param first row to forecast; its window is the rows before it
   * @param last row to forecast, inclusive; may be the one after the last known
   * @return // [last − first + 1]
   */
  double[] variances(Rows rows, Stock stock, int first, int last) {
    float[] encoded = state.encoder().encode(rows, stock); // [rows · channels]
    int channels = shape.features();
    int window = shape.inputLength() * channels;
    PositiveLink link = state.recipe().link();
    boolean anchored = state.recipe().anchor().isPresent();
    double[] out = new double[last - first + 1];
    for (int from = first; from <= last; from += TrainingLoop.EVALUATION_BATCH) {
      int to = Math.min(last + 1, from + TrainingLoop.EVALUATION_BATCH);
      float[] x = new float[(to - from) * window];
      for (int row = from; row < to; row++) {
        System.arraycopy(
            encoded, (row - shape.inputLength()) * channels, x, (row - from) * window, window);
      }
      float[] u = run(x, to - from);
      for (int row = from; row < to; row++) {
        double base = anchored ? rows.anchor()[row] : stock.level();
        out[row - first] =
            state.levelCorrection() * link.variance(u[(row - from) * shape.outputs()], base);
      }
    }
    return out;
  }

  /**
   * Variances for the days after the last row, each forecast fed back as the next day's truth.
   *
   * @param rows at least a window, and what its terms reach back to
   * @param teacherPath the teacher's variances for the same days // [horizon]
   * @param anchorPath the anchor's // [horizon]
   * @return // [horizon]
   */
  double[] path(Rows rows, Stock stock, double[] teacherPath, double[] anchorPath) {
    double[] out = new double[teacherPath.length];
    Rows known = rows.ahead(teacherPath[0], anchorPath[0]);
    for (int k = 0; k < out.length; k++) {
      out[k] = variances(known, stock, known.size(), known.size())[0];
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
