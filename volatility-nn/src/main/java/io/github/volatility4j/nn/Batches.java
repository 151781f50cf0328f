package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Windows;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies windows out of the encoded rows, which lie in memory once: a window is a contiguous piece
 * of its stock's rows.
 */
final class Batches {
  private final float[][] encoded; // [series][rows, channels]
  private final int inputLength;
  private final int channels;

  Batches(float[][] encoded, int inputLength, int channels) {
    this.encoded = encoded;
    this.inputLength = inputLength;
    this.channels = channels;
  }

  /**
   * Inputs of some windows.
   *
   * @return // [to − from, inputLength, channels]
   */
  INDArray inputs(Windows windows, int[] order, int from, int to) {
    int window = inputLength * channels;
    float[] x = new float[(to - from) * window];
    for (int i = from; i < to; i++) {
      int start = (windows.row(order[i]) - inputLength) * channels;
      System.arraycopy(encoded[windows.series(order[i])], start, x, (i - from) * window, window);
    }
    return HostCopy.array(x, to - from, inputLength, channels);
  }
}
