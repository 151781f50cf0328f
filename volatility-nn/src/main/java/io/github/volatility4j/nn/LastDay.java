package io.github.volatility4j.nn;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Between the LSTM layers and what reads them out: the state of the last day, {@code [batch, width,
 * time] -> [batch, width]}. As a preprocessor rather than DL4J's LastTimeStep, a wrapper that keeps
 * the whole sequence where nobody can free it.
 */
final class LastDay implements InputPreProcessor {
  private static final long serialVersionUID = 1L;

  private transient long time;

  @Override
  public INDArray preProcess(INDArray input, int batch, LayerWorkspaceMgr workspaces) {
    time = input.size(2);
    return workspaces.dup(ArrayType.ACTIVATIONS, last(input), 'c');
  }

  @Override
  public INDArray backprop(INDArray d, int batch, LayerWorkspaceMgr workspaces) {
    // f-order keeps the numbers of a day together, as DL4J's LSTM expects.
    long[] shape = {d.size(0), d.size(1), time};
    INDArray dInput = workspaces.create(ArrayType.ACTIVATION_GRAD, d.dataType(), shape, 'f');
    last(dInput).assign(d);
    return dInput;
  }

  private INDArray last(INDArray sequence) {
    return sequence.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(time - 1));
  }

  @Override
  public InputType getOutputType(InputType inputType) {
    return InputType.feedForward(((InputType.InputTypeRecurrent) inputType).getSize());
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int batch) {
    return new Pair<>(mask, state);
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public LastDay clone() {
    return new LastDay();
  }
}
