package io.github.volatility4j.nn;

import java.nio.FloatBuffer;
import java.util.List;
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
 * As Adam (Kingma and Ba, arXiv 1412.6980) decay is no factor but part of the clipped gradient,
 * {@code g + wθ}.
 *
 * <p>State ranges (running statistics of a normalisation) have zero gradient by the contract of
 * {@link Network}, so neither the norm nor the update touches them.
 *
 * <p>As operations on arrays this would be fifteen passes over memory, a tenth of a training step.
 * Here it is one for the norm and one for the rest, in blocks that stay in the processor's first
 * cache. The optimiser's own numbers lie on the Java heap, whatever the backend.
 */
final class AdamW implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  private static final int BLOCK = 1024;
  private static final int BLOCKS_OF_A_SUM = 32;

  private final boolean decoupled;
  private final float[] m;
  private final float[] v;
  private final float[] g = new float[BLOCK];
  private final float[] theta = new float[BLOCK];
  private final float[] blockM = new float[BLOCK];
  private final float[] blockV = new float[BLOCK];
  private final float[] squares = new float[BLOCK];
  private int step;

  /** What an update does, the same for all numbers of a block but for the decay. */
  private record Factors(float gradient, float rate, float secondMoment, float coupled) {}

  /**
   * @param parameters of a network, floats
   * @param decoupled whether decay is AdamW's, rather than Adam's
   */
  AdamW(INDArray parameters, boolean decoupled) {
    this.decoupled = decoupled;
    m = new float[Math.toIntExact(parameters.length())];
    v = new float[m.length];
  }

  @Override
  public double update(Network network, double learningRate, double weightDecay, double clip) {
    FloatBuffer gradient = HostCopy.floats(network.gradient());
    FloatBuffer parameters = HostCopy.floats(network.parameters());
    double norm = norm(gradient);
    step++;
    float scale = (float) (norm > clip ? clip / norm : 1);
    float rate = (float) (learningRate / (1 - Math.pow(BETA1, step)));
    float secondMoment = (float) (1 / (1 - Math.pow(BETA2, step)));
    for (ParameterRange range : network.ranges()) {
      if (range.role() == ParameterRange.Role.STATE) {
        continue;
      }
      boolean decayed = range.role() == ParameterRange.Role.DECAYED;
      float kept = decayed && decoupled ? (float) (1 - learningRate * weightDecay) : 1;
      float coupled = decayed && !decoupled ? (float) weightDecay : 0;
      Factors factors = new Factors(scale, rate, secondMoment, coupled);
      for (int from = (int) range.offset(); from < range.end(); from += BLOCK) {
        int count = (int) Math.min(BLOCK, range.end() - from);
        gradient.get(from, g, 0, count);
        parameters.get(from, theta, 0, count);
        System.arraycopy(m, from, blockM, 0, count);
        System.arraycopy(v, from, blockV, 0, count);
        update(theta, g, blockM, blockV, count, kept, factors);
        System.arraycopy(blockM, 0, m, from, count);
        System.arraycopy(blockV, 0, v, from, count);
        parameters.put(from, theta, 0, count);
      }
    }
    HostCopy.putBack(parameters, network.parameters());
    return norm;
  }

  @Override
  public int steps() {
    return step;
  }

  @Override
  public List<float[]> moments() {
    return List.of(m, v);
  }

  @Override
  public void restore(int steps, List<float[]> moments) {
    step = steps;
    System.arraycopy(moments.get(0), 0, m, 0, m.length);
    System.arraycopy(moments.get(1), 0, v, 0, v.length);
  }

  /**
   * Sums in as many accumulators as a block has numbers, side by side; now and then they are
   * emptied into one double, so that rounding stays in the seventh digit.
   */
  private double norm(FloatBuffer gradient) {
    double sum = 0;
    for (int from = 0, block = 1; from < m.length; from += BLOCK, block++) {
      int count = Math.min(BLOCK, m.length - from);
      gradient.get(from, g, 0, count);
      addSquares(g, count, squares);
      if (block % BLOCKS_OF_A_SUM == 0 || from + count == m.length) {
        sum += takeSum(squares);
      }
    }
    return Math.sqrt(sum);
  }

  private static void addSquares(float[] numbers, int count, float[] sums) {
    for (int i = 0; i < count; i++) {
      sums[i] += numbers[i] * numbers[i];
    }
  }

  private static double takeSum(float[] sums) {
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += sums[i];
      sums[i] = 0;
    }
    return sum;
  }

  /**
   * Updates a block: all arrays are read and written at the same places, or the compiler would not
   * make it one operation for many numbers.
   *
   * @param theta parameters of the block, changed
   * @param g its gradient
   * @param m its moments, changed
   * @param v the same
   * @param kept what decay leaves of a parameter
   */
  private static void update(
      float[] theta, float[] g, float[] m, float[] v, int count, float kept, Factors factors) {
    float scale = factors.gradient;
    float rate = factors.rate;
    float coupled = factors.coupled;
    float correction = factors.secondMoment;
    float b1 = (float) BETA1;
    float b2 = (float) BETA2;
    float rest1 = (float) (1 - BETA1);
    float rest2 = (float) (1 - BETA2);
    for (int i = 0; i < count; i++) {
      float gi = g[i] * scale + coupled * theta[i];
      float mi = m[i] * b1 + gi * rest1;
      float vi = v[i] * b2 + gi * gi * rest2;
      m[i] = mi;
      v[i] = vi;
      theta[i] = theta[i] * kept - rate * mi / ((float) Math.sqrt(vi * correction) + EPSILON);
    }
  }
}
