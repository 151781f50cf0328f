package io.github.volatility4j.dataset;

import java.util.Arrays;
import java.util.Objects;

/**
 * The windows of one split: pairs of a series and a label row. The inputs of a window are the rows
 * {@code [row − L, row)} of its series, which may reach back into earlier splits and never forward;
 * a label with fewer than L rows before it has no window. Nothing is copied: a window is two
 * numbers, computed when asked for.
 *
 * <p>Windows are ordered by series, then by time. With a stride of k, every k-th label counted back
 * from the end of each series' split is there, so that the most recent one always is.
 */
public final class Windows {
  private final int stride;
  private final int[] start; // [series + 1], windows before each series
  private final int[] end; // [series], row after the last label

  Windows(VolatilityDataset dataset, Split split, int stride) {
    if (stride < 1) {
      throw new IllegalArgumentException("stride is " + stride + ", must be at least 1");
    }
    int series = dataset.size();
    this.stride = stride;
    this.start = new int[series + 1];
    this.end = new int[series];
    int length = dataset.options().inputChunkLength();
    for (int s = 0; s < series; s++) {
      end[s] = dataset.endRow(s, split);
      int labels = Math.max(0, end[s] - Math.max(length, dataset.firstRow(s, split)));
      start[s + 1] = Math.addExact(start[s], labels / stride + (labels % stride > 0 ? 1 : 0));
    }
  }

  /** {@return the number of windows} */
  public int size() {
    return start[end.length];
  }

  /**
   * The series of a window.
   *
   * @param window from 0 to {@code size() - 1}
   * @return an index of the dataset's series
   */
  public int series(int window) {
    Objects.checkIndex(window, size());
    int at = Arrays.binarySearch(start, window);
    if (at < 0) {
      return -at - 2;
    }
    // Series without windows share their start with the next one that has some.
    while (start[at + 1] == window) {
      at++;
    }
    return at;
  }

  /**
   * The label row of a window; its inputs are the rows before.
   *
   * @param window from 0 to {@code size() - 1}
   * @return a row of the series
   */
  public int row(int window) {
    int s = series(window);
    return end[s] - 1 - stride * (start[s + 1] - 1 - window);
  }
}
