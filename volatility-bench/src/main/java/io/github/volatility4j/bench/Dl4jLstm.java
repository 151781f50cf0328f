package io.github.volatility4j.bench;

import io.github.volatility4j.nn.LstmOptions;
import io.github.volatility4j.nn.StepHarness;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's own LSTM layers, with ND4J held to one thread, where it is fastest on few cores. */
final class Dl4jLstm implements Engine {
  private final MultiLayerNetwork network;
  private final LstmOptions options;
  private final int features;
  private final INDArray x; // [batch, feature, time]
  private final INDArray y; // [batch, 1]

  Dl4jLstm(LstmOptions options, Problem problem) {
    StepHarness.prepareNd4j();
    this.options = options;
    features = problem.features();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(42).updater(new Adam(Problem.RATE)).list();
    for (int i = 0; i < options.layers(); i++) {
      LSTM.Builder layer =
          new LSTM.Builder()
              .nOut(options.width())
              .activation(Activation.TANH)
              .gradientNormalization(GradientNormalization.ClipL2PerLayer)
              .gradientNormalizationThreshold(Problem.CLIP);
      layer.weightDecay(Problem.DECAY);
      if (i > 0 && options.dropout() > 0) {
        layer.dropOut(1 - options.dropout()); // DL4J takes the share to keep
      }
      layers.layer(i < options.layers() - 1 ? layer.build() : new LastTimeStep(layer.build()));
    }
    OutputLayer.Builder readout =
        new OutputLayer.Builder(LossFunction.MSE).nOut(1).activation(Activation.SOFTPLUS);
    readout.weightDecay(Problem.DECAY);
    if (options.dropout() > 0) {
      readout.dropOut(1 - options.dropout());
    }
    network =
        new MultiLayerNetwork(
            layers
                .layer(readout.build())
                .setInputType(InputType.recurrent(features, Problem.DAYS))
                .build());
    network.init();
    INDArray windows =
        Nd4j.create(problem.x(), new long[] {problem.batch(), Problem.DAYS, features}, 'c');
    x = windows.permute(0, 2, 1).dup('f');
    y = Nd4j.create(problem.y(), new long[] {problem.batch(), 1}, 'c');
  }

  /** Takes over the weights of a network of ours. */
  Dl4jLstm copy(Weights weights) {
    int width = options.width();
    for (int i = 0; i < options.layers(); i++) {
      int in = i == 0 ? features : width;
      String layer = "lstm" + i;
      set(i + "_W", gates(weights.get(layer + ".inputWeights")), in, 4 * width);
      set(i + "_RW", gates(weights.get(layer + ".recurrentWeights")), width, 4 * width);
      set(i + "_b", gates(weights.get(layer + ".bias")), 1, 4 * width);
    }
    set(options.layers() + "_W", weights.get("output.weights"), width, 1);
    set(options.layers() + "_b", weights.get("output.bias"), 1, 1);
    return this;
  }

  private void set(String name, float[] values, long rows, long columns) {
    network.getParam(name).assign(Nd4j.create(values, new long[] {rows, columns}, 'c'));
  }

  /** Columns from our order of gates (forget, output, input, candidate) to DL4J's. */
  private float[] gates(float[] ours) {
    int width = options.width();
    float[] out = new float[ours.length];
    int[] from = {3, 0, 1, 2}; // DL4J: candidate, forget, output, input modulation
    for (int row = 0; row < ours.length; row += 4 * width) {
      for (int i = 0; i < from.length; i++) {
        System.arraycopy(ours, row + from[i] * width, out, row + i * width, width);
      }
    }
    return out;
  }

  @Override
  public double step() {
    network.fit(x, y);
    return network.score();
  }

  @Override
  public float[] infer() {
    INDArray h = network.output(x, false).get(NDArrayIndex.all(), NDArrayIndex.point(0));
    float[] u = h.dup().data().asFloat();
    for (int i = 0; i < u.length; i++) {
      u[i] = (float) Math.log(Math.expm1(u[i]));
    }
    return u;
  }

  @Override
  public void close() {
    network.clear();
    x.close();
    y.close();
  }
}
