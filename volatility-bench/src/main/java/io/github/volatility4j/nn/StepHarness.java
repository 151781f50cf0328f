package io.github.volatility4j.nn;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One training step and one inference batch of a network, as the loop runs them, on random data.
 */
public final class StepHarness implements AutoCloseable {
  private static final int DAYS = 90;

  private final Network network;
  private final AdamW optimizer;
  private final INDArray x; // [batch, time, feature]
  private final float[] target; // [batch]
  private long steps;

  /**
   * A harness with one output.
   *
   * @param options of the network
   * @param batch windows a step
   * @param features numbers a day
   */
  public StepHarness(NetworkOptions options, int batch, int features) {
    network = Network.create(options, new NetworkShape(DAYS, features, 1), DataType.FLOAT, 42);
    optimizer = new AdamW(network.parameters());
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[batch * DAYS * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    x = HostCopy.array(values, batch, DAYS, features);
    target = new float[batch];
    for (int i = 0; i < batch; i++) {
      target[i] = (float) random.nextDouble(0, 2);
    }
  }

  /** {@return the mean squared error before a step of forward, backward, clip and AdamW} */
  public double train() {
    double sum = 0;
    try (INDArray raw = network.forward(x, true, ++steps)) {
      float[] u = HostCopy.values(raw);
      for (int i = 0; i < u.length; i++) {
        double e = u[i] - target[i];
        sum += e * e;
        u[i] = (float) (2 * e / target.length);
      }
      try (INDArray dRaw = HostCopy.array(u, u.length, 1)) {
        network.backward(dRaw);
      }
    }
    optimizer.update(network, 3e-4, 0.01, 0.5);
    return sum / target.length;
  }

  /** {@return the outputs of an inference batch} */
  public float[] infer() {
    try (INDArray raw = network.forward(x, false, 0)) {
      return HostCopy.values(raw);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
