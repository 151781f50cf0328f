package io.github.volatility4j.nn;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link OneDnnLstm} on ND4J's arrays, which lie in memory that oneDNN can read and write. */
final class OneDnnLstmKernel implements LstmKernel {
  private final LstmStack.Size size;
  private final Precision precision;
  private final INDArray parameters; // [n]
  private final INDArray gradient; // [n]
  private @Nullable OneDnnLstm lstm; // for windows of one length
  private int time;
  private float[] states = {}; // [steps, batch, width]
  private float[] dX = {}; // [batch, time, in]
  private @Nullable INDArray last; // [steps · batch, width]
  private @Nullable INDArray dInput; // [batch, time, in]

  OneDnnLstmKernel(
      LstmStack.Size size, Precision precision, INDArray parameters, INDArray gradient) {
    this.size = size;
    this.precision = precision;
    this.parameters = parameters;
    this.gradient = gradient;
  }

  @Override
  public INDArray forward(INDArray x, @Nullable SplittableRandom random) {
    int batch = (int) x.size(0);
    OneDnnLstm kernel = kernel((int) x.size(2));
    INDArray ordered = x.permute(0, 2, 1); // [batch, time, in], as a rule as it lies in memory
    boolean whole = HostCopy.isInOnePiece(ordered);
    INDArray windows = whole ? ordered : ordered.dup('c');
    int rows = size.steps() * batch;
    if (states.length != rows * size.width()) {
      states = new float[rows * size.width()];
    }
    try {
      if (random == null) {
        kernel.infer(HostCopy.pointer(parameters), HostCopy.pointer(windows), batch, states);
      } else {
        kernel.train(
            HostCopy.pointer(parameters), HostCopy.pointer(windows), batch, random, states);
      }
    } finally {
      Reference.reachabilityFence(windows); // the pointer alone doesn't keep a view's memory
      if (!whole) {
        windows.close();
      }
    }
    last = array(last, rows, size.width());
    HostCopy.pointer(last).put(states);
    return last;
  }

  private OneDnnLstm kernel(int newTime) {
    if (lstm == null || time != newTime) {
      if (lstm != null) {
        lstm.close();
      }
      time = newTime;
      lstm =
          new OneDnnLstm(
              new OneDnnLstm.Size(
                  size.layers(), size.width(), size.in(), time, size.steps(), size.dropout()),
              precision,
              Runtime.getRuntime().availableProcessors());
    }
    return lstm;
  }

  private static INDArray array(@Nullable INDArray old, long... shape) {
    if (old != null && Arrays.equals(old.shape(), shape)) {
      return old;
    }
    if (old != null) {
      old.close();
    }
    return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
  }

  @Override
  public INDArray backward(INDArray dLast) {
    if (lstm == null) {
      throw new IllegalStateException("backward without a training forward before it");
    }
    int batch = (int) dLast.size(0) / size.steps();
    int in = size.in();
    HostCopy.read(dLast, states);
    if (dX.length != batch * time * in) {
      dX = new float[batch * time * in];
    }
    lstm.backward(states, HostCopy.pointer(gradient), dX);
    dInput = array(dInput, batch, time, in);
    HostCopy.pointer(dInput).put(dX);
    return dInput.permute(0, 2, 1);
  }

  @Override
  public String engine() {
    return lstm == null ? "oneDNN LSTM" : lstm.engine();
  }

  @Override
  public void close() {
    if (lstm != null) {
      lstm.close();
      lstm = null;
    }
    for (INDArray array : new INDArray[] {last, dInput}) {
      if (array != null) {
        array.close();
      }
    }
    last = null;
    dInput = null;
  }
}
