package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evidence: bits of trainings and of forecasts that run at once, against those of each alone. */
@Tag("heavy")
class AtOnceTest {
  private static final VolatilityTrainer MIXER =
      VolatilityTrainer.builder()
          .tsMixer(Preset.SEED)
          .tsMixer(new TsMixerOptions(8, 8, 2, 0.1, false))
          .epochs(3);
  private static final VolatilityTrainer LSTM =
      VolatilityTrainer.builder().lstm(Preset.SEED).lstm(new LstmOptions(2, 8, 0.1, 0)).epochs(3);

  private static final VolatilityTrainer CONDITIONAL =
      VolatilityTrainer.builder()
          .tsMixer(Preset.SEED)
          .tsMixer(new TsMixerOptions(8, 8, 2, 0.1, true, TsMixerForm.CONDITIONAL))
          .epochs(2);

  private static VolatilityDataset data;

  @BeforeAll
  static void label() {
    data =
        VolatilityDataset.of(
            GarchTeacher.of(40).label(SimulatedPanel.of(3, 300, 1)).series(),
            DatasetOptions.defaults()
                .withInputChunkLength(20)
                .withTruth("var_true_40")
                .withTeacher("garch_var_40"));
  }

  private static List<Double> variances(NeuralVolatility model) {
    List<Double> all = new ArrayList<>();
    for (TimeSeries series : model.predict(data, Split.TEST)) {
      for (double h : series.values()) {
        all.add(h);
      }
      for (double h : model.forecast(series.name(), 4).variance()) {
        all.add(h);
      }
    }
    return all;
  }

  /** Runs tasks at the same time, each three times. */
  private static void atOnce(List<Supplier<List<Double>>> tasks, List<List<Double>> alone) {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (int round = 0; round < 3; round++) {
        List<CompletableFuture<List<Double>>> running =
            tasks.stream().map(task -> CompletableFuture.supplyAsync(task, threads)).toList();
        for (int i = 0; i < tasks.size(); i++) {
          assertThat(running.get(i).join()).as("task %d", i).isEqualTo(alone.get(i));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void twoTrainingsAtOnceEndAsEachAlone() {
    List<Double> mixer = variances(MIXER.fit(data));
    List<Double> lstm = variances(LSTM.fit(data));
    Supplier<List<Double>> trainMixer = () -> variances(MIXER.fit(data));
    Supplier<List<Double>> trainLstm = () -> variances(LSTM.fit(data));
    atOnce(List.of(trainMixer, trainLstm), List.of(mixer, lstm));
    atOnce(List.of(trainMixer, trainMixer), List.of(mixer, mixer));
    atOnce(List.of(trainLstm, trainLstm), List.of(lstm, lstm));
    List<Double> conditional = variances(CONDITIONAL.fit(data));
    Supplier<List<Double>> trainConditional = () -> variances(CONDITIONAL.fit(data));
    atOnce(List.of(trainConditional, trainConditional), List.of(conditional, conditional));
  }

  @Test
  void forecastsOfOneModelAtOnceAreThoseOfEachAlone() {
    for (VolatilityTrainer trainer : List.of(MIXER, LSTM, CONDITIONAL)) {
      NeuralVolatility model = trainer.epochs(1).fit(data);
      List<Double> alone = variances(model);
      Supplier<List<Double>> forecast = () -> variances(model);
      atOnce(List.of(forecast, forecast, forecast), List.of(alone, alone, alone));
    }
  }
}
