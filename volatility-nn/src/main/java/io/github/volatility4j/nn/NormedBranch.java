package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;

/** What the branch beside a residual path starts from: a layer's input, or its norm. */
final class NormedBranch implements AutoCloseable {
  private final @Nullable MixerNorm norm;
  private final Scratch scratch;
  private @Nullable Activations kept; // what the norm wants left alone
  private @Nullable Activations normed;
  private @Nullable Activations gradient;

  /** Writes ∂L/∂(start of the branch), after {@code factor} times what is there. */
  @FunctionalInterface
  interface Gradient {
    void write(int factor, Activations dBranch);
  }

  /**
   * @param norm none for the input itself
   */
  NormedBranch(@Nullable MixerNorm norm, Scratch scratch) {
    this.norm = norm;
    this.scratch = scratch;
  }

  /** {@return x, or its norm; x is left as it is} */
  Activations forward(Activations x, boolean training) {
    if (norm == null) {
      return x;
    }
    kept = Activations.reuse(kept, scratch.type(), x.time, x.batch, x.width);
    normed = Activations.reuse(normed, scratch.type(), x.time, x.batch, x.width);
    kept.cube.assign(x.cube);
    norm.forward(kept, normed, training);
    return normed;
  }

  /** Adds to ∂L/∂x what comes from the branch. */
  void backward(Activations dInput, Gradient branch) {
    if (norm == null) {
      branch.write(1, dInput);
      return;
    }
    gradient = Activations.reuse(gradient, scratch.type(), dInput.time, dInput.batch, dInput.width);
    branch.write(0, gradient);
    norm.backward(gradient);
    dInput.cube.addi(gradient.cube);
  }

  @Override
  public void close() {
    Activations.free(kept);
    Activations.free(normed);
    Activations.free(gradient);
    if (norm != null) {
      norm.close();
    }
  }
}
