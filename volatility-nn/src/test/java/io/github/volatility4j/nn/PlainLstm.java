package io.github.volatility4j.nn;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A stack of LSTM layers written down as the equations stand in the books, in double precision, one
 * number at a time: what the fast ones are measured against.
 *
 * <p>Flat vectors are those of {@link LstmStack}: for each layer {@code R [width, gate, cell]},
 * {@code W [in, gate, cell]}, {@code b [gate, cell]} with the gates forget, output, input,
 * candidate.
 */
final class PlainLstm {
  private static final int F = 0;
  private static final int O = 1;
  private static final int I = 2;
  private static final int G = 3;

  private final int layers;
  private final int width;
  private final int features;
  private final int time;
  private final int batch;
  private final double[] flat;
  private final double[][][][] inputs; // [layer][time][batch][in]
  private final double[][][][] gates; // [layer][time][batch][4·width]
  private final double[][][][] cells; // [layer][time][batch][width]
  private final double[][][][] states; // [layer][time][batch][width]
  private final double[][][][] masks; // [layer][time][batch][width], of the layer's output

  PlainLstm(int layers, int width, int features, int time, int batch, float[] parameters) {
    this.layers = layers;
    this.width = width;
    this.features = features;
    this.time = time;
    this.batch = batch;
    flat = new double[parameters.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = parameters[i];
    }
    inputs = new double[layers][time][batch][];
    gates = new double[layers][time][batch][4 * width];
    cells = new double[layers][time][batch][width];
    states = new double[layers][time][batch][width];
    masks = new double[layers][time][batch][width];
  }

  private int in(int layer) {
    return layer == 0 ? features : width;
  }

  private int start(int layer) {
    return layer == 0
        ? 0
        : 4 * width * (width + features + 1) + (layer - 1) * 4 * width * (2 * width + 1);
  }

  /** Position of the weight from an input (or, with recurrent, from a cell) to a gate of a cell. */
  private int weight(int layer, boolean recurrent, int from, int gate, int cell) {
    int row = recurrent ? from : width + from;
    return start(layer) + (row * 4 + gate) * width + cell;
  }

  private int bias(int layer, int gate, int cell) {
    return weight(layer, false, in(layer), gate, cell);
  }

  /**
   * Forward.
   *
   * @param x // [batch, time, feature]
   * @param random for the masks; null for none
   * @return states of the top layer // [time, batch, width]
   */
  double[][][] forward(float[] x, double dropout, @Nullable SplittableRandom random) {
    for (int l = 0; l < layers; l++) {
      drawMasks(l, dropout, random);
      for (int t = 0; t < time; t++) {
        for (int b = 0; b < batch; b++) {
          inputs[l][t][b] = input(x, l, t, b);
          cell(l, t, b);
        }
      }
    }
    return states[layers - 1];
  }

  private void drawMasks(int l, double dropout, @Nullable SplittableRandom random) {
    int dropped = (int) Math.round(dropout * 65536);
    boolean draws = random != null && dropped > 0 && l < layers - 1;
    SplittableRandom layer = draws ? random.split() : new SplittableRandom(0);
    for (int b = 0; b < batch; b++) {
      SplittableRandom window = new SplittableRandom(layer.nextLong());
      long bits = 0;
      int drawn = 0;
      for (int t = 0; t < time; t++) {
        for (int k = 0; k < width; k++) {
          if (drawn++ % 4 == 0) {
            bits = window.nextLong();
          }
          long level = bits & 0xFFFF;
          bits >>>= 16;
          masks[l][t][b][k] = !draws ? 1 : level < dropped ? 0 : 65536.0 / (65536 - dropped);
        }
      }
    }
  }

  private double[] input(float[] x, int l, int t, int b) {
    double[] input = new double[in(l)];
    for (int k = 0; k < input.length; k++) {
      input[k] =
          l == 0
              ? x[(b * time + t) * features + k]
              : states[l - 1][t][b][k] * masks[l - 1][t][b][k];
    }
    return input;
  }

