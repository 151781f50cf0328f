package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * First and second derivatives against central differences of order four, for every mean × variance
 * × pre-sample rule, the innovations in turn, at random points inside the domain.
 */
class ScoreTest {
  private static final double[] RETURNS =
      Data.simulate(7, 160, 0.05, 0.1, 0.05, 0.08, 0.06, 0.82, 7);

  static Stream<Specification> models() {
    List<Specification> models = new ArrayList<>();
    for (VarianceModel variance : Families.variances()) {
      for (PreSample rule : Families.rules(variance)) {
        for (MeanModel mean : Families.means()) {
          List<Innovation> innovations = Families.innovations();
          Innovation innovation = innovations.get(models.size() % innovations.size());
          models.add(Families.model(mean, variance, innovation, rule));
        }
      }
    }
    return models.stream();
  }

  static Stream<Specification> normalModels() {
    return models().map(model -> model.with(new NormalInnovation()));
  }

  /** A random point with no residual so small that it may change its sign within a difference. */
  private static double[] smoothPoint(Specification model, Likelihood likelihood, Random random) {
    double[] theta;
    do {
      theta = Points.interior(model, likelihood, random);
      likelihood.value(theta);
    } while (model.varianceAt() > 0
        && isNearKink(likelihood.path(), model.variance().power() == 2 ? 1e-3 : 1e-2));
    return theta;
  }

  private static boolean isNearKink(VariancePath path, double near) {
    return Arrays.stream(path.e, path.padding, path.end).anyMatch(e -> Math.abs(e) < near);
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientAgreesWithCentralDifferences(Specification model) {
    Likelihood likelihood = new Likelihood(model, RETURNS.length);
    likelihood.load(RETURNS, 0);
    Random random = new Random(model.label().hashCode());
    for (int trial = 0; trial < 3; trial++) {
      double[] theta = smoothPoint(model, likelihood, random);
      double[] gradient = new double[model.size()];
      likelihood.valueAndGradient(theta, gradient);
      for (int j = 0; j < theta.length; j++) {
        double expected = Points.slope(likelihood, theta, j);
        assertThat(gradient[j])
            .as("%s, %s by %s", model.label(), model.preSample(), model.parameterNames().get(j))
            .isCloseTo(expected, within(1e-7 * (Math.abs(expected) + 1e-2)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("normalModels")
  void secondDerivativesAgreeWithCentralDifferences(Specification model) {
    Likelihood likelihood = new Likelihood(model, RETURNS.length);
    likelihood.load(RETURNS, 0);
    double[] theta = smoothPoint(model, likelihood, new Random(model.label().hashCode() + 1));
    VariancePath path = likelihood.secondDerivatives(theta);
    double[][] second = Arrays.stream(path.d2h).map(double[]::clone).toArray(double[][]::new);
    int k = model.innovationAt();
    for (int j = 0; j < k; j++) {
      double step = 2e-4 * (0.05 + Math.abs(theta[j]));
      double[][] slopes = slopes(likelihood, theta, j, step);
      for (int i = 0; i < k; i++) {
        double[] row = second[VariancePath.pair(i, j)];
        double size = Arrays.stream(row).map(Math::abs).max().orElseThrow();
        double error = 0;
        for (int t = path.padding; t < path.end; t++) {
          double difference = Math.abs(row[t] - slopes[i][t]);
          error = difference <= error ? error : difference; // NaN stays
        }
        assertThat(error)
            .as(
                "%s, %s by %s and %s",
                model.label(),
                model.preSample(),
                model.parameterNames().get(i),
                model.parameterNames().get(j))
            .isLessThan(1e-7 * (size + 1e-2));
      }
    }
  }

  /** [parameters, end] ∂(∂h[t]/∂θ[i])/∂θ[j] by differences. */
  private static double[][] slopes(Likelihood likelihood, double[] theta, int j, double step) {
    double[][] far = first(likelihood, theta, j, 2 * step);
    double[][] farBack = first(likelihood, theta, j, -2 * step);
    double[][] near = first(likelihood, theta, j, step);
    double[][] nearBack = first(likelihood, theta, j, -step);
    for (int i = 0; i < near.length; i++) {
      for (int t = 0; t < near[i].length; t++) {
        near[i][t] =
            (8 * (near[i][t] - nearBack[i][t]) - (far[i][t] - farBack[i][t])) / (12 * step);
      }
    }
    return near;
  }

  private static double[][] first(Likelihood likelihood, double[] theta, int j, double step) {
    double[] moved = theta.clone();
    moved[j] += step;
    likelihood.valueAndGradient(moved, new double[theta.length]);
    return Arrays.stream(likelihood.path().dh)
        .filter(row -> row != null)
        .map(double[]::clone)
        .toArray(double[][]::new);
  }
}
