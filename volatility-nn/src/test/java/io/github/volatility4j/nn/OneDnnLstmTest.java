package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.volatility4j.nn.OneDnnLstm.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** oneDNN's LSTM against one that is written down number by number, values and gradients. */
class OneDnnLstmTest {
  @BeforeEach
  void oneDnnIsThere() {
    Nd4jBackend.prepare();
    assumeTrue(OneDnn.available(), "oneDNN isn't there");
  }

  private record Case(Size size, Precision precision, int batch, int threads) {
    /** Largest error, as a share of the largest number. */
    double tolerance() {
      return precision == Precision.F32 ? 2e-5 : 4e-2;
    }
  }

  /** What one training step gives. */
  record Step(float[] states, float[] gradient, float[] dX) {}

  /** Numbers of a step; parameters about as large as in a network that learns. */
  static final class Numbers {
    final float[] parameters;
    final float[] x;
    final float[] dStates;

    Numbers(Size size, int batch) {
      SplittableRandom random = new SplittableRandom(size.hashCode() + batch);
      long count = LstmWeights.parameters(size.layers(), size.features(), size.width());
      parameters = normal(random, (int) count, 0.7 / Math.sqrt(size.width()));
      x = normal(random, batch * size.time() * size.features(), 1);
      dStates = normal(random, size.steps() * batch * size.width(), 1);
    }

