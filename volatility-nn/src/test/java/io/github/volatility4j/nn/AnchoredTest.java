package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Evidence for networks with an anchor: identities (nothing learned is the anchor itself), poison
 * in the future, the same forecast by every way to it, units, files, bad input.
 */
class AnchoredTest {
  private static final Reference ANCHOR = new Reference("garch:100:20+ewma");
  private static final DatasetOptions SHORT =
      DatasetOptions.defaults().withInputChunkLength(20).withParts(0.2, 0.1);
  private static final VolatilityTrainer LSTM =
      VolatilityTrainer.builder()
          .lstm(new LstmOptions(1, 4, 0.1, 0))
          .anchor(ANCHOR)
          .teacher(Reference.garch(100))
          .dataset(SHORT)
          .trainingLength(60)
          .warmUp(10)
          .stride(30)
          .learningRate(5e-2)
          .epochs(3);
  private static final VolatilityTrainer MIXER =
      LSTM.tsMixer(new TsMixerOptions(4, 8, 1, 0.1, false))
          .trainingLength(0)
          .warmUp(TrainingOptions.ONE_TARGET)
          .stride(5);

  private static SeriesSet returns;
  private static VolatilityDataset data;
  private static NeuralVolatility lstm;
  private static NeuralVolatility mixer;

  /** Three stocks, each on days of its own. */
  @BeforeAll
  static void trainOnce() {
    List<TimeSeries> all = new ArrayList<>();
    SimulatedPanel.of(3, 420, 7).forEach(s -> all.add(s));
    all.set(1, all.get(1).where(row -> row % 37 != 5));
    all.set(2, all.get(2).slice(60, 420));
    returns = SeriesSet.of(all);
    data = VolatilityDataset.of(GarchTeacher.of(90).label(returns).series(), SHORT);
    lstm = LSTM.fit(data);
    mixer = MIXER.fit(data);
  }

  private static NeuralVolatility model(String network) {
    return network.equals("lstm") ? lstm : mixer;
  }

  private static VolatilityTrainer trainer(String network) {
    return network.equals("lstm") ? LSTM : MIXER;
  }

  private static double[] anchor(int series) {
    return path(data.labels(), 0, 1).get(series).oneStep();
  }

  private static List<ReferencePath> path(SeriesSet labels, int from, int horizon) {
    int[] first = new int[labels.size()];
    Arrays.fill(first, from);
    return ReferencePath.of(Set.of(ANCHOR), labels, "var_true_90", first, horizon, Progress.NONE)
        .get(ANCHOR);
  }

