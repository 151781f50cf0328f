package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A linear map of the days of a window to other days, the same for every feature: {@code W·x + c}.
 */
final class WindowProjection implements AutoCloseable {
  private final int to;
  private final Scratch scratch;
  private final FlatTensors.Tensor weights; // [to, from]
  private final FlatTensors.Tensor bias; // [to, 1]
  private @Nullable Activations input;
  private @Nullable Activations output;
  private @Nullable Activations dInput;

  static long parameters(int from, int to) {
    return (long) from * to + to;
  }

  /**
   * @param from days that go in
   * @param to days that come out
   */
  WindowProjection(FlatTensors tensors, String name, int from, int to, Scratch scratch) {
    this.to = to;
    this.scratch = scratch;
    weights = tensors.weights(name + ".weights", to, from, from, to, 1);
    bias = tensors.constant(name + ".bias", 0, to, 1);
  }

  /** Forward: {@code [from, batch, features] -> [to, batch, features]}. */
  Activations forward(Activations x) {
    input = x;
    output = Activations.reuse(output, scratch.type(), to, x.batch, x.width);
    Gemm.multiply(weights.value(), x.byTime, output.byTime);
    Nd4j.exec(new AddOp(output.byTime, bias.value(), output.byTime));
    return output;
  }

  /** Backward: sets the gradients of weights and bias. */
  void backward(Activations d) {
    if (input == null) {
      throw new IllegalStateException("backward before forward");
    }
    Gemm.multiply(d.byTime, false, input.byTime, true, 0, weights.gradient());
    scratch.sumColumns(d.byTime, bias.gradient());
  }

  /** {@return ∂L/∂x} // [from, batch, features] */
  Activations backwardInput(Activations d) {
    if (input == null) {
      throw new IllegalStateException("backward before forward");
    }
    dInput = Activations.reuse(dInput, scratch.type(), input.time, d.batch, d.width);
    Gemm.multiply(weights.value(), true, d.byTime, false, 0, dInput.byTime);
    return dInput;
  }

  @Override
  public void close() {
    Activations.free(output);
    Activations.free(dInput);
  }
}
