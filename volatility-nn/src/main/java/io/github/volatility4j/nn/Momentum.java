package io.github.volatility4j.nn;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stochastic gradient descent with momentum (Polyak 1964, doi:10.1016/0041-5553(64)90137-5), in
 * PyTorch's form, after the gradient's global norm was clipped:
 *
 * <pre>
 * v ← μv + g + wθ;  θ ← θ − ηv;  μ = 0.9;  w where θ is decayed
 * </pre>
 */
final class Momentum implements Optimizer {
  private static final float MU = 0.9f;

  private final float[] velocity;
  private final float[] gradient;
  private final float[] theta;
  private int step;

  Momentum(INDArray parameters) {
    velocity = new float[Math.toIntExact(parameters.length())];
    gradient = new float[velocity.length];
    theta = new float[velocity.length];
  }

  @Override
  public double update(Network network, double learningRate, double weightDecay, double clip) {
    HostCopy.read(network.gradient(), gradient);
    FloatBuffer parameters = HostCopy.floats(network.parameters());
    parameters.get(0, theta);
    double squares = 0;
    for (float g : gradient) {
      squares += (double) g * g;
    }
    double norm = Math.sqrt(squares);
    float scale = (float) (norm > clip ? clip / norm : 1);
    step++;
    for (ParameterRange range : network.ranges()) {
      if (range.role() != ParameterRange.Role.STATE) {
        boolean decayed = range.role() == ParameterRange.Role.DECAYED;
        move(range, scale, (float) learningRate, decayed ? (float) weightDecay : 0);
      }
    }
    parameters.put(0, theta);
    HostCopy.putBack(parameters, network.parameters());
    return norm;
  }

  private void move(ParameterRange range, float scale, float rate, float decay) {
    for (int i = (int) range.offset(); i < range.end(); i++) {
      velocity[i] = MU * velocity[i] + gradient[i] * scale + decay * theta[i];
      theta[i] -= rate * velocity[i];
    }
  }

  @Override
  public int steps() {
    return step;
  }

  @Override
  public List<float[]> moments() {
    return List.of(velocity);
  }

  @Override
  public void restore(int steps, List<float[]> moments) {
    step = steps;
    System.arraycopy(moments.get(0), 0, velocity, 0, velocity.length);
  }
}
