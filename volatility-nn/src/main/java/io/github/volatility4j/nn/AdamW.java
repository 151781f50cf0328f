package io.github.volatility4j.nn;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * AdamW with the gradient's global norm clipped before (Loshchilov and Hutter, arXiv 1711.05101),
 * in PyTorch's form: ε is added after the bias correction.
 *
 * <pre>
 * m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  θ ← θ(1 − ηw)  where θ is decayed
 * θ ← θ − η·m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>State ranges (running statistics of a normalisation) have zero gradient by the contract of
 * {@link Network}, so neither the norm nor the update touches them.
 */
final class AdamW {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final INDArray m;
  private final INDArray v;
  private final INDArray scratch;
  private final INDArray denominator;
  private int step;

  AdamW(INDArray parameters) {
    m = parameters.like();
    v = parameters.like();
    scratch = parameters.like();
    denominator = parameters.like();
  }

  /** One update in place; returns the gradient's norm before clipping. */
  double update(Network network, double learningRate, double weightDecay, double clip) {
    INDArray parameters = network.parameters();
    INDArray gradient = network.gradient();
    double norm = gradient.norm2Number().doubleValue();
    double factor = norm > clip ? clip / norm : 1;
    step++;
    m.muli(BETA1).addi(scratch.assign(gradient).muli((1 - BETA1) * factor));
    scratch.assign(gradient).muli(factor);
    scratch.muli(scratch).muli(1 - BETA2);
    v.muli(BETA2).addi(scratch);
    decay(network.ranges(), parameters, 1 - learningRate * weightDecay);
    denominator.assign(v).divi(1 - Math.pow(BETA2, step));
    Transforms.sqrt(denominator, false).addi(EPSILON);
    scratch.assign(m).muli(learningRate / (1 - Math.pow(BETA1, step))).divi(denominator);
    parameters.subi(scratch);
    return norm;
  }

  private static void decay(List<ParameterRange> ranges, INDArray parameters, double factor) {
    if (factor == 1) {
      return;
    }
    for (ParameterRange range : ranges) {
      if (range.role() == ParameterRange.Role.DECAYED) {
        parameters.get(NDArrayIndex.interval(range.offset(), range.end())).muli(factor);
      }
    }
  }
}
