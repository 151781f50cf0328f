package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Families that are one another's special cases give the same likelihood. */
class FamilyIdentityTest {
  private static final double[] R = Data.simulate(2, 600, 0.05, 0.1, 0.05, 0.05, 0.08, 0.85, 8);
  private static final TimeSeries RETURNS = Data.dated("ABC", R);

  private static Garch at(Garch garch, Object... namesAndValues) {
    Garch all = garch.fix("mu", 0.03);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all = all.fix((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
    }
    return all;
  }

  private static void assertSame(Garch one, Garch other) {
    GarchFit a = one.fit(RETURNS);
    GarchFit b = other.fit(RETURNS);
    assertThat(a.logLikelihood()).isCloseTo(b.logLikelihood(), within(1e-9));
    assertThat(a.conditionalVariance()).containsExactly(b.conditionalVariance(), within(1e-10));
  }

  private static void assertSameAhead(Garch one, Garch other) {
    assertSame(one, other);
    GarchFit a = one.fit(RETURNS);
    GarchFit b = other.fit(RETURNS);
    assertThat(a.forecast(1).variance()[0]).isCloseTo(b.forecast(1).variance()[0], within(1e-10));
  }

  private final Garch builder = Garch.builder();

  @Test
  void aparchWithPowerTwoAndNoSkewIsGarch() {
    assertSameAhead(
        at(builder.aparch(1, 1, 1), "omega", 0.1, "alpha1", 0.1, "gamma1", 0, "beta1", 0.8)
            .fix("delta", 2),
        at(builder.garch(1, 1), "omega", 0.1, "alpha1", 0.1, "beta1", 0.8));
  }

  @Test
  void aparchWithPowerOneIsTgarch() {
    Garch given = builder.preSample(1.3);
    assertSameAhead(
        at(given.aparch(1, 1, 1), "omega", 0.1, "alpha1", 0.1, "gamma1", 0.4, "beta1", 0.8)
            .fix("delta", 1),
        at(given.tgarch(1, 1, 1), "omega", 0.1, "alpha1", 0.06, "gamma1", 0.08, "beta1", 0.8));
  }

  @Test
  void gjrWithoutAsymmetryIsGarch() {
    assertSameAhead(
        at(builder.gjr(1, 1, 1), "omega", 0.1, "alpha1", 0.1, "gamma1", 0, "beta1", 0.8),
        at(builder.garch(1, 1), "omega", 0.1, "alpha1", 0.1, "beta1", 0.8));
  }

  @Test
  void figarchWithoutFractionIsGarch() {
    // From the long-run variance, where the GARCH has an ARCH(∞) form without a remainder.
    Garch given = builder.preSample(0.1 / (1 - 0.9));
    assertSameAhead(
        at(given.figarch(1, 1), "omega", 0.1, "phi", 0.9, "d", 0, "beta", 0.8),
        at(given.garch(1, 1), "omega", 0.1, "alpha1", 0.1, "beta1", 0.8));
  }

  @Test
  void egarchWithoutSkewIsSymmetric() {
    assertSameAhead(
        at(builder.egarch(1, 1, 1), "omega", 0.01, "alpha1", 0.15, "gamma1", 0, "beta1", 0.95),
        at(builder.egarch(1, 0, 1), "omega", 0.01, "alpha1", 0.15, "beta1", 0.95));
  }

  @Test
  void componentGarchWithoutTransitoryPartIsGarch() {
    assertSameAhead(
        at(builder.componentGarch(), "omega", 0.1, "alpha", 0, "beta", 0, "rho", 0.9)
            .fix("phi", 0.1),
        at(builder.garch(1, 1), "omega", 0.1, "alpha1", 0.1, "beta1", 0.8));
  }

  @Test
  void componentGarchWithAConstantPermanentPartIsGarch() {
    Garch given = builder.preSample(2.0);
    assertSameAhead(
        at(given.componentGarch(), "omega", 0.04, "alpha", 0.1, "beta", 0.8, "rho", 0.98)
            .fix("phi", 0),
        at(given.garch(1, 1), "omega", 0.2, "alpha1", 0.1, "beta1", 0.8));
  }

  @Test
  void harchOfOneDayIsArchAndOfTwoIsArchWithItsWeights() {
    assertSameAhead(
        at(builder.harch(1), "omega", 0.6, "alpha1", 0.3),
        at(builder.arch(1), "omega", 0.6, "alpha1", 0.3));
    assertSameAhead(
        at(builder.harch(1, 2), "omega", 0.6, "alpha1", 0.2, "alpha2", 0.2),
        at(builder.arch(2), "omega", 0.6, "alpha1", 0.3, "alpha2", 0.1));
  }

  @Test
  void ewmaIsIgarchWithoutOmega() {
    assertSameAhead(
        builder.ewma(0.94).fix("mu", 0.03),
        at(builder.igarch(1, 1), "omega", 0, "alpha1", 0.06, "beta1", 0.94));
  }

  @Test
  void igarchIsTheGarchWhosePersistenceIsOne() {
    GarchFit free = builder.studentT().fit(Data.demGbp());
    GarchFit integrated = builder.igarch(1, 1).studentT().fit(Data.demGbp());

    assertThat(free.degenerate()).containsExactly("persistence=1");
    assertThat(integrated.status()).isEqualTo(GarchFit.Status.CONVERGED_INTERIOR);
    assertThat(integrated.logLikelihood()).isCloseTo(free.logLikelihood(), within(1e-8));
    double alpha = integrated.parameters().get("alpha1");
    assertThat(alpha + integrated.parameters().get("beta1")).isCloseTo(1, within(1e-12));
  }

  @Test
  void aHarMeanOfOneDayIsAnAutoregressionAndSoIsTheLaggedReturnAsRegressor() {
    double[] lagged = new double[R.length];
    System.arraycopy(R, 0, lagged, 1, R.length - 1);
    TimeSeries later = RETURNS.slice(1, R.length);
    TimeSeries lag = Data.dated("lag", lagged);
    GarchFit ar = builder.preSample(1.1).arMean(1).fit(RETURNS);
    GarchFit har = builder.preSample(1.1).harMean(1).fit(RETURNS);
    GarchFit regression = builder.preSample(1.1).meanRegressors(lag).fit(later);

    assertThat(har.logLikelihood()).isCloseTo(ar.logLikelihood(), within(1e-9));
    assertThat(regression.logLikelihood()).isCloseTo(ar.logLikelihood(), within(1e-9));
    assertThat(har.parameters().get("har1")).isCloseTo(ar.parameters().get("ar1"), within(1e-8));
    assertThat(regression.parameters().get("lag"))
        .isCloseTo(ar.parameters().get("ar1"), within(1e-8));
  }

  @Test
  void aConstantRegressorOfTheVarianceIsPartOfOmega() {
    double[] ones = new double[R.length];
    Arrays.fill(ones, 1);
    TimeSeries one = Data.dated("one", ones);
    assertSame(
        at(builder.varianceRegressors(one), "omega", 0.06, "alpha1", 0.1, "beta1", 0.8)
            .fix("one", 0.04),
        at(builder, "omega", 0.1, "alpha1", 0.1, "beta1", 0.8));
    assertSame(
        at(builder.egarch(1, 0, 1).varianceRegressors(one), "omega", 0.06, "alpha1", 0.1)
            .fix("beta1", 0.8)
            .fix("one", -0.04),
        at(builder.egarch(1, 0, 1), "omega", 0.02, "alpha1", 0.1, "beta1", 0.8));
  }
}
