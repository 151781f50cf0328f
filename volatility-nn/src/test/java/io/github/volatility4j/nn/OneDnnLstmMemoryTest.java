package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.volatility4j.nn.OneDnnLstm.Size;
import java.io.IOException;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What oneDNN's LSTM holds outside of the Java heap stays flat, and goes when it is closed. */
@Tag("heavy")
class OneDnnLstmMemoryTest {
  @BeforeEach
  void oneDnnIsThere() {
    Nd4jBackend.prepare();
    assumeTrue(OneDnn.available(), "oneDNN isn't there");
  }

  @Test
  void twoThousandStepsNeedNoMoreMemoryThanTheFirst() throws IOException {
    Size size = new Size(2, 32, 4, 20, 1, 0.2);
    int[] batches = {32, 32, 32, 17, 32, 5};
    OneDnnLstmTest.Numbers numbers = new OneDnnLstmTest.Numbers(size, 32);
    float[] states = new float[32 * size.width()];
    try (OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 2);
        FloatPointer parameters = new FloatPointer(numbers.parameters);
        FloatPointer x = new FloatPointer(numbers.x);
        FloatPointer out = new FloatPointer(numbers.parameters.length)) {
      long settled = 0;
      for (int i = 0; i < 2500; i++) {
        int batch = batches[i % batches.length];
        lstm.train(parameters, x, batch, new SplittableRandom(i), states);
        lstm.backward(numbers.dStates, out, null);
        lstm.infer(parameters, x, batch, states);
        if (i == 500) {
          settled = OutsideHeap.kibibytes();
        }
      }
      assertThat(OutsideHeap.kibibytes() - settled).isLessThan(24 << 10);
    }
  }

  @Test
  void closingGivesTheMemoryBack() throws IOException {
    Size size = new Size(2, 64, 4, 60, 1, 0.2);
    OneDnnLstmTest.Numbers numbers = new OneDnnLstmTest.Numbers(size, 64);
    long settled = 0;
    for (int i = 0; i < 60; i++) {
      try (OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 2)) {
        OneDnnLstmTest.step(lstm, size, numbers, 64, i);
      }
      if (i == 20) {
        settled = OutsideHeap.kibibytes();
      }
    }
    // One has 80 MB: not even one of the forty may stay. The allocator's pools and compiled code
    // move by some tens of MB.
    assertThat(OutsideHeap.kibibytes() - settled).isLessThan(80 << 10);
  }

  @Test
  void whatNobodyClosesTheGarbageCollectorDoes() throws IOException, InterruptedException {
    Size size = new Size(2, 64, 4, 60, 1, 0.2);
    OneDnnLstmTest.Numbers numbers = new OneDnnLstmTest.Numbers(size, 64);
    long settled = 0;
    for (int i = 0; i < 60; i++) {
      OneDnnLstmTest.step(new OneDnnLstm(size, Precision.F32, 2), size, numbers, 64, i);
      System.gc();
      Thread.sleep(20);
      if (i == 20) {
        settled = OutsideHeap.kibibytes();
      }
    }
    assertThat(OutsideHeap.kibibytes() - settled).isLessThan(500 << 10); // one has 80 MB
  }
}
