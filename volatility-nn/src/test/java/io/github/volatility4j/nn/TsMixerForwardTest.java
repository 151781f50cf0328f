package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * TSMixer's forward against plain loops, written from the paper's equations: basic form, layer norm
 * jointly over days and features after the residual sum, reversible instance norm of feature 0.
 */
class TsMixerForwardTest {
  private static final int TIME = 6;
  private static final int FEATURES = 3;
  private static final int HIDDEN = 4;
  private static final int WIDE = 5;
  private static final int OUTPUTS = 2;
  private static final double EPSILON = 1e-5;

  @ParameterizedTest
  @CsvSource({"1,false,3", "2,false,3", "1,true,3", "3,true,3", "1,true,300"})
  void equalsPlainLoops(int blocks, boolean instanceNorm, int batch) {
    TsMixerOptions options = new TsMixerOptions(HIDDEN, WIDE, blocks, 0.2, instanceNorm);
    NetworkShape shape = new NetworkShape(TIME, FEATURES, OUTPUTS);
    INDArray x = Networks.normal(DataType.DOUBLE, 1, batch, TIME, FEATURES).muli(2).addi(3);
    try (Network network = Network.create(options, shape, DataType.DOUBLE, 21)) {
      Networks.shake(network, 0.3, 22);
      INDArray output = network.forward(x, false, 0);
      assertThat(output.shape()).containsExactly(batch, OUTPUTS);
      for (int b = 0; b < batch; b++) {
        double[][] window = new double[TIME][FEATURES];
        for (int t = 0; t < TIME; t++) {
          for (int k = 0; k < FEATURES; k++) {
            window[t][k] = x.getDouble(b, t, k);
          }
        }
        double[] expected = forward(network, window, blocks, instanceNorm);
        for (int k = 0; k < OUTPUTS; k++) {
          assertThat(output.getDouble(b, k)).isCloseTo(expected[k], within(1e-12));
        }
      }
    }
  }

  private static double[] forward(Network network, double[][] x, int blocks, boolean instanceNorm) {
    double mean = 0;
    double deviation = 1;
    double gain = 1;
    double offset = 0;
    if (instanceNorm) {
      gain = Networks.values(network, "instanceNorm.gain")[0];
      offset = Networks.values(network, "instanceNorm.offset")[0];
      double variance = 0;
      for (double[] day : x) {
        mean += day[0] / TIME;
      }
      for (double[] day : x) {
        variance += (day[0] - mean) * (day[0] - mean) / TIME;
      }
      deviation = Math.sqrt(variance + EPSILON);
      for (double[] day : x) {
        day[0] = (day[0] - mean) / deviation * gain + offset;
      }
    }
    double[][] h = linear(x, network, "input.weights", "input.bias", HIDDEN);
    for (int i = 0; i < blocks; i++) {
      h = timeMixing(h, network, "block" + i + ".time");
      h = featureMixing(h, network, "block" + i + ".feature");
    }
    double[] w = Networks.values(network, "projection.weights");
    double c = Networks.values(network, "projection.bias")[0];
    double[][] projected = new double[1][HIDDEN];
    for (int k = 0; k < HIDDEN; k++) {
      projected[0][k] = c;
      for (int t = 0; t < TIME; t++) {
        projected[0][k] += w[t] * h[t][k];
      }
    }
    double[] out = linear(projected, network, "output.weights", "output.bias", OUTPUTS)[0];
    for (int k = 0; k < OUTPUTS && instanceNorm; k++) {
      out[k] = (out[k] - offset) / (gain + EPSILON * EPSILON) * deviation + mean;
    }
    return out;
  }

  private static double[][] timeMixing(double[][] x, Network network, String name) {
    double[] w = Networks.values(network, name + ".weights");
    double[] bias = Networks.values(network, name + ".bias");
    double[][] sum = new double[TIME][HIDDEN];
    for (int to = 0; to < TIME; to++) {
      for (int k = 0; k < HIDDEN; k++) {
        double z = bias[to];
        for (int from = 0; from < TIME; from++) {
          z += w[to * TIME + from] * x[from][k];
        }
        sum[to][k] = x[to][k] + Math.max(0, z);
      }
    }
    return norm(sum, network, name + "Norm");
  }

  private static double[][] featureMixing(double[][] x, Network network, String name) {
    double[][] wide = linear(x, network, name + ".expand", name + ".expandBias", WIDE);
    for (double[] day : wide) {
      for (int k = 0; k < WIDE; k++) {
        day[k] = Math.max(0, day[k]);
      }
    }
    double[][] sum = linear(wide, network, name + ".contract", name + ".contractBias", HIDDEN);
    for (int t = 0; t < TIME; t++) {
      for (int k = 0; k < HIDDEN; k++) {
        sum[t][k] += x[t][k];
      }
    }
    return norm(sum, network, name + "Norm");
  }

  private static double[][] norm(double[][] x, Network network, String name) {
    double[] gain = Networks.values(network, name + ".gain");
    double[] offset = Networks.values(network, name + ".offset");
    double mean = 0;
    double variance = 0;
    for (double[] day : x) {
      for (double value : day) {
        mean += value / (TIME * HIDDEN);
      }
    }
    for (double[] day : x) {
      for (double value : day) {
        variance += (value - mean) * (value - mean) / (TIME * HIDDEN);
      }
    }
    double[][] out = new double[TIME][HIDDEN];
    for (int t = 0; t < TIME; t++) {
      for (int k = 0; k < HIDDEN; k++) {
        double z = (x[t][k] - mean) / Math.sqrt(variance + EPSILON);
        out[t][k] = gain[t * HIDDEN + k] * z + offset[t * HIDDEN + k];
      }
    }
    return out;
  }

  /** Weights [in, out], row by row. */
  private static double[][] linear(
      double[][] x, Network network, String weights, String bias, int out) {
    double[] w = Networks.values(network, weights);
    double[] b = Networks.values(network, bias);
    double[][] y = new double[x.length][out];
    for (int t = 0; t < x.length; t++) {
      for (int j = 0; j < out; j++) {
        y[t][j] = b[j];
        for (int k = 0; k < x[t].length; k++) {
          y[t][j] += x[t][k] * w[k * out + j];
        }
      }
    }
    return y;
  }
}
