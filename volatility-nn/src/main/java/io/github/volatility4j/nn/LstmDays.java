package io.github.volatility4j.nn;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of one LSTM layer for one size of batch, with a view for every part of every day.
 * Making a view costs more than a small operation on it, so all are made once.
 */
final class LstmDays implements AutoCloseable {
  private static final int GATES = 4;

  /**
   * What forward computes for a day.
   *
   * @param joined the state of the day before, the input, ones // [width + in + 1, batch]
   * @param gates forget, output, input, candidate // [4·width, batch]
   * @param sigmoids the first three of them // [3·width, batch]
   * @param forget // [width, batch], like all that follow
   * @param squashed tanh(cell)
   */
  record Day(
      INDArray joined,
      INDArray gates,
      INDArray sigmoids,
      INDArray forget,
      INDArray output,
      INDArray input,
      INDArray candidate,
      INDArray cellBefore,
      INDArray cell,
      INDArray squashed,
      INDArray state) {}

  /** Where backward works. */
  static final class Deltas implements AutoCloseable {
    final INDArray gates; // [4·width, batch]
    final INDArray sigmoids; // [3·width, batch]
    final INDArray forget; // [width, batch]
    final INDArray output; // [width, batch]
    final INDArray input; // [width, batch]
    final INDArray candidate; // [width, batch]
    final INDArray slopes; // [3·width, batch]
    final INDArray cell; // [width, batch]
    final INDArray inputs; // [time, in, batch], view of joined
    private final INDArray allJoined; // [time, width + in + 1, batch]
    private final List<INDArray> joined = new ArrayList<>(); // of [width + in + 1, batch]
    private final List<INDArray> stateBefore = new ArrayList<>(); // of [width, batch]
    private final List<INDArray> dayInputs = new ArrayList<>(); // of [in, batch]

    private Deltas(DataType type, int time, int in, int width, int batch) {
      gates = Nd4j.createUninitialized(type, (long) GATES * width, batch);
      sigmoids = rows(gates, 0, 3 * width);
      forget = rows(gates, 0, width);
      output = rows(gates, width, 2 * width);
      input = rows(gates, 2 * width, 3 * width);
      candidate = rows(gates, 3 * width, 4 * width);
      slopes = Nd4j.createUninitialized(type, 3L * width, batch);
      cell = Nd4j.createUninitialized(type, width, batch);
      allJoined = Nd4j.createUninitialized(type, time, width + in + 1, batch);
      inputs = allJoined.get(all(), interval(width, width + in), all());
      for (int t = 0; t < time; t++) {
        joined.add(day(allJoined, t));
        stateBefore.add(rows(joined.get(t), 0, width));
        dayInputs.add(rows(joined.get(t), width, width + in));
      }
    }

    /** {@return ∂L/∂(a day's joined matrix)} // [width + in + 1, batch] */
    INDArray joined(int t) {
      return joined.get(t);
    }

    /** {@return its rows for the state of the day before} // [width, batch] */
    INDArray stateBefore(int t) {
      return stateBefore.get(t);
    }

    /** {@return each day's rows for the input} // of [in, batch] */
    List<INDArray> inputsByDay() {
      return dayInputs;
    }

    @Override
    public void close() {
      gates.close();
      slopes.close();
      cell.close();
      allJoined.close();
    }
  }

  private final DataType type;
  private final int time;
  private final int in;
  private final int width;
  private final int batch;
  private final INDArray joined; // [time + 1, width + in + 1, batch]; the last for the last state
  private final INDArray gates; // [time, 4·width, batch]
  private final INDArray cells; // [time + 1, width, batch]; the first is 0
  private final INDArray squashed; // [time, width, batch]
  private final INDArray scratch; // [width, batch]
  private final INDArray inputs; // [time, in, batch]
  private final INDArray states; // [time, width, batch]
  private final List<Day> days = new ArrayList<>();
  private @Nullable Deltas deltas;

  LstmDays(DataType type, int time, int in, int width, int batch) {
    this.type = type;
    this.time = time;
    this.in = in;
    this.width = width;
    this.batch = batch;
    joined = Nd4j.zeros(type, time + 1, width + in + 1, batch);
    joined.get(all(), interval(width + in, width + in + 1), all()).assign(1);
    gates = Nd4j.createUninitialized(type, time, (long) GATES * width, batch);
    cells = Nd4j.zeros(type, time + 1, width, batch);
    squashed = Nd4j.createUninitialized(type, time, width, batch);
    scratch = Nd4j.createUninitialized(type, width, batch);
    inputs = joined.get(interval(0, time), interval(width, width + in), all());
    states = joined.get(interval(1, time + 1), interval(0, width), all());
    for (int t = 0; t < time; t++) {
      INDArray gate = day(gates, t);
      days.add(
          new Day(
              day(joined, t),
              gate,
              rows(gate, 0, 3 * width),
              rows(gate, 0, width),
              rows(gate, width, 2 * width),
              rows(gate, 2 * width, 3 * width),
              rows(gate, 3 * width, 4 * width),
              day(cells, t),
              day(cells, t + 1),
              day(squashed, t),
              rows(day(joined, t + 1), 0, width)));
    }
  }

  int time() {
    return time;
  }

  int batch() {
    return batch;
  }

  Day day(int t) {
    return days.get(t);
  }

  /** {@return the inputs of all days, view} // [time, in, batch] */
  INDArray inputs() {
    return inputs;
  }

  /** {@return the states of all days, view} // [time, width, batch] */
  INDArray states() {
    return states;
  }

  /** {@return those of the last days, view} // [steps, width, batch] */
  INDArray lastStates(int steps) {
    return joined.get(interval(time + 1 - steps, time + 1), interval(0, width), all());
  }

  /** {@return for whoever needs it // [width, batch]} */
  INDArray scratch() {
    return scratch;
  }

  /** {@return where backward works; made when first asked for} */
  Deltas deltas() {
    if (deltas == null) {
      deltas = new Deltas(type, time, in, width, batch);
    }
    return deltas;
  }

  /** {@return a view for each day} // [days, width, batch] -> of [width, batch] */
  static List<INDArray> each(INDArray all) {
    List<INDArray> days = new ArrayList<>();
    for (int t = 0; t < all.size(0); t++) {
      days.add(day(all, t));
    }
    return days;
  }

  /**
   * A day of an array that is no view: of a view, ND4J may find a point outside and give nothing.
   */
  private static INDArray day(INDArray all, int t) {
    return all.get(point(t), all(), all());
  }

  private static INDArray rows(INDArray matrix, int from, int to) {
    return matrix.get(interval(from, to), all());
  }

  @Override
  public void close() {
    joined.close();
    gates.close();
    cells.close();
    squashed.close();
    scratch.close();
    if (deltas != null) {
      deltas.close();
    }
  }
}
