package io.github.volatility4j.nn;

import static org.nd4j.linalg.ops.transforms.Transforms.exp;
import static org.nd4j.linalg.ops.transforms.Transforms.expm1;
import static org.nd4j.linalg.ops.transforms.Transforms.log1p;
import static org.nd4j.linalg.ops.transforms.Transforms.max;
import static org.nd4j.linalg.ops.transforms.Transforms.min;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@code y = dropout(σ(z))} in place, σ one of {@link TsMixerForm.Activation}. What the backward
 * pass multiplies with, {@code σ'(z)·mask}, is kept.
 *
 * <p>Of a ReLU, a number of y is positive exactly where z was positive and was not dropped, so that
 * this factor, {@code 1(y > 0)/(1−p)}, can be had from y. Most others have a slope that is a
 * function of σ(z), too.
 */
final class GatedActivation implements AutoCloseable {
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_FLOOR = SELU_SCALE * 1.6732632423543772;
  private static final double LEAK = 0.01;

  private final TsMixerForm.Activation activation;
  private final WindowMasks masks;
  private @Nullable Activations gate;
  private @Nullable Activations mask;

  GatedActivation(TsMixerForm.Activation activation, WindowMasks masks) {
    this.activation = activation;
    this.masks = masks;
  }

  /**
   * Forward.
   *
   * @param z overwritten by y
   * @param seeds of the windows' dropout masks // [batch]
   */
  void forward(Activations z, boolean training, long[] seeds) {
    if (activation == TsMixerForm.Activation.RELU) {
      relu(z, training, seeds);
      return;
    }
    gate = Activations.reuse(gate, z.cube.dataType(), z.time, z.batch, z.width);
    apply(z.cube, gate.cube);
    if (training && !masks.off()) {
      mask = Activations.reuse(mask, z.cube.dataType(), z.time, z.batch, z.width);
      masks.fill(seeds, mask);
      z.cube.muli(mask.cube);
      gate.cube.muli(mask.cube);
    }
  }

  private void relu(Activations z, boolean training, long[] seeds) {
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
   * {@code slope = σ'(z)}, {@code z = σ(z)}.
   *
   * @param slope undefined before
   */
  private void apply(INDArray z, INDArray slope) {
    switch (activation) {
      case RELU -> throw new IllegalStateException("ReLU has a way of its own");
      case ELU -> {
        withExponentialTail(z, 1, 1);
        min(slope.assign(z), 0, false).addi(1);
      }
      case SELU -> {
        withExponentialTail(z, SELU_SCALE, SELU_FLOOR);
        Nd4j.getExecutioner().exec(new Step(z, slope));
        slope.muli(SELU_SCALE - SELU_FLOOR).addi(SELU_FLOOR);
        try (INDArray tail = min(z, 0, true)) {
          slope.addi(tail);
        }
      }
      case LEAKY_RELU -> {
        try (INDArray tail = min(z, 0, true)) {
          max(z, 0, false).addi(tail.muli(LEAK));
        }
        Nd4j.getExecutioner().exec(new Step(z, slope));
        slope.muli(1 - LEAK).addi(LEAK);
      }
      case SOFTPLUS -> {
        try (INDArray bend = log1p(exp(Transforms.abs(z, true).negi(), false), false)) {
          max(z, 0, false).addi(bend);
        }
        exp(slope.assign(z).negi(), false).rsubi(1);
      }
      case TANH -> {
        Transforms.tanh(z, false);
        slope.assign(z).muli(z).rsubi(1);
      }
      case SIGMOID -> {
        Transforms.sigmoid(z, false);
        slope.assign(z).rsubi(1).muli(z);
      }
      case GELU -> gelu(z, slope);
    }
  }

  /** {@code z = rise·max(z, 0) + floor·(e^min(z, 0) − 1)}. */
  private static void withExponentialTail(INDArray z, double rise, double floor) {
    try (INDArray tail = expm1(min(z, 0, true), false)) {
      max(z, 0, false).muli(rise).addi(tail.muli(floor));
    }
  }

  /** {@code Φ(z) = (1 + erf(z/√2))/2; σ = z·Φ(z); σ' = Φ(z) + z·φ(z)}. */
  private static void gelu(INDArray z, INDArray slope) {
    try (INDArray scaled = z.mul(Math.sqrt(0.5));
        INDArray distribution = erf(scaled).addi(1).muli(0.5);
        INDArray density = exp(scaled.muli(scaled).negi(), false)) {
      slope.assign(z).muli(density).muli(1 / Math.sqrt(2 * Math.PI)).addi(distribution);
      z.muli(distribution);
    }
  }

  private static INDArray erf(INDArray z) {
    return Nd4j.getExecutioner()
        .exec(new org.nd4j.linalg.api.ops.impl.transforms.strict.Erf(z, z.ulike()));
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
    Activations.free(mask);
  }
}
