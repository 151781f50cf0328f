package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Reversible instance norm (Kim et al. 2022, ICLR, "Reversible instance normalization for accurate
 * time-series forecasting against distribution shift") of a target, the truth first of all: on the
 * way in each window's target is set to mean 0 and standard deviation 1, on the way out the output
 * is set back.
 *
 * <pre>{@code
 * z[t,b]   = (x[t,b] − m[b]) / s[b]               s = √(variance + 1e-5), biased, over the window's days
 * in[t,b]  = gain·z[t,b] + offset
 * out[b,k] = (o[b,k] − offset) / (gain + 1e-10) · s[b] + m[b]
 * }</pre>
 *
 * m and s are functions of the input alone, so that the gradient with respect to every parameter is
 * exact although nothing is passed back through them. All outputs are set back alike.
 */
final class InstanceNorm implements AutoCloseable {
  private static final double EPSILON = 1e-5;
  private static final double SAFE_GAIN = EPSILON * EPSILON;

  private final FlatTensors.Tensor gain; // [1]
  private final FlatTensors.Tensor offset; // [1]
  private @Nullable Statistics last;

  /**
   * Of the last batch.
   *
   * @param z // [time, batch]
   * @param mean // [batch, 1]
   * @param deviation // [batch, 1]
   */
  private record Statistics(INDArray z, INDArray mean, INDArray deviation)
      implements AutoCloseable {
    @Override
    public void close() {
      z.close();
      mean.close();
      deviation.close();
    }
  }

  static long parameters() {
    return 2;
  }

  InstanceNorm(FlatTensors tensors, String name) {
    gain = tensors.constant(name + ".gain", 1, 1);
    offset = tensors.constant(name + ".offset", 0, 1);
  }

  /**
   * On the way in.
   *
   * @param target view of the feature, overwritten // [time, batch]
   */
  void normalise(INDArray target) {
    close();
    INDArray z = target.dup('c');
    INDArray mean = z.mean(true, 0); // [1, batch]
    z.subiRowVector(mean);
    INDArray deviation;
    try (INDArray squares = z.mul(z)) {
      deviation = squares.mean(true, 0); // [1, batch]
    }
    Transforms.sqrt(deviation.addi(EPSILON), false);
    z.diviRowVector(deviation);
    last = new Statistics(z, column(mean), column(deviation));
    try (INDArray scaled = z.mul(gain())) {
      target.assign(scaled.addi(offset()));
    }
  }

  /**
   * On the way out.
   *
   * @param output overwritten // [batch, outputs]
   */
  void restore(INDArray output) {
    output.subi(offset()).divi(gain() + SAFE_GAIN);
    output.muliColumnVector(last().deviation).addiColumnVector(last().mean);
  }

  /** Before the two backwards, which add to the gradients. */
  void clearGradient() {
    gain.gradient().assign(0);
    offset.gradient().assign(0);
  }

  /**
   * Backward of {@link #restore}; adds to the gradients of gain and offset.
   *
   * @param restored what restore gave // [batch, outputs]
   * @param d ∂L/∂restored, overwritten by ∂L/∂o // [batch, outputs]
   */
  void backwardRestore(INDArray restored, INDArray d) {
    d.muliColumnVector(last().deviation).divi(gain() + SAFE_GAIN);
    // (o − offset)/(gain + ε) is (restored − m)/s, so o itself need not be kept.
    try (INDArray relative = restored.subColumnVector(last().mean)) {
      relative.diviColumnVector(last().deviation).muli(d);
      gain.gradient().subi(relative.sumNumber().doubleValue());
    }
    offset.gradient().subi(d.sumNumber().doubleValue());
  }

  /**
   * Backward of {@link #normalise}; adds to the gradients of gain and offset.
   *
   * @param d ∂L/∂(normalised target) // [time, batch]
   */
  void backwardNormalise(INDArray d) {
    try (INDArray product = d.mul(last().z)) {
      gain.gradient().addi(product.sumNumber().doubleValue());
    }
    offset.gradient().addi(d.sumNumber().doubleValue());
  }

  private double gain() {
    return gain.value().getDouble(0);
  }

  private double offset() {
    return offset.value().getDouble(0);
  }

  private Statistics last() {
    if (last == null) {
      throw new IllegalStateException("no batch was normalised");
    }
    return last;
  }

  /** The same numbers as a column of their own, which unlike a view can be closed. */
  private static INDArray column(INDArray row) {
    try (row) {
      return row.reshape('c', row.length(), 1).dup('c');
    }
  }

  @Override
  public void close() {
    if (last != null) {
      last.close();
      last = null;
    }
  }
}
