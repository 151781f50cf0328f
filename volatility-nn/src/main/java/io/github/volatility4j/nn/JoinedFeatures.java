package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Features side by side: {@code [time, batch, a] ⊕ [time, batch, b] -> [time, batch, a + b]}. */
final class JoinedFeatures implements AutoCloseable {
  private final Scratch scratch;
  private @Nullable Activations joined;
  private @Nullable Activations dFirst;
  private @Nullable Activations dSecond;

  JoinedFeatures(Scratch scratch) {
    this.scratch = scratch;
  }

  Activations forward(Activations first, Activations second) {
    int width = first.width + second.width;
    joined = Activations.reuse(joined, scratch.type(), first.time, first.batch, width);
    part(joined, 0, first.width).assign(first.cube);
    part(joined, first.width, width).assign(second.cube);
    return joined;
  }

  /** {@return ∂L/∂(first), this object's own} */
  Activations first(Activations d, int width) {
    dFirst = Activations.reuse(dFirst, scratch.type(), d.time, d.batch, width);
    dFirst.cube.assign(part(d, 0, width));
    return dFirst;
  }

  /** {@return ∂L/∂(second), this object's own} */
  Activations second(Activations d, int width) {
    dSecond = Activations.reuse(dSecond, scratch.type(), d.time, d.batch, width);
    dSecond.cube.assign(part(d, d.width - width, d.width));
    return dSecond;
  }

  private static INDArray part(Activations x, int from, int to) {
    return x.cube.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  @Override
  public void close() {
    Activations.free(joined);
    Activations.free(dFirst);
    Activations.free(dSecond);
  }
}
