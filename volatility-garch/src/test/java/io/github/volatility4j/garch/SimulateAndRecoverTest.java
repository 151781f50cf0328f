package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parameters that made long series are found again, without a bias that could be seen. */
@Tag("heavy")
class SimulateAndRecoverTest {
  private static final int SEEDS = 60;
  private static final int OBSERVATIONS = 10_000;

  @Test
  void garch() {
    recover(
        Garch.builder().arMean(1),
        Map.of("const", 0.05, "ar1", 0.1, "omega", 0.05, "alpha1", 0.08, "beta1", 0.88),
        0,
        Double.POSITIVE_INFINITY);
  }

  @Test
  void gjr() {
    recover(
        Garch.builder().arMean(1).gjr(1, 1, 1),
        Map.of(
            "const", 0.0, "ar1", -0.1, "omega", 0.05, "alpha1", 0.04, "gamma1", 0.1, "beta1", 0.87),
        0.1,
        Double.POSITIVE_INFINITY);
  }

  @Test
  void gjrWithFatTails() {
    recover(
        Garch.builder().arMean(1).gjr(1, 1, 1).studentT().preSample(PreSample.STEADY),
        Map.of(
            "const", 0.05, "ar1", 0.1, "omega", 0.1, "alpha1", 0.05, "gamma1", 0.1, "beta1", 0.8,
            "nu", 6.0),
        0.1,
        6);
  }

  private static void recover(Garch garch, Map<String, Double> truth, double gamma, double nu) {
    Map<String, SummaryStatistics> estimates = new LinkedHashMap<>();
    List<GarchFit.Status> statuses = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      double[] r =
          Data.simulate(
              1000 + seed,
              OBSERVATIONS,
              truth.get("const"),
              truth.get("ar1"),
              truth.get("omega"),
              truth.get("alpha1"),
              gamma,
              truth.get("beta1"),
              nu);
      GarchFit fit = garch.fit(TimeSeries.of("simulated", r));
      statuses.add(fit.status());
      fit.parameters()
          .forEach(
              (name, value) ->
                  estimates.computeIfAbsent(name, key -> new SummaryStatistics()).addValue(value));
    }

    assertThat(statuses).containsOnly(GarchFit.Status.CONVERGED_INTERIOR);
    assertThat(estimates.keySet()).containsExactlyInAnyOrderElementsOf(truth.keySet());
    estimates.forEach(
        (name, sample) ->
            assertThat(Math.abs(sample.getMean() - truth.get(name)))
                .as("%s: mean %s of %s", name, sample.getMean(), truth.get(name))
                .isLessThan(3.5 * sample.getStandardDeviation() / Math.sqrt(SEEDS)));
  }
}
