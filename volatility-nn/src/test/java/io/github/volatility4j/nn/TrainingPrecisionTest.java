package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Evidence: what bf16 learns is held to what f32 learns; what can't have it is refused. */
class TrainingPrecisionTest {
  private static final VolatilityDataset DATA =
      VolatilityDataset.of(
          GarchTeacher.of(90).label(SimulatedPanel.of(2, 400, 7)).series(),
          DatasetOptions.defaults().withInputChunkLength(20));

  private static NeuralVolatility fit(
      Precision precision, UnaryOperator<VolatilityTrainer> network) {
    TrainingDetails details = TrainingDetails.defaults().withPrecision(precision);
    VolatilityTrainer trainer = VolatilityTrainer.builder().withoutAnchor();
    return network.apply(trainer).epochs(3).batchSize(32).details(details).fit(DATA);
  }

  private static NeuralVolatility lstm(Precision precision) {
    return fit(precision, trainer -> trainer.lstm(new LstmOptions(1, 16, 0, 0)));
  }

  private static double bestLoss(NeuralVolatility fitted) {
    return fitted.epochs().stream().mapToDouble(Epoch::validationLoss).min().orElseThrow();
  }

  @Test
  void bf16AndF32ReachTheSameValidationLoss() {
    Nd4jBackend.prepare();
    assumeTrue(OneDnn.available() && OneDnn.fastBf16(), "no bf16 on this processor");
    double f32 = bestLoss(lstm(Precision.F32));
    NeuralVolatility rounded = lstm(Precision.BF16);
    assertThat(bestLoss(rounded)).isNotEqualTo(f32).isCloseTo(f32, within(0.02 * Math.abs(f32)));
    assertThat(rounded.engine()).contains("f32"); // forecasts don't need the speed
  }

  @Test
  void aProcessorWithoutItIsToldSo() {
    Nd4jBackend.prepare();
    assumeTrue(!OneDnn.available() || !OneDnn.fastBf16(), "bf16 is there");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lstm(Precision.BF16))
        .withMessageContaining("precision bf16");
  }

  @Test
  void aTsMixerRefusesBf16() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit(Precision.BF16, VolatilityTrainer::tsMixer))
        .withMessageContaining("precision bf16");
  }
}
