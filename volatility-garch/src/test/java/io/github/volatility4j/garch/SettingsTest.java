package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * How an estimation can be steered: targeting, priors, margins, steps, starts; and what is refused.
 */
class SettingsTest {
  private static final double[] R = Data.simulate(1, 800, 0.05, 0.1, 0.05, 0.06, 0.06, 0.85, 6);
  private static final TimeSeries RETURNS = Data.dated("ABC", R);
  private final Garch garch = Garch.builder();

  private static double meanSquareOfLeastSquares() {
    double mean = Arrays.stream(R).average().orElseThrow();
    return Arrays.stream(R).map(r -> (r - mean) * (r - mean)).average().orElseThrow();
  }

  @Test
  void targetingPutsTheLongRunVarianceAtThatOfTheSample() {
    GarchFit free = garch.gjr(1, 1, 1).fit(RETURNS);
    GarchFit targeted = garch.gjr(1, 1, 1).varianceTargeting().fit(RETURNS);
    double rest =
        1
            - targeted.parameters().get("alpha1")
            - targeted.parameters().get("gamma1") / 2
            - targeted.parameters().get("beta1");

    assertThat(targeted.parameters().get("omega") / rest)
        .isCloseTo(meanSquareOfLeastSquares(), within(1e-8));
    assertThat(targeted.logLikelihood()).isBetween(free.logLikelihood() - 3, free.logLikelihood());
    assertThat(targeted.converged()).isTrue();
    assertThat(targeted.projectedGradient()).isLessThan(1e-10);
  }

  @Test
  void targetingIsRefusedWhereThereIsNoSuchForm() {
    for (Garch model :
        new Garch[] {garch.egarch(1, 1, 1), garch.figarch(1, 1), garch.tgarch(1, 1, 1)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.varianceTargeting().fit(RETURNS))
          .withMessageContaining("ABC")
          .withMessageContaining("targeting");
    }
  }

  @Test
  void weakPriorsKeepAShortWindowFromTheBoundary() {
    int boundary = 0;
    for (int from = 0; from + 90 <= R.length; from += 45) {
      TimeSeries window = RETURNS.slice(from, from + 90);
      GarchFit likelihood = garch.fit(window);
      GarchFit posterior = garch.weakPriors().fit(window);
      boundary += likelihood.degenerate().isEmpty() ? 0 : 1;

      assertThat(posterior.status()).isEqualTo(GarchFit.Status.CONVERGED_INTERIOR);
      assertThat(posterior.projectedGradient()).isLessThan(1e-8);
      assertThat(posterior.logLikelihood()).isLessThanOrEqualTo(likelihood.logLikelihood() + 1e-9);
    }
    assertThat(boundary).isPositive();
  }

  @Test
  void weakPriorsHardlyMoveALongSample() {
    double[] r = Data.simulate(3, 20_000, 0, 0, 0.05, 0.08, 0, 0.88);
    GarchFit likelihood = garch.fit(TimeSeries.of("long", r));
    GarchFit posterior = garch.weakPriors().fit(TimeSeries.of("long", r));

    assertThat(posterior.parameters().get("beta1"))
        .isCloseTo(likelihood.parameters().get("beta1"), within(0.002));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.egarch(1, 1, 1).weakPriors().fit(RETURNS))
        .withMessageContaining("no priors for EGARCH(1,1,1)");
  }

  @Test
  void thePersistenceCanBeKeptBelowABound() {
    GarchFit fit = garch.studentT().maxPersistence(0.98).fit(Data.demGbp());

    assertThat(fit.parameters().get("alpha1") + fit.parameters().get("beta1"))
        .isCloseTo(0.98, within(1e-12));
    assertThat(fit.degenerate()).containsExactly("persistence at its bound 0.98");
    assertThat(fit.converged()).isTrue();
    GarchFit aparch = garch.aparch(1, 1, 1).studentT().maxPersistence(0.9).fit(RETURNS);
    assertThat(aparch.degenerate()).contains("persistence at its bound 0.9");
    assertThat(aparch.projectedGradient()).isLessThan(1e-6);
  }

  @Test
  void inTwoStepsTheMeanIsThatOfLeastSquares() {
    GarchFit fit = garch.twoStep().fit(RETURNS);

    assertThat(fit.parameters().get("mu"))
        .isCloseTo(Arrays.stream(R).average().orElseThrow(), within(1e-14));
    assertThat(fit.converged()).isTrue();
    assertThat(fit.logLikelihood()).isLessThan(garch.fit(RETURNS).logLikelihood());
  }

  @Test
  void anOwnStartIsOneMoreStart() {
    GarchFit fit = garch.start("alpha1", 0.3).start("beta1", 0.1).fit(RETURNS);

    assertThat(fit.logLikelihood()).isCloseTo(garch.fit(RETURNS).logLikelihood(), within(1e-9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> garch.start("gamma1", 0.1).fit(RETURNS))
        .withMessageContaining("no parameter gamma1 to start");
  }

  @Test
  void ordersAndValuesOutsideOfTheirRangeAreRefused() {
    refused(() -> garch.garch(0, 1), "p is 0", "from 1 to 100");
    refused(() -> garch.egarch(1, 1, 101), "q is 101");
    refused(() -> garch.aparch(1, 2, 1), "o is 2", "from 0 to 1");
    refused(() -> garch.figarch(2, 1), "p is 2");
    refused(() -> garch.figarch(1, 1, 5), "truncation is 5");
    refused(() -> garch.harch(5, 1), "[5, 1]", "must increase");
    refused(() -> garch.harch(), "[]");
    refused(() -> garch.arLags(0), "AR lags");
    refused(() -> garch.harMean(22, 5), "HAR horizons");
    refused(() -> garch.igarch(1, 0), "q is 0");
    refused(() -> garch.power(1, 1, 1, Double.NaN), "power is NaN");
    refused(() -> garch.ewma(1.2), "decay is 1.2");
    refused(() -> garch.maxPersistence(Double.NaN), "maxPersistence is NaN");
    refused(() -> garch.maxPersistence(1.1), "maxPersistence is 1.1");
    refused(() -> garch.preSample(-1), "preSample is -1");
    refused(() -> garch.preSample(PreSample.GIVEN), "GIVEN without a value");
    refused(() -> garch.start("mu", Double.NaN), "mu is NaN");
    refused(() -> garch.ewma().preSample(PreSample.STEADY).fit(RETURNS), "no long-run variance");
    refused(() -> garch.aparch(1, 1, 1).preSample(PreSample.STEADY).fit(RETURNS), "APARCH");
  }

  @Test
  void regressorsMustCoverTheReturns() {
    TimeSeries shorter = Data.dated("x", new double[500]);
    TimeSeries undated = TimeSeries.of("x", new double[R.length]);
    double[] holes = new double[R.length];
    holes[3] = Double.NaN;
    refused(() -> garch.meanRegressors(shorter).fit(RETURNS), "x has no value on", "ABC");
    refused(() -> garch.varianceRegressors(undated).fit(RETURNS), "regressor x");
    refused(() -> garch.ewma().varianceRegressors(Data.dated("x", R)).fit(RETURNS), "takes no");
    refused(() -> garch.meanRegressors(shorter, shorter), "name of its own");
  }

  private static void refused(Runnable call, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
