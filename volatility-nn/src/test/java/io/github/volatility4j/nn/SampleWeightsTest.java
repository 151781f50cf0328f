package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Evidence: trainings with weights against trainings on the days that weigh something. */
class SampleWeightsTest {
  private static final DatasetOptions OPTIONS =
      DatasetOptions.defaults()
          .withInputChunkLength(8)
          .withTruth("var_true_40")
          .withTeacher("garch_var_40");
  private static final TrainingDetails DETAILS = TrainingDetails.defaults();
  private static final TrainingDetails WEIGHTED = DETAILS.withSampleWeights("weight");
  private static final VolatilityTrainer TRAINER =
      VolatilityTrainer.builder()
          .lstm(Preset.PAPER)
          .lstm(new LstmOptions(1, 3, 0.1, 0))
          .loss(Loss.qlike())
          .lambda(0.5)
          .epochs(2);

  private static SeriesSet labels;

  @BeforeAll
  static void label() {
    labels = GarchTeacher.of(40).label(SimulatedPanel.of(2, 240, 5)).series();
  }

  /** Labels with the weight that a function gives for a series and row, counted from the end. */
  private static VolatilityDataset data(BiFunction<String, Integer, Double> weight) {
    return VolatilityDataset.of(
        labels.map(
            series -> {
              double[] weights = new double[series.size()];
              Arrays.setAll(weights, row -> weight.apply(series.name(), series.size() - 1 - row));
              return series.with("weight", weights);
            }),
        OPTIONS);
  }

  private static VolatilityDataset data() {
    return VolatilityDataset.of(labels, OPTIONS);
  }

  private static List<double[]> losses(NeuralVolatility model) {
    return model.epochs().stream()
        .map(epoch -> new double[] {epoch.trainLoss(), epoch.validationLoss()})
        .toList();
  }

  @Test
  void equalWeightsAreNoWeights() {
    NeuralVolatility plain = TRAINER.fit(data());
    NeuralVolatility doubled = TRAINER.details(WEIGHTED).fit(data((series, row) -> 2.0));
    assertThat(losses(doubled)).usingRecursiveComparison().isEqualTo(losses(plain));
    assertThat(doubled.forecast("S0", 3).variance()).isEqualTo(plain.forecast("S0", 3).variance());
  }

  /** Validation runs in other batches, whose products round otherwise. */
  @Test
  void aStockOfWeightZeroIsAsGoodAsAbsent() {
    NeuralVolatility alone =
        TRAINER.fit(VolatilityDataset.of(SeriesSet.of(labels.get("S0")), OPTIONS));
    NeuralVolatility weighted =
        TRAINER.details(WEIGHTED).fit(data((series, row) -> series.equals("S0") ? 1.0 : 0.0));
    for (int e = 0; e < 2; e++) {
      assertThat(losses(weighted).get(e)[0]).isEqualTo(losses(alone).get(e)[0]);
      assertThat(losses(weighted).get(e)[1]).isCloseTo(losses(alone).get(e)[1], within(1e-6));
    }
    assertThat(weighted.forecast("S0", 3).variance()).isEqualTo(alone.forecast("S0", 3).variance());
  }

  @Test
  void oldDaysOfWeightZeroAreAsGoodAsLeftOut() {
    VolatilityDataset data = data();
    int later = data.rows(0) - data.endRow(0, Split.TRAIN);
    TrainingDetails recent =
        new TrainingDetails(
            DETAILS.optimizer(),
            DETAILS.schedule(),
            0,
            5,
            false,
            Double.NaN,
            50,
            1,
            DETAILS.precision(),
            "",
            1);
    NeuralVolatility cut = TRAINER.details(recent).fit(data);
    NeuralVolatility weighted =
        TRAINER.details(WEIGHTED).fit(data((series, row) -> row < later + 50 ? 1.0 : 0.0));
    assertThat(losses(weighted)).usingRecursiveComparison().isEqualTo(losses(cut));
    assertThat(weighted.forecast("S1", 2).variance()).isEqualTo(cut.forecast("S1", 2).variance());
    assertThat(losses(weighted).get(0)[0]).isNotEqualTo(losses(TRAINER.fit(data)).get(0)[0]);
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    VolatilityTrainer trainer = TRAINER.details(WEIGHTED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.fit(data()))
        .withMessageContaining("S0 has no component weight");
    for (double wrong : new double[] {-1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trainer.fit(data((series, row) -> row == 7 ? wrong : 1.0)))
          .withMessageContaining("series S0: sample weight weight is " + wrong + " on ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.fit(data((series, row) -> row < 30 ? 1.0 : 0.0)))
        .withMessageContaining("0 on all days of the training part");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.fit(data((series, row) -> row < 70 ? 0.0 : 1.0)))
        .withMessageContaining("0 on all days of the validation part");
  }

  /** Where returns are given, the weights come with them. */
  @Test
  void weightsMayComeWithTheReturns() {
    SeriesSet returns =
        SimulatedPanel.of(1, 240, 5)
            .map(
                series -> {
                  double[] ones = new double[series.size()];
                  Arrays.fill(ones, 1);
                  return series.with("weight", ones);
                });
    VolatilityTrainer trainer = TRAINER.dataset(OPTIONS.withParts(0.2, 0));
    TimeSeries one = returns.get("S0");
    assertThat(losses(trainer.details(WEIGHTED).fit(one)))
        .usingRecursiveComparison()
        .isEqualTo(losses(trainer.fit(one)));
  }
}
