package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch norm over windows, days and features together (Ioffe and Szegedy 2015, arXiv 1502.03167,
 * with one channel):
 *
 * <pre>{@code y = gain·(x − m)/√(v + 1e-5) + offset      gain and offset: one number each}</pre>
 *
 * In training m and v are mean and (biased) variance of all the batch's numbers; the running ones,
 * which forecasts use, move towards them by a tenth at each backward, the variance unbiased.
 */
final class TimeBatchNorm implements MixerNorm {
  static final long PARAMETERS = 4;

  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Scratch scratch;
  private final FlatTensors.Tensor gain; // [1]
  private final FlatTensors.Tensor offset; // [1]
  private final INDArray runningMean; // [1]
  private final INDArray runningVariance; // [1]
  private @Nullable Activations normalised;
  private double mean;
  private double variance;

  TimeBatchNorm(FlatTensors tensors, String name, Scratch scratch) {
    this.scratch = scratch;
    gain = tensors.constant(name + ".gain", 1, 1);
    offset = tensors.constant(name + ".offset", 0, 1);
    runningMean = tensors.state(name + ".mean", 0, 1).value();
    runningVariance = tensors.state(name + ".variance", 1, 1).value();
  }

  @Override
  public void forward(Activations x, Activations y, boolean training) {
    normalised = x;
    mean = runningMean.getDouble(0);
    variance = runningVariance.getDouble(0);
    if (training) {
      mean = x.cube.meanNumber().doubleValue();
      x.cube.subi(mean);
      y.cube.assign(x.cube).muli(x.cube);
      variance = y.cube.meanNumber().doubleValue();
    } else {
      x.cube.subi(mean);
    }
    x.cube.divi(Math.sqrt(variance + EPSILON));
    y.cube.assign(x.cube).muli(gain.value().getDouble(0)).addi(offset.value().getDouble(0));
  }

  @Override
  public void backward(Activations d) {
    if (normalised == null) {
      throw new IllegalStateException("backward before forward");
    }
    Activations z = normalised;
    double n = z.cube.length();
    Activations product = scratch.hidden(d);
    product.cube.assign(d.cube).muli(z.cube);
    double along = product.cube.sumNumber().doubleValue();
    double sum = d.cube.sumNumber().doubleValue();
    gain.gradient().assign(along);
    offset.gradient().assign(sum);
    product.cube.assign(z.cube).muli(along / n);
    d.cube.subi(product.cube).subi(sum / n);
    d.cube.muli(gain.value().getDouble(0) / Math.sqrt(variance + EPSILON));
    double unbiased = n > 1 ? variance * n / (n - 1) : variance;
    runningMean.assign((1 - MOMENTUM) * runningMean.getDouble(0) + MOMENTUM * mean);
    runningVariance.assign((1 - MOMENTUM) * runningVariance.getDouble(0) + MOMENTUM * unbiased);
  }

  @Override
  public void close() {
    // It has no memory of its own.
  }
}
