package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Windows;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Which windows are trained on, and in which order in each epoch. */
final class WindowOrder {
  private final int[] windows;
  private final long seed;

  /** Of each stock the most recent windows, but for those whose days all weigh nothing. */
  WindowOrder(Samples samples, TrainingOptions options) {
    seed = options.seed();
    Windows train = samples.train();
    int most = options.details().maxSamples();
    int ahead = options.details().outputChunkLength();
    int[] kept = new int[train.size()];
    int count = 0;
    for (int window = 0; window < kept.length; window++) {
      boolean old =
          window < kept.length - most && train.series(window + most) == train.series(window);
      int last = Math.min(train.end(window) + ahead - 1, train.splitEnd(window));
      double[] weights = samples.weights()[train.series(window)];
      if (!old && anyPositive(weights, train.row(window), last)) {
        kept[count++] = window;
      }
    }
    windows = Arrays.copyOf(kept, count);
  }

  private static boolean anyPositive(double[] weights, int from, int to) {
    for (int row = from; row < to; row++) {
      if (weights[row] > 0) {
        return true;
      }
    }
    return false;
  }

  /** {@return the windows of an epoch, in an order that depends on seed and epoch only} */
  int[] of(int epoch) {
    int[] order = new int[windows.length];
    SplittableRandom random = new SplittableRandom(mix(~seed, epoch));
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = windows[i];
    }
    return order;
  }

  /** A number that depends on both and looks like neither. */
  static long mix(long seed, long counter) {
    return new SplittableRandom(seed + counter * 0x9E3779B97F4A7C15L).nextLong();
  }
}
