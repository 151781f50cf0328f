package io.github.volatility4j.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden numbers from statsmodels and scipy. */
class BaselineGoldenTest {
  private static final double[] Y = Golden.numbers("y");
  private static final Measure MEASURE = new Measure(Y, Golden.numbers("q"), new int[0]);
  private static final TimeSeries SERIES = Panels.series("A", Y).with("q", Golden.numbers("q"));

  private static Baseline baseline(String name) {
    return switch (name) {
      case "harOls" -> Baseline.harOls();
      case "logHar" -> Baseline.logHar();
      case "harQ" -> Baseline.harQ("q");
      case "ar" -> Baseline.ar(3);
      default -> Baseline.ewma(0.94);
    };
  }

  private static LinearRule rule(String name) {
    double floor = 1e-4 * MEASURE.mean();
    return switch (name) {
      case "harOls" -> LinearRule.leastSquares(new Regressors.Har(), MEASURE);
      case "logHar" -> LinearRule.logarithmic(new Regressors.LogHar(floor), MEASURE, floor);
      case "harQ" -> LinearRule.leastSquares(new Regressors.HarQ(), MEASURE);
      default -> LinearRule.leastSquares(new Regressors.Lags(3), MEASURE);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"harOls", "logHar", "harQ", "ar"})
  void leastSquaresAreThoseOfStatsmodels(String name) {
    assertThat(rule(name).b())
        .containsExactly(Golden.numbers(name + ".coefficients"), within(1e-8));
  }

  /** The last four days' forecasts, replayed, and the one for the day after. */
  @ParameterizedTest
  @ValueSource(strings = {"harOls", "logHar", "harQ", "ar", "ewma"})
  void forecastsAreThoseOfStatsmodels(String name) {
    double[] golden = Golden.numbers(name.equals("ewma") ? "ewma.94" : name + ".forecasts");
    History history = History.of(SeriesSet.of(SERIES));
    FittedVolatility fit = baseline(name).measure("y").fit(history);

    double[] replayed =
        fit.historicalForecasts(
                history, Panels.FIRST.plusDays(Y.length - 4), Panels.FIRST.plusDays(Y.length - 1))
            .get("A")
            .values();

    assertThat(replayed).containsExactly(Arrays.copyOf(golden, 4), within(1e-8));
    assertThat(fit.forecast(1).variance()[0]).isCloseTo(golden[4], within(1e-8));
  }

  @Test
  void harByQlikeIsAsGoodAsScipyFoundIt() {
    LinearRule har = LinearRule.qlike(new Regressors.Har(), MEASURE, 1e-8 * MEASURE.mean());

    assertThat(har.converged()).isTrue();
    assertThat(har.b()).containsExactly(Golden.numbers("har.coefficients"), within(1e-5));
    assertThat(qlike(har, Y)).isCloseTo(Golden.number("har.qlike"), within(1e-8));
  }

  @Test
  void ofNoiseSomeCoefficientsAreZeroAsScipyFoundThem() {
    double[] noise = Golden.numbers("noise");
    Measure measure = new Measure(noise, new double[0], new int[0]);
    LinearRule har = LinearRule.qlike(new Regressors.Har(), measure, 1e-8);

    assertThat(har.b()).containsExactly(Golden.numbers("noise.har.coefficients"), within(1e-5));
    assertThat(har.b()[2]).isZero();
    assertThat(qlike(har, noise)).isCloseTo(Golden.number("noise.har.qlike"), within(1e-8));
  }

  private static double qlike(LinearRule rule, double[] y) {
    double[] h = rule.all(new Measure(y, new double[0], new int[0]));
    double sum = 0;
    for (int t = 22; t < y.length; t++) {
      sum += Math.log(h[t]) + y[t] / h[t];
    }
    return sum / (y.length - 22);
  }

  @Test
  void theFittedDecayIsThatOfScipy() {
    EwmaRule rule = EwmaRule.fit(MEASURE, 1e-8 * MEASURE.mean());

    assertThat(rule.decay()).isCloseTo(Golden.number("ewma.decay"), within(1e-5));
  }

  @Test
  void weightsInTheSimplexAreThoseOfScipy() {
    double[] target = Arrays.copyOfRange(Y, 22, Y.length);
    double[][] members = {
      Golden.numbers("member0"), Golden.numbers("member1"), Golden.numbers("member2")
    };

    QlikeRegression.Result found = QlikeRegression.simplex(target, members);

    assertThat(found.converged()).isTrue();
    assertThat(found.coefficients()).containsExactly(Golden.numbers("weights"), within(1e-5));
    assertThat(found.qlike()).isCloseTo(Golden.number("weights.qlike"), within(1e-8));
  }
}
