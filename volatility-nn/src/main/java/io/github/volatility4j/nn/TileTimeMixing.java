package io.github.volatility4j.nn;

import java.nio.FloatBuffer;

/** {@link TimeMixing} on a tile. */
final class TileTimeMixing implements TileLayer {
  private final TileOps ops;
  private final DnnlCall mix; // m = relu(W·x + c)
  private final DnnlCall sum; // s = x + m
  private final TileDropout dropout;
  private final FloatBuffer mixed;
  private final TileNorm norm;
  private DnnlCall[] backward = {};

  /**
   * @param x // [windows, time, width]
   * @param y // [windows, time, width]
   * @param d ∂L/∂y, overwritten by ∂L/∂x // [windows, time, width]
   * @param spare for what lives during a call only // [windows, time, width]
   */
  TileTimeMixing(
      TileOps ops,
      TileTensors tensors,
      String name,
      SparseDropout masks,
      int place,
      TileOps.View x,
      TileOps.View y,
      TileOps.View d,
      TileOps.View spare) {
    this.ops = ops;
    long windows = x.sizes()[0];
    long time = x.sizes()[1];
    long width = x.sizes()[2];
    TileOps.View weights = tensors.value(name + ".weights", 1, time, time);
    // What no backward will need shares memory.
    TileOps.View m = tensors.training() ? ops.floats(x.sizes()) : spare;
    TileOps.View s = tensors.training() ? ops.floats(x.sizes()) : spare;
    mixed = m.buffer();
    dropout = new TileDropout(masks, place, m);
    mix =
        ops.product(
            weights,
            x,
            m,
            TileOps.Then.nothing().add(tensors.value(name + ".bias", 1, time, 1)).relu());
    sum = ops.sum(m, x, s);
    norm = new TileNorm(ops, tensors, name + "Norm", s, y, d);
    if (!tensors.training()) {
      return;
    }
    TileOps.View dMixed = spare;
    TileOps.View ones = ops.ones(width);
    TileOps.View days = ops.floats(windows, time);
    TileOps.View dWeights = tensors.gradient(name + ".weights", time, time);
    backward = new DnnlCall[(int) windows + 4];
    backward[0] = ops.gate(m, d, dMixed);
    for (int i = 0; i < windows; i++) {
      backward[i + 1] =
          ops.product(
              dMixed.from(i * time * width, time, width),
              x.from(i * time * width, time, width).transposed(),
              dWeights,
              TileOps.Then.nothing().sum());
    }
    int next = (int) windows + 1;
    // Bias: over features first, then over windows.
    backward[next] =
        ops.product(
            dMixed.shaped(windows * time, width),
            ones.shaped(width, 1),
            days.shaped(windows * time, 1),
            TileOps.Then.nothing());
    backward[next + 1] =
        ops.product(
            ops.ones(windows).shaped(1, windows),
            days,
            tensors.gradient(name + ".bias", 1, time),
            TileOps.Then.nothing().sum());
    // d itself is the path around the mixing.
    backward[next + 2] = ops.product(weights.transposed(), dMixed, d, TileOps.Then.nothing().sum());
  }

  @Override
  public void forward(long[] seeds) {
    ops.run(mix);
    dropout.draw(seeds);
    dropout.zero(mixed);
    ops.run(sum);
    norm.forward();
  }

  @Override
  public void backward() {
    norm.backward();
    for (DnnlCall call : backward) {
      ops.run(call);
    }
  }
}
