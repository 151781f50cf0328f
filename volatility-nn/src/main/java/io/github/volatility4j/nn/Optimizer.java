package io.github.volatility4j.nn;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves a network's numbers against their gradient. What it remembers between steps can be taken
 * out and put back, so that a training can go on later to the same bits.
 */
interface Optimizer {
  /** A fresh one of a kind. */
  static Optimizer create(TrainingDetails.Optimizer kind, INDArray parameters) {
    return switch (kind) {
      case ADAMW -> new AdamW(parameters, true);
      case ADAM -> new AdamW(parameters, false);
      case SGD -> new Momentum(parameters);
    };
  }

  /**
   * One step in place, on all ranges but state.
   *
   * @param network gives parameters and gradient
   * @param learningRate positive
   * @param weightDecay on weight matrices
   * @param clip global norm that the gradient is scaled down to; infinite for none
   * @return the gradient's norm before clipping
   */
  double update(Network network, double learningRate, double weightDecay, double clip);

  /** {@return steps so far} */
  int steps();

  /** {@return its own arrays, as long as the parameters each; not to be kept} */
  List<float[]> moments();

  /** Puts back what another optimiser of this kind had. */
  void restore(int steps, List<float[]> moments);
}
