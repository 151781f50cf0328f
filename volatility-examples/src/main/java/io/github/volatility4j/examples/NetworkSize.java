package io.github.volatility4j.examples;

import io.github.volatility4j.nn.LstmOptions;
import io.github.volatility4j.nn.Preset;
import io.github.volatility4j.nn.TsMixerForm;
import io.github.volatility4j.nn.TsMixerOptions;
import io.github.volatility4j.nn.VolatilityTrainer;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how large a network is: those given, over those of a preset. */
final class NetworkSize {
  /** Kinds of network. */
  enum Kind {
    LSTM,
    TSMIXER
  }

  @Option(names = "--hidden-size", description = "LSTM: cells a layer; TSMixer: numbers a day.")
  private Optional<Integer> hidden = Optional.empty();

  @Option(names = "--num-layers", description = "LSTM: layers.")
  private Optional<Integer> layers = Optional.empty();

  @Option(names = "--ff-size", description = "TSMixer: width of the feature mixing.")
  private Optional<Integer> feedForward = Optional.empty();

  @Option(names = "--num-blocks", description = "TSMixer: mixer blocks.")
  private Optional<Integer> blocks = Optional.empty();

  @Option(
      names = "--mixer",
      description = {
        "TSMixer: basic mixes over the days of the window; conditional, the form of the",
        "Python workflow, projects them to one number first (default: the preset's)."
      })
  private Optional<TsMixerForm.Kind> mixer = Optional.empty();

  @Option(names = "--dropout", description = "Share of values set to zero in training.")
  private Optional<Double> dropout = Optional.empty();

  /** A trainer with the network; an option of the other kind is refused. */
  VolatilityTrainer choose(Kind kind, Preset preset) {
    VolatilityTrainer trainer = VolatilityTrainer.builder();
    if (kind == Kind.LSTM) {
      refuse("--ff-size", feedForward, "an lstm");
      refuse("--num-blocks", blocks, "an lstm");
      refuse("--mixer", mixer, "an lstm");
      LstmOptions base = LstmOptions.of(preset);
      return trainer
          .lstm(preset)
          .lstm(
              new LstmOptions(
                  layers.orElse(base.layers()),
                  hidden.orElse(base.width()),
                  dropout.orElse(base.dropout()),
                  base.headWidth()));
    }
    refuse("--num-layers", layers, "a tsmixer");
    TsMixerOptions base = TsMixerOptions.of(preset);
    return trainer
        .tsMixer(preset)
        .tsMixer(
            new TsMixerOptions(
                hidden.orElse(base.hidden()),
                feedForward.orElse(base.feedForward()),
                blocks.orElse(base.blocks()),
                dropout.orElse(base.dropout()),
                base.reversibleInstanceNorm(),
                mixer.map(NetworkSize::form).orElse(base.form())));
  }

  private static TsMixerForm form(TsMixerForm.Kind kind) {
    return kind == TsMixerForm.Kind.BASIC ? TsMixerForm.BASIC : TsMixerForm.CONDITIONAL;
  }

  private static void refuse(String option, Optional<?> given, String kind) {
    if (given.isPresent()) {
      throw new IllegalArgumentException(option + " is not an option of " + kind);
    }
  }
}
