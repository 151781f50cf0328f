package io.github.volatility4j.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One training step and one inference batch of a network of this library, as the loop runs them.
 */
public final class StepHarness implements AutoCloseable {
  private static final int DAYS = 90;

  private final Network network;
  private final int features;
  private final AdamW optimizer;
  private INDArray x; // [batch, time, feature]
  private float[] target = {}; // [batch]
  private long steps;
  private boolean frozen; // since the last training step

  private StepHarness(Network network, int features) {
    this.network = network;
    this.features = features;
    optimizer = new AdamW(network.parameters(), true);
    x = HostCopy.array(new float[DAYS * features], 1, DAYS, features);
  }

  /**
   * A network with one output in single precision, on its fastest kernels.
   *
   * @param options of the network
   * @param features numbers a day
   * @return the harness, to be given data
   */
  public static StepHarness f32(NetworkOptions options, int features) {
    return new StepHarness(
        Network.create(options, new NetworkShape(DAYS, features, 1), DataType.FLOAT, 42), features);
  }

  /**
   * A network with one output whose products are in bf16.
   *
   * @param options of the network
   * @param features numbers a day
   * @return the harness, to be given data
   * @throws IllegalArgumentException where there is no such thing
   */
  public static StepHarness bf16(NetworkOptions options, int features) {
    return new StepHarness(
        Network.create(
            options, new NetworkShape(DAYS, features, 1), DataType.FLOAT, Precision.BF16, 42),
        features);
  }

  /** Sets ND4J up as this library does: quiet, one thread. */
  public static void prepareNd4j() {
    Nd4jBackend.prepare();
  }

  /**
   * What to learn from.
   *
   * @param windows // [batch, 90, features]
   * @param targets // [batch]
   */
  public void data(float[] windows, float[] targets) {
    x.close();
    x = HostCopy.array(windows, targets.length, DAYS, features);
    target = targets.clone();
  }

  /** {@return the tensors by name, in c-order} */
  public Map<String, float[]> tensors() {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    for (ParameterRange range : network.ranges()) {
      INDArray values =
          network.parameters().get(NDArrayIndex.interval(range.offset(), range.end()));
      tensors.put(range.name(), HostCopy.values(values));
    }
    return tensors;
  }

  /**
   * A step of forward, loss {@code mean((softplus(u) − target)²)}, backward, clip and AdamW.
   *
   * @param rate learning rate
   * @param decay weight decay
   * @param clip bound of the gradient's norm
   * @return the loss before it
   */
  public double train(double rate, double decay, double clip) {
    frozen = false;
    double sum = 0;
    try (INDArray raw = network.forward(x, true, ++steps)) {
      float[] u = HostCopy.values(raw);
      for (int i = 0; i < u.length; i++) {
        double e = Math.log1p(Math.exp(-Math.abs(u[i]))) + Math.max(u[i], 0) - target[i];
        sum += e * e;
        u[i] = (float) (2 * e / (1 + Math.exp(-u[i])) / target.length);
      }
      try (INDArray dRaw = HostCopy.array(u, u.length, 1)) {
        network.backward(dRaw);
      }
    }
    optimizer.update(network, rate, decay, clip);
    return sum / target.length;
  }

  /** {@return the raw outputs of an inference batch, of a network frozen as a forecast does} */
  public float[] infer() {
    if (!frozen) {
      network.freeze();
      frozen = true;
    }
    try (INDArray raw = network.forward(x, false, 0)) {
      return HostCopy.values(raw);
    }
  }

  @Override
  public void close() {
    x.close();
    network.close();
  }
}