    private static float[] normal(SplittableRandom random, int count, double scale) {
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = (float) (random.nextGaussian() * scale);
      }
      return numbers;
    }
  }

  static Step step(OneDnnLstm lstm, Size size, Numbers numbers, int batch, long seed) {
    float[] states = new float[numbers.dStates.length];
    float[] gradient = new float[numbers.parameters.length];
    float[] dX = new float[numbers.x.length];
    try (FloatPointer parameters = new FloatPointer(numbers.parameters);
        FloatPointer x = new FloatPointer(numbers.x);
        FloatPointer out = new FloatPointer(gradient.length)) {
      assertThat(lstm.parameters()).isEqualTo(gradient.length);
      lstm.train(parameters, x, batch, new SplittableRandom(seed), states);
      lstm.backward(numbers.dStates, out, dX);
      out.get(gradient);
    }
    return new Step(states, gradient, dX);
  }

  private static Step plainStep(Size size, Numbers numbers, int batch, long seed) {
    PlainLstm plain =
        new PlainLstm(
            size.layers(), size.width(), size.features(), size.time(), batch, numbers.parameters);
    double[][][] all = plain.forward(numbers.x, size.dropout(), new SplittableRandom(seed));
    double[][][] dAll = new double[size.time()][batch][size.width()];
    float[] states = new float[numbers.dStates.length];
    for (int i = 0; i < states.length; i++) {
      int t = size.time() - size.steps() + i / (batch * size.width());
      int b = i / size.width() % batch;
      int k = i % size.width();
      states[i] = (float) all[t][b][k];
      dAll[t][b][k] = numbers.dStates[i];
    }
    double[] dX = new double[numbers.x.length];
    double[] gradient = plain.backward(dAll, dX);
    return new Step(states, floats(gradient), floats(dX));
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static void assertClose(float[] actual, float[] expected, double tolerance, String what) {
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as(what).isFinite();
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
    }
    assertThat(error / largest).as(what).isCloseTo(0, within(tolerance));
  }

  private static List<Case> cases(Precision precision) {
    List<Case> cases = new ArrayList<>();
    int n = 0;
    for (int layers : new int[] {1, 2, 3}) {
      for (int width : new int[] {5, 7, 16, 33}) {
        for (int batch : new int[] {1, 3, 8}) {
          for (int time : new int[] {1, 4, 9}) {
            // Not every combination of the rest: they go by turns.
            n++;
            double dropout = n % 2 == 0 ? 0 : 0.4;
            int features = 1 + n % 5;
            int steps = n % 3 == 0 ? time : Math.max(1, time / 2 * (n % 3 - 1));
            Size size = new Size(layers, width, features, time, steps, dropout);
            cases.add(new Case(size, precision, batch, 1 + n % 3));
          }
        }
      }
    }
    cases.add(new Case(new Size(2, 64, 6, 12, 1, 0.2), precision, 37, 2));
    cases.add(new Case(new Size(2, 100, 3, 5, 5, 0), precision, 130, 3));
    // In stretches, of which the last has fewer days.
    cases.add(new Case(new Size(3, 128, 3, 25, 5, 0.2), precision, 1, 2));
    cases.add(new Case(new Size(2, 130, 2, 80, 30, 0), precision, 7, 3));
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> f32AgreesWithThePlainOne() {
    return cases(Precision.F32).stream().map(OneDnnLstmTest::agrees);
  }

  @TestFactory
  Stream<DynamicTest> bf16AgreesWithThePlainOne() {
    assumeTrue(OneDnn.available() && OneDnn.fastBf16(), "no bf16 here");
    return cases(Precision.BF16).stream().map(OneDnnLstmTest::agrees);
  }

  private static DynamicTest agrees(Case c) {
    return DynamicTest.dynamicTest(
        c.toString(),
        () -> {
          Numbers numbers = new Numbers(c.size, c.batch);
          Step plain = plainStep(c.size, numbers, c.batch, 7);
          try (OneDnnLstm lstm = new OneDnnLstm(c.size, c.precision, c.threads)) {
            // Twice: what a step leaves behind must not reach the next one.
            for (int i = 0; i < 2; i++) {
              Step step = step(lstm, c.size, numbers, c.batch, 7);
              assertClose(step.states, plain.states, c.tolerance(), "states");
              assertClose(step.gradient, plain.gradient, c.tolerance(), "gradient");
              assertClose(step.dX, plain.dX, c.tolerance(), "dX");
            }
            Size noDropout =
                new Size(
                    c.size.layers(),
                    c.size.width(),
                    c.size.features(),
                    c.size.time(),
                    c.size.steps(),
                    0);
            assertClose(
                infer(lstm, numbers, c.batch),
                plainStep(noDropout, numbers, c.batch, 7).states,
                c.tolerance(),
                "inferred states");
          }
        });
  }

  static float[] infer(OneDnnLstm lstm, Numbers numbers, int batch) {
    float[] states = new float[numbers.dStates.length];
    try (FloatPointer parameters = new FloatPointer(numbers.parameters);
        FloatPointer x = new FloatPointer(numbers.x)) {
      lstm.infer(parameters, x, batch, states);
    }
    return states;
  }

  @Test
  void theSameCallsGiveTheSameBits() {
    Size size = new Size(2, 48, 5, 20, 1, 0.3);
    for (Precision precision : Precision.values()) {
      if (precision == Precision.BF16 && !OneDnn.fastBf16()) {
        continue;
      }
      Numbers numbers = new Numbers(size, 32);
      Step first;
      try (OneDnnLstm lstm = new OneDnnLstm(size, precision, 2)) {
        first = step(lstm, size, numbers, 32, 3);
        for (int i = 0; i < 20; i++) {
          Step again = step(lstm, size, numbers, 32, 3);
          assertThat(again.states).isEqualTo(first.states);
          assertThat(again.gradient).isEqualTo(first.gradient);
        }
        assertThat(step(lstm, size, numbers, 32, 4).states).isNotEqualTo(first.states);
      }
      try (OneDnnLstm lstm = new OneDnnLstm(size, precision, 2)) {
        assertThat(step(lstm, size, numbers, 32, 3).gradient).isEqualTo(first.gradient);
      }
    }
  }

  @Test
  void oneWindowGivesTheSameBitsOnAnyNumberOfThreads() {
    Size size = new Size(3, 128, 2, 50, 1, 0);
    Numbers numbers = new Numbers(size, 1);
    float[] first;
    try (OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 2)) {
      first = infer(lstm, numbers, 1);
      for (int i = 0; i < 200; i++) {
        assertThat(infer(lstm, numbers, 1)).isEqualTo(first);
      }
    }
    try (OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 3)) {
      assertThat(infer(lstm, numbers, 1)).isEqualTo(first);
    }
  }

  @Test
  void windowsAreInferredAloneAsInABatch() {
    Size size = new Size(2, 24, 3, 10, 1, 0.3);
    int batch = 300;
    Numbers numbers = new Numbers(size, batch);
    try (OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 2);
        FloatPointer parameters = new FloatPointer(numbers.parameters);
        FloatPointer x = new FloatPointer(numbers.x)) {
      float[] all = infer(lstm, numbers, batch);
      float[] one = new float[size.width()];
      for (int i = 0; i < batch; i += 13) {
        x.position((long) i * size.time() * size.features());
        lstm.infer(parameters, x, 1, one);
        x.position(0);
        assertClose(
            one,
            Arrays.copyOfRange(all, i * size.width(), (i + 1) * size.width()),
            1e-5,
            "window " + i);
      }
    }
  }

  @Test
  void parametersAreReadAnewByEachForward() {
    Size size = new Size(1, 8, 2, 6, 1, 0);
    Numbers numbers = new Numbers(size, 4);
    try (OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 1)) {
      float[] before = infer(lstm, numbers, 4);
      numbers.parameters[0] += 1;
      assertThat(infer(lstm, numbers, 4)).isNotEqualTo(before);
      numbers.parameters[0] -= 1;
      assertThat(infer(lstm, numbers, 4)).isEqualTo(before);
    }
  }

  @Test
  void frozenParametersAreReadOnceUntilTrainingGoesOn() {
    Size size = new Size(1, 8, 2, 6, 1, 0);
    Numbers numbers = new Numbers(size, 4);
    try (OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 1)) {
      infer(lstm, numbers, 4);
      numbers.parameters[0] += 1;
      lstm.freeze();
      float[] frozen = infer(lstm, numbers, 4); // as they are now, not at the last forward
      numbers.parameters[0] += 1;
      assertThat(infer(lstm, numbers, 4)).isEqualTo(frozen);
      lstm.freeze();
      assertThat(infer(lstm, numbers, 4)).isNotEqualTo(frozen);
      step(lstm, size, numbers, 4, 1);
      numbers.parameters[0] -= 1;
      assertThat(infer(lstm, numbers, 4)).isEqualTo(frozen);
    }
  }

  @Test
  void backwardWantsATrainingForwardBeforeItAndOnlyOne() {
    Size size = new Size(1, 8, 2, 6, 1, 0);
    Numbers numbers = new Numbers(size, 4);
    try (OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 1);
        FloatPointer out = new FloatPointer(numbers.parameters.length)) {
      infer(lstm, numbers, 4);
      assertThatThrownBy(() -> lstm.backward(numbers.dStates, out, null))
          .isInstanceOf(IllegalStateException.class);
      step(lstm, size, numbers, 4, 1);
      assertThatThrownBy(() -> lstm.backward(numbers.dStates, out, null))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("training forward");
    }
  }

  /**
   * OpenMP makes threads for each thread that asks for several, named as the one that asks. None of
   * ours does, also where OpenMP would give it two, as it does on two cores.
   */
  @Test
  void noThreadsOfOpenMpAreMade() throws InterruptedException {
    assumeTrue(OpenMpThreads.controllable(), "OpenMP can't be held");
    assumeTrue(Files.exists(TASKS), "no /proc here");
    Size size = new Size(2, 32, 5, 20, 1, 0.2);
    Numbers numbers = new Numbers(size, 32);
    List<Long> namesakes = new ArrayList<>();
    Runnable steps =
        () -> {
          OpenMpThreads.set(2);
          for (Precision precision : Precision.values()) {
            if (precision == Precision.F32 || OneDnn.fastBf16()) {
              try (OneDnnLstm lstm = new OneDnnLstm(size, precision, 1)) {
                step(lstm, size, numbers, 32, 1);
                infer(lstm, numbers, 32);
              }
            }
          }
          namesakes.add(threadsNamed("alone"));
        };
    Thread thread = new Thread(steps, "alone");
    thread.start();
    thread.join();
    assertThat(namesakes).containsExactly(1L);
  }

  private static final Path TASKS = Path.of("/proc/self/task");

  private static long threadsNamed(String name) {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      return tasks.filter(task -> name(task).equals(name)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm")).trim();
    } catch (IOException e) {
      return ""; // ended
    }
  }

  @Test
  void aClosedOneRefusesToWork() {
    Size size = new Size(1, 8, 2, 6, 1, 0);
    Numbers numbers = new Numbers(size, 4);
    OneDnnLstm lstm = new OneDnnLstm(size, Precision.F32, 1);
    infer(lstm, numbers, 4);
    lstm.close();
    lstm.close();
    assertThatThrownBy(() -> infer(lstm, numbers, 4)).hasMessageContaining("closed");
  }

  @Test
  void wrongSizesAreRefused() {
    assertThatThrownBy(() -> new Size(1, 0, 2, 6, 1, 0)).hasMessageContaining("1 layers of 0");
    assertThatThrownBy(() -> new Size(1, 4, 2, 6, 7, 0)).hasMessageContaining("steps is 7");
    assertThatThrownBy(() -> new Size(1, 4, 2, 6, 1, Double.NaN))
        .hasMessageContaining("dropout is NaN");
    assertThatThrownBy(() -> new OneDnnLstm(new Size(1, 4, 2, 6, 1, 0), Precision.F32, 0))
        .hasMessageContaining("threads is 0");
  }
}
