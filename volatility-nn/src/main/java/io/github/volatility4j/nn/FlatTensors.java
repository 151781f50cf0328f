package io.github.volatility4j.nn;

import io.github.volatility4j.nn.ParameterRange.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The flat vectors of a network while its layers are made: each layer takes the next slice for each
 * of its tensors and puts start values there.
 */
final class FlatTensors {
  /**
   * A tensor's place in both vectors.
   *
   * @param value view of the parameters
   * @param gradient view of the gradient, of the same shape
   */
  record Tensor(INDArray value, INDArray gradient) {}

  private final INDArray parameters; // [n]
  private final INDArray gradient; // [n]
  private final List<ParameterRange> ranges = new ArrayList<>();
  private final SplittableRandom random;
  private long used;

  FlatTensors(DataType type, long length, long seed) {
    parameters = Nd4j.zeros(type, length);
    gradient = Nd4j.zeros(type, length);
    random = new SplittableRandom(seed);
  }

  /**
   * A matrix {@code [rows, columns]} of weights with Glorot's start values times a scale.
   *
   * @param in numbers that go into each output
   * @param out outputs that each number goes into
   */
  Tensor weights(String name, int rows, int columns, int in, int out, double scale) {
    double[] start =
        InitialWeights.glorot(random.split(), in, out, Math.multiplyExact(rows, columns));
    for (int i = 0; i < start.length; i++) {
      start[i] *= scale;
    }
    return started(next(name, Role.DECAYED, rows, columns), start);
  }

  /** A matrix {@code [size, count·size]} of orthogonal blocks side by side. */
  Tensor orthogonal(String name, int size, int count) {
    double[] start = new double[Math.multiplyExact(count, size * size)];
    for (int k = 0; k < count; k++) {
      double[][] block = InitialWeights.orthogonal(random.split(), size);
      for (int i = 0; i < size; i++) {
        System.arraycopy(block[i], 0, start, (i * count + k) * size, size);
      }
    }
    return started(next(name, Role.DECAYED, size, (long) count * size), start);
  }

  /** A tensor of biases, gains or offsets, all the same at the start. */
  Tensor constant(String name, double value, long... shape) {
    Tensor tensor = next(name, Role.TRAINED, shape);
    tensor.value.assign(value);
    return tensor;
  }

  /** A tensor that the network keeps for itself and nobody trains, all the same at the start. */
  Tensor state(String name, double value, long... shape) {
    Tensor tensor = next(name, Role.STATE, shape);
    tensor.value.assign(value);
    return tensor;
  }

  private static Tensor started(Tensor tensor, double[] start) {
    try (INDArray values = Nd4j.create(start, tensor.value.shape(), DataType.DOUBLE)) {
      tensor.value.assign(values);
    }
    return tensor;
  }

  private Tensor next(String name, Role role, long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    ParameterRange range = new ParameterRange(name, used, length, role);
    ranges.add(range);
    used = range.end();
    return new Tensor(slice(parameters, range, shape), slice(gradient, range, shape));
  }

  private static INDArray slice(INDArray flat, ParameterRange range, long... shape) {
    return flat.get(NDArrayIndex.interval(range.offset(), range.end())).reshape('c', shape);
  }

  /** {@return all parameters} */
  INDArray parameters() {
    return parameters; // [n]
  }

  /** {@return the gradient of all parameters} */
  INDArray gradient() {
    return gradient; // [n]
  }

  /** {@return the ranges of all tensors, once every layer has taken its own} */
  List<ParameterRange> ranges() {
    if (used != parameters.length()) {
      throw new IllegalStateException(used + " numbers used of " + parameters.length());
    }
    return List.copyOf(ranges);
  }
}
