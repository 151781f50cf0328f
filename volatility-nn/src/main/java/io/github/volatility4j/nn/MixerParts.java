package io.github.volatility4j.nn;

/** What the layers of a TSMixer have in common, and what they are put together from. */
final class MixerParts {
  private final FlatTensors tensors;
  private final Scratch scratch;
  private final TsMixerOptions options;
  private final SparseDropout dropout;
  private final int time;
  private int places;

  /**
   * @param time days that are mixed
   */
  MixerParts(TsMixerOptions options, FlatTensors tensors, Scratch scratch, int time) {
    this.options = options;
    this.tensors = tensors;
    this.scratch = scratch;
    this.time = time;
    dropout = new SparseDropout(options.dropout());
  }

  FlatTensors tensors() {
    return tensors;
  }

  Scratch scratch() {
    return scratch;
  }

  int time() {
    return time;
  }

  int feedForward() {
    return options.feedForward();
  }

  boolean normBefore() {
    return options.form().normBefore();
  }

  MixerNorm norm(String name, int width) {
    return switch (options.form().norm()) {
      case LAYER -> new JointLayerNorm(tensors, name, time, width, true, scratch);
      case LAYER_NO_BIAS -> new JointLayerNorm(tensors, name, time, width, false, scratch);
      case TIME_BATCH -> new TimeBatchNorm(tensors, name, scratch);
    };
  }

  /** An activation with dropout, at the next place in the network. */
  GatedActivation activation() {
    return new GatedActivation(options.form().activation(), masks());
  }

  /** Dropout masks of the next place in the network. */
  WindowMasks masks() {
    return new WindowMasks(dropout, places++);
  }
}
