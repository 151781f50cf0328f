package io.github.volatility4j.nn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** On what an {@link LstmStack} runs. */
enum LstmEngine {
  /** oneDNN in f32 where it is there and numbers are floats, INDArray operations otherwise. */
  FASTEST,
  /** oneDNN with products in bf16. */
  BF16,
  /** INDArray operations. */
  PORTABLE;

  /** {@return the fastest for a precision} */
  static LstmEngine of(Precision precision) {
    return precision == Precision.BF16 ? BF16 : FASTEST;
  }

  /**
   * Makes a kernel.
   *
   * @param parameters of all layers, as {@link LstmStack} has them // [n]
   * @param gradient of the same // [n]
   * @throws IllegalArgumentException for bf16 where it can't be had
   */
  LstmKernel kernel(LstmStack.Size size, INDArray parameters, INDArray gradient) {
    boolean fits = parameters.dataType() == DataType.FLOAT && Nd4jBackend.isCpu();
    if (this == BF16) {
      Precision.BF16.check();
      if (parameters.dataType() != DataType.FLOAT) {
        throw new IllegalArgumentException("precision bf16 needs float parameters, not doubles");
      }
    }
    if (this == PORTABLE || !fits || !OneDnn.available()) {
      return new PortableLstm(size, parameters, gradient);
    }
    Precision precision = this == BF16 ? Precision.BF16 : Precision.F32;
    return new OneDnnLstmKernel(size, precision, parameters, gradient);
  }
}
