package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.dataset.CalendarFeature;
import io.github.volatility4j.dataset.Covariates;
import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.StaticMode;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Poison: every number after a day is changed, in returns before labelling, to another that is
 * huge, or in covariates to none at all; whatever was known by that day keeps its bits: labels,
 * ranks, burn-in, windows, scales, trained weights and the stop of training, forecasts. In every
 * kind of network.
 */
@Tag("heavy")
class PoisonTest {
  private static final int LABELS = 40;
  private static final Reference ANCHOR = new Reference("garch:60:20+ewma");
  private static final Covariates COVARIATES =
      Covariates.past(List.of("volume"), 1)
          .withRanked(List.of("signal"))
          .withCalendar(List.of(CalendarFeature.DAY_OF_WEEK, CalendarFeature.MONTH));

  /** The first poisoned day. */
  private static final LocalDate DAY = LocalDate.of(2001, 10, 15);

  private static SeriesSet clean;
  private static SeriesSet poisoned;

  /** The networks, and how each is trained. */
  enum Mode {
    LSTM_OF_THE_SEED(base().lstm(Preset.SEED).lstm(new LstmOptions(2, 3, 0.1, 0)), false),
    LSTM_OF_THE_PAPER(base().lstm(Preset.PAPER).lstm(new LstmOptions(1, 3, 0.1, 4)), false),
    LSTM_WITH_ANCHOR(
        base().lstm().lstm(new LstmOptions(1, 3, 0.1, 0)).trainingLength(30).warmUp(4), true),
    MIXER_OF_THE_SEED(
        base().tsMixer(Preset.SEED).tsMixer(new TsMixerOptions(3, 4, 1, 0.1, true)), false),
    MIXER_WITH_ANCHOR(base().tsMixer().tsMixer(new TsMixerOptions(3, 4, 1, 0.1, false)), true),
    LSTM_OF_THREE_DAYS_AHEAD(
        base()
            .lstm()
            .lstm(new LstmOptions(1, 3, 0.1, 0))
            .trainingLength(30)
            .warmUp(4)
            .details(TrainingDetails.defaults().withOutputChunkLength(3)),
        true),
    MIXER_OF_THREE_DAYS_AHEAD(
        base()
            .tsMixer(Preset.SEED)
            .tsMixer(new TsMixerOptions(3, 4, 1, 0.1, true, TsMixerForm.CONDITIONAL))
            .details(TrainingDetails.defaults().withOutputChunkLength(3)),
        false);

    private final VolatilityTrainer trainer;

    Mode(VolatilityTrainer trainer, boolean anchored) {
      VolatilityTrainer t = trainer.epochs(4).patience(2).stride(3).batchSize(16);
      this.trainer = anchored ? t.anchor(ANCHOR).teacher(ANCHOR) : t.labelTeacher();
    }

    private static VolatilityTrainer base() {
      return VolatilityTrainer.builder();
    }
  }

  @BeforeAll
  static void simulate() {
    clean = SimulatedPanel.of(3, 330, 3).map(PoisonTest::withMore);
    poisoned = clean.map(series -> poison(series));
  }

  private static TimeSeries withMore(TimeSeries series) {
    double[] volume = new double[series.size()];
    double[] signal = new double[series.size()];
    for (int t = 0; t < volume.length; t++) {
      volume[t] = Math.abs(series.value(t)) + 1;
      signal[t] = t < 50 ? Double.NaN : series.value(t) * (series.name().hashCode() % 7);
    }
    return series
        .with("volume", volume)
        .with("signal", signal)
        .withAttribute("industry", "S0".equals(series.name()) ? "a" : "b");
  }

  private static TimeSeries poison(TimeSeries series) {
    double[] values = series.values();
    double[] none = series.values("volume");
    double[] huge = series.values("signal");
    for (int t = series.firstRowFrom(DAY); t < values.length; t++) {
      values[t] = (t % 2 == 0 ? 1 : -1) * 1e6;
      none[t] = Double.NaN;
      huge[t] = 1e9 * (series.name().hashCode() % 3 - 1);
    }
    return series.with(series.mainComponent(), values).with("volume", none).with("signal", huge);
  }

  private static SeriesSet labelled(SeriesSet returns) {
    return GarchTeacher.of(LABELS).label(returns).series();
  }

