package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits in lanes against the plain ones, and against the general estimator. */
class LaneFitTest {
  private static Specification model(LinearMean mean, PreSample rule) {
    return new Specification(mean, new GjrGarch(1, 0, 1), new NormalInnovation(), rule);
  }

  private static final Specification AR = model(new LinearMean(true, 1), PreSample.EWMA);

  private static WindowResults fit(WindowFits fits, double[] r, int window, int every, int size) {
    int count = (r.length - window) / every + 1;
    WindowResults out = new WindowResults(count, size);
    fits.fit(r, window, every, count, out);
    return out;
  }

  /**
   * Windows that the lanes leave behind the plain fit, of all; where they agree they must fully.
   */
  private static double shareBehind(double[] r, int window, int every) {
    WindowResults lanes = fit(new LaneFit(window, AR), r, window, every, 5);
    WindowResults plain = fit(new WindowFit(window, AR), r, window, every, 5);
    int count = lanes.status.length;
    int behind = 0;
    for (int i = 0; i < count; i++) {
      double gap = plain.logLikelihood[i] - lanes.logLikelihood[i];
      assertThat(lanes.meanForecast[i]).isCloseTo(plain.meanForecast[i], within(1e-11));
      assertThat(lanes.status[i]).isNotEqualTo(GarchFit.Status.FAILED);
      if (gap > 1e-7) {
        behind++;
      } else if (gap > -1e-7 && lanes.status[i] == plain.status[i]) {
        assertThat(lanes.variance[i])
            .isCloseTo(plain.variance[i], within(2e-3 * plain.variance[i]));
        assertThat(lanes.backcast[i])
            .isCloseTo(plain.backcast[i], within(1e-10 * plain.backcast[i]));
      }
    }
    return behind / (double) count;
  }

  @Test
  void nearlyAllMaximaAreThoseOfThePlainFit() {
    double[] r = Data.simulate(3, 700, 0.04, 0.1, 0.05, 0.1, 0, 0.85);

    assertThat(shareBehind(r, 90, 3)).isLessThanOrEqualTo(0.015);
    assertThat(shareBehind(r, 250, 10)).isLessThanOrEqualTo(0.015);
  }

  @Test
  @Tag("heavy")
  void onTheDeutschmarkTooAndInFatTails() {
    assertThat(shareBehind(Data.demGbp().values(), 90, 1)).isLessThanOrEqualTo(0.012);
    assertThat(shareBehind(Data.simulate(78, 2000, 0, -0.1, 0.1, 0.15, 0, 0.7, 4), 90, 1))
        .isLessThanOrEqualTo(0.012);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theGeneralEstimatorFindsTheSame(int parameters) {
    double[] r = Data.simulate(4, 600, 0.04, 0.1, 0.05, 0.1, 0, 0.85);
    for (PreSample rule : new PreSample[] {PreSample.EWMA, PreSample.SAMPLE}) {
      Specification model =
          model(new LinearMean(parameters > 0, Math.max(0, parameters - 1)), rule);
      assertThat(LaneFit.knows(model)).isTrue();
      Garch garch = Garch.builder().arMean(1).preSample(rule);
      garch = parameters == 2 ? garch : parameters == 1 ? garch.constantMean() : garch.zeroMean();

      WindowResults lanes = fit(new LaneFit(200, model), r, 200, 40, model.size());

      for (int i = 0; i < lanes.status.length; i++) {
        int end = 200 + 40 * i;
        GarchFit fit = garch.fit(Data.dated("w", Arrays.copyOfRange(r, end - 200, end)));
        assertThat(lanes.logLikelihood[i]).isCloseTo(fit.logLikelihood(), within(1e-5));
        double[] theta =
            fit.parameters().values().stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(lanes.theta[i]).containsExactly(theta, within(2e-3));
        assertThat(lanes.variance[i])
            .isCloseTo(fit.forecast(1).variance()[0], within(1e-4 * lanes.variance[i]));
      }
    }
  }

  @Test
  void whatIsFoundDependsOnTheWindowAlone() {
    double[] r = Data.simulate(5, 900, 0.04, 0.1, 0.05, 0.1, 0, 0.85);
    LaneFit lanes = new LaneFit(90, AR);
    WindowResults all = fit(lanes, r, 90, 1, 5);

    for (int i : new int[] {0, 1, 255, 256, 300, 810}) {
      WindowResults one = new WindowResults(1, 5);
      lanes.fit(r, 90 + i, 1, 1, one);
      assertThat(one.variance[0]).isEqualTo(all.variance[i]);
      assertThat(one.theta[0]).containsExactly(all.theta[i]);
      assertThat(one.logLikelihood[0]).isEqualTo(all.logLikelihood[i]);
    }
  }

  @Test
  void onlyItsModelsAreKnown() {
    LinearMean constant = new LinearMean(true, 0);
    assertThat(LaneFit.knows(model(constant, PreSample.FCP))).isFalse();
    assertThat(LaneFit.knows(model(new LinearMean(true, 2), PreSample.EWMA))).isFalse();
    assertThat(
            LaneFit.knows(
                new Specification(
                    constant, new GjrGarch(1, 1, 1), new NormalInnovation(), PreSample.EWMA)))
        .isFalse();
    assertThat(
            LaneFit.knows(
                new Specification(
                    constant, new GjrGarch(1, 0, 1), new StudentTInnovation(), PreSample.EWMA)))
        .isFalse();
  }

  @Test
  void anIndexBeyondTheReturnsIsNotSilent() {
    LaneFit lanes = new LaneFit(90, AR);
    assertThatThrownBy(() -> lanes.fit(new double[100], 90, 1, 20, new WindowResults(20, 5)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
