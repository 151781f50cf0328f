package io.github.volatility4j.nn;

import java.util.Arrays;

/**
 * The linear layer between an LSTM's states and a network's outputs, for plain arrays: {@code
 * output[b,s,k] = Σ_j h[s,b,j]·V[k,j] + a[k]}. States come day by day, {@code [steps, batch,
 * width]}, outputs window by window, {@code [batch, steps, outputs]}.
 *
 * <p>With outputs on every day of a window this is a few million multiplications a step, so inner
 * loops run along memory and sums in independent parts, which the compiler makes vectors of.
 *
 * @param width numbers of a state
 * @param outputs numbers a day
 * @param steps days
 */
record DayReadout(int width, int outputs, int steps) {
  /** {@return how many weights and biases: V, then a} */
  int parameters() {
    return outputs * (width + 1);
  }

  /**
   * Forward.
   *
   * @param states // [steps, batch, width]
   * @param weights V, then a // [outputs·width + outputs]
   * @return // [batch, steps, outputs]
   */
  float[] forward(float[] states, int batch, float[] weights) {
    float[] out = new float[batch * steps * outputs];
    for (int row = 0; row < steps * batch; row++) {
      int to = place(row, batch);
      for (int k = 0; k < outputs; k++) {
        double sum = dot(states, row * width, weights, k * width, width);
        out[to + k] = (float) (sum + weights[outputs * width + k]);
      }
    }
    return out;
  }

  /**
   * Backward: by the states.
   *
   * @param dOutputs // [batch, steps, outputs]
   * @param dStates overwritten // [steps, batch, width]
   */
  void backward(float[] dOutputs, int batch, float[] weights, float[] dStates) {
    for (int row = 0; row < steps * batch; row++) {
      int from = place(row, batch);
      int to = row * width;
      Arrays.fill(dStates, to, to + width, 0);
      for (int k = 0; k < outputs; k++) {
        addMultiple(dOutputs[from + k], weights, k * width, dStates, to, width);
      }
    }
  }

  /**
   * Backward: by the weights and biases.
   *
   * @param gradient overwritten, in the order of the weights
   */
  void gradient(float[] dOutputs, float[] states, int batch, float[] gradient) {
    Arrays.fill(gradient, 0);
    for (int row = 0; row < steps * batch; row++) {
      int from = place(row, batch);
      for (int k = 0; k < outputs; k++) {
        float d = dOutputs[from + k];
        addMultiple(d, states, row * width, gradient, k * width, width);
        gradient[outputs * width + k] += d;
      }
    }
  }

  /** Where the outputs of a row of the states are. */
  private int place(int row, int batch) {
    return (row % batch * steps + row / batch) * outputs;
  }

  private static double dot(float[] a, int fromA, float[] b, int fromB, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int whole = count & ~3;
    for (int i = 0; i < whole; i += 4) {
      sum0 += (double) a[fromA + i] * b[fromB + i];
      sum1 += (double) a[fromA + i + 1] * b[fromB + i + 1];
      sum2 += (double) a[fromA + i + 2] * b[fromB + i + 2];
      sum3 += (double) a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (int i = whole; i < count; i++) {
      sum0 += (double) a[fromA + i] * b[fromB + i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** {@code to += factor·from}, count numbers of each. */
  private static void addMultiple(
      float factor, float[] from, int start, float[] to, int startTo, int count) {
    for (int i = 0; i < count; i++) {
      to[startTo + i] += factor * from[start + i];
    }
  }
}
