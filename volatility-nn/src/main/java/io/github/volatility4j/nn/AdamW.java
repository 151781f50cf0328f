package io.github.volatility4j.nn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

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
 *
 * <p>As operations on arrays this would be fifteen passes over memory, a tenth of a training step.
 * Here it is one for the norm and one for the rest, in blocks that stay in the processor's first
 * cache. The optimiser's own numbers lie on the Java heap, whatever the backend.
 */
final class AdamW {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  private static final int BLOCK = 1024;

  private final float[] m;
  private final float[] v;
  private final float[] g = new float[BLOCK];
  private final float[] theta = new float[BLOCK];
  private final double[] squares = new double[BLOCK];
  private int step;

  /** What an update does, the same for all numbers of a block but for the decay. */
  private record Factors(float gradient, float rate, float secondMoment) {}

  /**
   * @param parameters of a network, floats
   */
  AdamW(INDArray parameters) {
    m = new float[Math.toIntExact(parameters.length())];
    v = new float[m.length];
  }

  /** One update in place; returns the gradient's norm before clipping. */
  double update(Network network, double learningRate, double weightDecay, double clip) {
    FloatBuffer gradient = HostCopy.floats(network.gradient());
    FloatBuffer parameters = HostCopy.floats(network.parameters());
    double norm = norm(gradient);
    step++;
    Factors factors =
        new Factors(
            (float) (norm > clip ? clip / norm : 1),
            (float) (learningRate / (1 - Math.pow(BETA1, step))),
            (float) (1 / (1 - Math.pow(BETA2, step))));
    for (ParameterRange range : network.ranges()) {
      if (range.role() == ParameterRange.Role.STATE) {
        continue;
      }
      boolean decayed = range.role() == ParameterRange.Role.DECAYED;
      float kept = decayed ? (float) (1 - learningRate * weightDecay) : 1;
      for (int from = (int) range.offset(); from < range.end(); from += BLOCK) {
        int count = (int) Math.min(BLOCK, range.end() - from);
        gradient.get(from, g, 0, count);
        parameters.get(from, theta, 0, count);
        update(theta, g, m, v, from, count, kept, factors);
        parameters.put(from, theta, 0, count);
      }
    }
    HostCopy.putBack(parameters, network.parameters());
    return norm;
  }

  /** Sums in as many double accumulators as a block has numbers: exact enough, and side by side. */
  private double norm(FloatBuffer gradient) {
    Arrays.fill(squares, 0);
    for (int from = 0; from < m.length; from += BLOCK) {
      int count = Math.min(BLOCK, m.length - from);
      gradient.get(from, g, 0, count);
      addSquares(g, count, squares);
    }
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  private static void addSquares(float[] numbers, int count, double[] sums) {
    for (int i = 0; i < count; i++) {
      double number = numbers[i];
      sums[i] += number * number;
    }
  }

  /**
   * Updates a block.
   *
   * @param theta parameters of the block, changed
   * @param g its gradient
   * @param from where the block begins in m and v
   * @param kept what decay leaves of a parameter
   */
  private static void update(
      float[] theta,
      float[] g,
      float[] m,
      float[] v,
      int from,
      int count,
      float kept,
      Factors factors) {
    float scale = factors.gradient;
    float rate = factors.rate;
    float correction = factors.secondMoment;
    float b1 = (float) BETA1;
    float b2 = (float) BETA2;
    float rest1 = (float) (1 - BETA1);
    float rest2 = (float) (1 - BETA2);
    for (int i = 0; i < count; i++) {
      float gi = g[i] * scale;
      float mi = m[from + i] * b1 + gi * rest1;
      float vi = v[from + i] * b2 + gi * gi * rest2;
      m[from + i] = mi;
      v[from + i] = vi;
      theta[i] = theta[i] * kept - rate * mi / ((float) Math.sqrt(vi * correction) + EPSILON);
    }
  }
}
