package io.github.volatility4j.nn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between Java arrays and ND4J's memory, in one block. ND4J's own factories copy number by
 * number: a batch of a million numbers takes them milliseconds, as long as a layer's arithmetic.
 */
final class HostCopy {
  private HostCopy() {}

  /**
   * A new float array, free to be closed: not a view, as {@code createFromArray(..).reshape(..)}
   * would be, whose {@code close()} frees nothing.
   *
   * @param values in c-order; not kept
   * @param shape of the result
   */
  static INDArray array(float[] values, long... shape) {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    write(values, array);
    return array;
  }

  /**
   * Overwrites an array.
   *
   * @param values as many as the array has, in the order of its memory
   * @param array float, in one piece
   */
  static void write(float[] values, INDArray array) {
    checkLength(values.length, array);
    if (Nd4jBackend.isCpu()) {
      array.data().asNioFloat().put(values);
    } else {
      try (INDArray source = Nd4j.create(values, array.shape(), array.ordering())) {
        array.assign(source);
      }
    }
  }

  /**
   * Overwrites an array.
   *
   * @param values as many as the array has, in the order of its memory
   * @param array double, in one piece
   */
  static void write(double[] values, INDArray array) {
    checkLength(values.length, array);
    if (Nd4jBackend.isCpu()) {
      array.data().asNioDouble().put(values);
    } else {
      try (INDArray source =
          Nd4j.create(values, array.shape(), array.stride(), array.ordering(), DataType.DOUBLE)) {
        array.assign(source);
      }
    }
  }

  /**
   * The numbers of an array.
   *
   * @param array float, in any order of memory
   * @return in c-order
   */
  static float[] values(INDArray array) {
    float[] out = new float[Math.toIntExact(array.length())];
    read(array, out);
    return out;
  }

  /**
   * Reads an array.
   *
   * @param array float, in any order of memory
   * @param out receives its numbers in c-order // [at least as many]
   */
  static void read(INDArray array, float[] out) {
    boolean whole = isInOnePiece(array);
    INDArray piece = whole ? array : array.dup('c');
    if (Nd4jBackend.isCpu()) {
      pointer(piece).get(out, 0, (int) piece.length());
    } else {
      System.arraycopy(piece.data().asFloat(), 0, out, 0, (int) piece.length());
    }
    if (!whole) {
      piece.close();
    }
  }

  /**
   * The numbers of an array as a buffer, to be read and written block by block. On the processor it
   * is the array's own memory; elsewhere a copy, which {@link #putBack} brings home.
   *
   * @param array float, in one piece
   */
  static FloatBuffer floats(INDArray array) {
    return Nd4jBackend.isCpu() ? array.data().asNioFloat() : FloatBuffer.wrap(values(array));
  }

  /** Brings the changed numbers of {@link #floats} to their array, if they are not there anyway. */
  static void putBack(FloatBuffer numbers, INDArray array) {
    if (numbers.hasArray()) {
      write(numbers.array(), array);
    }
  }

  /** {@return whether an array's memory is in c-order without gaps} */
  static boolean isInOnePiece(INDArray array) {
    long expected = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) > 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return true;
  }

  /** {@return where a float array in the processor's memory begins} */
  static FloatPointer pointer(INDArray array) {
    return (FloatPointer) array.data().addressPointer();
  }

  private static void checkLength(int length, INDArray array) {
    if (length != array.length()) {
      throw new IllegalArgumentException(length + " numbers for an array of " + array.length());
    }
  }
}
