package io.github.volatility4j.nn;

import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products into memory that is already there. {@code INDArray.mmuli} and {@code Nd4j.gemm}
 * make an f-ordered product and copy it over where the result is c-ordered, which costs several
 * times the product itself at the sizes met here; the operation beneath them writes either order.
 */
final class Gemm {
  private Gemm() {}

  /**
   * {@code c = op(a)·op(b) + beta·c}, where op is the transpose or nothing.
   *
   * @param c result, neither a nor b
   */
  static void multiply(
      INDArray a, boolean transposeA, INDArray b, boolean transposeB, double beta, INDArray c) {
    Nd4j.exec(
        new Mmul(
            a,
            b,
            c,
            1,
            beta,
            MMulTranspose.builder().transposeA(transposeA).transposeB(transposeB).build()));
  }

  /** {@code c = a·b}. */
  static void multiply(INDArray a, INDArray b, INDArray c) {
    multiply(a, false, b, false, 0, c);
  }
}
