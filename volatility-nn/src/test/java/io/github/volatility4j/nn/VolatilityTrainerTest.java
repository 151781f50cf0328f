package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence: same seed same bits, what λ does, units, what a forecast may know, bad input. */
class VolatilityTrainerTest {
  private static final DatasetOptions SHORT =
      DatasetOptions.defaults().withInputChunkLength(20).withParts(0.2, 0);
  private static final VolatilityTrainer LSTM =
      VolatilityTrainer.builder()
          .lstm(new LstmOptions(1, 4, 0.1, 0))
          .withoutAnchor()
          .labelTeacher()
          .trainingLength(0)
          .warmUp(Integer.MAX_VALUE)
          .learningRateDecay(0.9)
          .patience(4)
          .dataset(SHORT)
          .epochs(2)
          .batchSize(64)
          .stride(3);
  private static final VolatilityTrainer MIXER =
      LSTM.tsMixer(new TsMixerOptions(4, 8, 1, 0.1, false));

  private static SeriesSet returns;
  private static VolatilityDataset data;
  private static NeuralVolatility lstm;

  @BeforeAll
  static void trainOnce() {
    returns = SimulatedPanel.of(3, 400, 7);
    data =
        VolatilityDataset.of(
            GarchTeacher.of(90).label(returns).series(), SHORT.withParts(0.2, 0.1));
    lstm = LSTM.fit(returns);
  }

