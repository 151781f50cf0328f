package io.github.volatility4j.nn;

/**
 * A layer inside TSMixer, {@code [time, batch, width] -> [time, batch, width']}. It owns its slices
 * of the flat vectors and the memory between forward and backward.
 */
interface MixerLayer extends AutoCloseable {
  /**
   * Forward.
   *
   * @param x kept, and to be left as it is until {@link #backward}
   * @param training whether dropout acts
   * @param seeds of the windows' dropout masks // [batch]
   * @return the result, the layer's own; overwritten by the next forward
   */
  Activations forward(Activations x, boolean training, long[] seeds);

  /**
   * Backward of the last training forward; overwrites the layer's slices of the gradient.
   *
   * @param d ∂L/∂(result), overwritten
   * @return ∂L/∂x: d itself, or the layer's own if the width is another
   */
  Activations backward(Activations d);

  @Override
  void close();
}
