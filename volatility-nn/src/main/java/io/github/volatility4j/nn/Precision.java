package io.github.volatility4j.nn;

/**
 * In which numbers a network takes its products. Parameters, their gradients, sums, losses and the
 * optimiser are 32-bit floats in either case.
 */
public enum Precision {
  /** 32-bit floats. */
  F32,

  /**
   * 16-bit floats with the range of a 32-bit one and 8 digits of two (bfloat16): weights, inputs
   * and states are rounded to them before they are multiplied. About twice as fast where the
   * processor multiplies them itself: x86-64 with AVX-512 BF16 or AMX, through oneDNN. Elsewhere it
   * is refused.
   */
  BF16;

  /**
   * Refuses what can't be had here.
   *
   * @throws IllegalArgumentException saying what is missing
   */
  void check() {
    if (this == F32) {
      return;
    }
    if (!Nd4jBackend.isCpu()) {
      throw unavailable("runs on a processor only, and ND4J's backend here is CUDA");
    }
    if (!OneDnn.available()) {
      throw unavailable("needs oneDNN, which isn't available here");
    }
    if (!OneDnn.fastBf16()) {
      throw unavailable(
          "needs a processor with AVX-512 BF16 or AMX, which this one (%s) has not"
              .formatted(OneDnn.description()));
    }
  }

  private static IllegalArgumentException unavailable(String why) {
    return new IllegalArgumentException("precision bf16 " + why + "; use f32");
  }

  /** {@return as the command line spells it} */
  @Override
  public String toString() {
    return this == F32 ? "f32" : "bf16";
  }
}
