package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulation against closed forms, exact quantiles against samples, updates against refilters. */
class ForecastDistributionTest {
  private static final TimeSeries RETURNS = Data.demGbp();
  private static final int PATHS = 20_000;

  private static GarchFit fit(String name) {
    Garch garch = Garch.builder();
    // With ν estimated, 4.3, the fourth moment hardly exists, and neither do Monte Carlo errors.
    Garch model =
        switch (name) {
          case "garch" -> garch;
          case "ar-gjr-t" -> garch.arMean(2).gjr(1, 1, 1).studentT().fix("nu", 9);
          case "garch22-skewt" -> garch.garch(2, 2).skewT().fix("nu", 9);
          default -> garch.zeroMean().arch(3).ged();
        };
    return model.fit(RETURNS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garch", "ar-gjr-t", "garch22-skewt", "arch-ged"})
  void simulatedVariancesAreTheClosedFormWithinTheirErrors(String name) {
    GarchFit fit = fit(name);
    ForecastDistribution future = fit.forecastDistribution(10, PATHS, 4);
    double[] closed = fit.forecast(10).variance();
    double[] simulated = future.variance();
    double[] error = future.varianceError();

    assertThat(simulated[0]).isCloseTo(closed[0], within(1e-12 * closed[0]));
    assertThat(error[0]).isLessThan(1e-12 * closed[0]);
    for (int k = 1; k < 10; k++) {
      assertThat(simulated[k]).as("day %s", k + 1).isCloseTo(closed[k], within(3 * error[k]));
    }
    // A martingale difference: the variance of the sum is the sum of the variances.
    double total = Arrays.stream(closed).sum();
    if (!name.startsWith("ar-")) {
      assertThat(future.total().variance()).isCloseTo(total, within(0.15 * total));
    }
  }

  static Stream<Garch> closedForms() {
    return Stream.of(
        fixed(Garch.builder().igarch(1, 1), 0.01, 0.1, 0.9),
        fixed(Garch.builder().figarch(1, 1), 0.02, 0.1, 0.4, 0.35),
        fixed(Garch.builder().harch(1, 5, 22), 0.02, 0.2, 0.2, 0.3),
        fixed(Garch.builder().componentGarch(), 0.2, 0.1, 0.7, 0.98, 0.05),
        fixed(Garch.builder().ewma(), 0.94));
  }

  /** All parameters in order, after a mean of 0. */
  private static Garch fixed(Garch garch, double... values) {
    Garch given = garch.zeroMean();
    List<String> names = given.specification().parameterNames();
    assertThat(names).hasSize(values.length);
    for (int j = 0; j < values.length; j++) {
      given = given.fix(names.get(j), values[j]);
    }
    return given;
  }

  @ParameterizedTest
  @MethodSource("closedForms")
  void simulationAgreesWithTheClosedFormOfEveryFamily(Garch garch) {
    GarchFit fit = garch.fit(RETURNS);
    assertThat(fit.forecastsInClosedForm(10)).isTrue();
    double[] closed = fit.forecast(10).variance();
    ForecastDistribution future = fit.forecastDistribution(10, PATHS, 8);
    for (int k = 1; k < 10; k++) {
      assertThat(future.variance()[k])
          .as("%s, day %s", fit.model(), k + 1)
          .isCloseTo(closed[k], within(3 * future.varianceError()[k]));
    }
  }

  @Test
  void familiesWithoutAClosedFormAreSimulatedBeyondTheFirstDay() {
    for (Garch garch :
        List.of(
            Garch.builder().egarch(1, 1, 1),
            Garch.builder().tgarch(1, 1, 1),
            Garch.builder().aparch(1, 1, 1))) {
      GarchFit fit = garch.fit(RETURNS);
      assertThat(fit.forecastsInClosedForm(1)).isTrue();
      assertThat(fit.forecastsInClosedForm(2)).isFalse();
      double[] path = fit.forecast(3).variance();
      assertThat(path[0]).isCloseTo(fit.forecast(1).variance()[0], within(1e-12));
      assertThat(path).isEqualTo(fit.forecastDistribution(3, 10_000, 42).variance());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garch", "ar-gjr-t", "garch22-skewt", "arch-ged"})
  void theExactNextReturnHasTheQuantilesOfASimulatedOne(String name) {
    GarchFit fit = fit(name);
    ReturnDistribution exact = fit.nextReturn();
    double[][] paths = fit.forecastDistribution(1, PATHS, 5).returns();
    double[] sorted = Arrays.stream(paths).mapToDouble(path -> path[0]).sorted().toArray();
    for (double p : new double[] {0.01, 0.05, 0.5, 0.9}) {
      double place = Arrays.stream(sorted).filter(r -> r <= exact.quantile(p)).count();
      assertThat(place / PATHS).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / PATHS)));
      double mean = Arrays.stream(sorted).limit((long) place).average().orElseThrow();
      assertThat(exact.tailMean(p)).isCloseTo(mean, within(0.15 * Math.sqrt(exact.variance())));
    }
    assertThat(exact.mean()).isCloseTo(Arrays.stream(sorted).average().orElse(9), within(0.02));
    assertThat(exact.valueAtRisk(0.01)).isEqualTo(-exact.quantile(0.01));
    assertThat(exact.expectedShortfall(0.01)).isGreaterThan(exact.valueAtRisk(0.01));
    assertThat(fit.forecastDistribution(3, 10, 1).day(1).quantile(0.1))
        .isEqualTo(exact.quantile(0.1));
  }

  @Test
  void theNextReturnsMeanIsThatOfTheAutoregression() {
    GarchFit fit = fit("ar-gjr-t");
    double[] r = RETURNS.values();
    double expected =
        fit.parameters().get("const")
            + fit.parameters().get("ar1") * r[r.length - 1]
            + fit.parameters().get("ar2") * r[r.length - 2];
    assertThat(fit.nextReturn().mean()).isCloseTo(expected, within(1e-15));
    assertThat(fit.nextReturn().variance()).isEqualTo(fit.forecast(1).variance()[0]);
  }

  @Test
  void bootstrapDrawsTheStandardisedResiduals() {
    GarchFit fit = fit("garch");
    ForecastDistribution future = fit.bootstrap(2, 1000, 9);
    double[] z = Futures.standardise(fit.standardizedResiduals());
    double deviation = Math.sqrt(fit.forecast(1).variance()[0]);
    double mu = fit.parameters().get("mu");
    for (double[] path : future.returns()) {
      double drawn = (path[0] - mu) / deviation;
      assertThat(Arrays.stream(z).map(x -> Math.abs(x - drawn)).min().orElse(9)).isLessThan(1e-9);
    }
    assertThat(Arrays.stream(z).average().orElse(9)).isCloseTo(0, within(1e-14));
    assertThat(Arrays.stream(z).map(x -> x * x).average().orElse(9)).isCloseTo(1, within(1e-13));
  }

  @Test
  void theSameSeedGivesTheSamePathsAndAnotherSeedOthers() {
    GarchFit fit = fit("garch22-skewt");
    assertThat(fit.forecastDistribution(3, 50, 1).returns())
        .isDeepEqualTo(fit.forecastDistribution(3, 50, 1).returns());
    assertThat(fit.forecastDistribution(3, 50, 1).returns()[0])
        .isNotEqualTo(fit.forecastDistribution(3, 50, 2).returns()[0]);
  }

  @Test
  void aSampleHasRsQuantiles() {
    // R: quantile(c(1:10), c(.01, .25, .5, .9)); mean of those up to the quantile.
    ReturnDistribution sample =
        ReturnDistribution.sample(new double[] {3, 1, 2, 10, 9, 8, 7, 6, 5, 4});
    assertThat(sample.quantile(0.01)).isCloseTo(1.09, within(1e-12));
    assertThat(sample.quantile(0.25)).isCloseTo(3.25, within(1e-12));
    assertThat(sample.quantile(0.9)).isCloseTo(9.1, within(1e-12));
    assertThat(sample.tailMean(0.25)).isEqualTo(2);
    assertThat(sample.mean()).isEqualTo(5.5);
    assertThat(sample.variance()).isCloseTo(82.5 / 9, within(1e-12));
  }

  @Test
  void updateGoesOnWithoutRefitting() {
    TimeSeries all = Data.dated("X", RETURNS.values());
    GarchFit early = Garch.builder().arMean(1).gjr(1, 1, 1).fit(all.slice(0, 1800));
    GarchFit late = early.update(all.slice(1800, 1900)).update(all.slice(1900, 1974));

    assertThat(late.parameters()).isEqualTo(early.parameters());
    assertThat(late.logLikelihood()).isEqualTo(early.logLikelihood());
    assertThat(late.bic()).isEqualTo(early.bic());
    assertThat(late.observations()).isEqualTo(1799);
    assertThat(late.standardErrors(Covariance.QMLE))
        .isEqualTo(early.standardErrors(Covariance.QMLE));
    assertThat(late.diagnostics().ljungBox(5)).isEqualTo(early.diagnostics().ljungBox(5));
    double[] h = late.conditionalVariance();
    double[] e = late.residuals();
    assertThat(h).hasSize(1973);
    assertThat(Arrays.copyOf(h, 1799)).isEqualTo(early.conditionalVariance());
    assertThat(h[1799]).isEqualTo(early.forecast(1).variance()[0]);
    double weight =
        late.parameters().get("alpha1") + (e[1972] < 0 ? late.parameters().get("gamma1") : 0);
    double next =
        late.parameters().get("omega")
            + weight * e[1972] * e[1972]
            + late.parameters().get("beta1") * h[1972];
    assertThat(late.forecast(1).variance()[0]).isCloseTo(next, within(1e-14));
    assertThat(late.forecast(1).lastDate()).contains(all.date(1973));
  }

  @Test
  void returnsThatDontFollowAreRefused() {
    TimeSeries all = Data.dated("X", RETURNS.values());
    GarchFit fit = Garch.builder().fit(all.slice(0, 1000));
    LocalDate last = all.date(999);
    assertThatThrownBy(() -> fit.update(all.slice(999, 1100)))
        .hasMessage(
            "the later returns of X begin on %s; they must come after %s, the last day of the fit"
                .formatted(last, last));
    assertThatThrownBy(() -> fit.update(RETURNS)).hasMessageContaining("the other has none");
  }

  @Test
  void newsImpactIsTheRecursionAtTheLongRun() {
    GarchFit fit = fit("ar-gjr-t");
    double omega = fit.parameters().get("omega");
    double alpha = fit.parameters().get("alpha1");
    double gamma = fit.parameters().get("gamma1");
    double beta = fit.parameters().get("beta1");
    double persistence = alpha + gamma / 2 + beta;
    double level =
        persistence < 1 - 1e-9
            ? omega / (1 - persistence)
            : Arrays.stream(fit.conditionalVariance()).average().orElseThrow();
    double[] shocks = {-2, -0.5, 0, 0.5, 2};
    double before = omega + (alpha + gamma / 2 + beta) * level;
    double[] expected =
        Arrays.stream(shocks)
            .map(s -> omega + (alpha + (s < 0 ? gamma : 0)) * s * s + beta * before)
            .toArray();
    assertThat(fit.newsImpact(shocks)).containsExactly(expected, within(1e-12));
  }

  @Test
  void argumentsOutOfRangeAreNamed() {
    GarchFit fit = fit("garch");
    assertThatThrownBy(() -> fit.forecastDistribution(0, 10, 1))
        .hasMessageContaining("horizon is 0");
    assertThatThrownBy(() -> fit.forecastDistribution(5, 1, 1)).hasMessageContaining("paths is 1");
    assertThatThrownBy(() -> fit.forecastDistribution(5, 10, 1).day(6))
        .hasMessage("day is 6; it must be from 1 to 5");
    assertThatThrownBy(() -> fit.nextReturn().quantile(1)).hasMessageContaining("1.0");
  }

  @Test
  void regressorsAreNotKnownAhead() {
    double[] values =
        IntStream.range(0, RETURNS.size()).mapToDouble(i -> i % 5 == 0 ? 1 : 0).toArray();
    GarchFit fit = Garch.builder().meanRegressors(TimeSeries.of("monday", values)).fit(RETURNS);
    assertThatThrownBy(() -> fit.forecastDistribution(5, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("regressors");
    assertThat(fit.forecast(2).variance()).hasSize(2);
    assertThat(fit.summary()).contains("monday");
  }
}
