package io.github.volatility4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VarianceMetricsTest {
  private static double[] variances(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(random.nextInt(2, 40), 0.01, 20).toArray();
  }

  private static double[] others(double[] truth, long seed) {
    return new SplittableRandom(~seed).doubles(truth.length, 0.01, 20).toArray();
  }

  /** Golden, by hand: errors of y = 1, 4 and h = 2, 2 are −1 and 2; ln 2 = 0.69314718056. */
  @Test
  void handComputedValues() {
    double[] y = {1, 4};
    double[] h = {2, 2};

    assertThat(VarianceMetrics.mse(y, h)).isEqualTo(2.5); // (1 + 4) / 2
    assertThat(VarianceMetrics.rmse(y, h)).isCloseTo(1.58113883008, within(1e-11)); // √2.5
    assertThat(VarianceMetrics.mae(y, h)).isEqualTo(1.5); // (1 + 2) / 2
    // Σ(y − ȳ)² = 1.5² + 1.5² = 4.5, so 1 − 5/4.5
    assertThat(VarianceMetrics.r2(y, h)).isCloseTo(-1.0 / 9, within(1e-15));
    // ((ln 2 + 0.5) + (ln 2 + 2)) / 2
    assertThat(VarianceMetrics.qlike(y, h)).isCloseTo(1.94314718056, within(1e-11));
    // ((0.5 + ln 2 − 1) + (2 − ln 2 − 1)) / 2
    assertThat(VarianceMetrics.qlikeDistance(y, h)).isCloseTo(0.25, within(1e-15));
  }

  /** Identity: the two forms of QLIKE differ by what only the truth decides. */
  @Property(tries = 200)
  void formsOfQlikeDifferByTheMeanLogTruthPlusOne(@ForAll long seed) {
    double[] y = variances(seed);
    double[] h = others(y, seed);
    double shift = Arrays.stream(y).map(Math::log).average().orElseThrow() + 1;

    assertThat(VarianceMetrics.qlike(y, h) - VarianceMetrics.qlikeDistance(y, h))
        .isCloseTo(shift, within(1e-10));
  }

  @Property(tries = 200)
  void rmseIsTheRootOfMse(@ForAll long seed) {
    double[] y = variances(seed);
    double[] h = others(y, seed);

    assertThat(VarianceMetrics.rmse(y, h)).isEqualTo(Math.sqrt(VarianceMetrics.mse(y, h)));
    assertThat(VarianceMetrics.mae(y, h)).isLessThanOrEqualTo(VarianceMetrics.rmse(y, h) + 1e-12);
  }

  /** Identity: the mean of the truth explains nothing, the truth everything. */
  @Property(tries = 200)
  void r2OfTheMeanIsZeroAndOfTheTruthOne(@ForAll long seed) {
    double[] y = variances(seed);
    double[] mean = new double[y.length];
    Arrays.fill(mean, Arrays.stream(y).average().orElseThrow());

    assertThat(VarianceMetrics.r2(y, mean)).isCloseTo(0, within(1e-12));
    assertThat(VarianceMetrics.r2(y, y)).isEqualTo(1);
  }

  @Property(tries = 200)
  void aPerfectForecastIsBest(@ForAll long seed) {
    double[] y = variances(seed);
    double[] h = others(y, seed);

    assertThat(VarianceMetrics.qlikeDistance(y, y)).isZero();
    assertThat(VarianceMetrics.qlikeDistance(y, h)).isNotNegative();
    assertThat(VarianceMetrics.qlike(y, y)).isLessThanOrEqualTo(VarianceMetrics.qlike(y, h));
    assertThat(VarianceMetrics.mse(y, y)).isZero();
    assertThat(VarianceMetrics.mae(y, y)).isZero();
  }

  /** Scale equivariance: variances in decimals instead of percent² are 10⁴ times smaller. */
  @Property(tries = 100)
  void aChangeOfUnitShiftsQlikeAndScalesTheRest(@ForAll long seed) {
    double[] y = variances(seed);
    double[] h = others(y, seed);
    double[] small = Arrays.stream(y).map(v -> v / 1e4).toArray();
    double[] smallForecast = Arrays.stream(h).map(v -> v / 1e4).toArray();

    assertThat(VarianceMetrics.qlike(small, smallForecast))
        .isCloseTo(VarianceMetrics.qlike(y, h) - Math.log(1e4), within(1e-9));
    assertThat(VarianceMetrics.qlikeDistance(small, smallForecast))
        .isCloseTo(VarianceMetrics.qlikeDistance(y, h), within(1e-10));
    assertThat(1e4 * VarianceMetrics.rmse(small, smallForecast))
        .isCloseTo(VarianceMetrics.rmse(y, h), within(1e-9));
    assertThat(VarianceMetrics.r2(small, smallForecast))
        .isCloseTo(
            VarianceMetrics.r2(y, h), within(1e-9 * (1 + Math.abs(VarianceMetrics.r2(y, h)))));
  }

  @Test
  void aTruthOfZeroHasALikelihoodButNoDistance() {
    assertThat(VarianceMetrics.qlike(new double[] {0}, new double[] {1})).isZero();
    assertThatThrownBy(() -> VarianceMetrics.qlikeDistance(new double[] {0}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("realised variance 0.0 in row 0; this form of QLIKE needs y > 0");
  }

  @Test
  void aForecastNearZeroIsTakenAsItIs() {
    double[] tiny = {1e-8};

    assertThat(VarianceMetrics.qlike(new double[] {1}, tiny))
        .isCloseTo(1e8 - 8 * Math.log(10), within(1e-6));
    assertThat(VarianceMetrics.qlike(new double[] {0}, tiny))
        .isCloseTo(-8 * Math.log(10), within(1e-12));
    assertThat(VarianceMetrics.qlike(new double[] {0}, new double[] {Double.MIN_NORMAL}))
        .isFinite();
  }

  @Test
  void whatIsNoVarianceIsRefusedWithItsRow() {
    double[] one = {1, 1};

    assertThatThrownBy(() -> VarianceMetrics.qlike(one, new double[] {1, 0}))
        .hasMessage("forecast 0.0 in row 1; a variance forecast must be positive");
    assertThatThrownBy(() -> VarianceMetrics.qlike(new double[] {1, -2}, one))
        .hasMessage("realised variance -2.0 in row 1; it must be at least 0");
    assertThatThrownBy(() -> VarianceMetrics.mse(new double[] {1, Double.NaN}, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("realised variance NaN in row 1; it must be a finite number");
    assertThatThrownBy(() -> VarianceMetrics.mae(one, new double[] {1, Double.POSITIVE_INFINITY}))
        .hasMessage("forecast Infinity in row 1; it must be a finite number");
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> VarianceMetrics.mse(new double[2], new double[1]))
        .hasMessage(
            "2 realised variances for 1 forecasts; both must be equally many and at least 1");
    assertThatThrownBy(() -> VarianceMetrics.qlike(new double[0], new double[0]))
        .hasMessageStartingWith("0 realised variances");
  }

  @Test
  void r2OfAConstantTruthIsRefused() {
    double[] constant = {0.1, 0.1, 0.1}; // whose mean, in binary, is not 0.1

    assertThatThrownBy(() -> VarianceMetrics.r2(constant, new double[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("R² is undefined");
  }
}
