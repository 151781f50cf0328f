package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The tensors of an LSTM network with their start values, in the order in which DL4J lays them out.
 *
 * <p>Input weights: Glorot uniform for each gate; recurrent weights: orthogonal for each gate;
 * biases 0, but 1 for the forget gate, so that a state lasts from the start (Gers, Schmidhuber and
 * Cummins 2000); linear layers: Glorot uniform, a tenth of it in the last.
 *
 * @param flat parameters and gradient
 * @param ranges of both
 * @param running means and variances that the network itself keeps: two with a head, none without
 */
record LstmTensors(
    FlatTensors flat, List<ParameterRange> ranges, List<FlatTensors.Tensor> running) {
  private static final int GATES = 4; // forget, output, input, candidate
  private static final int FORGET_GATE = 0;

  /** Small, so that training starts near the bias whatever the window. */
  private static final double OUTPUT_SCALE = 0.1;

  static LstmTensors create(LstmOptions options, NetworkShape shape, DataType type, long seed) {
    FlatTensors tensors = new FlatTensors(type, parameters(options, shape), seed);
    List<FlatTensors.Tensor> running = new ArrayList<>();
    int width = options.width();
    int head = options.headWidth();
    for (int i = 0; i < options.layers(); i++) {
      String layer = "lstm" + i;
      int in = i == 0 ? shape.features() : width;
      tensors.orthogonal(layer + ".recurrentWeights", width, GATES);
      tensors.weights(layer + ".inputWeights", in, GATES * width, in, width, 1);
      INDArray bias = tensors.constant(layer + ".bias", 0, GATES, width).value();
      bias.getRow(FORGET_GATE).assign(1);
    }
    if (head > 0) {
      tensors.weights("head.weights", width, head, width, head, 1);
      tensors.constant("headNorm.gain", 1, head);
      tensors.constant("headNorm.offset", 0, head);
      running.add(tensors.state("headNorm.mean", 0, head));
      running.add(tensors.state("headNorm.variance", 1, head));
    }
    int last = head > 0 ? head : width;
    tensors.weights("output.weights", last, shape.outputs(), last, shape.outputs(), OUTPUT_SCALE);
    tensors.constant("output.bias", 0, shape.outputs());
    return new LstmTensors(tensors, tensors.ranges(), List.copyOf(running));
  }

  private static long parameters(LstmOptions options, NetworkShape shape) {
    int width = options.width();
    long head = options.headWidth();
    long outputs = shape.outputs();
    return PortableLstm.parameters(shape.features(), width)
        + (options.layers() - 1) * PortableLstm.parameters(width, width)
        + (head > 0 ? width * head + 4 * head + (head + 1) * outputs : (width + 1) * outputs);
  }
}
