package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.dataset.Scale;
import io.github.volatility4j.dataset.Scaler;
import io.github.volatility4j.dataset.Transform;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.nn.loss.WeightedLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Evidence: central differences through link, transform, scale and loss; limits of the link. */
class ObjectiveTest {
  private static final Scaler SCALER = Scaler.of(new double[] {0.3}, new double[] {1.7});

  @ParameterizedTest
  @CsvSource({
    "mse, SOFTPLUS, NONE, NONE",
    "mse, SOFTPLUS, NONE, ZSCORE",
    "mse, SOFTPLUS, LOG1P, ZSCORE",
    "mse, SOFTPLUS, LOG, MEAN",
    "qlike, SOFTPLUS, NONE, NONE",
    "mse, EXPONENTIAL, NONE, NONE",
    "mse, EXPONENTIAL, LOG1P, ZSCORE",
    "qlike, EXPONENTIAL, NONE, NONE"
  })
  void gradientGoesThroughLinkTransformAndScale(
      String loss, PositiveLink link, Transform transform, Scale scale) {
    Scaler scaler = scale == Scale.NONE ? Scaler.of(new double[1], new double[] {1}) : SCALER;
    Objective objective =
        new Objective(new WeightedLoss(0.3, Loss.named(loss)), link, transform, scale, scaler, 2.5);
    for (float u = -3; u <= 3; u += 0.5f) {
      float[] gradient = new float[1];
      objective.valueAndGradient(0, 2, 1.2, 0.8, new float[] {u}, gradient, 0, 1);
      float step = 1 / 64f; // exact in float, so that only the loss is rounded
      double numeric = (value(objective, u + step) - value(objective, u - step)) / (2 * step);
      assertThat((double) gradient[0])
          .isCloseTo(numeric, within(2e-3 * Math.max(1e-2, Math.abs(numeric))));
    }
  }

  private static double value(Objective objective, float u) {
    return objective.valueAndGradient(0, 2, 1.2, 0.8, new float[] {u}, new float[1], 0, 1);
  }

  @Test
  void linkIsPositiveEverywhereAndTheLevelAtZero() {
    assertThat(PositiveLink.SOFTPLUS.variance(0, 3)).isCloseTo(3, within(1e-5));
    assertThat(PositiveLink.SOFTPLUS.variance(-1e4, 3)).isPositive();
    assertThat(PositiveLink.SOFTPLUS.variance(1e4, 3)).isCloseTo(3 * 1e4, within(10.0));
    assertThat(PositiveLink.SOFTPLUS.variance(-Double.MAX_VALUE, 3)).isPositive();
  }

  @Test
  void anAnchorIsForecastExactlyWhereTheNetworkSaysNothing() {
    assertThat(PositiveLink.EXPONENTIAL.variance(0, 1.7)).isEqualTo(1.7);
    assertThat(PositiveLink.EXPONENTIAL.variance(Math.log(2), 3)).isCloseTo(6, within(1e-12));
    assertThat(PositiveLink.EXPONENTIAL.variance(-Double.MAX_VALUE, 3)).isPositive();
    assertThat(PositiveLink.EXPONENTIAL.variance(Double.MAX_VALUE, 3)).isFinite();
  }

  @ParameterizedTest
  @EnumSource
  void linkHasTheDerivativeOfCentralDifferences(PositiveLink link) {
    for (double u = -4; u <= 4; u += 0.25) {
      double step = 1e-5;
      double numeric = (link.variance(u + step, 2) - link.variance(u - step, 2)) / (2 * step);
      assertThat(link.derivative(u, 2)).isCloseTo(numeric, within(1e-8 * Math.max(1, numeric)));
    }
  }

  @Test
  void squaredErrorIsFreeOfTheUnitOfReturns() {
    Scaler none = Scaler.of(new double[1], new double[] {1});
    WeightedLoss loss = new WeightedLoss(0.3, Loss.mse());
    Objective percent =
        new Objective(loss, PositiveLink.SOFTPLUS, Transform.NONE, Scale.NONE, none, 2);
    Objective decimal =
        new Objective(loss, PositiveLink.SOFTPLUS, Transform.NONE, Scale.NONE, none, 2e-4);
    float[] u = {0.7f};
    float[] inPercent = new float[1];
    float[] inDecimal = new float[1];
    double a = percent.valueAndGradient(0, 2, 1.2, 0.8, u, inPercent, 0, 1);
    double b = decimal.valueAndGradient(0, 2e-4, 1.2e-4, 0.8e-4, u, inDecimal, 0, 1);
    assertThat(a).isCloseTo(b, within(1e-12));
    assertThat(inPercent[0]).isCloseTo(inDecimal[0], within(1e-6f));
  }
}
