package io.github.volatility4j.dataset;

import java.util.Arrays;
import java.util.Objects;

/**
 * The windows of one split. A window is a piece of a series: input rows, and label rows that are
 * forecast from them. With a context of c and s steps it has {@code c + s − 1} input rows from
 * {@link #start} on, and the label {@code start + c + j}, for j from 0 to {@code s − 1}, is
 * forecast from the rows before it that the window has. A window for one label has {@code s = 1};
 * many labels for the price of one are a sequence.
 *
 * <p>Inputs may reach back into earlier splits and never forward: of a window's labels only those
 * from {@link #row} to before {@link #end} count, which are in the split and have c rows before
 * them. Only the rows before the last of these are inputs; what would lie behind is to be left
 * empty. Nothing is copied: a window is a few numbers, computed when asked for.
 *
 * <p>Windows are ordered by series, then by time. With a stride of k their ends are k rows apart,
 * counted back from the end of each series' split, so that the most recent label always counts; if
 * k is at most s, every label does.
 */
public final class Windows {
  private final int context;
  private final int steps;
  private final int stride;
  private final int[] windows; // [series + 1], windows before each series
  private final int[] first; // [series], first label that may count
  private final int[] end; // [series], row after the last label

  Windows(VolatilityDataset dataset, Split split, int context, int steps, int stride) {
    this.context = atLeastOne("context", context);
    this.steps = atLeastOne("steps", steps);
    this.stride = atLeastOne("stride", stride);
    int series = dataset.size();
    this.windows = new int[series + 1];
    this.first = new int[series];
    this.end = new int[series];
    for (int s = 0; s < series; s++) {
      end[s] = dataset.endRow(s, split);
      first[s] = Math.max(context, dataset.firstRow(s, split));
      int labels = Math.max(0, end[s] - first[s]);
      // The last window to be there is the one that reaches back to the first label.
      int more = Math.max(0, labels - steps);
      int count = Math.min(quotientUp(labels), 1 + quotientUp(more));
      windows[s + 1] = Math.addExact(windows[s], labels == 0 ? 0 : count);
    }
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
    }
    return value;
  }

  private int quotientUp(int rows) {
    return rows / stride + (rows % stride > 0 ? 1 : 0);
  }

  /** {@return the number of windows} */
  public int size() {
    return windows[end.length];
  }

  /** {@return rows that a window's first label is forecast from} */
  public int context() {
    return context;
  }

  /** {@return labels of a window, whether they count or not} */
  public int steps() {
    return steps;
  }

  /**
   * The series of a window.
   *
   * @param window from 0 to {@code size() - 1}
   * @return an index of the dataset's series
   */
  public int series(int window) {
    Objects.checkIndex(window, size());
    int at = Arrays.binarySearch(windows, window);
    if (at < 0) {
      return -at - 2;
    }
    // Series without windows share their start with the next one that has some.
    while (windows[at + 1] == window) {
      at++;
    }
    return at;
  }

  /**
   * The row after the last label that counts.
   *
   * @param window from 0 to {@code size() - 1}
   * @return a row, or the number of rows of the series
   */
  public int end(int window) {
    int s = series(window);
    return end[s] - stride * (windows[s + 1] - 1 - window);
  }

  /**
   * The row after the last label of the split, in a window's series.
   *
   * @param window from 0 to {@code size() - 1}
   * @return a row, or the number of rows of the series
   */
  public int splitEnd(int window) {
    return end[series(window)];
  }

  /**
   * The first label row that counts; of a window for one label, the label row.
   *
   * @param window from 0 to {@code size() - 1}
   * @return a row of the series
   */
  public int row(int window) {
    return Math.max(first[series(window)], end(window) - steps);
  }

  /**
   * The first input row.
   *
   * @param window from 0 to {@code size() - 1}
   * @return a row of the series
   */
  public int start(int window) {
    return Math.max(0, end(window) - steps - context);
  }
}
