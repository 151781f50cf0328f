package io.github.volatility4j.nn;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The {@link LstmNetwork} with a linear readout, without DL4J: {@link OneDnnLstm} and two loops.
 * Same tensors, same start values, same dropout masks, and up to rounding the same numbers. For
 * small networks what DL4J does around its layers takes a good part of a step.
 *
 * <pre>{@code
 * output[b,s,k] = Σ_j m[s,b,j]·h[s,b,j]·V[k,j] + a[k]   m: the dropout mask, 1 outside training
 * }</pre>
 */
final class OneDnnLstmNetwork implements Network {
  private final NetworkShape shape;
  private final int width;
  private final LstmTensors tensors;
  private final OneDnnLstm lstm;
  private final DropoutMasks dropout;
  private final FloatPointer parameters;
  private final FloatPointer gradient;
  private final FloatBuffer readoutParameters; // [outputs·width + outputs], V then a
  private final FloatBuffer readoutGradient; // the same
  private final float[] readout; // copy of its parameters, then its gradient
  private float[] states = {}; // after dropout // [steps, batch, width]
  private float[] dStates = {}; // [steps, batch, width]
  private float[] mask = {}; // [steps, batch, width]
  private float[] dOutputs = {}; // [batch, steps, outputs]
  private boolean masked; // whether the last forward dropped anything

  /**
   * @param options without a head
   * @throws IllegalArgumentException for bf16 on a processor without it
   */
  OneDnnLstmNetwork(LstmOptions options, NetworkShape shape, Precision precision, long seed) {
    if (options.headWidth() != 0) {
      throw new IllegalArgumentException("a head needs DL4J: " + options);
    }
    this.shape = shape;
    width = options.width();
    lstm =
        new OneDnnLstm(
            new OneDnnLstm.Size(
                options.layers(),
                width,
                shape.features(),
                shape.inputLength(),
                shape.steps(),
                options.dropout()),
            precision,
            Runtime.getRuntime().availableProcessors());
    dropout = new DropoutMasks(options.dropout());
    tensors = LstmTensors.create(options, shape, DataType.FLOAT, seed);
    parameters = HostCopy.pointer(parameters());
    gradient = HostCopy.pointer(gradient());
    readout = new float[(width + 1) * shape.outputs()];
    readoutParameters = tail(parameters, readout.length);
    readoutGradient = tail(gradient, readout.length);
  }

  private FloatBuffer tail(FloatPointer vector, int length) {
    long all = lstm.parameters() + length;
    return new FloatPointer(vector).capacity(all).position(lstm.parameters()).asBuffer().slice();
  }

  @Override
  public INDArray parameters() {
    return tensors.flat().parameters();
  }

  @Override
  public INDArray gradient() {
    return tensors.flat().gradient();
  }

  @Override
  public List<ParameterRange> ranges() {
    return tensors.ranges();
  }

  @Override
  public INDArray forward(INDArray x, boolean training, long stepSeed) {
    shape.check(x, DataType.FLOAT);
    int batch = (int) x.size(0);
    int rows = shape.steps() * batch;
    states = room(states, rows * width);
    boolean whole = HostCopy.isInOnePiece(x);
    INDArray windows = whole ? x : x.dup('c');
    masked = training && !dropout.off();
    try {
      if (training) {
        SplittableRandom random = new SplittableRandom(stepSeed);
        lstm.train(parameters, HostCopy.pointer(windows), batch, random.split(), states);
        if (masked) {
          mask(random.split(), rows * width);
        }
      } else {
        lstm.infer(parameters, HostCopy.pointer(windows), batch, states);
      }
    } finally {
      Reference.reachabilityFence(windows); // the pointer alone doesn't keep a view's memory
      if (!whole) {
        windows.close();
      }
    }
    return HostCopy.array(readOut(batch), batch, shape.outputsOfWindow());
  }

  private static float[] room(float[] old, int length) {
    return old.length >= length ? old : new float[length];
  }

  private void mask(SplittableRandom random, int numbers) {
    mask = room(mask, numbers);
    dropout.fill(random, mask, numbers);
    for (int i = 0; i < numbers; i++) {
      states[i] *= mask[i];
    }
  }

  private float[] readOut(int batch) {
    int outputs = shape.outputs();
    readoutParameters.get(0, readout);
    float[] output = new float[batch * shape.outputsOfWindow()];
    for (int row = 0; row < shape.steps() * batch; row++) {
      for (int k = 0; k < outputs; k++) {
        double sum = readout[outputs * width + k];
        for (int j = 0; j < width; j++) {
          sum += (double) states[row * width + j] * readout[k * width + j];
        }
        output[place(row, batch) + k] = (float) sum;
      }
    }
    return output;
  }

  /** Where the outputs of a row of the states are: {@code [steps, batch] -> [batch, steps]}. */
  private int place(int row, int batch) {
    return (row % batch * shape.steps() + row / batch) * shape.outputs();
  }

  @Override
  public void backward(INDArray dOutput) {
    int batch = (int) dOutput.size(0);
    int outputs = shape.outputs();
    int rows = shape.steps() * batch;
    dOutputs = room(dOutputs, rows * outputs);
    dStates = room(dStates, rows * width);
    HostCopy.read(dOutput, dOutputs);
    readoutParameters.get(0, readout);
    for (int row = 0; row < rows; row++) {
      int from = place(row, batch);
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (int k = 0; k < outputs; k++) {
          sum += (double) dOutputs[from + k] * readout[k * width + j];
        }
        int i = row * width + j;
        dStates[i] = (float) (masked ? sum * mask[i] : sum);
      }
    }
    lstm.backward(dStates, gradient, null);
    for (int k = 0; k < outputs; k++) {
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
          sum += (double) dOutputs[place(row, batch) + k] * states[row * width + j];
        }
        readout[k * width + j] = (float) sum;
      }
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += dOutputs[row * outputs + k];
      }
      readout[outputs * width + k] = (float) sum;
    }
    readoutGradient.put(0, readout);
  }

  @Override
  public DataType dataType() {
    return DataType.FLOAT;
  }

  @Override
  public String engine() {
    return lstm.engine();
  }

  @Override
  public void close() {
    lstm.close();
    parameters().close();
    gradient().close();
  }
}
