package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * A sample cut into {@value #COUNT} strands of consecutive observations that lie side by side: the
 * first observations of all strands, then all second ones, and so on.
 *
 * <p>A recursion {@code x[t] = c[t] + β·x[t−1]} is a chain in which every step waits for the one
 * before; the processor idles. Strands don't wait for each other, and as neighbours in memory
 * belong to different strands, HotSpot's C2 makes vector instructions of the loop over all of them.
 * Each strand but the first starts from a value that only the one before it can tell; the recursion
 * being linear, a first run from 0 gives it: {@code end[s] = end₀[s] + β^length·end[s−1]}. Twice
 * the work in a tenth of the time. Everything that takes observations one by one, or sums over
 * them, does not see in which order they lie.
 *
 * <p>The distance between an observation and the one before it is the constant {@link #COUNT}, with
 * the ends of the strands before them in {@code COUNT} columns for each lag that precede the
 * sample. It has to be a constant: only then does C2 know that a vector of results does not overlap
 * the one that it is computed from.
 */
final class Strands {
  /** 8 vectors of AVX-512; strands of a sample of 5000 are 80 long. */
  static final int COUNT = 64;

  /** Observations from which on strands pay. */
  static final int LEAST = 8 * COUNT;

  private Strands() {}

  /** {@return how many observations a strand has} */
  private static int length(int n, int strand) {
    int rows = (n + COUNT - 1) / COUNT;
    return strand < n - (rows - 1) * COUNT ? rows : rows - 1;
  }

  /** Puts observations in the order of time, from a column on, into strands. */
  static void lay(double[] x, int from, int n, double[] scratch) {
    System.arraycopy(x, from, scratch, from, n);
    int rows = (n + COUNT - 1) / COUNT;
    int longer = n - (rows - 1) * COUNT; // strands of as many observations as there are rows
    for (int row = 0; row < rows; row++) {
      int to = from + row * COUNT;
      int strands = row < rows - 1 ? COUNT : longer;
      for (int s = 0; s < strands; s++) {
        x[to + s] = scratch[from + row + s * rows - Math.max(0, s - longer)];
      }
    }
  }

  /** {@return the observations in the order of time} */
  static double[] inTime(double[] x, int from, int n) {
    double[] out = new double[n];
    int rows = (n + COUNT - 1) / COUNT;
    int longer = n - (rows - 1) * COUNT;
    for (int row = 0; row < rows; row++) {
      int at = from + row * COUNT;
      int strands = row < rows - 1 ? COUNT : longer;
      for (int s = 0; s < strands; s++) {
        out[row + s * rows - Math.max(0, s - longer)] = x[at + s];
      }
    }
    return out;
  }

  /** Writes the last observations of each strand before the first ones of the next. */
  static void join(double[] x, int from, int n) {
    for (int lag = 1; lag <= from / COUNT; lag++) {
      for (int s = 1; s < COUNT; s++) {
        x[from - lag * COUNT + s] = x[from + (length(n, s - 1) - lag) * COUNT + s - 1];
      }
    }
  }

  /**
   * {@code x[t] += β·x[t−1]} in the order of time.
   *
   * @param x [end] with what stands before the first observation in the column {@code from − COUNT}
   * @param b β
   * @param from first observation
   * @param first the same, or one more if the first value is given
   * @param end after the last
   * @param scratch [end]
   */
  static void recurse(double[] x, double b, int from, int first, int end, double[] scratch) {
    int n = end - from;
    Arrays.fill(scratch, from - COUNT, from, 0);
    scratch[from - COUNT] = x[from - COUNT];
    scratch[from] = x[from];
    run(x, b, scratch, first, end);
    carry(x, scratch, b, from, n);
    run(x, b, first, end);
  }

  /**
   * Writes before each strand but the first what the recursion has at the end of the one before.
   *
   * @param x receives it
   * @param zero [end] the recursion with 0 before each strand but the first
   * @param b β
   * @param from first observation
   * @param n observations
   */
  static void carry(double[] x, double[] zero, double b, int from, int n) {
    int rows = length(n, 0);
    double shrunk = Math.pow(b, rows);
    double shrunkLess = Math.pow(b, rows - 1);
    double before = 0;
    for (int s = 0; s < COUNT; s++) {
      int length = length(n, s);
      if (s > 0) {
        x[from - COUNT + s] = before;
      }
      before =
          zero[from + (length - 1) * COUNT + s] + (length == rows ? shrunk : shrunkLess) * before;
    }
  }

  /**
   * {@code x[t] += β·x[t+1]} against the order of time.
   *
   * @param x [end + COUNT] receives in the columns after the sample what follows each strand
   * @param b β
   * @param from first observation
   * @param first the same, or one more if the first is left alone
   * @param end after the last
   * @param scratch [end + COUNT]
   */
  static void recurseBack(double[] x, double b, int from, int first, int end, double[] scratch) {
    Arrays.fill(scratch, end, end + COUNT, 0);
    runBack(x, b, scratch, first, end);
    carryBack(x, scratch, b, from, end - from);
    runBack(x, b, first, end);
  }

  /** {@code to[t] = x[t] + β·to[t+1]} against the order of time, x as it was. */
  static void recurseBack(double[] x, double b, double[] to, int from, int end, double[] scratch) {
    Arrays.fill(scratch, end, end + COUNT, 0);
    runBack(x, b, scratch, from, end);
    carryBack(to, scratch, b, from, end - from);
    runBack(x, b, to, from, end);
  }

  private static void carryBack(double[] x, double[] zero, double b, int from, int n) {
    int rows = length(n, 0);
    double shrunk = Math.pow(b, rows);
    double shrunkLess = Math.pow(b, rows - 1);
    double after = 0;
    for (int s = COUNT - 1; s >= 0; s--) {
      int length = length(n, s);
      x[from + length * COUNT + s] = after;
      after = zero[from + s] + (length == rows ? shrunk : shrunkLess) * after;
    }
  }

  private static void runBack(double[] x, double b, double[] to, int first, int end) {
    for (int t = end - 1; t >= first; t--) {
      to[t] = x[t] + b * to[t + COUNT];
    }
  }

  private static void runBack(double[] x, double b, int first, int end) {
    for (int t = end - 1; t >= first; t--) {
      x[t] = x[t] + b * x[t + COUNT];
    }
  }

  /** Writes the first observations of each strand after the last ones of the one before, else 0. */
  static void joinBack(double[] x, int from, int n, int lags) {
    for (int lag = 0; lag < lags; lag++) {
      for (int s = 0; s < COUNT; s++) {
        x[from + (length(n, s) + lag) * COUNT + s] =
            s + 1 < COUNT ? x[from + lag * COUNT + s + 1] : 0;
      }
    }
  }

  /**
   * Begins a sum over a sample, one for each strand: a loop that writes {@code x[t] = x[t − COUNT]
   * + …} is made of vector instructions, other than one that adds to a variable.
   *
   * @param x [end] to run it in
   * @param from first observation
   */
  static void beginSum(double[] x, int from) {
    Arrays.fill(x, from - COUNT, from, 0);
  }

  /** {@return what such a loop has summed} */
  static double sum(double[] x, int end) {
    return Sums.sum(x, end - COUNT, end);
  }

  private static void run(double[] x, double b, double[] to, int first, int end) {
    for (int t = first; t < end; t++) {
      to[t] = x[t] + b * to[t - COUNT];
    }
  }

  private static void run(double[] x, double b, int first, int end) {
    for (int t = first; t < end; t++) {
      x[t] = x[t] + b * x[t - COUNT];
    }
  }
}
