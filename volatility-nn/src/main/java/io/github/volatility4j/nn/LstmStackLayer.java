package io.github.volatility4j.nn;

import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layer of an {@link LstmStack}: hands numbers to and from the kernel, which works outside of
 * whatever workspaces DL4J has open, because its memory lasts from step to step.
 */
final class LstmStackLayer extends BaseLayer<LstmStack> {
  private static final long serialVersionUID = 1L;

  private transient @Nullable LstmKernel kernel;
  private transient @Nullable INDArray flat; // DL4J's vector
  private transient @Nullable INDArray written; // the kernel's
  private transient boolean bound; // whether they are the same
  private transient @Nullable SplittableRandom random;

  LstmStackLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** Sets the generator of dropout masks; without, each training forward asks ND4J's. */
  void random(SplittableRandom next) {
    random = next;
  }

  /** DL4J may call this as late as between a network's first forward and its backward. */
  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    super.setBackpropGradientsViewArray(gradients);
    flat = gradients;
    bound = false;
    if (kernel == null) {
      kernel(); // what can't be had is refused here
    }
  }

  private LstmKernel kernel() {
    if (kernel == null) {
      Nd4jBackend.prepare();
      written = flat == null ? Nd4j.zeros(params().dataType(), params().length()) : flat;
      bound = flat != null;
      kernel = layerConf().kernel(params(), written);
    }
    return kernel;
  }

  @Override
  @SuppressWarnings("try") // the scope is there for its effect
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    if (flat != null && !bound) {
      close();
    }
    SplittableRandom masks = random;
    if (training && masks == null) {
      masks = new SplittableRandom(Nd4j.getRandom().nextLong());
    }
    INDArray last; // [steps · batch, width]
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      last = kernel().forward(input, training ? masks : null);
    }
    return workspaces.dup(ArrayType.ACTIVATIONS, last, 'c');
  }

  @Override
  @SuppressWarnings("try") // the scope is there for its effect
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray dInput; // [batch, in, time]
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      dInput = kernel().backward(epsilon);
      if (flat != null && written != null && !bound) {
        flat.assign(written.reshape(flat.shape()));
      }
    }
    Gradient gradient = new DefaultGradient();
    for (Map.Entry<String, INDArray> view : gradientViews.entrySet()) {
      gradient.setGradientFor(view.getKey(), view.getValue(), 'c');
    }
    return new Pair<>(gradient, workspaces.dup(ArrayType.ACTIVATION_GRAD, dInput, 'c'));
  }

  /** {@return what computes, in words} */
  String engine() {
    return kernel().engine();
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  /** Frees the kernel's memory. */
  @Override
  public void close() {
    if (kernel != null) {
      kernel.close();
      kernel = null;
    }
  }
}
