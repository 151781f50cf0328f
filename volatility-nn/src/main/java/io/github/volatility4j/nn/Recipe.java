package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.nn.loss.WeightedLoss;
import java.util.Optional;

/**
 * Everything that decides what a training does, apart from the data.
 *
 * @param network kind and size
 * @param inputs what it sees
 * @param anchor what its forecast is relative to; empty for the stock's mean truth
 * @param teacher of the weighted loss; empty for the labels' own
 * @param loss what it minimises
 * @param training how
 * @param dataset window, split, transform and scale, used where returns are given and no dataset
 */
record Recipe(
    NetworkOptions network,
    Encoder.Inputs inputs,
    Optional<Reference> anchor,
    Optional<Reference> teacher,
    WeightedLoss loss,
    TrainingOptions training,
    DatasetOptions dataset) {

  private static final long SEED = 42;

  /** Days between windows that have one target each. */
  private static final int ONE_TARGET_STRIDE = 4;

  static final Reference ANCHOR = Reference.garch(1000).and(Reference.ewma());
  static final Reference TEACHER = Reference.gjrT(1000);

  Recipe {
    if (anchor.isEmpty() && inputs == Encoder.Inputs.MARKET) {
      inputs = Encoder.Inputs.FULL; // the terms are relative to an anchor
    }
  }

  /** Refuses choices that don't go together; which of them came last says nothing. */
  Recipe checked() {
    if (anchor.isPresent()
        && network instanceof TsMixerOptions mixer
        && mixer.reversibleInstanceNorm()) {
      throw new IllegalArgumentException(
          "a TSMixer with an anchor can't have reversible instance norm, whose output is relative"
              + " to the window's own mean; switch one of them off");
    }
    return this;
  }

  /** An LSTM with what a preset says of it. */
  static Recipe lstm(Preset preset) {
    LstmOptions network = LstmOptions.of(preset);
    return switch (preset) {
      case RECOMMENDED ->
          recommended(
              network,
              0.75,
              new TrainingOptions(30, 64, 2e-3, 0.9, 1e-3, 0.5, 4, 1e-4, 75, 190, 40, SEED));
      // What the paper leaves open is taken from the Python workflow.
      case PAPER -> workflow(network, Encoder.Inputs.TRUTH, 0.01, TrainingOptions.ONE_TARGET);
      case SEED -> workflow(network, Encoder.Inputs.TRUTH_AND_TEACHER, 0.01, 0);
    };
  }

  /** A TSMixer with what a preset says of it. */
  static Recipe tsMixer(Preset preset) {
    TsMixerOptions network = TsMixerOptions.of(preset);
    return preset == Preset.RECOMMENDED
        ? recommended(
            network,
            0.5,
            new TrainingOptions(
                20,
                128,
                2e-3,
                0.8,
                1e-3,
                0.5,
                3,
                1e-4,
                ONE_TARGET_STRIDE,
                0,
                TrainingOptions.ONE_TARGET,
                SEED))
        : workflow(network, Encoder.Inputs.TRUTH_AND_TEACHER, 0, TrainingOptions.ONE_TARGET);
  }

  /**
   * The weights are chosen on validation (docs/study.md): the squared error of an LSTM is lowest at
   * 0.75 on both panels, its QLIKE falls little beyond; a TSMixer's QLIKE is lowest at 0.5.
   */
  private static Recipe recommended(
      NetworkOptions network, double lambda, TrainingOptions training) {
    return new Recipe(
        network,
        Encoder.Inputs.MARKET,
        Optional.of(ANCHOR),
        Optional.of(TEACHER),
        new WeightedLoss(lambda, Loss.qlike()),
        training,
        withoutTest());
  }

  private static Recipe workflow(
      NetworkOptions network, Encoder.Inputs inputs, double weightDecay, int warmUp) {
    return new Recipe(
        network,
        inputs,
        Optional.empty(),
        Optional.empty(),
        new WeightedLoss(0.01, Loss.mse()),
        new TrainingOptions(200, 32, 3e-4, 0.99, weightDecay, 0.5, 10, 1e-5, 1, 0, warmUp, SEED),
        withoutTest());
  }

  private static DatasetOptions withoutTest() {
    return DatasetOptions.defaults().withParts(0.2, 0);
  }

  PositiveLink link() {
    return anchor.isPresent() ? PositiveLink.EXPONENTIAL : PositiveLink.SOFTPLUS;
  }

  /** The shape that is trained: of a training window, with an output for each of its targets. */
  NetworkShape trainingShape(FeatureLayout features) {
    int window = dataset.inputChunkLength();
    return new NetworkShape(
        training.trainingLength(window),
        features,
        outputs(),
        training.targets(window),
        training.details().outputChunkLength());
  }

  /** The shape that forecasts: of the days that a forecast sees, with outputs after the last. */
  NetworkShape shape(FeatureLayout features) {
    return new NetworkShape(
        dataset.inputChunkLength(), features, outputs(), 1, training.details().outputChunkLength());
  }

  /** Numbers that come out after a day: for each day ahead what the loss needs. */
  private int outputs() {
    return training.details().outputChunkLength() * loss.inner().outputs();
  }

  /** With another network; one that reads a window's last day only has but that target. */
  Recipe with(NetworkOptions value) {
    TrainingOptions fitting =
        value instanceof LstmOptions lstm && lstm.headWidth() > 0 ? oneTarget(training) : training;
    return new Recipe(value, inputs, anchor, teacher, loss, fitting, dataset);
  }

  private static TrainingOptions oneTarget(TrainingOptions training) {
    return training.edit(
        draft -> {
          draft.trainingLength = 0;
          draft.warmUp = TrainingOptions.ONE_TARGET;
          draft.stride = Math.min(draft.stride, ONE_TARGET_STRIDE);
        });
  }

  Recipe with(Encoder.Inputs value) {
    return new Recipe(network, value, anchor, teacher, loss, training, dataset);
  }

  Recipe withAnchor(Optional<Reference> value) {
    return new Recipe(network, inputs, value, teacher, loss, training, dataset);
  }

  Recipe withTeacher(Optional<Reference> value) {
    return new Recipe(network, inputs, anchor, value, loss, training, dataset);
  }

  Recipe with(WeightedLoss value) {
    return new Recipe(network, inputs, anchor, teacher, value, training, dataset);
  }

  Recipe with(TrainingOptions value) {
    return new Recipe(network, inputs, anchor, teacher, loss, value, dataset);
  }

  Recipe with(DatasetOptions value) {
    return new Recipe(network, inputs, anchor, teacher, loss, training, value);
  }
}
