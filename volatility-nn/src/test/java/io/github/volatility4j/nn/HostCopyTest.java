package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HostCopyTest {
  @BeforeAll
  static void prepare() {
    Nd4jBackend.prepare();
  }

  @Test
  void keepsOrderAndCanBeClosed() {
    INDArray array = HostCopy.array(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(array.getDouble(0, 2)).isEqualTo(3);
    assertThat(array.getDouble(1, 0)).isEqualTo(4);
    assertThat(array.closeable()).isTrue();
    array.close();
    assertThat(array.wasClosed()).isTrue();
  }

  @Test
  void overwritesFloatAndDouble() {
    INDArray single = Nd4j.zeros(DataType.FLOAT, 2, 2);
    HostCopy.write(new float[] {1, 2, 3, 4}, single);
    assertThat(single.data().asFloat()).containsExactly(1, 2, 3, 4);
    INDArray exact = Nd4j.zeros(DataType.DOUBLE, 4);
    HostCopy.write(new double[] {1e-300, 2, 3, 4}, exact);
    assertThat(exact.data().asDouble()).containsExactly(1e-300, 2, 3, 4);
  }

  @Test
  void refusesAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostCopy.write(new float[3], Nd4j.zeros(DataType.FLOAT, 4)))
        .withMessage("3 numbers for an array of 4");
  }
}
