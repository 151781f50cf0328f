package io.github.volatility4j.nn;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout on the input of a DL4J layer, with masks from a generator that the network hands
 * over before each step. DL4J's own takes them from ND4J's generator, which everything in the
 * process shares.
 *
 * <p>The mask stays from forward to backward; DL4J's LSTM runs its forward again in its backward,
 * but on the input that was dropped out already.
 */
final class SeededDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private final double rate;
  private transient @Nullable DropoutMasks masks;
  private transient @Nullable SplittableRandom random;
  private transient @Nullable INDArray mask;

  SeededDropout(double rate) {
    this.rate = rate;
  }

  /** Sets the generator for the next forward. */
  void random(SplittableRandom next) {
    random = next;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    if (random == null) {
      throw new IllegalStateException("no generator for the dropout mask");
    }
    if (masks == null) {
      masks = new DropoutMasks(rate);
    }
    INDArray current = mask;
    if (current == null || !sameLayout(current, input)) {
      close();
      // Outside the workspace that is open now: it is gone before the backward pass.
      current = Nd4j.createUninitializedDetached(input.dataType(), input.ordering(), input.shape());
      mask = current;
    }
    masks.fill(random, current);
    return input.muli(current, result);
  }

  private static boolean sameLayout(INDArray a, INDArray b) {
    return a.equalShapes(b) && a.ordering() == b.ordering();
  }

  @Override
  public INDArray backprop(INDArray dOutput, INDArray dInput, int iteration, int epoch) {
    if (mask == null) {
      throw new IllegalStateException("backward before forward");
    }
    return dOutput.muli(mask, dInput);
  }

  /** Nothing: DL4J calls this between steps, and the mask's memory is used again. */
  @Override
  public void clear() {}

  /** Frees the mask. */
  void close() {
    if (mask != null) {
      mask.close();
      mask = null;
    }
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public SeededDropout clone() {
    return new SeededDropout(rate);
  }
}
