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
 * The gradient against central differences, for every mean × variance × innovation × pre-sample
 * rule at random points inside the domain.
 */
class ScoreTest {
  private static final double[] RETURNS =
      Data.simulate(7, 160, 0.05, 0.1, 0.05, 0.08, 0.06, 0.82, 7);

  static Stream<Specification> models() {
    List<Specification> models = new ArrayList<>();
    for (MeanModel mean :
        List.of(
            new LinearMean(false, 0),
            new LinearMean(true, 0),
            new LinearMean(true, 1),
            new LinearMean(true, 3))) {
      for (VarianceModel variance :
          List.of(
              new GjrGarch(1, 0, 0),
              new GjrGarch(3, 0, 0),
              new GjrGarch(1, 0, 1),
              new GjrGarch(1, 0, 2),
              new GjrGarch(2, 0, 1),
              new GjrGarch(1, 1, 1),
              new GjrGarch(1, 2, 1),
              new GjrGarch(2, 1, 2))) {
        for (Innovation innovation : List.of(new NormalInnovation(), new StudentTInnovation())) {
          for (PreSample rule : PreSample.values()) {
            models.add(new Specification(mean, variance, innovation, rule));
          }
        }
      }
    }
    return models.stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientAgreesWithCentralDifferences(Specification model) {
    Likelihood likelihood = new Likelihood(model, RETURNS.length);
    likelihood.load(RETURNS, 0);
    Random random = new Random(model.hashCode());
    for (int trial = 0; trial < 3; trial++) {
      double[] theta;
      double[] gradient = new double[model.size()];
      do {
        theta = Points.interior(model, likelihood, random);
        likelihood.valueAndGradient(theta, gradient);
      } while (isNearKink(likelihood.path()));
      for (int j = 0; j < theta.length; j++) {
        double expected = Points.slope(likelihood, theta, j);
        assertThat(gradient[j])
            .as("%s, %s by %s", model.label(), model.preSample(), model.parameterNames().get(j))
            .isCloseTo(expected, within(1e-7 * (Math.abs(expected) + 1e-2)));
      }
    }
  }

  /** Whether a residual may change its sign within the steps of a difference. */
  private static boolean isNearKink(VariancePath path) {
    return Arrays.stream(path.e, path.padding, path.end).anyMatch(e -> Math.abs(e) < 1e-3);
  }
}
