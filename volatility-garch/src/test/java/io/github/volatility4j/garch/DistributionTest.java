package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden numbers of mpmath; random numbers against quantiles; identities; bad input. */
class DistributionTest {
  private static final Properties GOLDEN = Data.golden("innovations.properties");

  static Stream<String> keys() {
    return GOLDEN.stringPropertyNames().stream()
        .filter(name -> name.endsWith(".absolute"))
        .map(name -> name.substring(0, name.length() - ".absolute".length()))
        .sorted();
  }

  static Distribution distribution(String key) {
    String[] words = key.split("\\.");
    double[] shape = new double[words.length - 1];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Double.parseDouble(words[i + 1].replace('_', '.'));
    }
    return switch (words[0]) {
      case "normal" -> Distribution.normal();
      case "t" -> Distribution.studentT(shape[0]);
      case "skewt" -> Distribution.skewT(shape[0], shape[1]);
      default -> Distribution.ged(shape[0]);
    };
  }

  private static Stream<String> rest(String prefix) {
    return GOLDEN.stringPropertyNames().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()));
  }

  private static void assertGolden(double ours, String name, double tolerance) {
    double golden = Data.number(GOLDEN, name);
    assertThat(ours)
        .as("%s, relative error %s", name, ours / golden - 1)
        .isCloseTo(golden, within(tolerance * (Math.abs(golden) + 1e-3)));
  }

  @Test
  void goldenHasElevenDistributions() {
    assertThat(keys()).hasSize(11);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void densityAndDerivativesHaveTenDigits(String key) {
    Distribution distribution = distribution(key);
    double[] out = new double[distribution.derivativeCount()];
    rest(key + ".at.")
        .forEach(
            point -> {
              double z = Double.parseDouble(point);
              double[] golden = Data.numbers(GOLDEN, key + ".at." + point);
              distribution.derivatives(z, out);
              assertThat(distribution.logDensity(z)).isCloseTo(golden[0], within(1e-12));
              assertThat(out).hasSameSizeAs(golden);
              for (int i = 0; i < out.length; i++) {
                // Near the normal, derivatives by ν are small differences of terms of size 1/ν².
                assertThat(out[i])
                    .as("%s at %s, number %s", key, point, i)
                    .isCloseTo(golden[i], within(1e-10 * Math.abs(golden[i]) + 1e-14));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("keys")
  void probabilitiesQuantilesAndMomentsHaveNineDigits(String key) {
    Distribution distribution = distribution(key);
    rest(key + ".cumulative.")
        .forEach(
            point ->
                assertGolden(
                    distribution.cumulative(Double.parseDouble(point)),
                    key + ".cumulative." + point,
                    1e-10));
    rest(key + ".quantile.")
        .forEach(
            level -> {
              double p = Double.parseDouble(level);
              assertGolden(distribution.quantile(p), key + ".quantile." + level, 1e-8);
              assertGolden(distribution.tailMean(p), key + ".tailMean." + level, 1e-8);
              assertThat(distribution.cumulative(distribution.quantile(p)))
                  .isCloseTo(p, within(1e-8));
            });
    assertGolden(distribution.absoluteMoment(), key + ".absolute", 1e-10);
    assertGolden(distribution.negativeShare(), key + ".negativeShare", 1e-10);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void randomNumbersFallEvenlyBetweenQuantiles(String key) {
    Distribution distribution = distribution(key);
    SplittableRandom random = new SplittableRandom(7);
    int n = 40_000;
    int[] count = new int[20];
    for (int i = 0; i < n; i++) {
      count[(int) (20 * distribution.cumulative(distribution.sample(random)))]++;
    }
    double chiSquare = 0;
    for (int c : count) {
      chiSquare += (c - n / 20.0) * (c - n / 20.0) / (n / 20.0);
    }
    assertThat(chiSquare).as("χ² with 19 degrees of freedom, 99.9 %% point").isLessThan(43.8);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theSameSeedGivesTheSameBits(String key) {
    Distribution distribution = distribution(key);
    assertThat(distribution.sample(new SplittableRandom(3)))
        .isEqualTo(distribution.sample(new SplittableRandom(3)));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void informationIsTheMeanSquareOfTheScoresOfRandomNumbers(String key) {
    Distribution distribution = distribution(key);
    double[][] information = distribution.information();
    SplittableRandom random = new SplittableRandom(11);
    int size = information.length;
    SummaryStatistics[][] products = new SummaryStatistics[size][size];
    double[] out = new double[distribution.derivativeCount()];
    double[] score = new double[size];
    for (int n = 0; n < 40_000; n++) {
      double z = distribution.sample(random);
      distribution.derivatives(z, out);
      score[0] = out[1];
      score[1] = -0.5 * (1 + z * out[1]);
      System.arraycopy(out, Distribution.SHAPES, score, 2, size - 2);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j <= i; j++) {
          if (products[i][j] == null) {
            products[i][j] = new SummaryStatistics();
          }
          products[i][j].addValue(score[i] * score[j]);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double error =
            products[i][j].getStandardDeviation() / Math.sqrt(products[i][j].getN()) + 1e-12;
        assertThat(products[i][j].getMean())
            .as("entry %s,%s", i, j)
            .isCloseTo(information[i][j], within(4.5 * error));
      }
    }
  }

  /**
   * Of an integrand that is {@code |z|^(ν−2)} at 0, made flat there by {@code z = w·u^(1/(ν−1))}.
   */
  @ParameterizedTest
  @CsvSource({"1.05,0.1", "1.2,0.02", "1.4,0.3", "1.8,2"})
  void theMeanCurvatureOfTheGedIsItsIntegral(double nu, double width) {
    GedDensity ged = new GedDensity(nu);
    double[] out = new double[ged.derivativeCount()];
    double power = 1 / (nu - 1);
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(200, 0, 1);
    double integral =
        rule.integrate(
            u -> {
              double z = width * Math.pow(u, power);
              ged.derivatives(z, out);
              return z == 0 ? 0 : out[2] * Math.exp(out[0]) * power * z / u;
            });

    assertThat(ged.meanCurvature(width))
        .isCloseTo(integral / (ged.cumulative(width) - 0.5), withinPercentage(1e-3));
    assertThat(ged.meanCurvature(100))
        .isCloseTo(-ged.locationInformation(), withinPercentage(1e-9));
  }

  @Test
  void theNormalIsALimitOfAll() {
    for (double z : new double[] {-3, -0.5, 1.2}) {
      double normal = Distribution.normal().logDensity(z);
      assertThat(Distribution.ged(2).logDensity(z)).isCloseTo(normal, within(1e-14));
      assertThat(Distribution.studentT(1e8).logDensity(z)).isCloseTo(normal, within(1e-6));
      assertThat(Distribution.skewT(1e8, 0).logDensity(z)).isCloseTo(normal, within(1e-6));
      assertThat(Distribution.skewT(5, 0).logDensity(z))
          .isCloseTo(Distribution.studentT(5).logDensity(z), within(1e-15));
    }
  }

  @Test
  void shapesOutsideTheDomainAreNamed() {
    assertThatThrownBy(() -> Distribution.studentT(2)).hasMessageContaining("nu is 2.0");
    assertThatThrownBy(() -> Distribution.skewT(5, 1)).hasMessageContaining("lambda is 1.0");
    assertThatThrownBy(() -> Distribution.ged(Double.NaN)).hasMessageContaining("nu is NaN");
    assertThatThrownBy(() -> Distribution.normal().quantile(0))
        .hasMessageContaining("probability is 0.0");
  }
}
