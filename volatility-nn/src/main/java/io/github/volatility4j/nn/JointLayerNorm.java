package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Layer norm jointly over days and features: each window is brought to mean 0 and variance 1 over
 * all its numbers, then every (day, feature) gets a gain and an offset of its own (Ba, Kiros and
 * Hinton 2016, arXiv 1607.06450, over two axes as in Darts' TSMixer):
 *
 * <pre>{@code
 * z[t,b,h] = (x[t,b,h] − m[b]) / √(v[b] + 1e-5)       m, v: mean and (biased) variance over t and h
 * y[t,b,h] = gain[t,h]·z[t,b,h] + offset[t,h]
 * }</pre>
 *
 * Backward, with {@code d} = gain·∂L/∂y and ⟨·⟩ the mean over t and h of a window:
 *
 * <pre>{@code ∂L/∂x = (d − ⟨d⟩ − z·⟨d·z⟩) / √(v + 1e-5)}</pre>
 *
 * A window's sum is taken in small steps, each a product: over days with ones, {@code [1,
 * time]·[time, batch·width]}, then over features with ones, {@code [batch, width]·[width, 1]}; a
 * product with a row of 1/(time·width) makes it the mean and repeats it for every feature, so that
 * it can be applied as a row.
 *
 * <p>Without gain and offset y is z.
 */
final class JointLayerNorm implements MixerNorm {
  private static final double EPSILON = 1e-5;

  private final Scratch scratch;
  private final @Nullable Affine affine;
  private final INDArray share; // [1, width]: 1 / (time · width)
  private @Nullable Statistics statistics;
  private @Nullable Activations normalised;

  /** Gain and offset of each (day, feature). */
  private record Affine(FlatTensors.Tensor gain, FlatTensors.Tensor offset) {
    INDArray gainCube() {
      return cube(gain.value());
    }

    INDArray offsetCube() {
      return cube(offset.value());
    }

    /** [time, width] -> [time, 1, width] */
    private static INDArray cube(INDArray tensor) {
      return tensor.reshape('c', tensor.size(0), 1, tensor.size(1));
    }
  }

  /** Small arrays for one batch size; the statistics of a window are repeated for each feature. */
  private static final class Statistics implements AutoCloseable {
    private final INDArray sums; // [batch, width]
    private final INDArray totals; // [batch, 1]
    private final INDArray means; // [batch, width]
    private final INDArray inverse; // [batch, width]: 1 / standard deviation
    private final INDArray sumsRow; // [1, batch·width]
    private final INDArray meansRow; // [1, batch·width]
    private final INDArray inverseRow; // [1, batch·width]

    Statistics(Activations like) {
      long[] shape = {like.batch, like.width};
      long length = (long) like.batch * like.width;
      sums = Nd4j.createUninitialized(like.cube.dataType(), shape, 'c');
      totals = Nd4j.createUninitialized(like.cube.dataType(), new long[] {like.batch, 1}, 'c');
      means = sums.ulike();
      inverse = sums.ulike();
      sumsRow = sums.reshape('c', 1, length);
      meansRow = means.reshape('c', 1, length);
      inverseRow = inverse.reshape('c', 1, length);
    }

    @Override
    public void close() {
      sums.close();
      totals.close();
      means.close();
      inverse.close();
    }
  }

  /**
   * @param affine whether there are gains and offsets
   */
  JointLayerNorm(
      FlatTensors tensors, String name, int time, int width, boolean affine, Scratch scratch) {
    this.scratch = scratch;
    this.affine =
        affine
            ? new Affine(
                tensors.constant(name + ".gain", 1, time, width),
                tensors.constant(name + ".offset", 0, time, width))
            : null;
    share = Nd4j.valueArrayOf(new long[] {1, width}, 1.0 / time / width, scratch.type());
  }

  @Override
  public void forward(Activations x, Activations y, boolean training) {
    normalised = x;
    if (statistics == null || statistics.sums.size(0) != x.batch) {
      closeRows();
      statistics = new Statistics(x);
    }
    windowMeans(x, statistics);
    Nd4j.exec(new SubOp(x.byTime, statistics.meansRow, x.byTime));
    Activations squares = scratch.hidden(x);
    Nd4j.exec(new MulOp(x.cube, x.cube, squares.cube));
    windowMeans(squares, statistics);
    statistics.inverse.assign(statistics.means);
    Transforms.sqrt(statistics.inverse.addi(EPSILON), false).rdivi(1);
    Nd4j.exec(new MulOp(x.byTime, statistics.inverseRow, x.byTime));
    if (affine == null) {
      y.cube.assign(x.cube);
      return;
    }
    Nd4j.exec(new MulOp(x.cube, affine.gainCube(), y.cube));
    Nd4j.exec(new AddOp(y.cube, affine.offsetCube(), y.cube));
  }

  @Override
  public void backward(Activations d) {
    if (normalised == null || statistics == null) {
      throw new IllegalStateException("backward before forward");
    }
    Activations z = normalised;
    Activations product = scratch.hidden(d);
    if (affine != null) {
      d.cube.sum(affine.offset.gradient(), 1);
      Nd4j.exec(new MulOp(d.cube, z.cube, product.cube));
      product.cube.sum(affine.gain.gradient(), 1);
      Nd4j.exec(new MulOp(d.cube, affine.gainCube(), d.cube));
    }
    Nd4j.exec(new MulOp(d.cube, z.cube, product.cube));
    windowMeans(product, statistics);
    Nd4j.exec(new MulOp(z.byTime, statistics.meansRow, product.byTime)); // z·⟨d·z⟩
    windowMeans(d, statistics);
    d.cube.subi(product.cube);
    Nd4j.exec(new SubOp(d.byTime, statistics.meansRow, d.byTime));
    Nd4j.exec(new MulOp(d.byTime, statistics.inverseRow, d.byTime));
  }

  private void windowMeans(Activations x, Statistics statistics) {
    scratch.sumRows(x.byTime, statistics.sumsRow);
    scratch.sumColumns(statistics.sums, statistics.totals);
    Gemm.multiply(statistics.totals, share, statistics.means);
  }

  private void closeRows() {
    if (statistics != null) {
      statistics.close();
    }
  }

  @Override
  public void close() {
    closeRows();
    share.close();
  }
}
