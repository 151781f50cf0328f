package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The last layer: projection over time to one number for each hidden feature, the same for all,
 * then to the outputs.
 *
 * <pre>{@code
 * p[b,h] = Σ_t w[t]·x[t,b,h] + c
 * o[b,k] = Σ_h p[b,h]·V[h,k] + a[k]
 * }</pre>
 */
final class Readout implements AutoCloseable {
  /** Small, so that training starts near the bias whatever the window. */
  private static final double OUTPUT_SCALE = 0.1;

  private final int outputs;
  private final Scratch scratch;
  private final FlatTensors.Tensor project; // [1, time]
  private final FlatTensors.Tensor projectBias; // [1]
  private final FlatTensors.Tensor weights; // [hidden, outputs]
  private final FlatTensors.Tensor bias; // [1, outputs]
  private @Nullable Activations input;
  private @Nullable Activations projected; // [1, batch, hidden]
  private @Nullable Activations dProjected; // [1, batch, hidden]

  static long parameters(int time, int width, int outputs) {
    return time + 1 + (long) width * outputs + outputs;
  }

  Readout(FlatTensors tensors, int time, int width, int outputs, Scratch scratch) {
    this.outputs = outputs;
    this.scratch = scratch;
    project = tensors.weights("projection.weights", 1, time, time, 1, 1);
    projectBias = tensors.constant("projection.bias", 0, 1);
    weights = tensors.weights("output.weights", width, outputs, width, outputs, OUTPUT_SCALE);
    bias = tensors.constant("output.bias", 0, 1, outputs);
  }

  /** {@return the outputs, the caller's own} // [time, batch, hidden] -> [batch, outputs] */
  INDArray forward(Activations x) {
    input = x;
    projected = Activations.reuse(projected, scratch.type(), 1, x.batch, x.width);
    Gemm.multiply(project.value(), x.byTime, projected.byTime);
    projected.cube.addi(projectBias.value().getDouble(0));
    INDArray output = Nd4j.createUninitialized(scratch.type(), new long[] {x.batch, outputs}, 'c');
    Gemm.multiply(projected.byDay, weights.value(), output);
    return output.addiRowVector(bias.value());
  }

  /**
   * Backward of the last forward.
   *
   * @param dOutput ∂L/∂o // [batch, outputs]
   * @param d receives ∂L/∂x // [time, batch, hidden]
   */
  void backward(INDArray dOutput, Activations d) {
    if (input == null || projected == null) {
      throw new IllegalStateException("backward before forward");
    }
    Gemm.multiply(projected.byDay, true, dOutput, false, 0, weights.gradient());
    scratch.sumRows(dOutput, bias.gradient());
    dProjected = Activations.reuse(dProjected, scratch.type(), 1, d.batch, d.width);
    Gemm.multiply(dOutput, false, weights.value(), true, 0, dProjected.byDay);
    Gemm.multiply(dProjected.byTime, false, input.byTime, true, 0, project.gradient());
    projectBias.gradient().assign(dProjected.cube.sumNumber().doubleValue());
    Gemm.multiply(project.value(), true, dProjected.byTime, false, 0, d.byTime);
  }

  @Override
  public void close() {
    Activations.free(projected);
    Activations.free(dProjected);
  }
}
