package io.github.volatility4j.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence: central differences, densities of commons-math3, identities, edge cases. */
class LossTest {
  static Stream<Loss> losses() {
    return Stream.of(
            "mse",
            "mae",
            "qlike",
            "log-mse",
            "gaussian",
            "huber:0.7",
            "student-t:4.5",
            "pinball:0.5",
            "pinball:0.9")
        .map(Loss::named);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientIsThatOfCentralDifferences(Loss loss) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      double y = random.nextDouble(0, 20);
      double h = random.nextDouble(0.05, 20);
      double step = 1e-5 * h;
      if (Math.abs(h - y) < 2 * step) {
        continue; // a kink may lie within the difference
      }
      double[] gradient = new double[1];
      loss.valueAndGradient(y, new double[] {h}, gradient);
      double numeric = (value(loss, y, h + step) - value(loss, y, h - step)) / (2 * step);
      assertThat(Math.abs(gradient[0] - numeric))
          .isLessThan(1e-7 * Math.max(1, Math.abs(gradient[0])));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aDayWithoutAMoveHasAFiniteLoss(Loss loss) {
    double[] gradient = new double[1];
    assertThat(loss.valueAndGradient(0, new double[] {2}, gradient)).isFinite();
    assertThat(gradient[0]).isFinite().isGreaterThanOrEqualTo(0);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aNameReadsBackToTheLoss(Loss loss) {
    assertThat(Loss.named(loss.toString())).isEqualTo(loss).hasSameHashCodeAs(loss);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void insideTheWeightedLossValueAndGradientAreTheWeightedMeans(Loss loss) {
    double[] weighted = new double[1];
    double[] toTruth = new double[1];
    double[] toTeacher = new double[1];
    double[] h = {1.3};
    double value = new WeightedLoss(0.25, loss).valueAndGradient(4, 2, h, weighted);
    assertThat(value)
        .isEqualTo(
            0.25 * loss.valueAndGradient(4, h, toTruth)
                + 0.75 * loss.valueAndGradient(2, h, toTeacher));
    assertThat(weighted[0]).isEqualTo(0.25 * toTruth[0] + 0.75 * toTeacher[0]);
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

  @ParameterizedTest
  @CsvSource({"gaussian", "student-t:3", "student-t:8", "student-t:1000000"})
  void aLikelihoodIsMinusTheLogarithmOfTheReturnsDensity(String name) {
    // commons-math3's densities; Student's t there has the variance ν/(ν−2).
    double nu = name.contains(":") ? Double.parseDouble(name.substring(10)) : 0;
    double[] gradient = new double[1];
    for (double h : new double[] {0.04, 1, 7}) {
      for (double r : new double[] {0, -0.3, 1, 5}) {
        double scale = nu == 0 ? Math.sqrt(h) : Math.sqrt(h * (nu - 2) / nu);
        RealDistribution standard =
            nu == 0 ? new NormalDistribution(null, 0, 1) : new TDistribution(null, nu);
        double expected = Math.log(scale) - Math.log(standard.density(r / scale));
        assertThat(Loss.named(name).valueAndGradient(r * r, new double[] {h}, gradient))
            .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2.1, 4, 30})
  void studentsLikelihoodIsLeastAtTheTeachersVariance(double nu) {
    Loss loss = Loss.studentT(nu);
    double[] gradient = new double[1];
    loss.valueAndGradient(loss.ofTeacher(3), new double[] {3}, gradient);
    assertThat(gradient[0]).isCloseTo(0, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.95})
  void pinballTakesTheTeachersQuantileToBeThatOfANormalReturn(double tau) {
    double quantile =
        new ChiSquaredDistribution(null, 1, 1e-14).inverseCumulativeProbability(tau);
    assertThat(Loss.pinball(tau).ofTeacher(3)).isCloseTo(3 * quantile, within(1e-8));
  }

  @Test
  void pinballIsLeastAtTheQuantileOfASample() {
    double[] sample = new SplittableRandom(3).doubles(999).map(u -> -Math.log(u)).toArray();
    Arrays.sort(sample);
    Loss loss = Loss.pinball(0.9);
    double best = Arrays.stream(sample).map(q -> sum(loss, sample, q)).min().orElse(0);
    assertThat(sum(loss, sample, sample[899])).isEqualTo(best); // ⌈0.9·999⌉ = 900 are at or below
  }

  private static double sum(Loss loss, double[] targets, double output) {
    return Arrays.stream(targets).map(y -> value(loss, y, output)).sum();
  }

  @Test
  void absoluteErrorIsTwiceThePinballOfTheMedian() {
    assertThat(value(Loss.mae(), 3, 5)).isEqualTo(2 * value(Loss.pinball(0.5), 3, 5));
  }

  @Test
  void huberIsHalfTheSquareWithinDeltaAndMeetsItsLinesSmoothly() {
    assertThat(value(Loss.huber(2), 3, 4)).isEqualTo(0.5);
    assertThat(value(Loss.huber(2), 3, 5)).isEqualTo(2);
    assertThat(value(Loss.huber(2), 3, 9)).isEqualTo(2 * (6 - 1));
  }

  @Test
  void theLossOfLogarithmsDependsOnNoUnit() {
    for (double y : new double[] {0, 1e-9, 0.3, 40}) {
      assertThat(value(Loss.logMse(), 1e4 * y, 1e4 * 1.5))
          .isCloseTo(value(Loss.logMse(), y, 1.5), within(1e-9));
    }
    assertThat(Loss.logMse().levelCorrected()).isTrue();
    assertThat(Loss.qlike().levelCorrected()).isFalse();
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
  @MethodSource("losses")
  void aTermOfWeightZeroIsNotLookedAt(Loss inner) {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "huber2 | loss is \"huber2\", must be one of mse, mae, qlike, log-mse, gaussian, huber:NUMBER",
        "huber | loss is \"huber\", must be one of",
        "huber:wide | must have a number behind the colon",
        "huber:0 | Huber's delta is 0.0, must be positive",
        "huber:NaN | Huber's delta is NaN",
        "student-t:2 | Student's nu is 2.0, must be above 2",
        "pinball:1 | pinball's tau is 1.0, must be in (0, 1)",
        "pinball:NaN | pinball's tau is NaN",
      })
  void aNameThatIsNoLossIsRefusedByWhatIsWrong(String name, String says) {
    assertThatThrownBy(() -> Loss.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }
}
