package io.github.volatility4j.nn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays between batches and a network; made anew only when the size of the batch changes. */
final class Buffers implements AutoCloseable {
  private final NetworkShape shape;
  private int size;
  private INDArray x = Nd4j.empty(DataType.FLOAT);
  private INDArray dRaw = Nd4j.empty(DataType.FLOAT);
  private float[] raw = {};
  private float[] gradient = {};

  Buffers(NetworkShape shape) {
    this.shape = shape;
  }

  /** {@return the batch's inputs} // [size, inputLength, features] */
  INDArray inputs(Batch batch) {
    if (batch.size() != size) {
      close();
      size = batch.size();
      x = array(size, shape.inputLength(), shape.features());
      dRaw = array(size, shape.outputsOfWindow());
      raw = new float[size * shape.outputsOfWindow()];
      gradient = new float[raw.length];
    }
    HostCopy.write(batch.inputs(), x);
    return x;
  }

  private static INDArray array(long... lengths) {
    return Nd4j.createUninitialized(DataType.FLOAT, lengths, 'c');
  }

  /** {@return the batch's summed loss, given what the network put out for it} */
  double loss(Batch batch, INDArray output) {
    HostCopy.read(output, raw);
    return batch.loss(raw, gradient);
  }

  /** {@return the gradient that belongs to the last loss} // [size, steps · outputs] */
  INDArray gradient() {
    HostCopy.write(gradient, dRaw);
    return dRaw;
  }

  @Override
  public void close() {
    if (size > 0) {
      x.close();
      dRaw.close();
      size = 0;
    }
  }
}
