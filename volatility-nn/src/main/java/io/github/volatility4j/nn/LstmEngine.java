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

  /**
   * Makes a kernel.
   *
   * @param parameters of all layers, as {@link LstmStack} has them // [n]
   * @param gradient of the same // [n]
   * @throws UnsupportedOperationException for bf16 where it can't be had
   */
  LstmKernel kernel(LstmStack.Size size, INDArray parameters, INDArray gradient) {
    boolean fits = parameters.dataType() == DataType.FLOAT && Nd4jBackend.isCpu();
    if (this == BF16 && !(fits && OneDnn.available())) {
      throw new UnsupportedOperationException(
          "bf16 needs oneDNN, and float parameters in the processor's memory; use f32");
    }
    if (this == PORTABLE || !fits || !OneDnn.available()) {
      return new PortableLstm(size, parameters, gradient);
    }
    OneDnnLstm.Precision precision =
        this == BF16 ? OneDnnLstm.Precision.BF16 : OneDnnLstm.Precision.F32;
    return new OneDnnLstmKernel(size, precision, parameters, gradient);
  }
}
