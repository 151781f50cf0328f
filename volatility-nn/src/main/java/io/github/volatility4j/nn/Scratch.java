package io.github.volatility4j.nn;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory that a network's layers share, for what no layer needs after it returns, and the vectors
 * of ones with which sums are taken: a product with ones runs in BLAS, several times as fast as
 * ND4J's sums along a dimension.
 */
final class Scratch implements AutoCloseable {
  private final DataType type;
  private final Map<Long, INDArray> ones = new HashMap<>();
  private final Map<Integer, Activations> hidden = new HashMap<>(); // by width
  private final Map<Integer, Activations> wide = new HashMap<>();

  Scratch(DataType type) {
    this.type = type;
  }

  DataType type() {
    return type;
  }

  /** {@return a buffer of the size of another, undefined inside; one of a width at a time} */
  Activations hidden(Activations like) {
    return hidden.compute(
        like.width, (width, old) -> Activations.reuse(old, type, like.time, like.batch, width));
  }

  /** {@return another buffer, undefined inside; one of a width at a time} */
  Activations wide(int time, int batch, int width) {
    return wide.compute(width, (same, old) -> Activations.reuse(old, type, time, batch, width));
  }

  /** {@return // [1, length], all 1} */
  INDArray ones(long length) {
    // Few lengths are ever asked for, but a new batch size brings new ones; the old are let go.
    if (ones.size() > 16 && !ones.containsKey(length)) {
      ones.values().forEach(INDArray::close);
      ones.clear();
    }
    return ones.computeIfAbsent(length, n -> Nd4j.ones(type, 1, n));
  }

  /** Sums over rows: {@code [rows, columns] -> [1, columns]}. */
  void sumRows(INDArray matrix, INDArray out) {
    Gemm.multiply(ones(matrix.size(0)), matrix, out);
  }

  /** Sums over columns: {@code [rows, columns] -> [rows, 1]}. */
  void sumColumns(INDArray matrix, INDArray out) {
    Gemm.multiply(matrix, false, ones(matrix.size(1)), true, 0, out);
  }

  @Override
  public void close() {
    hidden.values().forEach(Activations::close);
    wide.values().forEach(Activations::close);
    ones.values().forEach(INDArray::close);
    ones.clear();
  }
}
