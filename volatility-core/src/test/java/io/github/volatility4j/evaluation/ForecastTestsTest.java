package io.github.volatility4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.evaluation.ForecastTests.DieboldMariano;
import io.github.volatility4j.evaluation.ForecastTests.MincerZarnowitz;
import io.github.volatility4j.evaluation.ForecastTests.Outcome;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Golden numbers from statsmodels, feval and R's sandwich, lmtest and forecast; identities; what is
 * refused.
 */
class ForecastTestsTest {
  @ParameterizedTest
  @CsvSource({"0,0", "0,4", "1,0", "1,4", "2,0", "2,4", "3,0", "3,4"})
  void mincerZarnowitzIsAsInStatsmodelsAndR(int forecast, int lags) {
    MincerZarnowitz mz =
        ForecastTests.mincerZarnowitz(
            Golden.numbers("truth"), Golden.numbers("forecast" + forecast), lags);

    for (String program : new String[] {"", "sandwich."}) {
      Golden.assertSame(
          program + "mz." + forecast + "." + lags,
          mz.intercept(),
          mz.slope(),
          mz.interceptError(),
          mz.slopeError(),
          mz.r2(),
          mz.unbiased().statistic(),
          mz.unbiased().pValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1,0", "0,1,4", "0,1,7", "0,2,0", "0,2,4", "0,2,7", "3,1,0", "3,1,4", "3,1,7"})
  void dieboldMarianoIsAsInStatsmodelsAndR(int first, int second, int lags) {
    DieboldMariano dm = ForecastTests.dieboldMariano(Golden.difference(first, second), lags, 1);

    for (String program : new String[] {"", "sandwich."}) {
      Golden.assertSame(
          "%sdm.%d.%d.%d".formatted(program, first, second, lags),
          dm.mean(),
          dm.error(),
          dm.normal().statistic(),
          dm.normal().pValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1,1", "0,1,5", "0,2,1", "0,2,5", "3,1,1", "3,1,5"})
  void theSmallSampleFormIsAsInTheForecastPackageOfR(int first, int second, int horizon) {
    Outcome small =
        ForecastTests.dieboldMariano(Golden.difference(first, second), horizon - 1, horizon)
            .smallSample();

    Golden.assertSame(
        "hln.%d.%d.%d".formatted(first, second, horizon), small.statistic(), small.pValue());
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,2", "3,1"})
  void giacominiWhiteIsAsInFevalAndR(int first, int second) {
    double[] d = Golden.difference(first, second);
    double[][] instruments = new double[d.length - 1][];
    Arrays.setAll(instruments, t -> new double[] {1, d[t]});
    double[] later = Arrays.copyOfRange(d, 1, d.length);

    Outcome usual = ForecastTests.giacominiWhite(d);
    Outcome lagged = ForecastTests.giacominiWhite(later, instruments, 3);

    String key = "gw.%d.%d.".formatted(first, second);
    for (String program : new String[] {"", "lm."}) {
      Golden.assertSame(program + key + 0, usual.statistic(), usual.pValue());
    }
    for (String program : new String[] {"", "sandwich."}) {
      Golden.assertSame(program + key + 3, lagged.statistic(), lagged.pValue());
    }
  }

  @Test
  void panelErrorsAreThoseOfStatsmodels() {
    double[] flat = Golden.numbers("panel");
    double[][] panel = new double[5][];
    Arrays.setAll(panel, s -> Arrays.copyOfRange(flat, 60 * s, 60 * (s + 1)));

    Outcome clustered = ForecastTests.panelDieboldMariano(panel, 0);
    Golden.assertSame("panel.cluster", clustered.statistic(), clustered.pValue());
    for (int lags : new int[] {1, 3}) {
      Outcome kraay = ForecastTests.panelDieboldMariano(panel, lags);
      Golden.assertSame("panel." + lags, kraay.statistic(), kraay.pValue());
    }
  }

  @Test
  void holmIsAsInStatsmodels() {
    Golden.assertSame("holm.adjusted", ForecastTests.holm(Golden.numbers("holm.p")));
  }

  /** Identity: with every stock there every day, the panel test is that of the daily means. */
  @Property(tries = 50)
  void aFullPanelIsComparedByItsDailyMeans(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] panel = new double[4][40];
    double[] means = new double[40];
    for (double[] stock : panel) {
      for (int t = 0; t < 40; t++) {
        stock[t] = random.nextGaussian();
        means[t] += stock[t] / 4;
      }
    }

    assertThat(ForecastTests.panelDieboldMariano(panel, 3).statistic())
        .isCloseTo(ForecastTests.dieboldMariano(means, 3, 1).normal().statistic(), within(1e-10));
  }

  @Property(tries = 50)
  void exchangingTheForecastsChangesTheSign(@ForAll long seed) {
    double[] d = new SplittableRandom(seed).doubles(30, -1, 2).toArray();
    double[] minus = Arrays.stream(d).map(v -> -v).toArray();

    DieboldMariano one = ForecastTests.dieboldMariano(d, 2, 1);
    DieboldMariano other = ForecastTests.dieboldMariano(minus, 2, 1);

    assertThat(other.normal().statistic()).isCloseTo(-one.normal().statistic(), within(1e-12));
    assertThat(other.normal().pValue()).isCloseTo(one.normal().pValue(), within(1e-12));
    assertThat(ForecastTests.giacominiWhite(minus).statistic())
        .isCloseTo(ForecastTests.giacominiWhite(d).statistic(), within(1e-9));
  }

  @Test
  void theUsualLagsAreThoseOfTheRule() {
    assertThat(ForecastTests.bartlettLags(100)).isEqualTo(4);
    assertThat(ForecastTests.bartlettLags(586)).isEqualTo(5); // 4·5.86^(2/9) = 5.93
    assertThat(ForecastTests.bartlettLags(2)).isEqualTo(1);
    assertThat(ForecastTests.bartlettLags(1)).isZero();
  }

  @Test
  void forecastsWithTheSameLossCannotBeToldApart() {
    DieboldMariano dm = ForecastTests.dieboldMariano(new double[20], 2, 1);

    assertThat(dm.normal()).isEqualTo(new Outcome(0, 1));
    assertThat(dm.smallSample()).isEqualTo(new Outcome(0, 1));
    assertThat(ForecastTests.panelDieboldMariano(new double[3][20], 2))
        .isEqualTo(new Outcome(0, 1));
  }

  @Test
  void whatCannotBeTestedIsRefusedInWords() {
    double[] ones = {1, 1, 1, 1};
    assertThatThrownBy(() -> ForecastTests.dieboldMariano(ones, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every loss difference is 1.0; their mean has no standard error");
    assertThatThrownBy(() -> ForecastTests.dieboldMariano(new double[] {1, Double.NaN}, 1, 1))
        .hasMessage("loss difference NaN in row 1; it must be a finite number");
    assertThatThrownBy(() -> ForecastTests.dieboldMariano(ones, 4, 1))
        .hasMessage("lags is 4; it must be from 0 to 3, less than the number of rows");
    assertThatThrownBy(() -> ForecastTests.dieboldMariano(ones, 1, 3))
        .hasMessage("horizon is 3; with 1 lags it must be from 1 to 2");
    assertThatThrownBy(() -> ForecastTests.mincerZarnowitz(new double[] {1, 2, 3, 4}, ones, 0))
        .hasMessage("the forecast is constant, nothing can be regressed on it");
    assertThatThrownBy(() -> ForecastTests.mincerZarnowitz(ones, new double[] {1, 2, 3}, 0))
        .isInstanceOf(IllegalArgumentException.class);
    double[][] twice = new double[4][];
    Arrays.setAll(twice, t -> new double[] {1, 1});
    assertThatThrownBy(() -> ForecastTests.giacominiWhite(ones, twice, 0))
        .hasMessage("instruments are collinear");
    assertThatThrownBy(() -> ForecastTests.holm(new double[] {0.1, Double.NaN}))
        .hasMessage("p-value NaN at 1; it must be from 0 to 1");
    assertThatThrownBy(() -> ForecastTests.panelDieboldMariano(new double[0][], 0))
        .hasMessage("0 loss differences that add up to 0.0; at least 2, finite, are wanted");
    assertThatThrownBy(() -> ForecastTests.bartlettLags(0))
        .hasMessage("n is 0, must be at least 1");
  }
}