  private static VolatilityTrainer trainer(String network) {
    return network.equals("lstm") ? LSTM : MIXER;
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void sameSeedGivesTheSameBitsAndAnotherSeedDoesNot(String network) {
    NeuralVolatility a = trainer(network).fit(data);
    NeuralVolatility b = trainer(network).fit(data);
    assertThat(variances(a)).isEqualTo(variances(b));
    assertThat(losses(a)).isEqualTo(losses(b));
    assertThat(variances(trainer(network).seed(43).fit(data))).isNotEqualTo(variances(a));
  }

  private static List<Double> losses(NeuralVolatility n) {
    return n.epochs().stream().map(Epoch::validationLoss).toList();
  }

  private static List<Double> variances(NeuralVolatility n) {
    List<Double> all = new ArrayList<>();
    for (TimeSeries series : n.predict(data, Split.TEST)) {
      for (double h : series.values()) {
        all.add(h);
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void aLoadedModelForecastsTheSameNumbers(String network, @TempDir Path dir) {
    NeuralVolatility saved = trainer(network).fit(data);
    Path file = dir.resolve("model.vol");
    saved.save(file);
    NeuralVolatility loaded = NeuralVolatility.load(file);
    assertThat(loaded.names()).isEqualTo(saved.names());
    assertThat(variances(loaded)).isEqualTo(variances(saved));
    assertThat(loaded.epochs()).isEqualTo(saved.epochs());
    assertThat(loaded.stopReason()).isEqualTo(saved.stopReason());
    assertThat(loaded.lambda()).isEqualTo(saved.lambda());
    for (String name : saved.names()) {
      assertThat(loaded.forecast(name, 5).variance()).isEqualTo(saved.forecast(name, 5).variance());
    }
    Path again = dir.resolve("again.vol");
    loaded.save(again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @Test
  void aModelOfUndatedReturnsIsSavedToo(@TempDir Path dir) {
    NeuralVolatility saved = LSTM.epochs(1).fit(TimeSeries.of("U", returns.get("S0").values()));
    Path file = dir.resolve("undated.vol");
    saved.save(file);
    VolatilityForecast f = NeuralVolatility.load(file).forecast(3);
    assertThat(f.variance()).isEqualTo(saved.forecast(3).variance());
    assertThat(f.lastDate()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void validationLossFallsAndTheBestWeightsAreKept(String network) {
    NeuralVolatility n = trainer(network).learningRate(5e-3).epochs(5).lambda(0).fit(data);
    List<Double> losses = losses(n);
    double best = losses.stream().mapToDouble(x -> x).min().orElseThrow();
    assertThat(best).isLessThan(losses.get(0));
    Epoch last = n.epochs().stream().filter(Epoch::best).reduce((a, b) -> b).orElseThrow();
    assertThat(last.validationLoss()).isEqualTo(best);
    assertThat(n.stopReason()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "tsmixer"})
  void lambdaZeroIsNearerToGarchThanLambdaOne(String network) {
    VolatilityTrainer t = trainer(network).learningRate(2e-2).epochs(10);
    assertThat(distanceToTeacher(t.lambda(0).fit(data)))
        .isLessThan(distanceToTeacher(t.lambda(1).fit(data)));
  }

  private static double distanceToTeacher(NeuralVolatility n) {
    double sum = 0;
    for (TimeSeries h : n.predict(data, Split.TEST)) {
      TimeSeries labels = data.labels().get(h.name());
      int offset = labels.firstRowFrom(h.date(0));
      for (int i = 0; i < h.size(); i++) {
        sum += Math.abs(Math.log(h.value(i) / labels.value("garch_var_90", offset + i)));
      }
    }
    return sum;
  }

  @Test
  void trainingDoesNotDependOnTheUnitOfReturns() {
    SeriesSet decimals = returns.map(VolatilityTrainerTest::decimal);
    for (Loss loss : List.of(Loss.qlike(), Loss.mse())) {
      NeuralVolatility percent = LSTM.loss(loss).epochs(1).fit(returns);
      NeuralVolatility decimal = LSTM.loss(loss).epochs(1).fit(decimals);
      for (String name : returns.names()) {
        double[] a = percent.forecast(name, 3).variance();
        double[] b = decimal.forecast(name, 3).variance();
        for (int k = 0; k < 3; k++) {
          assertThat(b[k] * 1e4).isCloseTo(a[k], within(1e-3 * a[k]));
        }
      }
    }
  }

  private static TimeSeries decimal(TimeSeries series) {
    double[] values = series.values();
    for (int i = 0; i < values.length; i++) {
      values[i] /= 100;
    }
    return TimeSeries.of(series.name(), series.dates(), values);
  }

  @Test
  void theOneLinerTakesOneSeriesToo() {
    NeuralVolatility one = LSTM.fit(returns.get("S0"));
    VolatilityForecast f = one.forecast(10);
    assertThat(f.horizon()).isEqualTo(10);
    assertThat(f.lastDate()).contains(returns.get("S0").date(399));
    assertThat(f.unit()).isEqualTo("percent");
  }

  @Test
  void aForecastForOneOfManyMustSayWhich() {
    assertThatThrownBy(() -> lstm.forecast(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[S0, S1, S2]");
    assertThatThrownBy(() -> lstm.forecast("S9", 1)).hasMessageContaining("no series S9");
    assertThatThrownBy(() -> lstm.forecast("S0", 0)).hasMessageContaining("horizon is 0");
    assertThat(lstm.forecasts(2).keySet()).containsExactly("S0", "S1", "S2");
  }

  @Test
  void forecastFromHistoryIsThatFromTheFitWhereTheHistoryIsTheSame() {
    lstm.forecast(returns, 4)
        .forEach(
            (name, f) -> assertThat(f.variance()).isEqualTo(lstm.forecast(name, 4).variance()));
  }

  @Test
  void historicalForecastsAreTheOneStepForecastsOfEachDay() {
    TimeSeries s0 = returns.get("S0");
    SeriesSet replay = lstm.historicalForecasts(History.of(returns), s0.date(390), s0.date(399));
    TimeSeries h = replay.get("S0");
    assertThat(h.dates()).isEqualTo(s0.dates().subList(390, 400));
    for (int day : new int[] {390, 395, 399}) {
      double alone = lstm.forecast(SeriesSet.of(s0.slice(0, day)), 1).get("S0").variance()[0];
      assertThat(h.value(day - 390)).isCloseTo(alone, within(1e-5 * alone));
    }
  }

  @Test
  void nothingAfterADayChangesItsForecast() {
    TimeSeries s0 = returns.get("S0");
    double[] poisoned = s0.values();
    for (int i = 395; i < poisoned.length; i++) {
      poisoned[i] = (i % 2 == 0 ? 1 : -1) * 1e6;
    }
    SeriesSet changed =
        SeriesSet.of(
            TimeSeries.of("S0", s0.dates(), poisoned)
                .withAttribute(TimeSeries.UNIT, TimeSeries.PERCENT));
    LocalDate from = s0.date(380);
    LocalDate to = s0.date(395); // the forecast for day 395 knows returns up to day 394
    double[] clean =
        lstm.historicalForecasts(History.of(SeriesSet.of(s0)), from, to).get("S0").values();
    assertThat(lstm.historicalForecasts(History.of(changed), from, to).get("S0").values())
        .isEqualTo(clean);
  }

  @Test
  void shortSeriesAreLeftOutAndNoneLeftIsRefused() {
    List<TimeSeries> some = new ArrayList<>(returns.stream().toList());
    some.add(SimulatedPanel.stock("SHORT", 100, 3, 1));
    assertThat(LSTM.epochs(1).fit(SeriesSet.of(some)).names()).containsExactly("S0", "S1", "S2");
    assertThatThrownBy(() -> LSTM.fit(SimulatedPanel.stock("SHORT", 100, 3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SHORT");
  }

  @Test
  void pricesAreRefusedAsReturns() {
    TimeSeries prices = TimeSeries.of("P", new double[] {10, 11, 12, 13});
    assertThatThrownBy(() -> LSTM.fit(prices))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("P")
        .hasMessageContaining("looks like prices");
  }

  @Test
  void returnsInAnotherUnitAreRefused() {
    SeriesSet decimals =
        returns.map(s -> decimal(s).withAttribute(TimeSeries.UNIT, TimeSeries.DECIMAL));
    assertThatThrownBy(() -> lstm.forecast(decimals, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("decimal")
        .hasMessageContaining("percent");
  }

  @Test
  void anInterruptEndsTraining() {
    VolatilityTrainer interrupted =
        LSTM.listener(
            new TrainingListener() {
              @Override
              public void onEpoch(Epoch epoch) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      assertThatThrownBy(() -> interrupted.fit(data))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("epoch 2");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aTrainerIsAValueThatCallsDoNotChange() {
    VolatilityTrainer base = LSTM.lambda(0.5);
    base.lambda(1);
    base.tsMixer();
    assertThat(base.epochs(1).fit(data).lambda()).isEqualTo(0.5);
  }

  @Test
  void optionsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> LSTM.lambda(1.5)).hasMessageContaining("lambda is 1.5");
    assertThatThrownBy(() -> LSTM.epochs(0)).hasMessageContaining("epochs is 0");
    assertThatThrownBy(() -> LSTM.learningRate(Double.NaN)).hasMessageContaining("learning rate");
    assertThatThrownBy(() -> LSTM.weightDecay(-1)).hasMessageContaining("weight decay is -1");
    assertThatThrownBy(() -> LSTM.tsMixer(Preset.PAPER)).hasMessageContaining("PAPER");
  }

  @Test
  void aFileThatIsNotAModelIsRefused(@TempDir Path dir) throws Exception {
    Path foreign = Files.writeString(dir.resolve("foreign.vol"), "date,AAA\n");
    assertThatThrownBy(() -> NeuralVolatility.load(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("foreign.vol");
    Path model = dir.resolve("model.vol");
    lstm.save(model);
    byte[] bytes = Files.readAllBytes(model);
    Path cut =
        Files.write(dir.resolve("cut.vol"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> NeuralVolatility.load(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut.vol");
    Path dataset = dir.resolve("dataset.vol");
    data.save(dataset);
    assertThatThrownBy(() -> NeuralVolatility.load(dataset))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dataset.vol");
  }
}
