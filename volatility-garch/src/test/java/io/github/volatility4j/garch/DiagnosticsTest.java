package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.garch.Diagnostics.Stability;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden numbers of statsmodels and of complex-step scores; published critical values. */
class DiagnosticsTest {
  private static final Properties GOLDEN = Data.golden("diagnostics.properties");
  private static final GarchFit FIT = Garch.builder().fit(Data.demGbp());

  private static void assertGolden(Diagnostics.Test test, String key) {
    double[] golden = Data.numbers(GOLDEN, key);
    assertThat(test.statistic()).as(key).isCloseTo(golden[0], within(1e-8 * Math.abs(golden[0])));
    if (golden.length > 1) {
      assertThat(test.pValue()).as(key).isCloseTo(golden[1], within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 20})
  void portmanteauTestsAreThoseOfStatsmodels(int lags) {
    assertGolden(FIT.diagnostics().ljungBox(lags), "ljungBox." + lags);
    assertGolden(FIT.diagnostics().ljungBoxSquared(lags), "ljungBoxSquared." + lags);
    assertGolden(FIT.diagnostics().archLm(lags), "archLm." + lags);
  }

  @Test
  void signBiasIsARegression() {
    List<Diagnostics.Test> tests = FIT.diagnostics().signBias();
    assertGolden(tests.get(0), "signBias.sign");
    assertGolden(tests.get(1), "signBias.negativeSize");
    assertGolden(tests.get(2), "signBias.positiveSize");
    assertGolden(tests.get(3), "signBias.joint");
  }

  @Test
  void nyblomIsThatOfIndependentScores() {
    Stability stability = FIT.diagnostics().nyblom();
    assertGolden(stability.joint(), "nyblom.joint");
    assertThat(stability.individual()).hasSize(4);
    stability.individual().forEach((name, test) -> assertGolden(test, "nyblom." + name));
  }

  /** Hansen (1992), table 1, which he simulated; its error grows with the number of parameters. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.353, 0.10", "1, 0.470, 0.05", "1, 0.748, 0.01",
    "2, 0.610, 0.10", "2, 0.749, 0.05", "2, 1.07, 0.01",
    "4, 1.07, 0.10", "4, 1.24, 0.05", "4, 1.60, 0.01",
    "10, 2.29, 0.10", "10, 2.54, 0.05", "10, 3.05, 0.01",
    "20, 4.22, 0.10", "20, 4.52, 0.05", "20, 5.13, 0.01"
  })
  void nyblomsDistributionHasHansensQuantiles(int parameters, double statistic, double p) {
    assertThat(NyblomDistribution.exceedance(statistic, parameters)).isCloseTo(p, within(0.15 * p));
  }

  /** Anderson and Darling (1952), table 1: the limit of Cramér and von Mises. */
  @ParameterizedTest
  @CsvSource({
    "0.11888, 0.50",
    "0.20939, 0.25",
    "0.34730, 0.10",
    "0.46136, 0.05",
    "0.74346, 0.01",
    "1.16786, 0.001"
  })
  void forOneParameterItIsThatOfCramerAndVonMises(double statistic, double p) {
    assertThat(NyblomDistribution.exceedance(statistic, 1)).isCloseTo(p, within(2e-5));
  }

  @Test
  void farOutProbabilitiesStayProbabilities() {
    assertThat(NyblomDistribution.exceedance(0, 3)).isEqualTo(1);
    assertThat(NyblomDistribution.exceedance(1e-6, 3)).isCloseTo(1, within(1e-9));
    assertThat(NyblomDistribution.exceedance(30, 3)).isBetween(0.0, 1e-9);
    assertThat(NyblomDistribution.exceedance(Double.NaN, 3)).isNaN();
  }

  @Test
  void tooManyLagsAreRefused() {
    assertThatThrownBy(() -> FIT.diagnostics().ljungBox(0))
        .hasMessage("lags is 0; it must be from 1 to 1973");
    assertThatThrownBy(() -> FIT.diagnostics().archLm(1000))
        .hasMessage("lags is 1000; it must be from 1 to 657");
  }

  @Test
  void aModelWithoutDynamicsIsRejectedByAll() {
    GarchFit none = Garch.builder().arch(1).fix("alpha1", 0).fit(Data.demGbp());
    Diagnostics diagnostics = none.diagnostics();
    assertThat(diagnostics.ljungBoxSquared(10).pValue()).isLessThan(1e-10);
    assertThat(diagnostics.archLm(5).pValue()).isLessThan(1e-10);
    assertThat(diagnostics.nyblom().joint().pValue()).isLessThan(1e-3);
  }
}
