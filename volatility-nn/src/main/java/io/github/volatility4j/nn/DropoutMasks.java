package io.github.volatility4j.nn;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Masks of inverted dropout: a number is 0 with probability p and 1/(1−p) otherwise, so that its
 * mean is 1 and nothing needs to be scaled outside training (Srivastava et al. 2014, JMLR 15).
 *
 * <p>Masks depend on the generator that is handed over and on nothing else, also not on the number
 * type. Four decisions are taken from one random long, which quantises p to 1/65536; the scale is
 * that of the quantised p, so that the mean is 1 exactly.
 */
final class DropoutMasks {
  private static final int LEVELS = 1 << 16;

  private final int dropped; // of LEVELS
  private final double kept; // value of a number that is not dropped
  private float[] floats = {};
  private double[] doubles = {};

  /**
   * @param rate probability p, in [0, 1)
   */
  DropoutMasks(double rate) {
    dropped = Math.min(LEVELS - 1, (int) Math.round(rate * LEVELS));
    kept = (double) LEVELS / (LEVELS - dropped);
  }

  /** {@return whether no number is ever dropped} */
  boolean off() {
    return dropped == 0;
  }

  /** {@return the value of a number that is not dropped} */
  double kept() {
    return kept;
  }

  /**
   * Overwrites an array with a fresh mask.
   *
   * @param random generator, moved on
   * @param mask float or double, in one piece
   */
  void fill(SplittableRandom random, INDArray mask) {
    int length = Math.toIntExact(mask.length());
    if (mask.dataType() == DataType.DOUBLE) {
      if (doubles.length != length) {
        doubles = new double[length];
      }
      long bits = 0;
      for (int i = 0; i < length; i++) {
        bits = (i & 3) == 0 ? random.nextLong() : bits >>> 16;
        doubles[i] = (bits & (LEVELS - 1)) < dropped ? 0 : kept;
      }
      HostCopy.write(doubles, mask);
    } else {
      if (floats.length != length) {
        floats = new float[length];
      }
      fill(random, floats, length);
      HostCopy.write(floats, mask);
    }
  }

  /**
   * Draws a seed for each window's mask. With a generator for each window, its mask is the same in
   * whatever batch, place and order of memory it stands, and threads can draw side by side.
   *
   * @param random generator, moved on
   * @param seeds receives them // [at least windows]
   */
  static void windowSeeds(SplittableRandom random, long[] seeds, int windows) {
    for (int i = 0; i < windows; i++) {
      seeds[i] = random.nextLong();
    }
  }

  /**
   * Overwrites an array with one window's decisions: 0 for a number to drop, 1 for one to keep.
   *
   * @param seed from {@link #windowSeeds}
   */
  void fill(long seed, byte[] kept) {
    SplittableRandom random = new SplittableRandom(seed);
    // Two 16-bit levels at a time in the halves of a long: adding carries into bit 16 or 48 if the
    // level isn't below the threshold.
    long carry = (LEVELS - dropped) * 0x1_0000_0001L;
    int whole = kept.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      long bits = random.nextLong();
      long even = ((bits & 0xFFFF_0000_FFFFL) + carry) >>> 16;
      long odd = ((bits >>> 16 & 0xFFFF_0000_FFFFL) + carry) >>> 16;
      kept[i] = (byte) (even & 1);
      kept[i + 1] = (byte) (odd & 1);
      kept[i + 2] = (byte) (even >>> 32 & 1);
      kept[i + 3] = (byte) (odd >>> 32 & 1);
    }
    if (whole < kept.length) {
      long bits = random.nextLong();
      for (int i = whole; i < kept.length; i++, bits >>>= 16) {
        kept[i] = (byte) ((bits & 0xFFFF) < dropped ? 0 : 1);
      }
    }
  }

  /**
   * Overwrites an array with masks, each window's from a seed of its own.
   *
   * @param random draws the seeds, moved on
   * @param mask float or double, c-order in one piece // [time, width, windows]
   */
  void fillWindows(SplittableRandom random, INDArray mask) {
    int windows = (int) mask.size(2);
    int numbers = (int) (mask.size(0) * mask.size(1)); // of a window
    long[] seeds = new long[windows];
    windowSeeds(random, seeds, windows);
    byte[] decisions = new byte[numbers];
    float[] all = new float[numbers * windows];
    for (int window = 0; window < windows; window++) {
      fill(seeds[window], decisions);
      for (int i = 0; i < numbers; i++) {
        all[i * windows + window] = decisions[i];
      }
    }
    if (mask.dataType() == DataType.DOUBLE) {
      double[] wide = new double[all.length];
      for (int i = 0; i < all.length; i++) {
        wide[i] = all[i] * kept;
      }
      HostCopy.write(wide, mask);
    } else {
      for (int i = 0; i < all.length; i++) {
        all[i] *= (float) kept;
      }
      HostCopy.write(all, mask);
    }
  }

  /**
   * Overwrites numbers with a fresh mask.
   *
   * @param random generator, moved on
   * @param length how many numbers, the first ones
   */
  void fill(SplittableRandom random, float[] out, int length) {
    float value = (float) kept;
    int whole = length & ~3;
    for (int i = 0; i < whole; i += 4) {
      long bits = random.nextLong();
      out[i] = (bits & 0xFFFF) < dropped ? 0 : value;
      out[i + 1] = (bits >>> 16 & 0xFFFF) < dropped ? 0 : value;
      out[i + 2] = (bits >>> 32 & 0xFFFF) < dropped ? 0 : value;
      out[i + 3] = bits >>> 48 < dropped ? 0 : value;
    }
    if (whole < length) {
      long bits = random.nextLong();
      for (int i = whole; i < length; i++, bits >>>= 16) {
        out[i] = (bits & 0xFFFF) < dropped ? 0 : value;
      }
    }
  }
}
