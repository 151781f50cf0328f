package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.garch.TruthLabels;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Evidence for a truth that comes with the returns, such as a realised variance: an identity (the
 * squared surprises handed over are those computed), another level is learned, the same forecast by
 * every way to it, bad input.
 */
class OwnTruthTest {
  /** Far above the returns' own variance: who looked at those would be far off. */
  private static final double LEVEL = 100;

  private static final SeriesSet RETURNS = SimulatedPanel.of(2, 420, 3);
  private static final SeriesSet MEASURED =
      RETURNS.map(
          series -> {
            double[] smooth = new double[series.size()];
            double h = 1;
            for (int t = 0; t < smooth.length; t++) {
              h = 0.9 * h + 0.1 * series.values()[t] * series.values()[t];
              smooth[t] = LEVEL * h;
            }
            return series.with("rv", smooth);
          });

  private static VolatilityTrainer trainer(String network, String truth) {
    VolatilityTrainer base =
        VolatilityTrainer.builder()
            .lstm(new LstmOptions(1, 4, 0, 0))
            .anchor(Reference.ewma())
            .dataset(
                DatasetOptions.defaults()
                    .withInputChunkLength(20)
                    .withParts(0.2, 0)
                    .withTruth(truth))
            .trainingLength(40)
            .warmUp(10)
            .stride(30)
            .epochs(2);
    return network.equals("anchored")
        ? base.teacher(Reference.ewma())
        : base.withoutAnchor().labelTeacher().lambda(1).learningRate(2e-2);
  }

  @Test
  void squaredSurprisesHandedOverAreThoseComputed() {
    SeriesSet labelled = RETURNS.map(series -> TruthLabels.label(series, 90));
    for (String network : new String[] {"anchored", "alone"}) {
      VolatilityTrainer trainer = trainer(network, "var_true_90");
      assertThat(trainer.fit(labelled).forecast("S1", 3).variance())
          .isEqualTo(trainer.fit(RETURNS).forecast("S1", 3).variance());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"anchored", "alone"})
  void itsLevelIsLearnedAndEveryWayGivesTheSameForecast(String network, @TempDir Path dir) {
    NeuralVolatility fit = trainer(network, "rv").fit(MEASURED);
    TimeSeries series = MEASURED.get("S1");
    double mean = Arrays.stream(series.values("rv")).average().orElseThrow();
    double ahead = fit.forecast("S1", 1).variance()[0];
    assertThat(ahead).isBetween(0.3 * mean, 3 * mean);
    assertThat(fit.forecast(MEASURED, 1).get("S1").variance()[0])
        .isCloseTo(ahead, within(1e-5 * ahead));
    LocalDate day = series.date(410);
    double replayed = fit.historicalForecasts(History.of(MEASURED), day, day).get("S1").values()[0];
    SeriesSet before = MEASURED.map(each -> each.until(day.minusDays(1)));
    assertThat(fit.forecast(before, 1).get("S1").variance()[0])
        .isCloseTo(replayed, within(1e-5 * replayed));

    Path file = dir.resolve("own-truth.model");
    fit.save(file);
    assertThat(NeuralVolatility.load(file).forecast(MEASURED, 2).get("S0").variance())
        .isEqualTo(fit.forecast(MEASURED, 2).get("S0").variance());
  }

  @Test
  void returnsWithoutItAreRefusedByName() {
    NeuralVolatility fit = trainer("anchored", "rv").fit(MEASURED);
    assertThatThrownBy(() -> fit.forecast(RETURNS, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series S0 has no component rv, which is to be the truth");
    assertThatThrownBy(() -> trainer("alone", "rv").fit(RETURNS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("series S0 has no component rv");
  }
}
