package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.dataset.CalendarFeature;
import io.github.volatility4j.dataset.Covariates;
import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.StaticMode;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evidence: forecasts of saved and loaded conditional networks, bit by bit. */
class ConditionalTsMixerFileTest {
  private static VolatilityDataset data;

  @TempDir private Path dir;

  @BeforeAll
  static void label() {
    data =
        VolatilityDataset.of(
            GarchTeacher.of(40).label(SimulatedPanel.of(2, 240, 5)).series(),
            DatasetOptions.defaults()
                .withInputChunkLength(8)
                .withTruth("var_true_40")
                .withTeacher("garch_var_40")
                .withStaticMode(StaticMode.TICKER)
                .withCovariates(
                    Covariates.NONE.withCalendar(List.of(CalendarFeature.DAY_OF_WEEK))));
  }

  @ParameterizedTest
  @CsvSource({
    "LAYER, false, RELU, true",
    "LAYER, true, GELU, false",
    "LAYER_NO_BIAS, false, TANH, true",
    "LAYER_NO_BIAS, true, ELU, false",
    "TIME_BATCH, false, SELU, true",
    "TIME_BATCH, true, SOFTPLUS, false",
  })
  void aLoadedNetworkForecastsTheSameBits(
      TsMixerForm.Norm norm, boolean before, TsMixerForm.Activation activation, boolean instance) {
    TsMixerForm form = TsMixerForm.CONDITIONAL.withNorm(norm, before).withActivation(activation);
    NeuralVolatility model =
        VolatilityTrainer.builder()
            .tsMixer(Preset.SEED)
            .tsMixer(new TsMixerOptions(5, 6, 2, 0.1, instance, form))
            .epochs(2)
            .fit(data);
    Path file = dir.resolve("conditional.model");
    model.save(file);
    NeuralVolatility loaded = NeuralVolatility.load(file);
    for (TimeSeries series : model.predict(data, Split.TEST)) {
      assertThat(loaded.predict(data, Split.TEST).get(series.name()).values())
          .isEqualTo(series.values());
      assertThat(loaded.forecast(series.name(), 4).variance())
          .isEqualTo(model.forecast(series.name(), 4).variance());
    }
    Path again = dir.resolve("again.model");
    loaded.save(again);
    assertThat(again).hasSameBinaryContentAs(file);
  }
}
