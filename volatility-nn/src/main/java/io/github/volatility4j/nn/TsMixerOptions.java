package io.github.volatility4j.nn;

/**
 * Size of a TSMixer network.
 *
 * @param hidden numbers a day inside the network, at least 1
 * @param feedForward width of the hidden layer of feature mixing, at least 1
 * @param blocks mixer blocks one after the other, at least 1
 * @param dropout share of the values set to zero in training, in [0, 1)
 * @param reversibleInstanceNorm whether each window's truth is normalised by its own mean and
 *     standard deviation on the way in and the output set back on the way out; in the conditional
 *     form so is each window's teacher, where that is an input
 * @param form basic or conditional, with which norm and activation
 */
public record TsMixerOptions(
    int hidden,
    int feedForward,
    int blocks,
    double dropout,
    boolean reversibleInstanceNorm,
    TsMixerForm form)
    implements NetworkOptions {
  /**
   * Checks the numbers.
   *
   * @param hidden at least 1
   * @param feedForward at least 1
   * @param blocks at least 1
   * @param dropout in [0, 1)
   * @param reversibleInstanceNorm any
   * @param form any
   * @throws IllegalArgumentException naming what is out of range
   */
  public TsMixerOptions {
    if (hidden < 1) {
      throw new IllegalArgumentException("hidden is " + hidden + ", must be >= 1");
    }
    if (feedForward < 1) {
      throw new IllegalArgumentException("feedForward is " + feedForward + ", must be >= 1");
    }
    if (blocks < 1) {
      throw new IllegalArgumentException("blocks is " + blocks + ", must be >= 1");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is " + dropout + ", must be in [0, 1)");
    }
  }

  /**
   * The basic form with layer norm behind each mixing, and ReLU.
   *
   * @param hidden at least 1
   * @param feedForward at least 1
   * @param blocks at least 1
   * @param dropout in [0, 1)
   * @param reversibleInstanceNorm any
   * @throws IllegalArgumentException naming what is out of range
   */
  public TsMixerOptions(
      int hidden, int feedForward, int blocks, double dropout, boolean reversibleInstanceNorm) {
    this(hidden, feedForward, blocks, dropout, reversibleInstanceNorm, TsMixerForm.BASIC);
  }

  /**
   * The same size in another form.
   *
   * @param value of the network
   * @return new options
   */
  public TsMixerOptions withForm(TsMixerForm value) {
    return new TsMixerOptions(hidden, feedForward, blocks, dropout, reversibleInstanceNorm, value);
  }

  /** {@return the size of {@link Preset#RECOMMENDED}} */
  public static TsMixerOptions defaults() {
    return of(Preset.RECOMMENDED);
  }

  /**
   * The size of a preset.
   *
   * @param preset RECOMMENDED: basic, 32 × 64, 2 blocks, dropout 0.1; SEED: conditional, 32 × 64, 4
   *     blocks, dropout 0.1, reversible instance norm
   * @return the size
   * @throws IllegalArgumentException for {@link Preset#PAPER}, which has no TSMixer
   */
  public static TsMixerOptions of(Preset preset) {
    return switch (preset) {
      case RECOMMENDED -> new TsMixerOptions(32, 64, 2, 0.1, false);
      case SEED -> new TsMixerOptions(32, 64, 4, 0.1, true, TsMixerForm.CONDITIONAL);
      case PAPER ->
          throw new IllegalArgumentException(
              "preset PAPER is an LSTM; for a TSMixer use RECOMMENDED or SEED");
    };
  }

  /** The same form in another size. */
  TsMixerOptions with(int numbersADay, int mixingWidth, int mixerBlocks, double share) {
    return new TsMixerOptions(numbersADay, mixingWidth, mixerBlocks, share, reversibleInstanceNorm);
  }
}
