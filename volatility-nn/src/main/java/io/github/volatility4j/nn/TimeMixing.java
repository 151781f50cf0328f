package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mixing over the days of a window, the same for every feature: {@code y = norm(x +
 * dropout(relu(W·x + c)))} with W {@code [time, time]} and one bias c for each day.
 */
final class TimeMixing implements MixerLayer {
  private final Scratch scratch;
  private final FlatTensors.Tensor weights; // [time, time]: row = day that is written
  private final FlatTensors.Tensor bias; // [time, 1]
  private final GatedRelu relu;
  private final JointLayerNorm norm;
  private @Nullable Activations input;
  private @Nullable Activations sum;
  private @Nullable Activations output;

  static long parameters(int time, int width) {
    return (long) time * time + time + JointLayerNorm.parameters(time, width);
  }

  /**
   * @param place number of the place where it drops
   */
  TimeMixing(
      FlatTensors tensors,
      String name,
      int time,
      int width,
      SparseDropout dropout,
      int place,
      Scratch scratch) {
    this.scratch = scratch;
    weights = tensors.weights(name + ".weights", time, time, time, time, 1);
    bias = tensors.constant(name + ".bias", 0, time, 1);
    relu = new GatedRelu(dropout, place);
    norm = new JointLayerNorm(tensors, name + "Norm", time, width, scratch);
  }

  @Override
  public Activations forward(Activations x, boolean training, long[] seeds) {
    input = x;
    sum = Activations.reuse(sum, scratch.type(), x.time, x.batch, x.width);
    output = Activations.reuse(output, scratch.type(), x.time, x.batch, x.width);
    Gemm.multiply(weights.value(), x.byTime, sum.byTime);
    Nd4j.exec(new AddOp(sum.byTime, bias.value(), sum.byTime));
    relu.forward(sum, training, seeds);
    sum.cube.addi(x.cube);
    norm.forward(sum, output);
    return output;
  }

  @Override
  public void backward(Activations d) {
    if (input == null) {
      throw new IllegalStateException("backward before forward");
    }
    norm.backward(d);
    Activations dz = scratch.hidden(d);
    relu.backward(d.cube, dz.cube);
    Gemm.multiply(dz.byTime, false, input.byTime, true, 0, weights.gradient());
    scratch.sumColumns(dz.byTime, bias.gradient());
    // d itself is the path around the mixing.
    Gemm.multiply(weights.value(), true, dz.byTime, false, 1, d.byTime);
  }

  @Override
  public void close() {
    Activations.free(sum);
    Activations.free(output);
    relu.close();
    norm.close();
  }
}
