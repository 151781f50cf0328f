package io.github.volatility4j.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.same.TimesOneMinus;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One LSTM layer, forward and backward over all days of a batch (equations in {@link LstmNetwork}),
 * on INDArray operations.
 *
 * <p>For small layers the price of an LSTM on ND4J is not arithmetic but the number of operations,
 * some microseconds each, times days. Hence:
 *
 * <ul>
 *   <li>Everything is stored day by day with the batch last, so that a gate of a day is one piece
 *       of memory and the three sigmoid gates are one operation.
 *   <li>The state of the day before, the input and a row of ones stand beneath each other in one
 *       matrix {@code S[t]}; {@code Z[t] = weightsᵀ·S[t]} is recurrence, input and bias in one
 *       product, and the new state is computed right where the next day's product reads it.
 *   <li>Gates are kept, so that backward doesn't run forward again.
 * </ul>
 *
 * Backward, from the last day to the first, with δh what reaches the state of a day from the day
 * after and from outside:
 *
 * <pre>{@code
 * δc = δc + δh∘o∘(1 − tanh²c)
 * δZ = [δc∘c[t−1]∘f(1−f), δh∘tanh(c)∘o(1−o), δc∘g∘i(1−i), δc∘i∘(1−g²)]
 * ∂L/∂weights += S·δZᵀ,   ∂L/∂S = weights·δZ  (holds δh of the day before and ∂L/∂input)
 * δc = δc∘f               (of the day before)
 * }</pre>
 */
final class LstmPass implements AutoCloseable {
  private final int in;
  private final int width;
  private final INDArray weights; // [width + in + 1, 4·width]
  private final INDArray gradient; // [width + in + 1, 4·width]
  private @Nullable LstmDays days;

  /**
   * @param weights {@code [width + in + 1, 4·width]}: rows for the state, the input and the bias;
   *     columns for forget, output and input gate and the candidate
   * @param gradient receives the gradient, same shape
   */
  LstmPass(int in, int width, INDArray weights, INDArray gradient) {
    this.in = in;
    this.width = width;
    this.weights = weights;
    this.gradient = gradient;
  }

  /**
   * Memory for the inputs of a batch, to be filled before {@link #forward}.
   *
   * @return view // [time, in, batch]
   */
  INDArray inputs(int time, int batch) {
    if (days == null || days.time() != time || days.batch() != batch) {
      close();
      days = new LstmDays(weights.dataType(), time, in, width, batch);
    }
    return days.inputs();
  }

  /**
   * Forward.
   *
   * @return the states of all days, view // [time, width, batch]
   */
  INDArray forward() {
    LstmDays days = days();
    INDArray scratch = days.scratch();
    for (int t = 0; t < days.time(); t++) {
      LstmDays.Day day = days.day(t);
      Gemm.multiply(weights, true, day.joined(), false, 0, day.gates());
      Transforms.sigmoid(day.sigmoids(), false);
      Transforms.tanh(day.candidate(), false);
      Nd4j.exec(new MulOp(day.forget(), day.cellBefore(), day.cell()));
      Nd4j.exec(new MulOp(day.input(), day.candidate(), scratch));
      day.cell().addi(scratch);
      Nd4j.getExecutioner().exec(new Tanh(day.cell(), day.squashed()));
      Nd4j.exec(new MulOp(day.output(), day.squashed(), day.state()));
    }
    return days.states();
  }

  /** {@return the states after the last days, view} // [steps, width, batch] */
  INDArray lastStates(int steps) {
    return days().lastStates(steps);
  }

  /**
   * Backward of the last forward; overwrites the gradient.
   *
   * @param dStates ∂L/∂(states after the last days), as far as they were used from outside; one for
   *     each of these days, at least one // of [width, batch]
   */
  void backward(List<INDArray> dStates) {
    LstmDays days = days();
    int early = days.time() - dStates.size();
    LstmDays.Deltas d = days.deltas();
    INDArray scratch = days.scratch();
    gradient.assign(0);
    d.cell.assign(0);
    for (int t = days.time() - 1; t >= 0; t--) {
      LstmDays.Day day = days.day(t);
      INDArray dState = dStates.get(Math.max(0, t - early));
      if (t < days.time() - 1) {
        dState = d.stateBefore(t + 1);
        if (t >= early) {
          dState.addi(dStates.get(t - early));
        }
      }
      Nd4j.exec(new MulOp(dState, day.squashed(), d.output));
      Nd4j.exec(new MulOp(dState, day.output(), scratch));
      d.cell.addi(scratch);
      scratch.muli(day.squashed()).muli(day.squashed());
      d.cell.subi(scratch);
      Nd4j.exec(new MulOp(d.cell, day.cellBefore(), d.forget));
      Nd4j.exec(new MulOp(d.cell, day.candidate(), d.input));
      Nd4j.getExecutioner().exec(new TimesOneMinus(day.sigmoids(), d.slopes));
      d.sigmoids.muli(d.slopes);
      Nd4j.exec(new MulOp(d.cell, day.input(), d.candidate));
      Nd4j.exec(new MulOp(d.candidate, day.candidate(), scratch));
      scratch.muli(day.candidate());
      d.candidate.subi(scratch);
      Gemm.multiply(day.joined(), false, d.gates, true, 1, gradient);
      Gemm.multiply(weights, d.gates, d.joined(t));
      d.cell.muli(day.forget());
    }
  }

  /** {@return ∂L/∂(inputs of all days) after a backward, view} // [time, in, batch] */
  INDArray dInputs() {
    return days().deltas().inputs;
  }

  /** {@return the same day by day} // of [in, batch] */
  List<INDArray> dInputsByDay() {
    return days().deltas().inputsByDay();
  }

  private LstmDays days() {
    if (days == null) {
      throw new IllegalStateException("no inputs yet");
    }
    return days;
  }

  @Override
  public void close() {
    if (days != null) {
      days.close();
      days = null;
    }
  }
}
