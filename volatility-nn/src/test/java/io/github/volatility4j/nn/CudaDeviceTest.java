package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cards are refused; the cards are made up, no GPU is asked. */
class CudaDeviceTest {
  @ParameterizedTest
  @CsvSource({"K80,3,7", "V100,7,0", "T4,7,5", "A100,8,0", "A10,8,6", "L4,8,9"})
  void whatNd4jHasCodeForIsAccepted(String name, int major, int minor) {
    assertThatCode(new CudaDevice(name, major, minor)::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"K40,3,5", "GTX 680,3,0", "H100,9,0", "B200,10,0", "RTX 5090,12,0"})
  void olderAndNewerOnesAreRefusedWithWhatToDo(String name, int major, int minor) {
    assertThatIllegalStateException()
        .isThrownBy(new CudaDevice(name, major, minor)::check)
        .withMessage(
            "%s has CUDA compute capability %d.%d, and ND4J's CUDA backend runs on 3.7 to 8.9 only; use such a card, or the processor: nd4j-native in place of nd4j-cuda-11.6"
                .formatted(name, major, minor));
  }
}