  private static DatasetOptions options() {
    return DatasetOptions.defaults()
        .withInputChunkLength(10)
        .withTruth("var_true_" + LABELS)
        .withTeacher("garch_var_" + LABELS)
        .withStaticMode(StaticMode.TICKER)
        .withCovariates(COVARIATES);
  }

  /** Rows up to a day, all components. */
  private static List<List<double[]>> until(SeriesSet set, LocalDate last) {
    List<List<double[]>> all = new ArrayList<>();
    for (TimeSeries series : set) {
      int end = series.firstRowFrom(last.plusDays(1));
      List<double[]> columns = new ArrayList<>();
      for (String name : series.components()) {
        columns.add(Arrays.copyOf(series.values(name), end));
      }
      all.add(columns);
    }
    return all;
  }

  private static void assertSame(List<List<double[]>> actual, List<List<double[]>> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int s = 0; s < expected.size(); s++) {
      assertThat(actual.get(s)).hasSameSizeAs(expected.get(s));
      for (int k = 0; k < expected.get(s).size(); k++) {
        assertThat(actual.get(s).get(k)).isEqualTo(expected.get(s).get(k));
      }
    }
  }

  @Test
  void labelsRanksCalendarAndBurnInUpToTheDayStay() {
    LocalDate last = DAY.minusDays(1);
    SeriesSet before = labelled(clean);
    SeriesSet after = labelled(poisoned);
    assertSame(until(after, last), until(before, last));
    assertSame(until(COVARIATES.derive(after), last), until(COVARIATES.derive(before), last));
    VolatilityDataset a = VolatilityDataset.of(before, options());
    VolatilityDataset b = VolatilityDataset.of(after, options());
    for (int s = 0; s < a.size(); s++) {
      assertThat(b.labels().get(a.names().get(s)).date(0))
          .isEqualTo(a.labels().get(a.names().get(s)).date(0));
    }
    // The poison is seen where it may be, or this test would show nothing.
    TimeSeries s0 = after.get("S0");
    assertThat(s0.value("var_true_40", s0.firstRowFrom(DAY))).isGreaterThan(1e9);
  }

  /** Training sees the days before validation, the stop of it those before the test. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void trainingEndsWithTheSameBits(Mode mode) {
    VolatilityDataset a = VolatilityDataset.of(labelled(clean), withoutTestFrom(DAY));
    VolatilityDataset b = VolatilityDataset.of(labelled(poisoned), withoutTestFrom(DAY));
    for (int s = 0; s < a.size(); s++) {
      assertThat(a.labels().get(a.names().get(s)).date(a.endRow(s, Split.VALIDATION)))
          .isEqualTo(DAY);
    }
    NeuralVolatility before = mode.trainer.fit(a);
    NeuralVolatility after = mode.trainer.fit(b);
    assertThat(losses(after)).isEqualTo(losses(before));
    // A forecast of k days ahead, up to day k − 1 of the poison, is made of the days before it.
    for (int ahead = 1; ahead <= before.outputChunkLength(); ahead++) {
      for (TimeSeries series : before.predict(a, Split.TEST, ahead)) {
        double[] values = after.predict(b, Split.TEST, ahead).get(series.name()).values();
        for (int i = 0; i < ahead; i++) {
          assertThat(values[i]).isEqualTo(series.value(i));
        }
        assertThat(values[ahead + 2]).isNotEqualTo(series.value(ahead + 2));
      }
    }
    for (TimeSeries series : before.predict(a, Split.VALIDATION)) {
      assertThat(after.predict(b, Split.VALIDATION).get(series.name()).values())
          .isEqualTo(series.values());
    }
  }

  /** The test part begins on that day in every stock. */
  private static DatasetOptions withoutTestFrom(LocalDate day) {
    TimeSeries any = clean.get("S0");
    return options().withParts(0.2, any.size() - any.firstRowFrom(day));
  }

  private static List<List<Object>> losses(NeuralVolatility model) {
    List<List<Object>> losses = new ArrayList<>();
    for (Epoch epoch : model.epochs()) {
      losses.add(List.of(epoch.trainLoss(), epoch.validationLoss(), epoch.best()));
    }
    return losses;
  }
}
