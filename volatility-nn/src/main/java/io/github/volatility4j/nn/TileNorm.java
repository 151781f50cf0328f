package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link JointLayerNorm} on a tile: each window is one row of time·width numbers. */
final class TileNorm {
  private static final float EPSILON = 1e-5f;
  private static final int GAIN_AND_OFFSET = dnnl_use_scale | dnnl_use_shift;

  private final TileOps ops;
  private final DnnlCall forward;
  private DnnlCall[] backward = {};

  /**
   * @param x summed up before // [windows, time, width]
   * @param y receives the result // [windows, time, width]
   * @param d ∂L/∂y, overwritten by ∂L/∂x // [windows, time, width]
   */
  TileNorm(
      TileOps ops,
      TileTensors tensors,
      String name,
      TileOps.View x,
      TileOps.View y,
      TileOps.View d) {
    this.ops = ops;
    long windows = x.sizes()[0];
    long numbers = x.length() / windows;
    DnnlArena arena = ops.arena();
    DnnlArena.Tensor src = ops.tensor(x.shaped(windows, numbers));
    DnnlArena.Tensor dst = ops.tensor(y.shaped(windows, numbers));
    DnnlArena.Tensor mean = ops.tensor(ops.floats(windows));
    DnnlArena.Tensor variance = ops.tensor(ops.floats(windows));
    DnnlArena.Tensor gain = ops.tensor(tensors.value(name + ".gain", numbers));
    DnnlArena.Tensor offset = ops.tensor(tensors.value(name + ".offset", numbers));
    dnnl_primitive_desc forwardDesc = arena.primitiveDesc();
    OneDnn.check(
        dnnl_layer_normalization_forward_primitive_desc_create(
            forwardDesc,
            OneDnn.engine(),
            dnnl_forward_training,
            src.desc(),
            dst.desc(),
            mean.desc(),
            EPSILON,
            GAIN_AND_OFFSET,
            null),
        "norm");
    forward =
        arena.call(
            "norm",
            arena.primitive(forwardDesc, "norm"),
            new DnnlCall.Arguments()
                .with(DNNL_ARG_SRC, src)
                .with(DNNL_ARG_DST, dst)
                .with(DNNL_ARG_MEAN, mean)
                .with(DNNL_ARG_VARIANCE, variance)
                .with(DNNL_ARG_SCALE, gain)
                .with(DNNL_ARG_SHIFT, offset));
    if (!tensors.training()) {
      return;
    }
    DnnlArena.Tensor diff = ops.tensor(d.shaped(windows, numbers));
    // oneDNN overwrites these two; they are added to what other tiles gave.
    TileOps.View dGain = ops.floats(numbers);
    TileOps.View dOffset = ops.floats(numbers);
    TileOps.View gainSum = tensors.gradient(name + ".gain", numbers);
    TileOps.View offsetSum = tensors.gradient(name + ".offset", numbers);
    dnnl_primitive_desc desc = arena.primitiveDesc();
    OneDnn.check(
        dnnl_layer_normalization_backward_primitive_desc_create(
            desc,
            OneDnn.engine(),
            dnnl_backward,
            diff.desc(),
            diff.desc(),
            src.desc(),
            mean.desc(),
            EPSILON,
            GAIN_AND_OFFSET,
            forwardDesc,
            null),
        "norm's backward");
    backward =
        new DnnlCall[] {
          arena.call(
              "norm's backward",
              arena.primitive(desc, "norm's backward"),
              new DnnlCall.Arguments()
                  .with(DNNL_ARG_SRC, src)
                  .with(DNNL_ARG_DIFF_DST, diff)
                  .with(DNNL_ARG_MEAN, mean)
                  .with(DNNL_ARG_VARIANCE, variance)
                  .with(DNNL_ARG_SCALE, gain)
                  .with(DNNL_ARG_DIFF_SRC, diff)
                  .with(DNNL_ARG_DIFF_SCALE, ops.tensor(dGain))
                  .with(DNNL_ARG_DIFF_SHIFT, ops.tensor(dOffset))),
          ops.sum(gainSum, dGain, gainSum),
          ops.sum(offsetSum, dOffset, offsetSum)
        };
  }

  void forward() {
    ops.run(forward);
  }

  void backward() {
    for (DnnlCall call : backward) {
      ops.run(call);
    }
  }
}
