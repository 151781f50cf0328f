package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every variance model has to keep to, beside the derivatives that {@link ScoreTest} checks.
 */
class VarianceContractTest {
  private static final double[] RETURNS = Data.simulate(11, 300, 0, 0, 0.05, 0.08, 0.06, 0.82);

  static Stream<VarianceModel> variances() {
    return Families.variances().stream();
  }

  private static Specification model(VarianceModel variance, PreSample rule) {
    return Families.model(new LinearMean(true, 1), variance, new NormalInnovation(), rule);
  }

  private static Likelihood loaded(Specification model, double[] returns) {
    Likelihood likelihood = new Likelihood(model, returns.length);
    likelihood.load(returns, 0);
    return likelihood;
  }

  /** Steps from the beginning, as a simulation does, against the filter. */
  @ParameterizedTest
  @MethodSource("variances")
  void stepsRepeatTheFilter(VarianceModel variance) {
    for (PreSample rule : List.of(PreSample.FCP, PreSample.GIVEN)) {
      Specification model = model(variance, rule);
      Likelihood likelihood = loaded(model, RETURNS);
      double[] theta = Points.interior(model, likelihood, new Random(3));
      likelihood.value(theta);
      VariancePath filtered = likelihood.path();
      VariancePath steps = model.path(RETURNS.length, 0, 0);
      steps.backcast = filtered.backcast;
      steps.residualBefore = filtered.residualBefore;
      steps.meanResidual = filtered.meanResidual;

      variance.begin(steps, theta, model.varianceAt());
      for (int t = steps.padding; t < steps.end; t++) {
        variance.next(steps, t, theta, model.varianceAt());
        steps.e[t] = filtered.e[t];
      }

      assertThat(Arrays.copyOfRange(steps.h, steps.padding, steps.end))
          .containsExactly(
              Arrays.copyOfRange(filtered.h, filtered.padding, filtered.end), within(1e-11));
    }
  }

  @ParameterizedTest
  @MethodSource("variances")
  void aForecastIsTheNextVarianceOfTheFilter(VarianceModel variance) {
    Specification model = model(variance, PreSample.EWMA);
    Likelihood all = loaded(model, RETURNS);
    double[] theta = model.toUser(Points.interior(model, all, new Random(5)), all.scale());
    Estimate.Outcome outcome = new Estimate.Outcome(GarchFit.Status.GIVEN, List.of(), 0, 0);
    Estimate estimate = new Estimate(theta, Estimate.Freedom.NONE, 0, 1.3, Double.NaN, outcome);
    double[] before = Arrays.copyOf(RETURNS, RETURNS.length - 1);

    VariancePath path = FilteredReturns.of(model, estimate, RETURNS).path();
    double[] forecast = new double[variance.forecastsInClosedForm() ? 50 : 1];
    FilteredReturns.of(model, estimate, before).forecast(forecast);

    assertThat(forecast[0]).isCloseTo(path.h[path.end - 1], within(1e-11));
    double longRun = variance.longRun(theta, model.varianceAt(), new double[theta.length]);
    if (forecast.length > 1 && variance.hasLongRun()) {
      assertThat(Math.abs(forecast[49] - longRun)).isLessThan(Math.abs(forecast[0] - longRun));
    }
  }

  @ParameterizedTest
  @MethodSource("variances")
  void startsAreInsideTheDomain(VarianceModel variance) {
    Constraints constraints = new Constraints(variance.parameterNames().size());
    variance.constrain(constraints, 0, 1);

    assertThat(variance.starts())
        .isNotEmpty()
        .allSatisfy(
            start -> {
              assertThat(constraints.hold(start)).isTrue();
              // Reactions may be 0, and weights that a family's start leaves no room for.
              assertThat(constraints.binding(start))
                  .allMatch(bound -> bound.matches("(alpha.[+])?gamma.=0|alpha.=0|beta1=0"));
            });
  }

  @ParameterizedTest
  @MethodSource("variances")
  void parametersConvertBothWaysWithTheStatedDerivatives(VarianceModel variance) {
    Specification model = model(variance, PreSample.EWMA);
    Likelihood likelihood = loaded(model, RETURNS);
    double[] theta = Points.interior(model, likelihood, new Random(7));
    double scale = 0.031;
    double[] user = model.toUser(theta, scale);
    double[][] jacobian = model.userJacobian(theta, scale);

    assertThat(model.fromUser(user, scale)).containsExactly(theta, within(1e-12));
    for (int j = 0; j < theta.length; j++) {
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[j] += 1e-6;
      down[j] -= 1e-6;
      double[] far = model.toUser(up, scale);
      double[] near = model.toUser(down, scale);
      for (int i = 0; i < theta.length; i++) {
        assertThat(jacobian[i][j]).isCloseTo((far[i] - near[i]) / 2e-6, within(1e-8));
      }
    }
  }

  /** Every variance is that of the scaled returns, at parameters that are converted. */
  @ParameterizedTest
  @MethodSource("variances")
  void variancesScaleWithTheReturns(VarianceModel variance) {
    for (PreSample rule : List.of(PreSample.FCP, PreSample.EWMA)) {
      Specification model = model(variance, rule);
      Likelihood plain = loaded(model, RETURNS);
      double[] theta = Points.interior(model, plain, new Random(9));
      double value = plain.value(theta);
      double[] user = model.toUser(theta, plain.scale());
      for (double factor : new double[] {0.01, 100}) {
        Likelihood scaled = loaded(model, Data.times(RETURNS, factor));
        double[] other = model.fromUser(model.toUser(user, factor), scaled.scale());
        assertThat(scaled.value(other)).isCloseTo(value, within(1e-9 * Math.abs(value)));
      }
    }
  }
}
