package io.github.volatility4j.nn;

import java.util.Arrays;

/**
 * Dropout that lists what it drops (Srivastava et al. 2014, JMLR 15). Where a tenth of the numbers
 * is dropped, a tenth of the random numbers and of the memory of a mask does, and to apply it is to
 * write a few zeros.
 *
 * <p>The gaps between dropped numbers are geometric. Each is looked up in a table by 14 random
 * bits, four gaps from one random long; a gap longer than the table's longest is that plus another
 * one. What is kept is scaled by {@link #kept()}, the inverse of the share that the table keeps.
 *
 * <p>Every window has a seed of its own, and every place where a network drops has a number: so
 * masks don't depend on how a batch is cut into parts and on which thread computes one.
 */
final class SparseDropout {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int BITS = 14;
  private static final int LONGEST = 1 << BITS;

  private final short[] gaps; // [2^BITS], a gap, or ~longest for a longer one
  private final boolean off;
  private final double kept;

  /**
   * @param rate probability p to be dropped, in [0, 1)
   */
  SparseDropout(double rate) {
    gaps = new short[1 << BITS];
    int from = 0;
    int gap = 0;
    double sum = 0; // of the gaps in the table
    // One entry at least is left for longer gaps.
    while (from < gaps.length - 1 && gap < LONGEST) {
      double ended = gaps.length * (1 - Math.pow(1 - rate, gap + 1.0));
      int to = (int) Math.min(Math.round(ended), gaps.length - 1);
      Arrays.fill(gaps, from, to, (short) gap);
      sum += (double) (to - from) * gap;
      from = to;
      gap++;
    }
    Arrays.fill(gaps, from, gaps.length, (short) ~gap);
    off = from == 0;
    double before = (sum + (double) (gaps.length - from) * gap) / from; // mean kept before a drop
    kept = off ? 1 : (before + 1) / before;
  }

  /** {@return whether nothing is ever dropped} */
  boolean off() {
    return off;
  }

  /** {@return what a number that is not dropped is multiplied by, 1/(1 − p)} */
  double kept() {
    return kept;
  }

  /** {@return the seed of a window's masks} */
  static long windowSeed(long stepSeed, long window) {
    return mix(stepSeed + (window + 1) * GOLDEN);
  }

  /** {@return the step seed for a part of a batch, whose first window is not the batch's} */
  static long partSeed(long stepSeed, long firstWindow) {
    return stepSeed + firstWindow * GOLDEN;
  }

  /**
   * Lists the numbers of a window to be dropped.
   *
   * @param windowSeed from {@link #windowSeed}
   * @param place number of the place in the network
   * @param from where the window begins
   * @param length numbers of the window
   * @param at receives the positions, ascending; has room for {@code length} more
   * @param count of positions that are already there
   * @return of positions that are there now
   */
  int list(long windowSeed, int place, int from, int length, int[] at, int count) {
    if (off) {
      return count;
    }
    long state = windowSeed ^ mix(place + 1L);
    int position = from;
    int end = from + length;
    int n = count;
    while (true) {
      state += GOLDEN;
      long bits = mix(state);
      for (int i = 0; i < 4; i++) {
        int gap = gaps[(int) bits & ((1 << BITS) - 1)];
        bits >>>= 16;
        if (gap < 0) {
          position += ~gap;
          continue;
        }
        position += gap;
        if (position >= end) {
          return n;
        }
        at[n++] = position++;
      }
      if (position >= end) {
        return n;
      }
    }
  }

  /** Stafford's variant 13 of the finaliser of MurmurHash3, as in SplittableRandom. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
