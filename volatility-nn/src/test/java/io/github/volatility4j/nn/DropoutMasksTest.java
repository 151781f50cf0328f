package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutMasksTest {
  @BeforeAll
  static void prepare() {
    Nd4jBackend.prepare();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.5, 0.9, 0.999999})
  void dropsTheShareAskedForAndKeepsTheMean(double rate) {
    DropoutMasks masks = new DropoutMasks(rate);
    INDArray mask = Nd4j.createUninitialized(DataType.FLOAT, 1000, 1001);
    masks.fill(new SplittableRandom(1), mask);
    float[] values = mask.data().asFloat();
    int dropped = 0;
    for (float value : values) {
      assertThat(value == 0 || value == (float) masks.kept()).isTrue();
      dropped += value == 0 ? 1 : 0;
    }
    double sd = Math.sqrt(rate * (1 - rate) / values.length);
    assertThat((double) dropped / values.length).isCloseTo(rate, within(5 * sd + 1.0 / 65536));
    // The probability of staying, as quantised, times the value of what stays.
    double stays = Math.round((1 - rate) * 65536) / 65536.0;
    if (stays > 0) {
      assertThat(stays * masks.kept()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void floatAndDoubleMasksAreTheSame() {
    DropoutMasks masks = new DropoutMasks(0.3);
    for (int length : new int[] {1, 2, 3, 4, 5, 63}) {
      INDArray single = Nd4j.createUninitialized(DataType.FLOAT, length);
      INDArray exact = Nd4j.createUninitialized(DataType.DOUBLE, length);
      masks.fill(new SplittableRandom(length), single);
      masks.fill(new SplittableRandom(length), exact);
      assertThat(exact.castTo(DataType.FLOAT)).isEqualTo(single);
    }
  }

  @Test
  void aWindowsDecisionsAreThoseOfItsGeneratorTakenFourAtATime() {
    for (double rate : new double[] {0.001, 0.3, 0.5, 0.999}) {
      DropoutMasks masks = new DropoutMasks(rate);
      for (int length : new int[] {1, 4, 7, 4096}) {
        byte[] decisions = new byte[length];
        masks.fill(11, decisions);
        float[] values = new float[length];
        masks.fill(new SplittableRandom(11), values, length);
        for (int i = 0; i < length; i++) {
          assertThat(decisions[i] * (float) masks.kept()).isEqualTo(values[i]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT", "DOUBLE"})
  void aWindowsMaskIsTheSameInAnyBatch(String type) {
    DropoutMasks masks = new DropoutMasks(0.4);
    INDArray three = Nd4j.createUninitialized(DataType.valueOf(type), 5, 7, 3);
    INDArray two = Nd4j.createUninitialized(DataType.valueOf(type), 5, 7, 2);
    masks.fillWindows(new SplittableRandom(1), three);
    masks.fillWindows(new SplittableRandom(1), two);
    byte[] decisions = new byte[35];
    long[] seeds = new long[3];
    DropoutMasks.windowSeeds(new SplittableRandom(1), seeds, 3);
    for (int window = 0; window < 3; window++) {
      masks.fill(seeds[window], decisions);
      for (int i = 0; i < 35; i++) {
        double expected = decisions[i] * masks.kept();
        assertThat(three.getDouble(i / 7, i % 7, window)).isCloseTo(expected, within(1e-6));
        if (window < 2) {
          assertThat(two.getDouble(i / 7, i % 7, window)).isCloseTo(expected, within(1e-6));
        }
      }
    }
  }

  @Test
  void offMeansThatNothingIsDropped() {
    assertThat(new DropoutMasks(0).off()).isTrue();
    assertThat(new DropoutMasks(1e-9).off()).isTrue();
    assertThat(new DropoutMasks(0.01).off()).isFalse();
  }
}
