package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** LSTM layers one upon the other with dropout between, on INDArray operations. */
final class PortableLstm implements LstmKernel {
  /**
   * Numbers of one layer.
   *
   * @param in numbers a day that go in
   */
  static long parameters(int in, int width) {
    return 4L * width * (width + in + 1);
  }

  private final LstmStack.Size size;
  private final DropoutMasks masks;
  private final List<LstmPass> passes = new ArrayList<>();
  private final List<INDArray> kept = new ArrayList<>(); // masks // of [time, width, batch]
  private @Nullable INDArray last; // [steps · batch, width]
  private boolean dropped;

  /**
   * @param parameters the layers' matrices one after the other, see {@link LstmPass} // [n]
   * @param gradient receives the gradient // [n]
   */
  PortableLstm(LstmStack.Size size, INDArray parameters, INDArray gradient) {
    this.size = size;
    masks = new DropoutMasks(size.dropout());
    int width = size.width();
    long from = 0;
    for (int i = 0; i < size.layers(); i++) {
      int below = i == 0 ? size.in() : width;
      long to = from + parameters(below, width);
      passes.add(
          new LstmPass(
              below,
              width,
              matrix(parameters, from, to, below + width + 1),
              matrix(gradient, from, to, below + width + 1)));
      from = to;
    }
  }

  private static INDArray matrix(INDArray flat, long from, long to, long rows) {
    return flat.get(NDArrayIndex.interval(from, to)).reshape('c', rows, (to - from) / rows);
  }

  @Override
  public INDArray forward(INDArray windows, @Nullable SplittableRandom random) {
    INDArray x = windows.permute(2, 1, 0); // [batch, in, time] -> [time, in, batch]
    int time = (int) x.size(0);
    int batch = (int) x.size(2);
    SplittableRandom masking = masks.off() ? null : random;
    dropped = masking != null;
    INDArray below = x;
    for (int i = 0; i < passes.size(); i++) {
      LstmPass pass = passes.get(i);
      INDArray inputs = pass.inputs(time, batch).assign(below);
      if (i > 0 && masking != null) {
        inputs.muli(mask(i - 1, masking.split(), x.dataType(), time, batch));
      }
      below = pass.forward();
    }
    return rows(passes.get(passes.size() - 1).lastStates(size.steps()));
  }

  /** Copies {@code [steps, width, batch] -> [steps · batch, width]}. */
  private INDArray rows(INDArray states) {
    long rows = states.size(0) * states.size(2);
    if (last == null || last.size(0) != rows) {
      closeLast();
      last = Nd4j.createUninitialized(states.dataType(), new long[] {rows, size.width()}, 'c');
    }
    last.reshape('c', states.size(0), states.size(2), size.width()).assign(states.permute(0, 2, 1));
    return last;
  }

  private void closeLast() {
    if (last != null) {
      last.close();
      last = null;
    }
  }

  private INDArray mask(int i, SplittableRandom random, DataType type, int time, int batch) {
    long[] shape = {time, size.width(), batch};
    if (i == kept.size()) {
      kept.add(Nd4j.createUninitialized(type, shape, 'c'));
    } else if (!java.util.Arrays.equals(kept.get(i).shape(), shape)) {
      kept.get(i).close();
      kept.set(i, Nd4j.createUninitialized(type, shape, 'c'));
    }
    masks.fillWindows(random, kept.get(i));
    return kept.get(i);
  }

  @Override
  public INDArray backward(INDArray dLast) {
    LstmPass above = passes.get(passes.size() - 1);
    int steps = size.steps();
    long batch = dLast.size(0) / steps;
    try (INDArray rows = dLast.dup('c');
        INDArray dStates = // [steps, width, batch]
            rows.reshape('c', steps, batch, size.width()).permute(0, 2, 1).dup('c')) {
      above.backward(LstmDays.each(dStates));
    }
    for (int i = passes.size() - 2; i >= 0; i--) {
      if (dropped) {
        above.dInputs().muli(kept.get(i));
      }
      passes.get(i).backward(above.dInputsByDay());
      above = passes.get(i);
    }
    return above.dInputs().permute(2, 1, 0); // [time, in, batch] -> [batch, in, time]
  }

  @Override
  public String engine() {
    return "portable kernel";
  }

  @Override
  public void close() {
    closeLast();
    passes.forEach(LstmPass::close);
    kept.forEach(INDArray::close);
    kept.clear();
  }
}
