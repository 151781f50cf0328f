package io.github.volatility4j.nn;

import java.nio.FloatBuffer;

/** Drops numbers of a tile, for one place in the network. */
final class TileDropout {
  private final SparseDropout dropout;
  private final int place;
  private final int windowLength;
  private final int[] at; // positions // [windows·windowLength], the first count
  private int count;

  /**
   * @param place number of the place in the network
   * @param like what numbers will be dropped from // [windows, ..]
   */
  TileDropout(SparseDropout dropout, int place, TileOps.View like) {
    this.dropout = dropout;
    this.place = place;
    windowLength = (int) (like.length() / like.sizes()[0]);
    // A list can be longer than the numbers by none.
    at = new int[dropout.off() ? 0 : (int) like.length()];
  }

  /** Chooses anew what to drop: nothing, without seeds. */
  void draw(long[] seeds) {
    count = 0;
    for (int i = 0; i < seeds.length; i++) {
      count = dropout.list(seeds[i], place, i * windowLength, windowLength, at, count);
    }
  }

  /** Zeros. */
  void zero(FloatBuffer numbers) {
    for (int i = 0; i < count; i++) {
      numbers.put(at[i], 0);
    }
  }

  /** Takes back what was added. */
  void restore(FloatBuffer sum, FloatBuffer before) {
    for (int i = 0; i < count; i++) {
      int k = at[i];
      sum.put(k, before.get(k));
    }
  }
}
