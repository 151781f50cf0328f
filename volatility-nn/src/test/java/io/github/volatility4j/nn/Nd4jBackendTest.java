package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jBackendTest {
  @Test
  void holdsNd4jToOneThread() {
    Nd4jBackend.prepare();
    assertThat(System.getProperty(Nd4jBackend.THREADS_PROPERTY)).isNull();
    assertThat(Nd4j.getEnvironment().maxMasterThreads()).isEqualTo(1);
    assertThat(Nd4jBackend.description()).isEqualTo("nd4j-native");
  }

  @Test
  void librariesThatCannotBeLoadedAreNamedWithWhatToDo() {
    UnsatisfiedLinkError missing =
        new UnsatisfiedLinkError("libcublas.so.11: cannot open shared object file");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Nd4jBackend.load(
                    () -> {
                      throw new ExceptionInInitializerError(new IllegalStateException(missing));
                    }))
        .withMessageContaining("libcublas.so.11")
        .withMessageContaining("CUDA 11")
        .withMessageContaining("nd4j-native");
  }

  @Test
  void anInterruptWaitsUntilTheLibrariesAreLoaded() {
    Thread.currentThread().interrupt();
    boolean seenByLoading = Nd4jBackend.load(() -> Thread.currentThread().isInterrupted());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(seenByLoading).isFalse();
  }

  @Test
  void isQuietAndLeavesNoDumps() {
    Nd4jBackend.prepare();
    assertThat(System.getProperty("org.nd4j.log.initialization")).isEqualTo("false");
    assertThat(System.getProperty("org.deeplearning4j.crash.reporting.enabled")).isEqualTo("false");
  }
}
