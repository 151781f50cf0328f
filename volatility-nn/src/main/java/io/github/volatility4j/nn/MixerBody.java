package io.github.volatility4j.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What is between a window's numbers and the raw outputs of a {@link TsMixerNetwork}. */
interface MixerBody extends AutoCloseable {
  /**
   * Forward.
   *
   * @param days to be left as they are until {@link #backward} // [time, batch, feature]
   * @param training whether dropout acts
   * @param seeds of the windows' dropout masks // [batch]
   * @return // [batch, outputs], the caller's own
   */
  INDArray forward(Activations days, boolean training, long[] seeds);

  /**
   * Backward of the last training forward.
   *
   * @param dOutput ∂L/∂(outputs), not changed // [batch, outputs]
   */
  void backward(INDArray dOutput);

  /**
   * After {@link #backward}: what a target's instance norm wants.
   *
   * @param target number of the feature
   * @return ∂L/∂(that feature), the caller's own // [time, batch]
   */
  INDArray targetGradient(int target);

  @Override
  void close();
}
