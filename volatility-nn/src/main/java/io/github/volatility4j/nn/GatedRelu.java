package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@code y = dropout(relu(z))} in place. A number of y is positive exactly where z was positive and
 * was not dropped, so the factor of the backward pass, {@code 1(y > 0)/(1−p)}, can be had from y.
 */
final class GatedRelu implements AutoCloseable {
  private final WindowMasks masks;
  private @Nullable Activations gate;

  /**
   * @param place number of the place in the network
   */
  GatedRelu(SparseDropout dropout, int place) {
    masks = new WindowMasks(dropout, place);
  }

  /**
   * Forward.
   *
   * @param z overwritten by y
   * @param seeds of the windows' dropout masks // [batch]
   */
  void forward(Activations z, boolean training, long[] seeds) {
    if (!training) {
      Transforms.relu(z.cube, false);
      return;
    }
    gate = Activations.reuse(gate, z.cube.dataType(), z.time, z.batch, z.width);
    if (!masks.off()) {
      masks.fill(seeds, gate);
      z.cube.muli(gate.cube);
    }
    Transforms.relu(z.cube, false);
    Nd4j.getExecutioner().exec(new Step(z.cube, gate.cube));
    if (!masks.off()) {
      gate.cube.muli(masks.kept());
    }
  }

  /**
   * Backward of the last training forward.
   *
   * @param d ∂L/∂y // [time, batch, width]
   * @param out receives ∂L/∂z; may be d // [time, batch, width]
   */
  void backward(INDArray d, INDArray out) {
    if (gate == null) {
      throw new IllegalStateException("backward before forward");
    }
    Nd4j.exec(new MulOp(d, gate.cube, out));
  }

  @Override
  public void close() {
    Activations.free(gate);
  }
}
