import java.util.Random;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The natives that volatility-nn brings: ND4J's backend, OpenBLAS and oneDNN load and work. */
public final class NativesProof {
  public static void main(String[] args) throws Exception {
    System.out.println("java     " + Runtime.version());
    System.out.println("backend  " + Nd4j.getBackend().getClass().getSimpleName());
    System.out.println("blas     " + Nd4j.factory().blas().getClass().getSimpleName());
    System.out.println("javacpp  " + Loader.getVersion());
    System.out.println("openblas " + Loader.getVersion("org.bytedeco", "openblas"));
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);

    var conf =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .list()
            .layer(new LastTimeStep(new LSTM.Builder().nOut(8).build()))
            .layer(
                new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                    .activation(Activation.SOFTPLUS)
                    .nOut(1)
                    .build())
            .setInputType(InputType.recurrent(2, 10))
            .build();
    var net = new MultiLayerNetwork(conf);
    net.init();
    var random = new Random(1);
    INDArray x = Nd4j.create(4, 2, 10); // [batch, feature, time]
    for (int i = 0; i < x.length(); i++) {
      x.putScalar(i, random.nextGaussian());
    }
    INDArray y = Nd4j.ones(4, 1);
    for (int step = 0; step < 2; step++) {
      net.fit(x, y);
      require(Double.isFinite(net.score()), "score " + net.score());
      System.out.println("step " + step + "   score " + net.score());
    }
    require(net.output(x).shape()[0] == 4, "output shape");

    Loader.load(dnnl.class);
    try (engine cpu = new engine(dnnl.dnnl_cpu, 0)) {
      var version = dnnl.dnnl_version();
      System.out.println(
          "oneDNN   " + version.major() + "." + version.minor() + "." + version.patch());
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
