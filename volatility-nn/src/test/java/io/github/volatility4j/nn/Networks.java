package io.github.volatility4j.nn;

import io.github.volatility4j.nn.ParameterRange.Role;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What the tests of networks share. */
final class Networks {
  private Networks() {}

  /** Normal numbers. */
  static INDArray normal(DataType type, long seed, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Nd4j.create(values, shape, DataType.DOUBLE).castTo(type);
  }

  /**
   * Moves every trained parameter away from its start value, so that no gain is 1 and no bias 0.
   */
  static void shake(Network network, double scale, long seed) {
    INDArray noise = normal(network.dataType(), seed, network.parameters().length()).muli(scale);
    for (ParameterRange range : network.ranges()) {
      if (range.role() != Role.STATE) {
        slice(network.parameters(), range).addi(slice(noise, range));
      }
    }
  }

  static INDArray slice(INDArray flat, ParameterRange range) {
    return flat.get(NDArrayIndex.interval(range.offset(), range.end()));
  }

  /** The values of a tensor by its name. */
  static double[] values(Network network, String name) {
    return slice(network.parameters(), range(network, name)).dup().data().asDouble();
  }

  static ParameterRange range(Network network, String name) {
    return network.ranges().stream()
        .filter(range -> range.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + network.ranges()));
  }

  /** One plain step of gradient descent on the mean squared error; returns the loss before it. */
  static double step(Network network, INDArray x, INDArray y, double rate, long stepSeed) {
    INDArray output = network.forward(x, true, stepSeed);
    INDArray error = output.sub(y);
    network.backward(error.mul(2.0 / x.size(0)));
    network.parameters().subi(network.gradient().mul(rate));
    return error.mul(error).meanNumber().doubleValue();
  }
}
