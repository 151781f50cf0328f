package io.github.volatility4j.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parts of a batch. */
final class Slices {
  private Slices() {}

  /**
   * An array that can be sliced. Of a matrix or cube that is itself a slice, ND4J's {@code get}
   * compares a place in the whole memory with the length of the slice, and gives an empty array,
   * without a word, for parts that are well inside. Such a view is copied.
   */
  static INDArray sliceable(INDArray array) {
    return array.offset() == 0 ? array : array.dup(array.ordering());
  }

  /** {@return windows from (inclusive) to (exclusive), a view} */
  static INDArray windows(INDArray sliceable, long from, long to) {
    return sliceable.get(NDArrayIndex.interval(from, to));
  }
}
