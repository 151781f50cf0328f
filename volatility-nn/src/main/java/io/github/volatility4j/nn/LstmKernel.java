package io.github.volatility4j.nn;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * LSTM layers one upon the other with dropout between them: what an {@link LstmStackLayer} computes
 * with. Parameters and gradient are views that it is made with; equations in {@link LstmNetwork},
 * order of the numbers in {@link LstmStack}.
 */
interface LstmKernel extends AutoCloseable {
  /**
   * Forward.
   *
   * @param x // [batch, in, time], in any order of memory
   * @param random for the dropout masks; null outside training
   * @return the last layer's states after the last days, day by day, the kernel's own // [steps ·
   *     batch, width]
   */
  INDArray forward(INDArray x, @Nullable SplittableRandom random);

  /**
   * Backward of the last training forward; overwrites the gradient.
   *
   * @param dLast ∂L/∂(result) // [steps · batch, width]
   * @return ∂L/∂x, the kernel's own // [batch, in, time]
   */
  INDArray backward(INDArray dLast);

  /** {@return what computes, in words} */
  String engine();

  /** Frees its memory, not that of parameters and gradient. */
  @Override
  void close();
}
