package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mixing over the features of a day, the same for every day: {@code y = norm(x +
 * dropout(V·dropout(relu( U·x + a)) + b))} with U from hidden to feed-forward width and V back.
 */
final class FeatureMixing implements MixerLayer {
  private final int feedForward;
  private final Scratch scratch;
  private final FlatTensors.Tensor expand; // [hidden, feedForward]
  private final FlatTensors.Tensor expandBias; // [1, feedForward]
  private final FlatTensors.Tensor contract; // [feedForward, hidden]
  private final FlatTensors.Tensor contractBias; // [1, hidden]
  private final GatedRelu relu;
  private final WindowMasks masks;
  private final JointLayerNorm norm;
  private @Nullable Activations input;
  private @Nullable Activations expanded;
  private @Nullable Activations mask;
  private @Nullable Activations sum;
  private @Nullable Activations output;

  static long parameters(int time, int width, int feedForward) {
    return 2L * width * feedForward + feedForward + width + JointLayerNorm.parameters(time, width);
  }

  /**
   * @param places numbers of the two places where it drops: this and the next
   */
  FeatureMixing(
      FlatTensors tensors,
      String name,
      int time,
      int width,
      int feedForward,
      SparseDropout dropout,
      int places,
      Scratch scratch) {
    this.feedForward = feedForward;
    this.scratch = scratch;
    expand = tensors.weights(name + ".expand", width, feedForward, width, feedForward, 1);
    expandBias = tensors.constant(name + ".expandBias", 0, 1, feedForward);
    contract = tensors.weights(name + ".contract", feedForward, width, feedForward, width, 1);
    contractBias = tensors.constant(name + ".contractBias", 0, 1, width);
    relu = new GatedRelu(dropout, places);
    masks = new WindowMasks(dropout, places + 1);
    norm = new JointLayerNorm(tensors, name + "Norm", time, width, scratch);
  }

  @Override
  public Activations forward(Activations x, boolean training, long[] seeds) {
    input = x;
    expanded = Activations.reuse(expanded, scratch.type(), x.time, x.batch, feedForward);
    sum = Activations.reuse(sum, scratch.type(), x.time, x.batch, x.width);
    output = Activations.reuse(output, scratch.type(), x.time, x.batch, x.width);
    Gemm.multiply(x.byDay, expand.value(), expanded.byDay);
    Nd4j.exec(new AddOp(expanded.byDay, expandBias.value(), expanded.byDay));
    relu.forward(expanded, training, seeds);
    Gemm.multiply(expanded.byDay, contract.value(), sum.byDay);
    Nd4j.exec(new AddOp(sum.byDay, contractBias.value(), sum.byDay));
    if (training && !masks.off()) {
      mask = Activations.reuse(mask, scratch.type(), x.time, x.batch, x.width);
      masks.fill(seeds, mask);
      sum.cube.muli(mask.cube);
    }
    sum.cube.addi(x.cube);
    norm.forward(sum, output);
    return output;
  }

  @Override
  public void backward(Activations d) {
    if (input == null || expanded == null) {
      throw new IllegalStateException("backward before forward");
    }
    norm.backward(d);
    Activations dContracted = d;
    if (mask != null) {
      dContracted = scratch.hidden(d);
      Nd4j.exec(new MulOp(d.cube, mask.cube, dContracted.cube));
    }
    Gemm.multiply(expanded.byDay, true, dContracted.byDay, false, 0, contract.gradient());
    scratch.sumRows(dContracted.byDay, contractBias.gradient());
    Activations dExpanded = scratch.wide(d.time, d.batch, feedForward);
    Gemm.multiply(dContracted.byDay, false, contract.value(), true, 0, dExpanded.byDay);
    relu.backward(dExpanded.cube, dExpanded.cube);
    Gemm.multiply(input.byDay, true, dExpanded.byDay, false, 0, expand.gradient());
    scratch.sumRows(dExpanded.byDay, expandBias.gradient());
    // d itself is the path around the mixing.
    Gemm.multiply(dExpanded.byDay, false, expand.value(), true, 1, d.byDay);
  }

  @Override
  public void close() {
    Activations.free(expanded);
    Activations.free(mask);
    Activations.free(sum);
    Activations.free(output);
    relu.close();
    norm.close();
  }
}
