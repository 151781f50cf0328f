package io.github.volatility4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchFit;
import io.github.volatility4j.nn.LstmOptions;
import io.github.volatility4j.nn.StepHarness;
import io.github.volatility4j.nn.TsMixerOptions;
import io.github.volatility4j.series.TimeSeries;
import java.util.Map;
import java.util.Objects;
import net.finmath.timeseries.models.parametric.GARCH;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rivals of the benchmarks compute the same thing: from the same weights, without dropout, the
 * same outputs and, step by step, the same loss; finmath has the same likelihood.
 */
@Tag("heavy")
class RivalsTest {
  private static final LstmOptions LSTM = new LstmOptions(2, 16, 0, 0);
  private static final TsMixerOptions TS_MIXER = new TsMixerOptions(8, 12, 2, 0, false);
  private static final int STEPS = 5;

  /** A number of windows that no engine cuts evenly. */
  private static final Problem PROBLEM = Problem.of(21, 2);

  private static void assumeTorch() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "libtorch comes for Linux on x86-64 only");
  }

  private static Ours ours(StepHarness harness) {
    return new Ours(harness, PROBLEM);
  }

  private static void assertLearnsTheSame(Ours ours, Engine rival, double tolerance) {
    float[] expected = ours.infer();
    float[] actual = rival.infer();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(tolerance));
    }
    for (int step = 0; step < STEPS; step++) {
      ours.step();
      rival.step();
      double loss = loss(ours);
      assertThat(loss(rival))
          .as("loss after step %d", step)
          .isCloseTo(loss, within(tolerance * loss));
    }
  }

  /** From the outputs: what a step returns may have a penalty in it. */
  private static double loss(Engine engine) {
    float[] u = engine.infer();
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      double e = Math.log1p(Math.exp(u[i])) - PROBLEM.y()[i];
      sum += e * e;
    }
    return sum / u.length;
  }

  @Test
  void libtorchsLstmLearnsTheSame() {
    assumeTorch();
    try (Ours ours = ours(StepHarness.f32(LSTM, PROBLEM.features()));
        Engine rival =
            new TorchEngine(
                new TorchLstm(LSTM, PROBLEM.features()), false, PROBLEM, ours.weights())) {
      assertLearnsTheSame(ours, rival, 1e-5);
    }
  }

  @Test
  void libtorchsLstmInBf16LearnsNearlyTheSame() {
    assumeTorch();
    try (Ours ours = ours(StepHarness.f32(LSTM, PROBLEM.features()));
        Engine rival =
            new TorchEngine(
                new TorchLstm(LSTM, PROBLEM.features()), true, PROBLEM, ours.weights())) {
      assertLearnsTheSame(ours, rival, 2e-2);
    }
  }

  @Test
  void libtorchsTsMixerLearnsTheSame() {
    assumeTorch();
    try (Ours ours = ours(StepHarness.f32(TS_MIXER, PROBLEM.features()));
        Engine rival =
            new TorchEngine(
                new TorchTsMixer(TS_MIXER, PROBLEM.features()), false, PROBLEM, ours.weights())) {
      assertLearnsTheSame(ours, rival, 1e-5);
    }
  }

  /** Its clip is by layer and its ε stands elsewhere in Adam: small differences are its own. */
  @Test
  void stockDl4jLearnsNearlyTheSame() {
    try (Ours ours = ours(StepHarness.f32(LSTM, PROBLEM.features()));
        Engine rival = new Dl4jLstm(LSTM, PROBLEM).copy(ours.weights())) {
      assertLearnsTheSame(ours, rival, 1e-3);
    }
  }

  @Test
  void anEngineWithoutTheModelSaysSo() {
    assertThatThrownBy(() -> Engine.tsMixer("dl4j", "32x64", 32))
        .isInstanceOf(NotOffered.class)
        .hasMessage("stock DL4J has no TSMixer");
    assertThatThrownBy(() -> Engine.lstm("jax", "2x64", 32)).hasMessageContaining("jax");
    assertThatThrownBy(() -> Engine.lstm("libtorch", "7x7", 32)).hasMessageContaining("7x7");
  }

  /** finmath's search is random and may end elsewhere, but never at a better place than ours. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void finmathHasTheSameLikelihoodAndFindsNoHigherOne(long seed) {
    TimeSeries returns = SimulatedReturns.one("S", 3000, seed);
    GarchFit fit = Garch.builder().fit(returns);
    Map<String, Double> ours = fit.parameters();
    double[] prices = FinmathGarch.prices(FinmathGarch.lessTheirMean(returns.values()));
    double atOurs =
        new GARCH(prices)
            .getLogLikelihoodForParameters(
                number(ours, "omega"), number(ours, "alpha1"), number(ours, "beta1"));
    // It starts from another variance and leaves out the first day: a few of some 4000.
    assertThat(atOurs).isCloseTo(fit.logLikelihood(), within(10.0));
    assertThat(number(FinmathGarch.fit(prices), "Likelihood")).isLessThan(atOurs + 1);
  }

  private static double number(Map<String, ?> values, String name) {
    return (Double) Objects.requireNonNull(values.get(name), name);
  }
}
