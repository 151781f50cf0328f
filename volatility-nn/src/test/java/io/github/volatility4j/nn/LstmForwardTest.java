package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The LSTM network's forward against the gate equations, written out in plain Java. */
class LstmForwardTest {
  private static final NetworkShape SHAPE = new NetworkShape(7, 3, 2);
  private static final int BATCH = 5;
  private static final double TOLERANCE = 1e-13;

  private final INDArray x = Networks.normal(DataType.DOUBLE, 1, BATCH, 7, 3);

  @Test
  void linearReadoutOfTheLastState() {
    try (Network network = network(new LstmOptions(2, 4, 0.3, 0))) {
      double[][] state = lastStates(network, 2, 4);
      double[][] expected =
          linear(state, Networks.values(network, "output.weights"), bias(network));
      assertSame(network.forward(x, false, 0), expected);
    }
  }

  @Test
  void anOutputOnEachOfTheLastDaysIsThatOfTheWindowThatEndsThere() {
    NetworkShape everyDay = new NetworkShape(7, 3, 2, 4);
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      INDArray windows = x.castTo(type);
      try (Network network = Network.create(new LstmOptions(2, 4, 0, 0), everyDay, type, 11)) {
        Networks.shake(network, 0.3, 12);
        INDArray every = network.forward(windows, false, 0);
        assertThat(every.shape()).containsExactly(BATCH, 8);
        assertThat(network.forward(windows, true, 0).sub(every).amaxNumber().doubleValue())
            .isLessThan(1e-6);
        for (int step = 0; step < 4; step++) {
          int days = 4 + step;
          try (Network shorter =
              Network.create(new LstmOptions(2, 4, 0, 0), new NetworkShape(days, 3, 2), type, 11)) {
            shorter.parameters().assign(network.parameters());
            INDArray cut = windows.get(all(), interval(0, days), all()).dup('c');
            INDArray own = every.get(all(), interval(2 * step, 2 * step + 2));
            assertThat(shorter.forward(cut, false, 0).sub(own).amaxNumber().doubleValue())
                .as("%s, step %d", type, step)
                .isLessThan(type == DataType.DOUBLE ? TOLERANCE : 1e-6);
          }
        }
      }
    }
  }

  @Test
  void headWithRunningStatistics() {
    try (Network network = network(new LstmOptions(1, 4, 0, 3))) {
      // Two steps, so that the running statistics are no longer those of the start.
      for (int step = 0; step < 2; step++) {
        network.forward(x, true, step);
        network.backward(Networks.normal(DataType.DOUBLE, step, BATCH, 2));
      }
      double[][] hidden = head(network, lastStates(network, 1, 4));
      double[] mean = Networks.values(network, "headNorm.mean");
      double[] variance = Networks.values(network, "headNorm.variance");
      assertSame(network.forward(x, false, 0), readOut(network, hidden, mean, variance));
    }
  }

  @Test
  void headWithTheStatisticsOfTheBatch() {
    try (Network network = network(new LstmOptions(1, 4, 0, 3))) {
      double[][] hidden = head(network, lastStates(network, 1, 4));
      double[] mean = new double[3];
      double[] variance = new double[3];
      moments(hidden, mean, variance);
      INDArray output = network.forward(x, true, 0);
      assertSame(output, readOut(network, hidden, mean, variance));

      double[] runningBefore = Networks.values(network, "headNorm.mean");
      network.backward(output.mul(0));
      double[] running = Networks.values(network, "headNorm.mean");
      double[] runningVariance = Networks.values(network, "headNorm.variance");
      for (int k = 0; k < 3; k++) {
        assertThat(runningBefore[k]).isZero();
        assertThat(running[k]).isCloseTo(0.1 * mean[k], within(TOLERANCE));
        assertThat(runningVariance[k]).isCloseTo(0.9 + 0.1 * variance[k], within(TOLERANCE));
      }
    }
  }

  private static Network network(LstmOptions options) {
    Network network = Network.create(options, SHAPE, DataType.DOUBLE, 11);
    Networks.shake(network, 0.3, 12);
    return network;
  }

  /** The last layer's state after the last day // [batch][width]. */
  private double[][] lastStates(Network network, int layers, int width) {
    double[][] last = new double[BATCH][];
    for (int b = 0; b < BATCH; b++) {
      double[][] sequence = new double[SHAPE.inputLength()][SHAPE.features()];
      for (int t = 0; t < sequence.length; t++) {
        for (int k = 0; k < SHAPE.features(); k++) {
          sequence[t][k] = x.getDouble(b, t, k);
        }
      }
      for (int layer = 0; layer < layers; layer++) {
        String name = "lstm" + layer;
        sequence =
            lstm(
                sequence,
                width,
                Networks.values(network, name + ".inputWeights"),
                Networks.values(network, name + ".recurrentWeights"),
                Networks.values(network, name + ".bias"));
      }
      last[b] = sequence[sequence.length - 1];
    }
    return last;
  }

  /** Weights are matrices [in, 4·width], row by row; gates: forget, output, input, candidate. */
  private static double[][] lstm(
      double[][] inputs, int width, double[] w, double[] r, double[] bias) {
    double[] h = new double[width];
    double[] c = new double[width];
    double[][] out = new double[inputs.length][];
    for (int t = 0; t < inputs.length; t++) {
      double[] next = new double[width];
      for (int j = 0; j < width; j++) {
        double[] z = new double[4];
        for (int gate = 0; gate < 4; gate++) {
          int column = gate * width + j;
          z[gate] = bias[column];
          for (int k = 0; k < inputs[t].length; k++) {
            z[gate] += inputs[t][k] * w[k * 4 * width + column];
          }
          for (int k = 0; k < width; k++) {
            z[gate] += h[k] * r[k * 4 * width + column];
          }
        }
        c[j] = sigmoid(z[0]) * c[j] + sigmoid(z[2]) * Math.tanh(z[3]);
        next[j] = sigmoid(z[1]) * Math.tanh(c[j]);
      }
      h = next;
      out[t] = next;
    }
    return out;
  }

  private static double[][] head(Network network, double[][] state) {
    return linear(state, Networks.values(network, "head.weights"), new double[3]);
  }

  private static double[][] readOut(
      Network network, double[][] hidden, double[] mean, double[] variance) {
    double[] gain = Networks.values(network, "headNorm.gain");
    double[] offset = Networks.values(network, "headNorm.offset");
    double[][] active = new double[hidden.length][mean.length];
    for (int b = 0; b < hidden.length; b++) {
      for (int k = 0; k < mean.length; k++) {
        double z = (hidden[b][k] - mean[k]) / Math.sqrt(variance[k] + 1e-5);
        active[b][k] = Math.max(0, gain[k] * z + offset[k]);
      }
    }
    return linear(active, Networks.values(network, "output.weights"), bias(network));
  }

  private static void moments(double[][] rows, double[] mean, double[] variance) {
    for (int k = 0; k < mean.length; k++) {
      for (double[] row : rows) {
        mean[k] += row[k] / rows.length;
      }
      for (double[] row : rows) {
        variance[k] += (row[k] - mean[k]) * (row[k] - mean[k]) / rows.length;
      }
    }
  }

  private static double[] bias(Network network) {
    return Networks.values(network, "output.bias");
  }

  /** Weights [in, out], column by column. */
  private static double[][] linear(double[][] rows, double[] weights, double[] bias) {
    double[][] out = new double[rows.length][bias.length];
    for (int b = 0; b < rows.length; b++) {
      for (int j = 0; j < bias.length; j++) {
        out[b][j] = bias[j];
        for (int k = 0; k < rows[b].length; k++) {
          out[b][j] += rows[b][k] * weights[j * rows[b].length + k];
        }
      }
    }
    return out;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static void assertSame(INDArray actual, double[][] expected) {
    assertThat(actual.shape()).containsExactly(expected.length, expected[0].length);
    for (int b = 0; b < expected.length; b++) {
      for (int j = 0; j < expected[b].length; j++) {
        assertThat(actual.getDouble(b, j)).isCloseTo(expected[b][j], within(TOLERANCE));
      }
    }
  }
}
