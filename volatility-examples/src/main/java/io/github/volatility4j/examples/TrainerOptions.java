package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.Preset;
import io.github.volatility4j.nn.Reference;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.nn.loss.Loss;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is trained and on what: options of every command that trains. */
final class TrainerOptions {
  @Option(names = "--data", required = true, description = "Dataset.")
  private Path data = Path.of("");

  @Option(names = "--model", required = true, description = "lstm or tsmixer.")
  private NetworkSize.Kind model = NetworkSize.Kind.LSTM;

  @Option(names = "--preset", description = "recommended, paper or seed (default: seed).")
  private Preset preset = Preset.SEED;

  @Option(names = "--lambda", description = "Weight of the truth in the loss.")
  private Optional<Double> lambda = Optional.empty();

  @Option(
      names = "--loss",
      description = {
        "Loss inside the weighted loss: mse, mae, qlike, log-mse, gaussian,",
        "huber:DELTA, student-t:NU, pinball:TAU."
      })
  private Optional<String> loss = Optional.empty();

  @Option(
      names = "--anchor",
      description =
          "What the forecast is relative to: garch:W, gjr-t:W and others (see backtest), ewma, some"
              + " joined by + for their geometric mean, or none.")
  private Optional<String> anchor = Optional.empty();

  @Option(
      names = "--teacher",
      description = "Teacher of the weighted loss: as for --anchor, or labels for the dataset's.")
  private Optional<String> teacher = Optional.empty();

  @Option(names = "--epochs", description = "Passes over the training windows, at most.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--batch-size", description = "Windows a step.")
  private Optional<Integer> batchSize = Optional.empty();

  @Option(names = "--seed", description = "Of weights, order and dropout (default: 42).")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--lr", description = "Learning rate in the first epoch.")
  private Optional<Double> learningRate = Optional.empty();

  @Option(names = "--lr-gamma", description = "Factor on the learning rate after each epoch.")
  private Optional<Double> gamma = Optional.empty();

  @Option(names = "--weight-decay", description = "AdamW's decay of weight matrices.")
  private Optional<Double> weightDecay = Optional.empty();

  @Option(names = "--grad-clip", description = "Global norm that a gradient is scaled down to.")
  private Optional<Double> gradientClip = Optional.empty();

  @Option(names = "--patience", description = "Epochs without improvement before it stops.")
  private Optional<Integer> patience = Optional.empty();

  @Option(names = "--min-delta", description = "Fall of validation loss that is an improvement.")
  private Optional<Double> minDelta = Optional.empty();

  @Option(names = "--stride", description = "Days between training windows of one stock.")
  private Optional<Integer> stride = Optional.empty();

  @Option(
      names = "--training-length",
      description = "Days of a training window (lstm); 0 for as many as a forecast sees.")
  private Optional<Integer> trainingLength = Optional.empty();

  @Option(
      names = "--warm-up",
      description = "Days at a training window's start whose forecasts don't count (lstm).")
  private Optional<Integer> warmUp = Optional.empty();

  @ArgGroup(exclusive = false, validate = false)
  private NetworkSize size = new NetworkSize();

  @Option(
      names = "--input-chunk-length",
      description = "Days that the network looks back; it must be the dataset's.")
  private Optional<Integer> inputChunkLength = Optional.empty();

  @Option(
      names = "--covariate-mode",
      description = "none or lagged: whether the dataset has covariates; it is checked.")
  private Optional<CovariateMode> covariateMode = Optional.empty();

  @ArgGroup(exclusive = false, validate = false)
  private TrainingDetailOptions details = new TrainingDetailOptions();

  /** {@return the dataset, if it is what the options say it is} */
  VolatilityDataset dataset() {
    VolatilityDataset dataset = Input.read(data, VolatilityDataset::load);
    requireChunkLength(dataset);
    covariateMode.ifPresent(mode -> mode.require(dataset, data));
    return dataset;
  }

  /** {@return the seed of the trainings, that of the presets if none is given} */
  long seed() {
    return seed.orElse(42L);
  }

  /** {@return the trainer that the options describe} */
  VolatilityTrainer trainer() {
    VolatilityTrainer trainer = size.choose(model, preset);
    trainer = set(trainer, lambda, VolatilityTrainer::lambda);
    trainer = set(trainer, loss.map(Loss::named), VolatilityTrainer::loss);
    trainer = set(trainer, epochs, VolatilityTrainer::epochs);
    trainer = set(trainer, batchSize, VolatilityTrainer::batchSize);
    trainer = set(trainer, seed, VolatilityTrainer::seed);
    trainer = set(trainer, learningRate, VolatilityTrainer::learningRate);
    trainer = set(trainer, gamma, VolatilityTrainer::learningRateDecay);
    trainer = set(trainer, weightDecay, VolatilityTrainer::weightDecay);
    trainer = set(trainer, gradientClip, VolatilityTrainer::gradientClip);
    trainer = set(trainer, patience, VolatilityTrainer::patience);
    trainer = set(trainer, minDelta, VolatilityTrainer::minDelta);
    trainer = set(trainer, stride, VolatilityTrainer::stride);
    trainer = set(trainer, trainingLength, VolatilityTrainer::trainingLength);
    trainer = set(trainer, warmUp, VolatilityTrainer::warmUp);
    trainer = set(trainer, anchor, TrainerOptions::anchored);
    trainer = set(trainer, teacher, TrainerOptions::taught);
    return trainer.details(details.details());
  }

  static VolatilityTrainer anchored(VolatilityTrainer trainer, String name) {
    return name.equals("none") ? trainer.withoutAnchor() : trainer.anchor(new Reference(name));
  }

  static VolatilityTrainer taught(VolatilityTrainer trainer, String name) {
    return name.equals("labels") ? trainer.labelTeacher() : trainer.teacher(new Reference(name));
  }

  private static <T> VolatilityTrainer set(
      VolatilityTrainer trainer,
      Optional<T> value,
      BiFunction<VolatilityTrainer, T, VolatilityTrainer> setter) {
    return value.map(given -> setter.apply(trainer, given)).orElse(trainer);
  }

  private void requireChunkLength(VolatilityDataset dataset) {
    int there = dataset.options().inputChunkLength();
    inputChunkLength.ifPresent(
        wanted -> {
          if (wanted != there) {
            throw new IllegalArgumentException(
                "--input-chunk-length is %d, but %s was made with %d; make it again with the wanted one"
                    .formatted(wanted, data, there));
          }
        });
  }
}
