package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The numbers of a batch inside TSMixer, {@code [time, batch, width]} in c-order, seen as two
 * matrices and as a cube over the same memory.
 *
 * <p>Time comes first because then both kinds of mixing are one plain product without a copy:
 * mixing over time is {@code [time, time]·[time, batch·width]}, mixing over features is {@code
 * [time·batch, width]·[width, width']}.
 */
final class Activations implements AutoCloseable {
  final int time;
  final int batch;
  final int width;

  /** The cube itself. */
  final INDArray cube; // [time, batch, width]

  /** One row a day. */
  final INDArray byTime; // [time, batch·width]

  /** One row a day of a window. */
  final INDArray byDay; // [time·batch, width]

  Activations(DataType type, int time, int batch, int width) {
    this.time = time;
    this.batch = batch;
    this.width = width;
    cube = Nd4j.createUninitialized(type, new long[] {time, batch, width}, 'c');
    byTime = cube.reshape('c', time, (long) batch * width);
    byDay = cube.reshape('c', (long) time * batch, width);
  }

  /**
   * A buffer for a batch: the one from the step before if it has the size, else a new one in its
   * place. What is in it is undefined.
   */
  static Activations reuse(
      @Nullable Activations before, DataType type, int time, int batch, int width) {
    if (before != null) {
      if (before.time == time && before.batch == batch && before.width == width) {
        return before;
      }
      before.close();
    }
    return new Activations(type, time, batch, width);
  }

  /** Closes a buffer that may not have been made yet. */
  static void free(@Nullable Activations buffer) {
    if (buffer != null) {
      buffer.close();
    }
  }

  @Override
  public void close() {
    cube.close();
  }
}
