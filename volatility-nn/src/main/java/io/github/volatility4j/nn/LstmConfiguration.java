package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** The LSTM network in DL4J's terms. */
final class LstmConfiguration {
  private LstmConfiguration() {}

  static MultiLayerConfiguration of(
      LstmOptions options, NetworkShape shape, DataType type, LstmEngine engine) {
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new LstmStack(
            new LstmStack.Size(
                options.layers(),
                shape.features(),
                options.width(),
                shape.steps(),
                options.dropout()),
            engine));
    if (options.headWidth() > 0) {
      // No bias: the norm takes each column's mean away, and its offset does what a bias would.
      layers.add(linear(options.width(), options.headWidth()).hasBias(false).build());
      layers.add(
          new BatchNormalization.Builder()
              .nIn(options.headWidth())
              .nOut(options.headWidth())
              .decay(0.9)
              .eps(1e-5)
              .useLogStd(false)
              .build());
      layers.add(new ActivationLayer.Builder().activation(Activation.RELU).build());
      layers.add(linear(options.headWidth(), shape.outputs()).build());
    } else {
      DenseLayer.Builder readout = linear(options.width(), shape.outputs());
      if (options.dropout() > 0) {
        readout.dropOut(new SeededDropout(options.dropout()));
      }
      layers.add(readout.build());
    }
    return assemble(layers, type);
  }

  private static DenseLayer.Builder linear(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.IDENTITY);
  }

  /** By hand rather than by DL4J's list builder, which sets the seed of ND4J's shared generator. */
  private static MultiLayerConfiguration assemble(List<Layer> layers, DataType type) {
    List<NeuralNetConfiguration> configurations = new ArrayList<>();
    for (Layer layer : layers) {
      configurations.add(
          new NeuralNetConfiguration.Builder()
              .weightInit(WeightInit.ZERO)
              .dataType(type)
              .layer(layer)
              .build());
    }
    MultiLayerConfiguration configuration = new MultiLayerConfiguration();
    configuration.setConfs(configurations);
    configuration.setInputPreProcessors(new HashMap<>());
    configuration.setCacheMode(CacheMode.NONE);
    configuration.setDataType(type);
    return configuration;
  }
}
