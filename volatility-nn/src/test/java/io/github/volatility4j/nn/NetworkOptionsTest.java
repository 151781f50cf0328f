package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworkOptionsTest {
  @Test
  void lstmRefusesByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LstmOptions(0, 8, 0, 0))
        .withMessage("layers is 0, must be >= 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LstmOptions(1, -8, 0, 0))
        .withMessage("width is -8, must be >= 1");
    for (double dropout : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new LstmOptions(1, 8, dropout, 0))
          .withMessage("dropout is " + dropout + ", must be in [0, 1)");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LstmOptions(1, 8, 0, -1))
        .withMessage("headWidth is -1, must be >= 0");
  }

  @Test
  void tsMixerRefusesByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TsMixerOptions(0, 8, 1, 0, false))
        .withMessage("hidden is 0, must be >= 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TsMixerOptions(8, 0, 1, 0, false))
        .withMessage("feedForward is 0, must be >= 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TsMixerOptions(8, 8, 0, 0, false))
        .withMessage("blocks is 0, must be >= 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TsMixerOptions(8, 8, 1, Double.NaN, false))
        .withMessage("dropout is NaN, must be in [0, 1)");
  }

  @Test
  void shapeIsChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkShape(90, 0, 1))
        .withMessage("network shape is [batch, 90, 0] -> [batch, 1], all three must be >= 1");
  }

  @Test
  void stepsAreDaysOfTheWindow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkShape(90, 1, 1, 91))
        .withMessage("steps is 91, must be in 1..90, the days of a window");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkShape(90, 1, 1, 0))
        .withMessage("steps is 0, must be in 1..90, the days of a window");
  }

  @Test
  void onlyALinearReadoutOfAnLstmHasOutputsOnSeveralDays() {
    NetworkShape shape = new NetworkShape(90, 1, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Network.create(new LstmOptions(1, 4, 0, 3), shape, DataType.FLOAT, 1).close())
        .withMessage(
            "an LSTM with a head has an output for a window's last day only: steps is 2, must be 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Network.create(new TsMixerOptions(8, 8, 1, 0, false), shape, DataType.FLOAT, 1)
                    .close())
        .withMessage("TSMixer has an output for a window's last day only: steps is 2, must be 1");
  }

  @Test
  void paperHasTheSizesOfThePaper() {
    try (Network network =
        Network.create(
            LstmOptions.of(Preset.PAPER), new NetworkShape(90, 1, 1), DataType.FLOAT, 1)) {
      long recurrent = 4 * 256 * (256 + 1 + 1) + 2 * 4 * 256 * (256 + 256 + 1);
      // Less the 128 biases before batch norm, which it would take away again.
      long head = 256 * 128 + 4 * 128 + 128 + 1;
      assertThat(network.parameters().length()).isEqualTo(recurrent + head);
    }
  }

  /** A square of the width would be 160 GB here. */
  @Test
  void aWideMixerTakesMemoryByItsNumbersOnly() {
    TsMixerForm form = TsMixerForm.CONDITIONAL.withNorm(TsMixerForm.Norm.LAYER_NO_BIAS, false);
    TsMixerOptions wide = new TsMixerOptions(200_000, 1, 1, 0, false, form);
    try (Network network = Network.create(wide, new NetworkShape(3, 2, 1), DataType.FLOAT, 1);
        INDArray x = Nd4j.ones(DataType.FLOAT, 2, 3, 2);
        INDArray output = network.forward(x, false, 0)) {
      assertThat(network.parameters().length()).isLessThan(3_000_000);
      assertThat(output.getFloat(0)).isFinite().isEqualTo(output.getFloat(1));
    }
  }
}
