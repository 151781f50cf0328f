package io.github.volatility4j.nn;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The {@link LstmNetwork} with a linear readout, without DL4J: {@link OneDnnLstm} and a {@link
 * DayReadout}. Same tensors, same start values, same dropout masks, and up to rounding the same
 * numbers. For small networks what DL4J does around its layers takes a good part of a step.
 */
final class OneDnnLstmNetwork implements Network {
  private final NetworkShape shape;
  private final int width;
  private final LstmTensors tensors;
  private final OneDnnLstm lstm;
  private final DayReadout readout;
  private final DropoutMasks dropout;
  private final FloatPointer parameters;
  private final FloatPointer gradient;
  private final FloatBuffer readoutParameters; // [outputs·width + outputs], V then a
  private final FloatBuffer readoutGradient; // the same
  private final float[] weights; // copy of the readout's parameters, then its gradient
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
    readout = new DayReadout(width, shape.outputs(), shape.steps());
    weights = new float[readout.parameters()];
    readoutParameters = tail(parameters, weights.length);
    readoutGradient = tail(gradient, weights.length);
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
    readoutParameters.get(0, weights);
    return HostCopy.array(readout.forward(states, batch, weights), batch, shape.outputsOfWindow());
  }

  private static float[] room(float[] old, int length) {
    return old.length >= length ? old : new float[length];
  }

  private void mask(SplittableRandom random, int numbers) {
    mask = room(mask, numbers);
    dropout.fill(random, mask, numbers);
    multiply(states, mask, numbers);
  }

  private static void multiply(float[] numbers, float[] factors, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] *= factors[i];
    }
  }

  @Override
  public void backward(INDArray dOutput) {
    int batch = (int) dOutput.size(0);
    int rows = shape.steps() * batch;
    dOutputs = room(dOutputs, rows * shape.outputs());
    dStates = room(dStates, rows * width);
    HostCopy.read(dOutput, dOutputs);
    readoutParameters.get(0, weights);
    readout.backward(dOutputs, batch, weights, dStates);
    if (masked) {
      multiply(dStates, mask, rows * width);
    }
    lstm.backward(dStates, gradient, null);
    readout.gradient(dOutputs, states, batch, weights);
    readoutGradient.put(0, weights);
  }

  @Override
  public void freeze() {
    lstm.freeze();
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
