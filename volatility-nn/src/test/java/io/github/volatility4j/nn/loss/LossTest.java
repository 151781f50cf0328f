package io.github.volatility4j.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence: central differences, identities, edge cases of the definition. */
class LossTest {
  @ParameterizedTest
  @ValueSource(strings = {"mse", "qlike"})
  void gradientIsThatOfCentralDifferences(String name) {
    Loss loss = Loss.named(name);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      double y = random.nextDouble(0, 20);
      double h = random.nextDouble(0.05, 20);
      double[] gradient = new double[1];
      loss.valueAndGradient(y, new double[] {h}, gradient);
      double step = 1e-5 * h;
      double numeric = (value(loss, y, h + step) - value(loss, y, h - step)) / (2 * step);
      assertThat(Math.abs(gradient[0] - numeric))
          .isLessThan(1e-7 * Math.max(1, Math.abs(gradient[0])));
    }
  }

  private static double value(Loss loss, double y, double h) {
    return loss.valueAndGradient(y, new double[] {h}, new double[1]);
  }

  @Test
  void qlikeIsLeastAtTheTruthAndDefinedWhereTheTruthIsZero() {
    double[] gradient = new double[1];
    Loss.qlike().valueAndGradient(3, new double[] {3}, gradient);
    assertThat(gradient[0]).isZero();
    assertThat(Loss.qlike().valueAndGradient(0, new double[] {2}, gradient)).isEqualTo(Math.log(2));
    assertThat(gradient[0]).isEqualTo(0.5);
  }

  @Property
  void weightedSquaredErrorHasTheGradientOfSquaredErrorOnTheMixture(
      @ForAll @DoubleRange(min = 0, max = 1) double lambda,
      @ForAll @DoubleRange(min = 0, max = 1e6) double y,
      @ForAll @DoubleRange(min = 0, max = 1e6) double g,
      @ForAll @DoubleRange(min = 0, max = 1e6) double p) {
    double[] weighted = new double[1];
    double[] mixed = new double[1];
    new WeightedLoss(lambda, Loss.mse()).valueAndGradient(y, g, new double[] {p}, weighted);
    Loss.mse().valueAndGradient(lambda * y + (1 - lambda) * g, new double[] {p}, mixed);
    assertThat(weighted[0]).isCloseTo(mixed[0], within(1e-13 * (p + y + g) + 1e-300));
  }

  @Property
  void weightedQlikeIsQlikeOnTheMixture(
      @ForAll @DoubleRange(min = 0, max = 1) double lambda,
      @ForAll @DoubleRange(min = 0, max = 1e3) double y,
      @ForAll @DoubleRange(min = 0, max = 1e3) double g,
      @ForAll @DoubleRange(min = 0.01, max = 1e3) double h) {
    double[] weighted = new double[1];
    double[] mixed = new double[1];
    double value =
        new WeightedLoss(lambda, Loss.qlike()).valueAndGradient(y, g, new double[] {h}, weighted);
    double z = lambda * y + (1 - lambda) * g;
    double expected = Loss.qlike().valueAndGradient(z, new double[] {h}, mixed);
    assertThat(value).isCloseTo(expected, within(1e-12 * (1 + Math.abs(Math.log(h)) + z / h)));
    assertThat(weighted[0]).isCloseTo(mixed[0], within(1e-12 * (1 + z / h) / h));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mse", "qlike"})
  void aTermOfWeightZeroIsNotLookedAt(String name) {
    Loss inner = Loss.named(name);
    double[] gradient = new double[1];
    double[] alone = new double[1];
    double h = 1.5;
    assertThat(
            new WeightedLoss(1, inner).valueAndGradient(2, Double.NaN, new double[] {h}, gradient))
        .isEqualTo(inner.valueAndGradient(2, new double[] {h}, alone));
    assertThat(gradient).containsExactly(alone);
    assertThat(
            new WeightedLoss(0, inner).valueAndGradient(Double.NaN, 2, new double[] {h}, gradient))
        .isEqualTo(inner.valueAndGradient(2, new double[] {h}, alone));
    assertThat(gradient).containsExactly(alone);
  }

  @Test
  void aLossWithSeveralOutputsIsWeightedInEachOfThem() {
    Loss two =
        new Loss() {
          @Override
          public double valueAndGradient(double target, double[] output, double[] gradientOut) {
            gradientOut[0] = target * output[0];
            gradientOut[1] = target + output[1];
            return target;
          }

          @Override
          public int outputs() {
            return 2;
          }
        };
    double[] gradient = new double[2];
    double value =
        new WeightedLoss(0.25, two).valueAndGradient(8, 4, new double[] {2, 3}, gradient);
    assertThat(value).isEqualTo(5);
    assertThat(gradient).containsExactly(0.25 * 16 + 0.75 * 8, 0.25 * 11 + 0.75 * 7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void lambdaOutOfRangeIsRefusedByName(double lambda) {
    assertThatThrownBy(() -> new WeightedLoss(lambda, Loss.mse()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lambda is " + lambda)
        .hasMessageContaining("[0, 1]");
  }

  @Test
  void anUnknownLossIsRefusedByNamingThoseThereAre() {
    assertThatThrownBy(() -> Loss.named("huber2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("huber2")
        .hasMessageContaining("[mse, qlike]");
  }
}
