package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden standard errors; second derivatives against differences; bounds, scale, bad input. */
class InferenceTest {
  private static final Properties FCP = Data.golden("fcp-benchmark.properties");
  private static final TimeSeries RETURNS = Data.demGbp();

  @ParameterizedTest
  @EnumSource(
      value = PreSample.class,
      mode = Mode.INCLUDE,
      names = {"FCP", "SAMPLE", "STEADY", "H1"})
  void standardErrorsHaveEightDigits(PreSample rule) {
    GarchFit fit = Garch.builder().preSample(rule).fit(RETURNS);
    int compared = 0;
    for (Covariance kind : Covariance.values()) {
      if (!FCP.containsKey(rule + "." + kind)) {
        continue;
      }
      double[] golden = Data.numbers(FCP, rule + "." + kind);
      double[] ours = values(fit.standardErrors(kind));
      assertThat(ours).hasSameSizeAs(golden);
      for (int j = 0; j < ours.length; j++) {
        assertThat(ours[j])
            .as("%s, parameter %s, relative error %s", kind, j, ours[j] / golden[j] - 1)
            .isCloseTo(golden[j], within(1e-8 * golden[j]));
      }
      compared++;
    }
    assertThat(compared).isEqualTo(rule == PreSample.H1 ? 3 : 5);
  }

