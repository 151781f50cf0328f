package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Evidence: an ensemble's forecasts against commons-math's mean and standard deviation of its
 * members'; saved and loaded bits; a member against the training it stands for.
 */
class VolatilityEnsembleTest {
  private static final DatasetOptions OPTIONS =
      DatasetOptions.defaults()
          .withInputChunkLength(10)
          .withTruth("var_true_40")
          .withTeacher("garch_var_40");

  private static SeriesSet returns = SeriesSet.of(List.of());
  private static VolatilityDataset data;
  private static VolatilityEnsemble ensemble;

  @TempDir Path dir;

  @BeforeAll
  static void train() {
    returns = SimulatedPanel.of(2, 200, 1);
    data = VolatilityDataset.of(GarchTeacher.of(40).label(returns).series(), OPTIONS);
    ensemble = EnsembleTrainer.deep(trainer(), 3).fit(data);
  }

  private static VolatilityTrainer trainer() {
    return VolatilityTrainer.builder()
        .tsMixer(Preset.SEED)
        .tsMixer(new TsMixerOptions(4, 4, 1, 0, false))
        .learningRate(1e-2)
        .epochs(2)
        .seed(5);
  }

  private static SummaryStatistics statistics(double... values) {
    SummaryStatistics statistics = new SummaryStatistics();
    Arrays.stream(values).forEach(statistics::addValue);
    return statistics;
  }

  private static void isMeanAndSpread(double mean, double spread, double[] members) {
    assertThat(mean).isCloseTo(statistics(members).getMean(), within(mean));
    assertThat(spread).isCloseTo(statistics(members).getStandardDeviation(), within(mean));
  }

  private static org.assertj.core.data.Offset<Double> within(double scale) {
    return org.assertj.core.data.Offset.offset(1e-13 * scale);
  }

  @Test
  void membersAreTheTrainingsOfFollowingSeeds() {
    for (int m = 0; m < 3; m++) {
      NeuralVolatility alone = trainer().seed(5 + m).fit(data);
      assertThat(ensemble.members().get(m).epochs().stream().map(Epoch::validationLoss))
          .isEqualTo(alone.epochs().stream().map(Epoch::validationLoss).toList());
      assertThat(ensemble.members().get(m).forecast("S1", 3).variance())
          .isEqualTo(alone.forecast("S1", 3).variance());
    }
  }

  @Test
  void aForecastIsTheMeanOfVariancesAndItsSpreadTheirStandardDeviation() {
    double[] variance = ensemble.forecast("S0", 4).variance();
    double[] spread = ensemble.spread("S0", 4);
    List<VolatilityForecast> all = ensemble.memberForecasts("S0", 4);
    for (int k = 0; k < 4; k++) {
      int step = k;
      isMeanAndSpread(
          variance[k], spread[k], all.stream().mapToDouble(f -> f.variance()[step]).toArray());
    }
    assertThat(spread[0]).isPositive();
  }

  @Test
  void aForecastFromItsOwnReturnsIsTheSame() {
    Map<String, VolatilityForecast> again = ensemble.forecast(returns, 4);
    assertThat(again).containsOnlyKeys("S0", "S1");
    assertThat(again.get("S1").variance()).isEqualTo(ensemble.forecast("S1", 4).variance());
  }

  @Test
  void everyDayOfAPartIsAveraged() {
    SeriesSet mean = ensemble.predict(data, Split.TEST);
    List<SeriesSet> members =
        ensemble.members().stream().map(member -> member.predict(data, Split.TEST)).toList();
    assertThat(mean.names()).containsExactly("S0", "S1");
    for (TimeSeries series : mean) {
      assertThat(series.dates()).isEqualTo(members.get(0).get(series.name()).dates());
      for (int t = 0; t < series.size(); t++) {
        int day = t;
        isMeanAndSpread(
            series.value(TrainedVolatility.VARIANCE, t),
            series.value(VolatilityEnsemble.SPREAD, t),
            members.stream().mapToDouble(m -> m.get(series.name()).values()[day]).toArray());
      }
    }
    TimeSeries first = mean.get("S0");
    SeriesSet replayed =
        ensemble.historicalForecasts(
            History.of(returns), first.date(0), first.date(first.size() - 1));
    assertThat(replayed.get("S0").values()).isEqualTo(first.values());
  }

