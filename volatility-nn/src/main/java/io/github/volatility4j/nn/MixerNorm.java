package io.github.volatility4j.nn;

/** A norm inside TSMixer. It owns its slices of the flat vectors. */
interface MixerNorm extends AutoCloseable {
  /** {@return how many numbers a norm has in the flat vectors} */
  static long parameters(TsMixerForm.Norm norm, int time, int width) {
    return switch (norm) {
      case LAYER -> 2L * time * width;
      case LAYER_NO_BIAS -> 0;
      case TIME_BATCH -> TimeBatchNorm.PARAMETERS;
    };
  }

  /**
   * Forward.
   *
   * @param x overwritten, and to be left so until {@link #backward}
   * @param y receives the result
   * @param training whether a backward may follow
   */
  void forward(Activations x, Activations y, boolean training);

  /**
   * Backward of the last training forward.
   *
   * @param d ∂L/∂y, overwritten by ∂L/∂x
   */
  void backward(Activations d);

  @Override
  void close();
}
