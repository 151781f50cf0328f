package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated variances follow their recursion; moments of long simulations; same seed same bits. */
class SimulationTest {
  private static final Garch GJR =
      Garch.builder()
          .arMean(1)
          .gjr(1, 1, 1)
          .studentT()
          .fix("const", 0.05)
          .fix("ar1", 0.2)
          .fix("omega", 0.05)
          .fix("alpha1", 0.04)
          .fix("gamma1", 0.08)
          .fix("beta1", 0.87)
          .fix("nu", 8);

  @Test
  void variancesFollowTheRecursionOfTheReturns() {
    Simulation simulation = GJR.simulate(500, 1);
    double[] r = simulation.returns();
    double[] h = simulation.variance();
    assertThat(r).hasSize(500);
    assertThat(h).hasSize(500);
    for (int t = 2; t < 500; t++) {
      double e = r[t - 1] - 0.05 - 0.2 * r[t - 2];
      double next = 0.05 + (0.04 + (e < 0 ? 0.08 : 0)) * e * e + 0.87 * h[t - 1];
      assertThat(h[t]).isCloseTo(next, within(1e-12 * next));
    }
  }

  @Test
  void theVarianceAveragesToTheLongRun() {
    double[] h = GJR.simulate(200_000, 2).variance();
    double longRun = 0.05 / (1 - 0.04 - 0.04 - 0.87);
    assertThat(Arrays.stream(h).average().orElse(0)).isCloseTo(longRun, within(0.05 * longRun));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    assertThat(GJR.simulate(100, 7).returns()).isEqualTo(GJR.simulate(100, 7).returns());
    assertThat(GJR.simulate(100, 7).returns()).isNotEqualTo(GJR.simulate(100, 8).returns());
  }

  @Test
  void aFitSimulatesAtItsOwnParameters() {
    GarchFit fit = GJR.fit(GJR.simulate(500, 3).series("x"));
    assertThat(fit.status()).isEqualTo(GarchFit.Status.GIVEN);
    assertThat(fit.simulate(100, 7).returns())
        .containsExactly(GJR.simulate(100, 7).returns(), within(1e-10));
  }

  @Test
  void parametersWithoutAValueAreNamed() {
    assertThatThrownBy(() -> Garch.builder().fix("omega", 1).fix("mu", 0).simulate(10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no value for alpha1, beta1;");
    assertThatThrownBy(() -> GJR.fix("gamma2", 0.1).simulate(10, 1))
        .hasMessageContaining("no parameter gamma2");
    assertThatThrownBy(() -> GJR.simulate(0, 1)).hasMessageContaining("observations is 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, -1.2})
  void anExplosiveOrNegativeVarianceIsRefused(double beta) {
    assertThatThrownBy(() -> GJR.fix("beta1", beta).simulate(5000, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not stay positive and finite");
  }

  @Test
  void anIntegratedProcessBeginsSomewhere() {
    Garch igarch =
        Garch.builder()
            .zeroMean()
            .igarch(1, 1)
            .fix("omega", 0.01)
            .fix("alpha1", 0.1)
            .fix("beta1", 0.9);
    assertThat(Arrays.stream(igarch.simulate(100, 1).variance()).min().orElse(0))
        .isGreaterThan(0.01);
    assertThat(igarch.fix("omega", 0).preSample(2.0).simulate(10, 1).variance()).hasSize(10);
    assertThatThrownBy(() -> igarch.fix("omega", 0).simulate(10, 1))
        .hasMessageContaining("preSample(variance)");
  }
}