  @Test
  void aSavedEnsembleForecastsTheSameBits() throws IOException {
    Path file = dir.resolve("ensemble.model");
    ensemble.save(file);
    VolatilityEnsemble loaded = VolatilityEnsemble.load(file);
    assertThat(loaded.members()).hasSize(3);
    assertThat(loaded.forecast("S0", 5).variance())
        .isEqualTo(ensemble.forecast("S0", 5).variance());
    assertThat(loaded.spread("S1", 5)).isEqualTo(ensemble.spread("S1", 5));
    assertThat(loaded.predict(data, Split.TEST).get("S1").values())
        .isEqualTo(ensemble.predict(data, Split.TEST).get("S1").values());
    Path again = dir.resolve("again.model");
    TrainedVolatility.load(file).save(again);
    assertThat(again).hasSameBinaryContentAs(file);
    assertThat(loaded.converged()).isFalse();
  }

  @Test
  void oneLoaderTellsOneNetworkFromSeveral() {
    Path one = dir.resolve("one.model");
    Path several = dir.resolve("several.model");
    ensemble.members().get(0).save(one);
    ensemble.save(several);
    assertThat(TrainedVolatility.load(one)).isInstanceOf(NeuralVolatility.class);
    assertThat(TrainedVolatility.load(several)).isInstanceOf(VolatilityEnsemble.class);
    assertThatThrownBy(() -> NeuralVolatility.load(several))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("several.model is an ensemble of networks");
    assertThatThrownBy(() -> VolatilityEnsemble.load(one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one.model holds one network");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.3, 0.5, 0.7, 0.9})
  void aDamagedFileIsRefusedOrGivesTheSameForecasts(double where) throws IOException {
    Path file = dir.resolve("damaged.model");
    ensemble.save(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) (where * bytes.length)] ^= 4;
    Files.write(file, bytes);
    TrainedVolatility read;
    try {
      read = TrainedVolatility.load(file);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("damaged.model");
      return;
    }
    // What a bit of an entry's date says is nothing to us.
    assertThat(read.forecast("S0", 2).variance()).isEqualTo(ensemble.forecast("S0", 2).variance());
  }

  @Test
  void itIsAnEstimatorLikeAnyOther() {
    VolatilityEnsemble fitted =
        EnsembleTrainer.deep(trainer().dataset(OPTIONS.withParts(0.2, 0)), 2).fit(returns);
    assertThat(fitted.forecasts(2)).containsOnlyKeys("S0", "S1");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    List<NeuralVolatility> one = ensemble.members().subList(0, 1);
    assertThatThrownBy(() -> VolatilityEnsemble.of(one))
        .hasMessage("an ensemble has 1 members, must have at least 2");
    assertThatThrownBy(() -> EnsembleTrainer.deep(trainer(), 1)).hasMessageContaining("1 members");
    NeuralVolatility other =
        trainer()
            .fit(
                VolatilityDataset.of(
                    GarchTeacher.of(40).label(returns).series(), OPTIONS.withInputChunkLength(12)));
    List<NeuralVolatility> mixed = new ArrayList<>(one);
    mixed.add(other);
    assertThatThrownBy(() -> VolatilityEnsemble.of(mixed))
        .hasMessage("members of an ensemble have different windows: 10 and 12");
    assertThatThrownBy(
            () ->
                EnsembleTrainer.of(
                    List.of(trainer(), trainer().dataset(OPTIONS.withInputChunkLength(12)))))
        .hasMessageContaining("different dataset options");
    RunDirectory run = RunDirectory.of(dir.resolve("run"));
    assertThatThrownBy(() -> EnsembleTrainer.deep(trainer().runDirectory(run), 2))
        .hasMessageContaining("can't share the run directory");
  }
}
