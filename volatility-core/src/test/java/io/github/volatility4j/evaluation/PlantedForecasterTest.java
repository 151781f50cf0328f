package io.github.volatility4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Simulation with 1000 replications: an equal forecaster is called better as often as the level
 * says, a better one as often as theory says.
 *
 * <p>The truth is {@code y = h·z²} with z standard normal, so that QLIKE of a forecast {@code h·eᵘ}
 * less that of h is {@code u + z²·(e⁻ᵘ − 1)}. For a constant u = c its mean is {@code c + e⁻ᶜ − 1}
 * and its standard deviation {@code √2·(1 − e⁻ᶜ)}, whatever h does.
 */
@Tag("heavy")
class PlantedForecasterTest {
  private static final int REPLICATIONS = 1000;
  private static final int DAYS = 1000;
  private static final double LEVEL = 0.05;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** QLIKE less ln h. */
  private static double loss(double u, double z) {
    return u + z * z * Math.exp(-u);
  }

  private static double fourErrors(double rate) {
    return 4 * Math.sqrt(rate * (1 - rate) / REPLICATIONS);
  }

  @Test
  void aBetterForecasterIsFoundAtTheRateOfTheory() {
    SplittableRandom random = new SplittableRandom(1);
    double c = 0.2;
    int found = 0;
    int foundSmall = 0;
    int foundConditional = 0;
    for (int i = 0; i < REPLICATIONS; i++) {
      double[] d = new double[DAYS];
      Arrays.setAll(
          d,
          t -> {
            double z = random.nextGaussian();
            return loss(0, z) - loss(c, z);
          });
      var dm = ForecastTests.dieboldMariano(d, 0, 1);
      found += dm.normal().pValue() < LEVEL && dm.mean() < 0 ? 1 : 0;
      foundSmall += dm.smallSample().pValue() < LEVEL && dm.mean() < 0 ? 1 : 0;
      foundConditional += ForecastTests.giacominiWhite(d).pValue() < LEVEL ? 1 : 0;
    }
    double shift = (c + Math.exp(-c) - 1) / (Math.sqrt(2) * (1 - Math.exp(-c))) * Math.sqrt(DAYS);
    double power = NORMAL.cumulativeProbability(shift - NORMAL.inverseCumulativeProbability(0.975));
    assertThat(power).isBetween(0.5, 0.7); // neither nothing nor everything is found

    assertThat((double) found / REPLICATIONS).isCloseTo(power, within(fourErrors(power)));
    assertThat((double) foundSmall / REPLICATIONS).isCloseTo(power, within(fourErrors(power)));
    // One more instrument, which says nothing: χ²(2) with the same shift.
    double conditional = nonCentralTail(2, shift * shift, -2 * Math.log(LEVEL));
    assertThat((double) foundConditional / REPLICATIONS)
        .isCloseTo(conditional, within(fourErrors(conditional)));
  }

  /** A non-central χ² is a mixture of central ones, Poisson in half of their degrees. */
  private static double nonCentralTail(int degrees, double shift, double value) {
    double weight = Math.exp(-shift / 2);
    double sum = 0;
    for (int k = 0; k < 200; k++) {
      sum += weight * Gamma.regularizedGammaQ(degrees / 2.0 + k, value / 2);
      weight *= shift / 2 / (k + 1);
    }
    return sum;
  }

  /** Two forecasters whose errors are alike, independent, and last for some days. */
  private static double[][] equals(SplittableRandom random, int models, double persistence) {
    double[][] losses = new double[models][DAYS];
    double[] u = new double[models];
    for (int t = 0; t < DAYS; t++) {
      double z = random.nextGaussian();
      for (int m = 0; m < models; m++) {
        u[m] = persistence * u[m] + 0.3 * random.nextGaussian();
        losses[m][t] = loss(u[m], z);
      }
    }
    return losses;
  }

  @Test
  void anEqualForecasterIsCalledDifferentAtTheLevel() {
    SplittableRandom random = new SplittableRandom(2);
    int[] rejected = new int[4];
    for (int i = 0; i < REPLICATIONS; i++) {
      double[][] independent = equals(random, 2, 0);
      double[] d = new double[DAYS];
      Arrays.setAll(d, t -> independent[0][t] - independent[1][t]);
      var dm = ForecastTests.dieboldMariano(d, ForecastTests.bartlettLags(DAYS), 1);
      rejected[0] += dm.normal().pValue() < LEVEL ? 1 : 0;
      rejected[1] += dm.smallSample().pValue() < LEVEL ? 1 : 0;
      rejected[2] += ForecastTests.giacominiWhite(d).pValue() < LEVEL ? 1 : 0;
      double[][] lasting = equals(random, 2, 0.5);
      Arrays.setAll(d, t -> lasting[0][t] - lasting[1][t]);
      var hac = ForecastTests.dieboldMariano(d, ForecastTests.bartlettLags(DAYS), 1);
      rejected[3] += hac.normal().pValue() < LEVEL ? 1 : 0;
    }
    for (int count : rejected) {
      assertThat((double) count / REPLICATIONS).isCloseTo(LEVEL, within(fourErrors(LEVEL)));
    }
  }

  @Test
  void theConfidenceSetKeepsEqualModelsAndDropsAWorseOne() {
    SplittableRandom random = new SplittableRandom(3);
    for (ModelConfidenceSet.Statistic statistic : ModelConfidenceSet.Statistic.values()) {
      ModelConfidenceSet set =
          ModelConfidenceSet.create().statistic(statistic).draws(200).blockLength(3);
      int allKept = 0;
      int worseDropped = 0;
      int bestKept = 0;
      for (int i = 0; i < REPLICATIONS; i++) {
        double[][] losses = equals(random, 3, 0);
        double[] p = set.seed(i).pValues(losses);
        allKept += Arrays.stream(p).allMatch(v -> v > 0.1) ? 1 : 0;
        losses[2] = Arrays.stream(losses[2]).map(v -> v + 0.2).toArray();
        double[] q = set.seed(i).pValues(losses);
        worseDropped += q[2] <= 0.1 ? 1 : 0;
        bestKept += q[0] > 0.1 && q[1] > 0.1 ? 1 : 0;
      }
      // Of equal models none may be missing; 200 draws make the p-value itself uncertain.
      assertThat((double) allKept / REPLICATIONS)
          .as("%s, equal", statistic)
          .isCloseTo(0.9, within(fourErrors(0.1)));
      assertThat((double) worseDropped / REPLICATIONS)
          .as("%s, worse", statistic)
          .isGreaterThan(0.99);
      assertThat((double) bestKept / REPLICATIONS)
          .as("%s, best", statistic)
          .isCloseTo(0.9, within(fourErrors(0.1)));
    }
  }
}
