package io.github.volatility4j.nn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.Pointer;

/** {@link FeatureMixing} on a tile. */
final class TileFeatureMixing implements TileLayer {
  private final TileOps ops;
  private final DnnlCall expand; // e = relu(U·x + a)
  private final DnnlCall contract; // s = x + (V·e + b)
  private final TileDropout expandedDropout;
  private final TileDropout contractedDropout;
  private final FloatBuffer input;
  private final FloatBuffer expanded;
  private final FloatBuffer summed;
  private final TileOps.View d;
  private final TileOps.View dContracted;
  private final FloatBuffer dContractedBuffer;
  private final TileNorm norm;
  private DnnlCall[] backward = {};

  /**
   * @param places numbers of the two places where it drops: this and the next
   * @param x // [windows, time, width]
   * @param y // [windows, time, width]
   * @param d ∂L/∂y, overwritten by ∂L/∂x // [windows, time, width]
   * @param spare for what lives during a call only // [windows, time, width]
   * @param wideSpare the same // [windows, time, feedForward]
   */
  TileFeatureMixing(
      TileOps ops,
      TileTensors tensors,
      String name,
      SparseDropout masks,
      int places,
      TileOps.View x,
      TileOps.View y,
      TileOps.View d,
      TileOps.View spare,
      TileOps.View wideSpare) {
    this.ops = ops;
    this.d = d;
    dContracted = spare;
    long rows = x.sizes()[0] * x.sizes()[1];
    long width = x.sizes()[2];
    long wide = wideSpare.sizes()[2];
    TileOps.View u = tensors.value(name + ".expand", width, wide);
    TileOps.View v = tensors.value(name + ".contract", wide, width);
    TileOps.View xRows = x.shaped(rows, width);
    // What no backward will need shares memory.
    TileOps.View e =
        (tensors.training() ? ops.floats(wideSpare.sizes()) : wideSpare).shaped(rows, wide);
    TileOps.View s = tensors.training() ? ops.floats(x.sizes()) : spare;
    input = x.buffer();
    expanded = e.buffer();
    summed = s.buffer();
    dContractedBuffer = spare.buffer();
    expandedDropout = new TileDropout(masks, places, wideSpare);
    contractedDropout = new TileDropout(masks, places + 1, s);
    expand =
        ops.product(
            xRows,
            u,
            e,
            TileOps.Then.nothing().bias(tensors.value(name + ".expandBias", 1, wide)).relu());
    contract =
        ops.product(
            e,
            v,
            s.shaped(rows, width),
            TileOps.Then.nothing()
                .bias(tensors.value(name + ".contractBias", 1, width))
                .add(xRows));
    norm = new TileNorm(ops, tensors, name + "Norm", s, y, d);
    if (!tensors.training()) {
      return;
    }
    TileOps.View ones = ops.ones(rows).shaped(1, rows);
    TileOps.View dRows = spare.shaped(rows, width);
    TileOps.View dWide = wideSpare.shaped(rows, wide);
    TileOps.Then sum = TileOps.Then.nothing().sum();
    backward =
        new DnnlCall[] {
          ops.product(
              e.transposed(), dRows, tensors.gradient(name + ".contract", wide, width), sum),
          ops.product(ones, dRows, tensors.gradient(name + ".contractBias", 1, width), sum),
          ops.product(dRows, v.transposed(), dWide, TileOps.Then.nothing()),
          ops.gate(e, dWide, dWide),
          ops.product(
              xRows.transposed(), dWide, tensors.gradient(name + ".expand", width, wide), sum),
          ops.product(ones, dWide, tensors.gradient(name + ".expandBias", 1, wide), sum),
          // d itself is the path around the mixing.
          ops.product(dWide, u.transposed(), d.shaped(rows, width), sum)
        };
  }

  @Override
  public void forward(long[] seeds) {
    ops.run(expand);
    expandedDropout.draw(seeds);
    expandedDropout.zero(expanded);
    ops.run(contract);
    contractedDropout.draw(seeds);
    contractedDropout.restore(summed, input);
    norm.forward();
  }

  @Override
  public void backward() {
    norm.backward();
    Pointer.memcpy(dContracted.data(), d.data(), d.length() * Float.BYTES);
    contractedDropout.zero(dContractedBuffer);
    for (DnnlCall call : backward) {
      ops.run(call);
    }
  }
}