  private void cell(int l, int t, int b) {
    double[] z = gates[l][t][b];
    for (int gate = 0; gate < 4; gate++) {
      for (int k = 0; k < width; k++) {
        double sum = flat[bias(l, gate, k)];
        for (int j = 0; j < in(l); j++) {
          sum += flat[weight(l, false, j, gate, k)] * inputs[l][t][b][j];
        }
        for (int j = 0; t > 0 && j < width; j++) {
          sum += flat[weight(l, true, j, gate, k)] * states[l][t - 1][b][j];
        }
        z[gate * width + k] = gate == G ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum));
      }
    }
    for (int k = 0; k < width; k++) {
      double before = t > 0 ? cells[l][t - 1][b][k] : 0;
      cells[l][t][b][k] = z[F * width + k] * before + z[I * width + k] * z[G * width + k];
      states[l][t][b][k] = z[O * width + k] * Math.tanh(cells[l][t][b][k]);
    }
  }

  /**
   * Backward of the last forward.
   *
   * @param dStates ∂L/∂(states of the top layer) // [time, batch, width]
   * @param dX receives ∂L/∂x // [batch, time, feature]
   * @return ∂L/∂parameters
   */
  double[] backward(double[][][] dStates, double[] dX) {
    double[] gradient = new double[flat.length];
    double[][][] error = dStates;
    for (int l = layers - 1; l >= 0; l--) {
      double[][][] below = new double[time][batch][in(l)];
      for (int b = 0; b < batch; b++) {
        double[] dh = new double[width];
        double[] dc = new double[width];
        for (int t = time - 1; t >= 0; t--) {
          for (int k = 0; k < width; k++) {
            dh[k] += error[t][b][k];
          }
          dh = cellBackward(l, t, b, dh, dc, below[t][b], gradient);
        }
      }
      for (int t = 0; t < time; t++) {
        for (int b = 0; b < batch; b++) {
          for (int k = 0; k < in(l); k++) {
            if (l > 0) {
              below[t][b][k] *= masks[l - 1][t][b][k];
            } else {
              dX[(b * time + t) * features + k] = below[t][b][k];
            }
          }
        }
      }
      error = below;
    }
    return gradient;
  }

  /** Returns the error of the state of the day before; moves dc to the day before. */
  private double[] cellBackward(
      int l, int t, int b, double[] dh, double[] dc, double[] dIn, double[] gradient) {
    double[] z = gates[l][t][b];
    double[] dz = new double[4 * width];
    for (int k = 0; k < width; k++) {
      double f = z[F * width + k];
      double o = z[O * width + k];
      double i = z[I * width + k];
      double g = z[G * width + k];
      double tanh = Math.tanh(cells[l][t][b][k]);
      double before = t > 0 ? cells[l][t - 1][b][k] : 0;
      dc[k] += dh[k] * o * (1 - tanh * tanh);
      dz[F * width + k] = dc[k] * before * f * (1 - f);
      dz[O * width + k] = dh[k] * tanh * o * (1 - o);
      dz[I * width + k] = dc[k] * g * i * (1 - i);
      dz[G * width + k] = dc[k] * i * (1 - g * g);
      dc[k] *= f;
    }
    double[] dBefore = new double[width];
    for (int gate = 0; gate < 4; gate++) {
      for (int k = 0; k < width; k++) {
        double d = dz[gate * width + k];
        gradient[bias(l, gate, k)] += d;
        for (int j = 0; j < in(l); j++) {
          gradient[weight(l, false, j, gate, k)] += d * inputs[l][t][b][j];
          dIn[j] += d * flat[weight(l, false, j, gate, k)];
        }
        for (int j = 0; t > 0 && j < width; j++) {
          gradient[weight(l, true, j, gate, k)] += d * states[l][t - 1][b][j];
          dBefore[j] += d * flat[weight(l, true, j, gate, k)];
        }
      }
    }
    return dBefore;
  }
}
