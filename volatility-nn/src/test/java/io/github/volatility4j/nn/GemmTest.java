package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GemmTest {
  @BeforeAll
  static void prepare() {
    Nd4jBackend.prepare();
  }

  @ParameterizedTest
  @CsvSource({"3,4,5", "1,4,5", "3,1,5", "3,4,1", "1,1,1", "1,7,1", "40,17,23"})
  void equalsTheSumOfProducts(int rows, int inner, int columns) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        for (double beta : new double[] {0, 1}) {
          INDArray a = matrix(1, transposeA, rows, inner);
          INDArray b = matrix(2, transposeB, inner, columns);
          // A view in the middle of a longer vector, as gradients are.
          INDArray flat = Networks.normal(DataType.DOUBLE, 3, (long) rows * columns + 7);
          INDArray before = flat.dup();
          INDArray c =
              flat.get(NDArrayIndex.interval(5, 5 + rows * columns)).reshape('c', rows, columns);
          INDArray start = c.dup();
          Gemm.multiply(a, transposeA, b, transposeB, beta, c);
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
              double sum = beta * start.getDouble(i, j);
              for (int k = 0; k < inner; k++) {
                sum +=
                    (transposeA ? a.getDouble(k, i) : a.getDouble(i, k))
                        * (transposeB ? b.getDouble(j, k) : b.getDouble(k, j));
              }
              assertThat(Math.abs(c.getDouble(i, j) - sum)).isLessThan(1e-12);
            }
          }
          int end = 5 + rows * columns;
          Stream.of(0, 4, end, end + 1)
              .forEach(i -> assertThat(flat.getDouble(i)).isEqualTo(before.getDouble(i)));
        }
      }
    }
  }

  private static INDArray matrix(long seed, boolean transposed, int rows, int columns) {
    return transposed
        ? Networks.normal(DataType.DOUBLE, seed, columns, rows)
        : Networks.normal(DataType.DOUBLE, seed, rows, columns);
  }
}
