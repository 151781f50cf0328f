package io.github.volatility4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.evaluation.ForecastTests.Outcome;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden numbers from statsmodels, scipy and packages of R; scores are lowest at the truth. */
class ValueAtRiskTestsTest {
  private static final double[] R = Golden.numbers("returns");
  private static final double[] Q = Golden.numbers("quantiles");
  private static final double LEVEL = 0.05;

  private static void assertSame(String key, Outcome ours) {
    Golden.assertSame(key, ours.statistic(), ours.pValue());
  }

  @Test
  void likelihoodRatiosAreAsInStatsmodelsAndRugarch() {
    assertSame("kupiec", ValueAtRiskTests.kupiec(R, Q, LEVEL));
    assertSame("rugarch.kupiec", ValueAtRiskTests.kupiec(R, Q, LEVEL));
    assertSame("independence", ValueAtRiskTests.independence(R, Q, LEVEL));
    assertSame("christoffersen", ValueAtRiskTests.christoffersen(R, Q, LEVEL));
    assertSame("rugarch.christoffersen", ValueAtRiskTests.christoffersen(R, Q, LEVEL));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theDynamicQuantileTestIsAsInGasAndByRegressionInR(int lags) {
    Outcome ours = ValueAtRiskTests.dynamicQuantile(R, Q, LEVEL, lags);

    assertSame("lm.dq." + lags, ours);
    Golden.assertSame("gas.dq." + lags, ours.statistic());
  }

  @Test
  void scoresAreAsInGasAndEsreg() {
    double[] e = Golden.numbers("shortfalls");
    double joint = ValueAtRiskTests.fisslerZiegel(R, Q, e, LEVEL);

    Golden.assertSame("gas.quantileScore", ValueAtRiskTests.quantileScore(R, Q, LEVEL));
    Golden.assertSame("gas.fisslerZiegel", joint);
    Golden.assertSame("esreg.fisslerZiegel", joint);
  }

  /** By hand: of r = −2, 1 with q = −1, the first is a hit. */
  @Test
  void handComputedScores() {
    double[] r = {-2, 1};
    double[] q = {-1, -1};
    double[] e = {-2, -2};

    // (0.9·1 + 0.1·2) / 2
    assertThat(ValueAtRiskTests.quantileScore(r, q, 0.1)).isCloseTo(0.55, within(1e-15));
    // mean(1/(0.1·2), 0) + 1/2 + ln 2 − 1
    assertThat(ValueAtRiskTests.fisslerZiegel(r, q, e, 0.1))
        .isCloseTo(2.5 + 0.5 + Math.log(2) - 1, within(1e-15));
  }

  /** On 2000 quantiles of the normal distribution the true pair has the lowest scores. */
  @Test
  void scoresAreLowestAtTheTruth() {
    NormalDistribution normal = new NormalDistribution();
    double[] r = new double[2000];
    Arrays.setAll(r, i -> normal.inverseCumulativeProbability((i + 0.5) / r.length));
    double q = normal.inverseCumulativeProbability(LEVEL);
    double e = -normal.density(q) / LEVEL;
    DoubleUnaryOperator quantileScore = v -> ValueAtRiskTests.quantileScore(r, all(v), LEVEL);
    DoubleUnaryOperator inQuantile = v -> ValueAtRiskTests.fisslerZiegel(r, all(v), all(e), LEVEL);
    DoubleUnaryOperator inShortfall = v -> ValueAtRiskTests.fisslerZiegel(r, all(q), all(v), LEVEL);

    for (double step : new double[] {-0.1, -0.05, 0.05, 0.1}) {
      assertThat(quantileScore.applyAsDouble(q + step))
          .isGreaterThan(quantileScore.applyAsDouble(q));
      assertThat(inQuantile.applyAsDouble(q + step)).isGreaterThan(inQuantile.applyAsDouble(q));
      assertThat(inShortfall.applyAsDouble(e + step)).isGreaterThan(inShortfall.applyAsDouble(e));
    }
  }

  private static double[] all(double value) {
    double[] out = new double[2000];
    Arrays.fill(out, value);
    return out;
  }

  @Test
  void withoutAHitTheTestsAreStillDefined() {
    double[] r = new double[100];
    double[] q = new double[100];
    Arrays.fill(q, -1);

    // 2·100·(−ln 0.95)
    assertThat(ValueAtRiskTests.kupiec(r, q, 0.05).statistic())
        .isCloseTo(10.258658877510106, within(1e-12));
    assertThat(ValueAtRiskTests.independence(r, q, 0.05)).isEqualTo(new Outcome(0, 1));
    assertThatThrownBy(() -> ValueAtRiskTests.dynamicQuantile(r, q, 0.05, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the dynamic quantile test needs hits");
  }

  @Test
  void whatIsNoQuantileIsRefused() {
    double[] one = {1};
    assertThatThrownBy(() -> ValueAtRiskTests.kupiec(one, new double[] {1, 2}, 0.05))
        .hasMessage("2 quantiles for 1 returns");
    assertThatThrownBy(() -> ValueAtRiskTests.kupiec(one, one, Double.NaN))
        .hasMessage("level is NaN; it must be between 0 and 1");
    assertThatThrownBy(() -> ValueAtRiskTests.kupiec(new double[] {Double.NaN}, one, 0.05))
        .hasMessage("return NaN in row 0; it must be a finite number");
    assertThatThrownBy(() -> ValueAtRiskTests.independence(one, one, 0.05))
        .hasMessageStartingWith("one return");
    assertThatThrownBy(
            () -> ValueAtRiskTests.fisslerZiegel(one, new double[] {-2}, new double[] {-1}, 0.05))
        .hasMessage(
            "shortfall -1.0 with quantile -2.0 in row 0; it must be negative and not above it");
    assertThatThrownBy(
            () -> ValueAtRiskTests.fisslerZiegel(one, new double[] {-2}, new double[2], 0.05))
        .hasMessage("2 shortfalls for 1 returns");
    assertThatThrownBy(() -> ValueAtRiskTests.dynamicQuantile(one, one, 0.05, 4))
        .hasMessageStartingWith("lags is 4 with 1 returns");
  }
}
