package io.github.volatility4j.nn;

/**
 * A layer inside {@link TsMixerTile}, wired to its input, its output and the gradient when it is
 * made: the fast form of a {@link MixerLayer}.
 */
interface TileLayer {
  /**
   * Forward.
   *
   * @param seeds of the windows' dropout masks; empty for none // [windows]
   */
  void forward(long[] seeds);

  /** Backward: overwrites ∂L/∂output by ∂L/∂input, and adds to the gradient of the tensors. */
  void backward();
}