  private static double[] values(Map<String, Double> map) {
    return map.values().stream().mapToDouble(x -> x).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "t", "skewt", "ged"})
  void theHessianIsTheDerivativeOfTheScores(String distribution) {
    Garch garch = Garch.builder().arMean(1).gjr(1, 1, 1);
    garch =
        switch (distribution) {
          case "t" -> garch.studentT();
          case "skewt" -> garch.skewT();
          case "ged" -> garch.ged();
          default -> garch;
        };
    Specification model = garch.specification();
    Likelihood likelihood = new Likelihood(model, RETURNS.size());
    likelihood.load(RETURNS.values(), 0);
    double[] theta = {0.02, 0.03, 0.04, 0.1, 0.06, 0.82, 0.15, -0.2};
    if (distribution.equals("ged")) {
      theta[6] = 0.4;
    }
    theta = Arrays.copyOf(theta, model.size());
    double[][] hessian = likelihood.curvatures(theta).hessian();
    int n = likelihood.observations();
    for (int j = 0; j < theta.length; j++) {
      double step = 1e-5 * Math.max(Math.abs(theta[j]), 0.02);
      double[] up = gradient(likelihood, theta, j, step);
      double[] down = gradient(likelihood, theta, j, -step);
      for (int i = 0; i < theta.length; i++) {
        double slope = (up[i] - down[i]) / (2 * step) * n;
        // The gradient is by η = 1/ν, the Hessian by ν; rows of η are compared where i is not one.
        if (isInverse(model, i) || isInverse(model, j)) {
          continue;
        }
        assertThat(hessian[i][j])
            .as("%s, entry %s,%s", distribution, i, j)
            .isCloseTo(slope, within(1e-5 * Math.abs(slope) + 1e-3));
      }
    }
  }

  private static boolean isInverse(Specification model, int j) {
    return model.parameterNames().get(j).equals("nu");
  }

  private static double[] gradient(Likelihood likelihood, double[] theta, int j, double step) {
    double[] moved = theta.clone();
    moved[j] += step;
    double[] gradient = new double[theta.length];
    likelihood.valueAndGradient(moved, gradient);
    return gradient;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rightAfterASearchTheErrorsAreThoseOfASampleThatIsLoadedAgain(boolean fatTails) {
    Garch garch = fatTails ? Garch.builder().studentT() : Garch.builder();
    Specification model = garch.specification();
    Estimate estimate = Estimation.estimate(model, RETURNS.values(), Settings.DEFAULT);
    GarchFit loadedAgain = new GarchFit(model, RETURNS, estimate);
    GarchFit fit = garch.fit(RETURNS);
    for (Covariance kind : Covariance.values()) {
      assertThat(fit.inference(kind).matrix())
          .as("%s", kind)
          .isDeepEqualTo(loadedAgain.inference(kind).matrix());
    }
    assertThat(fit.summary()).isEqualTo(loadedAgain.summary());
  }

  @Test
  void scoresAddUpToNothingAtAMaximum() {
    Specification model = Garch.builder().arMean(1).ged().preSample(PreSample.EWMA).specification();
    double[] values = RETURNS.values();
    Estimate estimate = Estimation.estimate(model, values, Settings.DEFAULT);
    Evidence evidence = Evidence.later(model, estimate, TimeSeries.of("S", values)).get();
    evidence
        .scores()
        .forEach(
            (name, score) -> {
              double size = Math.sqrt(Arrays.stream(score).map(s -> s * s).sum());
              assertThat(Arrays.stream(score).sum() / size).as(name).isCloseTo(0, within(1e-5));
            });
    assertThat(evidence.scores()).hasSize(6);
    assertThat(estimate.outcome().status()).isEqualTo(GarchFit.Status.CONVERGED_INTERIOR);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 0.01, 100, 1e12})
  void errorsScaleWithTheReturns(double factor) {
    Garch garch = Garch.builder().arMean(1).studentT();
    GarchFit one = garch.fit(RETURNS);
    GarchFit other = garch.fit(TimeSeries.of("x", Data.times(RETURNS.values(), factor)));
    Map<String, Double> units = Map.of("const", factor, "omega", factor * factor);
    for (Covariance kind : Covariance.values()) {
      Map<String, Double> errors = other.standardErrors(kind);
      assertThat(errors).hasSize(6);
      one.standardErrors(kind)
          .forEach(
              (name, error) -> {
                double expected = error * units.getOrDefault(name, 1.0);
                assertThat(errors.getOrDefault(name, 0.0))
                    .as("%s %s", kind, name)
                    .isCloseTo(expected, within(1e-7 * expected));
              });
    }
  }

  @Test
  void withAThinTailTheInformationIsThatOfTheNormal() {
    Garch fixed = Garch.builder().studentT().fix("nu", 1e7);
    GarchFit normal = Garch.builder().fit(RETURNS);
    GarchFit thin = fixed.fit(RETURNS);
    assertThat(thin.inference(Covariance.IM).leftOut()).containsEntry("nu", "fixed");
    double[] expected = values(normal.standardErrors(Covariance.IM));
    double[] ours = values(thin.standardErrors(Covariance.IM));
    for (int j = 0; j < ours.length; j++) {
      assertThat(ours[j]).isCloseTo(expected[j], within(1e-4 * expected[j]));
    }
  }

  @Test
  void fixedParametersAreLeftOutAndSaidSo() {
    GarchFit fit = Garch.builder().fix("alpha1", 0.15).fit(RETURNS);
    for (Covariance kind : Covariance.values()) {
      Inference inference = fit.inference(kind);
      assertThat(inference.parameters()).containsExactly("mu", "omega", "beta1");
      assertThat(inference.leftOut()).isEqualTo(Map.of("alpha1", "fixed"));
      assertThat(inference.matrix()).hasDimensions(3, 3);
    }
    assertThatThrownBy(() -> fit.inference(Covariance.QMLE).interval("alpha1", 0.9))
        .hasMessage("alpha1 has no standard error: fixed");
  }

  @Test
  void withEverythingGivenNothingHasAnError() {
    GarchFit fit =
        Garch.builder()
            .fix("mu", 0)
            .fix("omega", 0.01)
            .fix("alpha1", 0.1)
            .fix("beta1", 0.85)
            .fit(RETURNS);
    Inference inference = fit.inference(Covariance.QMLE);
    assertThat(inference.standardErrors()).isEmpty();
    assertThat(inference.leftOut()).hasSize(4);
  }

  @Test
  void aParameterOnItsBoundIsLeftOut() {
    // The index falls hard and rises softly: alpha1 is 0 beside gamma1.
    double[] returns = Data.simulate(5, 3000, 0, 0, 0.05, 0, 0.15, 0.87);
    GarchFit fit = Garch.builder().zeroMean().gjr(1, 1, 1).fit(TimeSeries.of("x", returns));
    if (fit.status() == GarchFit.Status.CONVERGED_BOUNDARY) {
      assertThat(fit.degenerate()).containsExactly("alpha1=0");
      assertThat(fit.inference(Covariance.HESSIAN).leftOut())
          .isEqualTo(Map.of("alpha1", "on its bound"));
      assertThat(fit.standardErrors(Covariance.HESSIAN).keySet())
          .containsExactly("omega", "gamma1", "beta1");
    } else {
      assertThat(fit.status()).isEqualTo(GarchFit.Status.CONVERGED_INTERIOR);
    }
  }

  @Test
  void atPersistenceOneTheErrorsAreThoseUnderTheRestriction() {
    Garch garch = Garch.builder().gjr(1, 1, 1).skewT();
    GarchFit fit = garch.fit(RETURNS);
    assertThat(fit.degenerate()).containsExactly("persistence=1");
    for (Covariance kind : Covariance.values()) {
      Inference inference = fit.inference(kind);
      assertThat(inference.leftOut()).isEmpty();
      List<String> names = inference.parameters();
      double[][] v = inference.matrix();
      double[] row = new double[names.size()];
      row[names.indexOf("alpha1")] = 1;
      row[names.indexOf("gamma1")] = 0.5;
      row[names.indexOf("beta1")] = 1;
      double variance = 0;
      double size = 0;
      for (int i = 0; i < row.length; i++) {
        for (int j = 0; j < row.length; j++) {
          variance += row[i] * row[j] * v[i][j];
          size += row[i] * row[i] * v[i][i];
        }
      }
      assertThat(variance).as("of the sum that is fixed").isCloseTo(0, within(1e-10 * size));
    }
  }

  @Test
  void aMaximumAtAKinkHasAllItsErrors() {
    Garch truth =
        Garch.builder()
            .tgarch(1, 1, 1)
            .fix("mu", 0.05)
            .fix("omega", 0.03)
            .fix("alpha1", 0.05)
            .fix("gamma1", 0.06)
            .fix("beta1", 0.9);
    GarchFit fit = Garch.builder().tgarch(1, 1, 1).fit(truth.simulate(10_000, 1002).series("x"));
    assertThat(Arrays.stream(fit.residuals()).map(Math::abs).min().orElse(1)).isLessThan(1e-9);
    assertThat(fit.converged()).isTrue();
    assertThat(fit.standardErrors(Covariance.QMLE)).hasSize(5);
    assertThat(fit.aic()).isEqualTo(-2 * fit.logLikelihood() + 10);
  }

  @Test
  void whatTheDataDontIdentifyIsNotInverted() throws RestrictedInverse.Unavailable {
    double[][] m = {{4, 2, 0}, {2, 1, 0}, {0, 0, 9}};
    double[][] all = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    RestrictedInverse inverse = RestrictedInverse.of(m, all, "matrix");
    assertThat(inverse.unidentified()).containsExactlyInAnyOrder(0, 1);
    assertThat(inverse.matrix()[2][2]).isCloseTo(1 / 9.0, within(1e-15));
    assertThatThrownBy(() -> RestrictedInverse.of(new double[][] {{1, 2}, {2, 1}}, eye(), "matrix"))
        .hasMessage("the matrix is not positive definite");
    assertThatThrownBy(
            () -> RestrictedInverse.of(new double[][] {{Double.NaN, 0}, {0, 1}}, eye(), "matrix"))
        .hasMessage("the matrix is not finite");
  }

  private static double[][] eye() {
    return new double[][] {{1, 0}, {0, 1}};
  }

  @Test
  void intervalsAndPValuesAreThoseOfTheNormal() {
    Inference inference = Garch.builder().fit(RETURNS).inference(Covariance.QMLE);
    double estimate = 0.153134061820467;
    double error = 0.0535317025345095;
    double[] interval = inference.interval("alpha1", 0.95);
    assertThat(interval[0]).isCloseTo(estimate - 1.959963984540054 * error, within(1e-9));
    assertThat(interval[1]).isCloseTo(estimate + 1.959963984540054 * error, within(1e-9));
    assertThat(inference.tValues().get("alpha1")).isCloseTo(estimate / error, within(1e-7));
    // R: 2 * pnorm(-0.153134061820467 / 0.0535317025345095)
    assertThat(inference.pValues().get("alpha1")).isCloseTo(0.004229, within(1e-5));
  }
}
