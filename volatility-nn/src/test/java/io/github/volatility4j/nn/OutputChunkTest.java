package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several days ahead from one window. Evidence: a truth that repeats itself is learned for each day
 * ahead by itself; forecasts of a dataset, of a panel and of a loaded file are the same numbers.
 */
class OutputChunkTest {
  private static final int AHEAD = 3;
  private static final double[] CYCLE = {1, 16, 4, 0.25};

  @TempDir private Path dir;

  /** Networks with outputs for several days. */
  enum Kind {
    SEQUENCE(base().lstm(Preset.SEED).lstm(new LstmOptions(1, 8, 0, 0))),
    LSTM(base().lstm(Preset.PAPER).lstm(new LstmOptions(1, 8, 0, 0))),
    HEAD(base().lstm(Preset.PAPER).lstm(new LstmOptions(1, 8, 0, 6))),
    MIXER(base().tsMixer(Preset.SEED).tsMixer(new TsMixerOptions(8, 8, 1, 0, false))),
    CONDITIONAL(
        base()
            .tsMixer(Preset.SEED)
            .tsMixer(new TsMixerOptions(8, 8, 1, 0, true, TsMixerForm.CONDITIONAL)));

    private final VolatilityTrainer trainer;

    Kind(VolatilityTrainer trainer) {
      this.trainer =
          trainer
              .loss(Loss.logMse())
              .lambda(1)
              .batchSize(16)
              .details(TrainingDetails.defaults().withOutputChunkLength(AHEAD));
    }

    private static VolatilityTrainer base() {
      return VolatilityTrainer.builder();
    }
  }

  private static DatasetOptions options() {
    return DatasetOptions.defaults()
        .withInputChunkLength(8)
        .withTruth("var_true_40")
        .withTeacher("garch_var_40");
  }

  /** The truth goes round in a cycle of four days. */
  private static VolatilityDataset cycle() {
    TimeSeries series = SimulatedPanel.of(1, 300, 1).get("S0");
    double[] truth = new double[series.size()];
    double[] teacher = new double[series.size()];
    for (int t = 0; t < truth.length; t++) {
      truth[t] = CYCLE[t % 4];
      teacher[t] = 1;
    }
    return VolatilityDataset.of(
        SeriesSet.of(series.with("var_true_40", truth).with("garch_var_40", teacher)), options());
  }

  private static VolatilityDataset panel() {
    return VolatilityDataset.of(
        GarchTeacher.of(40).label(SimulatedPanel.of(2, 240, 5)).series(), options());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Tag("heavy")
  void eachDayAheadIsLearnedByItself(Kind kind) {
    VolatilityDataset data = cycle();
    NeuralVolatility model =
        kind.trainer.epochs(60).patience(60).learningRate(0.02).learningRateDecay(0.97).fit(data);
    for (int day = 1; day <= AHEAD; day++) {
      TimeSeries forecasts = model.predict(data, Split.TEST, day).get("S0");
      TimeSeries labels = data.labels().get("S0");
      assertThat(forecasts.size()).isEqualTo(30);
      for (int i = 0; i < forecasts.size(); i++) {
        double truth = labels.value("var_true_40", labels.firstRowFrom(forecasts.date(i)));
        assertThat(Math.abs(Math.log(forecasts.value(i) / truth)))
            .as("%s, day %d, row %d", kind, day, i)
            .isLessThan(0.4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aLoadedModelForecastsTheSameBitsForEachDayAhead(Kind kind) {
    VolatilityDataset data = panel();
    NeuralVolatility model = kind.trainer.epochs(1).fit(data);
    Path file = dir.resolve(kind + ".model");
    model.save(file);
    NeuralVolatility loaded = NeuralVolatility.load(file);
    assertThat(loaded.outputChunkLength()).isEqualTo(AHEAD);
    assertThat(loaded.forecast("S1", 7).variance()).isEqualTo(model.forecast("S1", 7).variance());
    for (int day = 1; day <= AHEAD; day++) {
      assertThat(loaded.predict(data, Split.TEST, day).get("S0").values())
          .isEqualTo(model.predict(data, Split.TEST, day).get("S0").values());
    }
  }

  /** The days that one window gives, then those that follow when they are fed back. */
  @Test
  void aForecastTakesTheDaysOfAChunkFromOneWindow() {
    SeriesSet returns = SimulatedPanel.of(2, 240, 5);
    VolatilityDataset data =
        VolatilityDataset.of(GarchTeacher.of(40).label(returns).series(), options());
    NeuralVolatility model = Kind.LSTM.trainer.epochs(1).fit(data);
    SeriesSet before = returns.map(series -> series.slice(0, series.size() - AHEAD));
    double[] path = model.forecast(before, 2 * AHEAD + 1).get("S0").variance();
    assertThat(path).hasSize(2 * AHEAD + 1);
    assertThat(DoubleStream.of(path)).allMatch(h -> h > 0 && h < 1e3);
    for (int day = 1; day <= AHEAD; day++) {
      TimeSeries forecasts = model.predict(data, Split.TEST, day).get("S0");
      assertThat(path[day - 1]).isEqualTo(forecasts.value(forecasts.size() - 1 - AHEAD + day));
    }
    double[] shorter = model.forecast(before, 2).get("S0").variance();
    assertThat(shorter).containsExactly(path[0], path[1]);
  }

  @Test
  void anEnsembleForecastsAsManyDaysAsAllOfItsMembers() {
    VolatilityDataset data = panel();
    NeuralVolatility three = Kind.LSTM.trainer.epochs(1).fit(data);
    NeuralVolatility one =
        Kind.LSTM.trainer.epochs(1).details(TrainingDetails.defaults()).fit(data);
    VolatilityEnsemble same = VolatilityEnsemble.of(List.of(three, three));
    assertThat(same.predict(data, Split.TEST, AHEAD).get("S0").values())
        .isEqualTo(three.predict(data, Split.TEST, AHEAD).get("S0").values());
    assertThat(VolatilityEnsemble.of(List.of(three, one)).outputChunkLength()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.predict(data, Split.TEST, 2))
        .withMessageContaining("daysAhead is 2, must be from 1 to 1");
  }

  @Test
  void aLengthOutOfRangeIsRefused() {
    for (int wrong : new int[] {0, -1, 1001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TrainingDetails.defaults().withOutputChunkLength(wrong))
          .withMessageContaining("output chunk length is " + wrong);
    }
  }
}