  @Test
  void aSilentNetworkPutsOutNothingSoThatTrainingStartsAtTheAnchor() {
    NetworkShape shape = new NetworkShape(12, 3, 1);
    for (NetworkOptions options :
        List.of(
            new LstmOptions(2, 6, 0.3, 0),
            new LstmOptions(1, 6, 0, 5),
            new TsMixerOptions(4, 8, 2, 0.2, false))) {
      try (Network network = Network.create(options, shape, DataType.FLOAT, 3)) {
        Training.silence(network);
        INDArray x = Networks.normal(DataType.FLOAT, 1, 7, 12, 3);
        assertThat(HostCopy.values(network.forward(x, true, 5))).containsOnly(0);
        assertThat(HostCopy.values(network.forward(x, false, 0))).containsOnly(0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void taughtByItsOwnAnchorAloneItLearnsNothing(String network) {
    NeuralVolatility n = trainer(network).lambda(0).teacher(ANCHOR).epochs(2).fit(data);
    for (int s = 0; s < data.size(); s++) {
      double[] h = n.predict(data, Split.TEST).get(data.names().get(s)).values();
      double[] a = anchor(s);
      for (int i = 0; i < h.length; i++) {
        double expected = a[data.endRow(s, Split.TEST) - h.length + i];
        assertThat(h[i]).isCloseTo(expected, within(1e-4 * expected));
      }
      double[] path =
          path(SeriesSet.of(data.labels().get(data.names().get(s))), data.rows(s), 6)
              .get(0)
              .ahead();
      double[] forecast = n.forecast(data.names().get(s), 6).variance();
      for (int k = 0; k < 6; k++) {
        assertThat(forecast[k]).isCloseTo(path[k], within(1e-4 * path[k]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void itLearnsSomethingElse(String network) {
    double[] h = model(network).predict(data, Split.TEST).get("S0").values();
    double[] a = anchor(0);
    double largest = 0;
    for (int i = 0; i < h.length; i++) {
      largest = Math.max(largest, Math.abs(Math.log(h[i] / a[data.rows(0) - h.length + i])));
    }
    assertThat(largest).isGreaterThan(1e-2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void whatIsReplayedFromReturnsIsWhatIsPredictedFromADataset(String network) {
    SeriesSet predicted = model(network).predict(data, Split.TEST);
    LocalDate from = predicted.get("S0").date(0);
    LocalDate to = LocalDate.of(2100, 1, 1);
    SeriesSet replayed = model(network).historicalForecasts(History.of(returns), from, to);
    TimeSeries s0 = replayed.get("S0");
    assertThat(s0.dates()).isEqualTo(predicted.get("S0").dates());
    assertThat(s0.values()).isEqualTo(predicted.get("S0").values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void nothingAfterADayChangesItsForecast(String network) {
    LocalDate last = returns.get("S0").date(400);
    SeriesSet poisoned =
        returns.map(
            s -> {
              double[] r = s.values();
              for (int i = s.firstRowFrom(last); i < r.length; i++) {
                r[i] = (i % 2 == 0 ? 1 : -1) * 1e6;
              }
              return TimeSeries.of(s.name(), s.dates(), r).withAttribute("unit", s.unit());
            });
    LocalDate from = returns.get("S0").date(380);
    SeriesSet clean = model(network).historicalForecasts(History.of(returns), from, last);
    SeriesSet bad = model(network).historicalForecasts(History.of(poisoned), from, last);
    assertThat(clean.size()).isEqualTo(3);
    for (String name : clean.names()) {
      assertThat(bad.get(name).values()).isEqualTo(clean.get(name).values());
    }
  }

  @Test
  void trainingDoesNotSeeTheTestPart() {
    LocalDate last = LocalDate.MIN; // the first day that is for the test in every stock
    for (int s = 0; s < data.size(); s++) {
      LocalDate day = data.labels().get(data.names().get(s)).date(data.endRow(s, Split.VALIDATION));
      last = day.isAfter(last) ? day : last;
    }
    LocalDate start = last;
    SeriesSet poisoned =
        data.labels()
            .map(
                s -> {
                  int end = s.firstRowFrom(start);
                  TimeSeries out = s;
                  for (String name : List.of(s.mainComponent(), "var_true_90", "garch_var_90")) {
                    double[] values = s.values(name);
                    Arrays.fill(values, end, values.length, 1e6);
                    out = out.with(name, values);
                  }
                  return out;
                });
    NeuralVolatility clean = LSTM.epochs(1).fit(data);
    NeuralVolatility bad = LSTM.epochs(1).fit(VolatilityDataset.of(poisoned, SHORT));
    assertThat(bad.epochs().get(0).trainLoss()).isEqualTo(clean.epochs().get(0).trainLoss());
    assertThat(bad.epochs().get(0).validationLoss())
        .isEqualTo(clean.epochs().get(0).validationLoss());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void aForecastFromTheEndIsTheSameByEveryWay(String network) {
    NeuralVolatility n = model(network);
    n.forecast(returns, 5)
        .forEach(
            (name, f) -> {
              double[] fromFit = n.forecast(name, 5).variance();
              for (int k = 0; k < 5; k++) {
                assertThat(f.variance()[k]).isCloseTo(fromFit[k], within(1e-5 * fromFit[k]));
              }
            });
    LocalDate day = returns.get("S0").date(410);
    SeriesSet before = returns.map(s -> s.until(day.minusDays(1)));
    double replayed = n.historicalForecasts(History.of(returns), day, day).get("S0").values()[0];
    assertThat(n.forecast(before, 1).get("S0").variance()[0])
        .isCloseTo(replayed, within(1e-5 * replayed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void aLoadedModelForecastsTheSameNumbers(String network, @TempDir Path dir) {
    Path file = dir.resolve("anchored.model");
    model(network).save(file);
    NeuralVolatility loaded = NeuralVolatility.load(file);
    for (String name : loaded.names()) {
      assertThat(loaded.forecast(name, 4).variance())
          .isEqualTo(model(network).forecast(name, 4).variance());
      assertThat(loaded.predict(data, Split.TEST).get(name).values())
          .isEqualTo(model(network).predict(data, Split.TEST).get(name).values());
    }
    Path again = dir.resolve("again.model");
    loaded.save(again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void sameSeedGivesTheSameBits(String network) {
    NeuralVolatility again = trainer(network).fit(data);
    assertThat(again.predict(data, Split.TEST).get("S1").values())
        .isEqualTo(model(network).predict(data, Split.TEST).get("S1").values());
  }

  @Test
  void trainingDoesNotDependOnTheUnitOfReturns() {
    SeriesSet decimals =
        returns.map(
            s ->
                TimeSeries.of(
                    s.name(), s.dates(), Arrays.stream(s.values()).map(r -> r / 100).toArray()));
    VolatilityTrainer once = LSTM.epochs(1);
    NeuralVolatility percent = once.fit(returns);
    NeuralVolatility decimal = once.fit(decimals);
    for (String name : returns.names()) {
      double[] a = percent.forecast(name, 3).variance();
      double[] b = decimal.forecast(name, 3).variance();
      for (int k = 0; k < 3; k++) {
        assertThat(b[k] * 1e4).isCloseTo(a[k], within(1e-3 * a[k]));
      }
    }
  }

  @Test
  void undatedReturnsHaveAnAnchorButNoMarket() {
    NeuralVolatility n = LSTM.epochs(1).fit(TimeSeries.of("U", returns.get("S0").values()));
    assertThat(n.forecast(3).variance()).hasSize(3);
  }

  @Test
  void theSeedsLstmMayHaveAnAnchorTooAndEveryDayOfItsWindowIsATarget() {
    VolatilityTrainer seed =
        VolatilityTrainer.builder()
            .lstm(Preset.SEED)
            .lstm(new LstmOptions(1, 3, 0, 0))
            .dataset(SHORT)
            .stride(20)
            .epochs(1);
    assertThat(seed.recipe().trainingShape(FeatureLayout.plain(2)))
        .isEqualTo(new NetworkShape(20, 2, 1, 20));
    assertThat(seed.fit(data).lambda()).isEqualTo(0.01);
    NeuralVolatility anchored = seed.anchored().anchor(ANCHOR).fit(data);
    assertThat(anchored.predict(data, Split.TEST).get("S0").values()[0]).isPositive();
  }

  @Test
  void whatWasChosenStaysWhicheverPresetComesAfter() {
    Recipe recipe = VolatilityTrainer.builder().lambda(0.01).epochs(3).tsMixer().recipe();
    assertThat(recipe.loss().lambda()).isEqualTo(0.01);
    assertThat(recipe.training().epochs()).isEqualTo(3);
    assertThat(VolatilityTrainer.builder().lstm().recipe().loss().lambda()).isEqualTo(0.75);
    assertThat(VolatilityTrainer.builder().tsMixer().recipe().loss().lambda()).isEqualTo(0.5);
    assertThat(VolatilityTrainer.builder().lstm(Preset.PAPER).recipe().loss().lambda())
        .isEqualTo(0.01);
  }

  @Test
  void anchorAndReversibleInstanceNormExcludeEachOther() {
    assertThatThrownBy(() -> VolatilityTrainer.builder().tsMixer(Preset.SEED).anchored().recipe())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reversible instance norm");
  }
}
