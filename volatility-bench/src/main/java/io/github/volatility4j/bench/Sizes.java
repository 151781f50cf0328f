package io.github.volatility4j.bench;

import io.github.volatility4j.nn.LstmOptions;
import io.github.volatility4j.nn.TsMixerOptions;

/** What the sizes of the networks are called. */
final class Sizes {
  private Sizes() {}

  static boolean isLstm(String size) {
    return size.equals("2x64") || size.equals("3x256");
  }

  static LstmOptions lstm(String size) {
    return switch (size) {
      case "2x64" -> new LstmOptions(2, 64, 0.2, 0);
      case "3x256" -> new LstmOptions(3, 256, 0.2, 0);
      default ->
          throw new IllegalArgumentException(
              "size of an LSTM is " + size + ", must be 2x64 or 3x256");
    };
  }

  static TsMixerOptions tsMixer(String size) {
    return switch (size) {
      case "32x64" -> new TsMixerOptions(32, 64, 4, 0.1, false);
      case "64x64" -> new TsMixerOptions(64, 64, 4, 0.1, false);
      default ->
          throw new IllegalArgumentException(
              "size of a TSMixer is " + size + ", must be 32x64 or 64x64");
    };
  }
}
