package io.github.volatility4j.bench;

import io.github.volatility4j.nn.LstmOptions;
import io.github.volatility4j.nn.StepHarness;
import io.github.volatility4j.nn.TsMixerOptions;

/**
 * A network with its optimiser on one {@link Problem}, by whatever library.
 *
 * <p>All have one output u, the positive link {@code h = softplus(u)}, the loss {@code mean((h −
 * y)²)}, the gradient's norm clipped, AdamW, and dropout in the same places. An LSTM has dropout
 * between its layers and before the linear readout of its last state.
 */
interface Engine extends AutoCloseable {
  /** {@return the loss before a training step, after which the weights have moved} */
  double step();

  /** {@return u for each window, without dropout} // [batch] */
  float[] infer();

  @Override
  void close();

  /**
   * An LSTM.
   *
   * @param engine name of the engine
   * @param size layers × width
   * @param batch windows
   */
  static Engine lstm(String engine, String size, int batch) {
    return lstm(engine, Sizes.lstm(size), Problem.of(batch, 1));
  }

  /** An LSTM of any size on a given problem. */
  static Engine lstm(String engine, LstmOptions options, Problem problem) {
    return switch (engine) {
      case "ours-f32" -> new Ours(StepHarness.f32(options, problem.features()), problem);
      case "ours-bf16" -> new Ours(StepHarness.bf16(options, problem.features()), problem);
      case "dl4j" -> new Dl4jLstm(options, problem);
      case "libtorch" ->
          new TorchEngine(new TorchLstm(options, problem.features()), false, problem);
      case "libtorch-bf16" ->
          new TorchEngine(new TorchLstm(options, problem.features()), true, problem);
      default -> throw unknown(engine);
    };
  }

  /**
   * A TSMixer.
   *
   * @param engine name of the engine
   * @param size hidden × feed-forward width
   * @param batch windows
   */
  static Engine tsMixer(String engine, String size, int batch) {
    return tsMixer(engine, Sizes.tsMixer(size), Problem.of(batch, 2));
  }

  /** A TSMixer of any size on a given problem. */
  static Engine tsMixer(String engine, TsMixerOptions options, Problem problem) {
    return switch (engine) {
      case "ours-f32" -> new Ours(StepHarness.f32(options, problem.features()), problem);
      case "ours-bf16" -> new Ours(StepHarness.bf16(options, problem.features()), problem);
      case "dl4j" -> throw new NotOffered("stock DL4J has no TSMixer");
      case "libtorch" ->
          new TorchEngine(new TorchTsMixer(options, problem.features()), false, problem);
      case "libtorch-bf16" ->
          new TorchEngine(new TorchTsMixer(options, problem.features()), true, problem);
      default -> throw unknown(engine);
    };
  }

  private static IllegalArgumentException unknown(String engine) {
    return new IllegalArgumentException(
        "engine is " + engine + ", must be ours-f32, ours-bf16, dl4j, libtorch or libtorch-bf16");
  }
}
