package io.github.volatility4j.nn;

/**
 * One tensor's place in a network's flat vector of numbers.
 *
 * @param name layer and tensor, {@code "lstm0.inputWeights"}
 * @param offset where it starts
 * @param length how many numbers it has
 * @param role what the optimiser may do with it
 */
record ParameterRange(String name, long offset, long length, Role role) {
  /** What the optimiser may do with a tensor. */
  enum Role {
    /** Trained, and pulled towards zero by weight decay: weight matrices. */
    DECAYED,
    /** Trained without decay: biases, gains and offsets of norms. */
    TRAINED,
    /**
     * Kept by the network itself: running means and variances. Neither optimiser, nor clip, nor
     * decay touches it; its gradient is zero. It belongs to a checkpoint all the same.
     */
    STATE
  }

  /** {@return the index behind the last number} */
  long end() {
    return offset + length;
  }
}
