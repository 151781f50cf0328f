package io.github.volatility4j.bench;

import java.util.SplittableRandom;

/**
 * Numbers to learn, the same for every engine.
 *
 * @param batch windows
 * @param features numbers a day
 * @param x // [batch, DAYS, features]
 * @param y positive // [batch]
 */
record Problem(int batch, int features, float[] x, float[] y) {
  /** Days of a window. */
  static final int DAYS = 90;

  /** Learning rate, weight decay and bound of the gradient's norm of every engine's AdamW. */
  static final double RATE = 3e-4;

  static final double DECAY = 0.01;
  static final double CLIP = 0.5;

  static Problem of(int batch, int features) {
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[batch * DAYS * features];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
    }
    float[] y = new float[batch];
    for (int i = 0; i < batch; i++) {
      y[i] = (float) random.nextDouble(0, 2);
    }
    return new Problem(batch, features, x, y);
  }
}
