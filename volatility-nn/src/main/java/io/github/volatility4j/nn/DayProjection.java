package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A linear map of each day's features, the same for every day: {@code y = x·W + b}. */
final class DayProjection implements AutoCloseable {
  private final int width;
  private final Scratch scratch;
  private final FlatTensors.Tensor weights; // [features, hidden]
  private final FlatTensors.Tensor bias; // [1, hidden]
  private @Nullable Activations input;
  private @Nullable Activations output;

  static long parameters(int features, int width) {
    return (long) features * width + width;
  }

  DayProjection(FlatTensors tensors, String name, int features, int width, Scratch scratch) {
    this.width = width;
    this.scratch = scratch;
    weights = tensors.weights(name + ".weights", features, width, features, width, 1);
    bias = tensors.constant(name + ".bias", 0, 1, width);
  }

  /** Forward: {@code [time, batch, features] -> [time, batch, hidden]}. */
  Activations forward(Activations x) {
    input = x;
    output = Activations.reuse(output, scratch.type(), x.time, x.batch, width);
    Gemm.multiply(x.byDay, weights.value(), output.byDay);
    Nd4j.exec(new AddOp(output.byDay, bias.value(), output.byDay));
    return output;
  }

  /** Backward: sets the gradients of weights and bias. */
  void backward(Activations d) {
    if (input == null) {
      throw new IllegalStateException("backward before forward");
    }
    Gemm.multiply(input.byDay, true, d.byDay, false, 0, weights.gradient());
    scratch.sumRows(d.byDay, bias.gradient());
  }

  /** Overwrites {@code dInput} by ∂L/∂x. */
  void backwardInput(Activations d, Activations dInput) {
    Gemm.multiply(d.byDay, false, weights.value(), true, 0, dInput.byDay);
  }

  /** {@return ∂L/∂(a feature), the caller's own} // [time, batch] */
  INDArray featureGradient(int feature, Activations d) {
    INDArray row =
        weights.value().get(NDArrayIndex.interval(feature, feature + 1), NDArrayIndex.all());
    INDArray gradient = Nd4j.createUninitialized(scratch.type(), new long[] {d.time, d.batch}, 'c');
    Gemm.multiply(d.byDay, false, row, true, 0, gradient.reshape('c', gradient.length(), 1));
    return gradient;
  }

  @Override
  public void close() {
    Activations.free(output);
  }
}
