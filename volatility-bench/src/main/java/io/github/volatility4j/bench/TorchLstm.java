package io.github.volatility4j.bench;

import io.github.volatility4j.nn.LstmOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * libtorch's fused LSTM, dropout and a linear layer.
 *
 * <p>Its layers have two biases that are summed. A network of ours goes into the first; the second
 * is set to 0 and no longer trained, or the sum would move twice as far in a step.
 */
final class TorchLstm implements TorchModel {
  private static final int[] OUR_GATES = {2, 0, 3, 1}; // torch: input, forget, candidate, output

  private final LstmOptions options;
  private final int features;
  private final LSTMImpl lstm;
  private final LinearImpl readout;

  TorchLstm(LstmOptions options, int features) {
    this.options = options;
    this.features = features;
    LSTMOptions size = new LSTMOptions(features, options.width());
    size.num_layers().put(options.layers());
    size.batch_first().put(true);
    size.dropout().put(options.dropout());
    lstm = new LSTMImpl(size);
    readout = new LinearImpl(options.width(), 1);
  }

  @Override
  public Tensor forward(Tensor x, boolean training) {
    lstm.train(training);
    Tensor last = lstm.forward(x).get0().select(1, -1); // [batch, width]
    Tensor kept = training ? torch.dropout(last, options.dropout(), true) : last;
    return readout.forward(kept).squeeze(1);
  }

  @Override
  public TensorVector parameters() {
    TensorVector all = lstm.parameters();
    for (Tensor tensor : readout.parameters().get()) {
      all.push_back(tensor);
    }
    return all;
  }

  @Override
  public void to(ScalarType type) {
    lstm.to(type, false);
    readout.to(type, false);
  }

  @Override
  public void copy(Weights weights) {
    TensorVector tensors = lstm.parameters(); // a layer: input, recurrent, two biases
    int width = options.width();
    for (int i = 0; i < options.layers(); i++) {
      String layer = "lstm" + i;
      int in = i == 0 ? features : width;
      TorchModel.set(
          tensors.get(4L * i), gates(weights.transposed(layer + ".inputWeights", in, 4 * width)));
      TorchModel.set(
          tensors.get(4L * i + 1),
          gates(weights.transposed(layer + ".recurrentWeights", width, 4 * width)));
      TorchModel.set(tensors.get(4L * i + 2), gates(weights.get(layer + ".bias")));
      TorchModel.set(tensors.get(4L * i + 3), new float[4 * width]);
      tensors.get(4L * i + 3).set_requires_grad(false);
    }
    TorchModel.set(readout.weight(), weights.transposed("output.weights", width, 1));
    TorchModel.set(readout.bias(), weights.get("output.bias"));
  }

  /** Blocks of rows from our order of gates (forget, output, input, candidate) to torch's. */
  private static float[] gates(float[] ours) {
    int block = ours.length / OUR_GATES.length;
    float[] out = new float[ours.length];
    for (int i = 0; i < OUR_GATES.length; i++) {
      System.arraycopy(ours, OUR_GATES[i] * block, out, i * block, block);
    }
    return out;
  }
}
