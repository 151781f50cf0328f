package io.github.volatility4j.nn;

/**
 * Size of an LSTM network.
 *
 * @param layers LSTM layers one upon the other, at least 1
 * @param width cells in each layer, at least 1
 * @param dropout share of the values set to zero in training, in [0, 1): between LSTM layers and,
 *     with a linear readout, before it
 * @param headWidth 0 for a linear readout of the last state; above 0 for the head of GINN: linear
 *     to this width, batch norm, ReLU, linear to the output
 */
public record LstmOptions(int layers, int width, double dropout, int headWidth)
    implements NetworkOptions {
  /**
   * Checks the numbers.
   *
   * @param layers at least 1
   * @param width at least 1
   * @param dropout in [0, 1)
   * @param headWidth at least 0
   * @throws IllegalArgumentException naming what is out of range
   */
  public LstmOptions {
    if (layers < 1) {
      throw new IllegalArgumentException("layers is " + layers + ", must be >= 1");
    }
    if (width < 1) {
      throw new IllegalArgumentException("width is " + width + ", must be >= 1");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is " + dropout + ", must be in [0, 1)");
    }
    if (headWidth < 0) {
      throw new IllegalArgumentException("headWidth is " + headWidth + ", must be >= 0");
    }
  }

  /** {@return the size of {@link Preset#RECOMMENDED}} */
  public static LstmOptions defaults() {
    return of(Preset.RECOMMENDED);
  }

  /**
   * The size of a preset.
   *
   * @param preset RECOMMENDED: one layer of 48, dropout 0.2, a linear readout; PAPER: three layers of 256,
   *     dropout 0.2, a head of 128; SEED: three layers of 256, dropout 0.2, a linear readout
   * @return the size
   */
  public static LstmOptions of(Preset preset) {
    return switch (preset) {
      case RECOMMENDED -> new LstmOptions(1, 48, 0.2, 0);
      case PAPER -> new LstmOptions(3, 256, 0.2, 128);
      case SEED -> new LstmOptions(3, 256, 0.2, 0);
    };
  }
}
