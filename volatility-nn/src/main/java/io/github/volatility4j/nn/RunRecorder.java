package io.github.volatility4j.nn;

import io.github.volatility4j.series.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a {@link RunDirectory} promises. */
final class RunRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

  private final RunDirectory directory;
  private final String fingerprint;
  private final BestModel bestModel;
  private @Nullable EventFile events;
  private long saved = System.nanoTime();
  private int bestEpoch;

  /** Writes the best weights of a checkpoint as a model. */
  interface BestModel {
    void write(Checkpoint checkpoint, double levelCorrection, Path file);
  }

  /**
   * @param directory where to write; made here
   * @param fingerprint of options and data
   * @param recipe told to whoever reads the directory
   * @param bestModel writes the best weights so far as a model
   */
  RunRecorder(RunDirectory directory, String fingerprint, Recipe recipe, BestModel bestModel) {
    this.directory = directory;
    this.fingerprint = fingerprint;
    this.bestModel = bestModel;
    try {
      Files.createDirectories(directory.path());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directory " + directory.path() + ": " + e, e);
    }
    lines("options.properties", options(recipe));
  }

  private static List<String> options(Recipe recipe) {
    SortedMap<String, String> out = new TreeMap<>();
    ModelFile.putRecipe(out, recipe);
    String version = RunRecorder.class.getPackage().getImplementationVersion();
    out.put("version.volatility4j", version == null ? "development" : version);
    out.put("version.java", Runtime.version().toString());
    out.put("version.nd4j", Nd4jBackend.description());
    return out.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private Path file(String name) {
    return directory.path().resolve(name);
  }

  private Path checkpoint() {
    return file("last.checkpoint");
  }

  private void lines(String name, List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    AtomicFile.write(file(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The checkpoint to go on from, if one is wanted and there.
   *
   * @throws IllegalArgumentException if it belongs to other options or data
   */
  Optional<Checkpoint> resume(int parameters, int moments) {
    if (!directory.resume() || !Files.exists(checkpoint())) {
      return Optional.empty();
    }
    Checkpoint found = Checkpoint.read(checkpoint(), parameters, moments);
    if (!found.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException(
          checkpoint()
              + " belongs to a training with other options or data; resume with those, or choose"
              + " another directory");
    }
    LOG.info(
        "going on from {}: epoch {}, batch {}",
        checkpoint(),
        found.state().epoch,
        found.state().batches);
    bestEpoch = lastBest(found.state());
    return Optional.of(found);
  }

  private static int lastBest(LoopState state) {
    return state.done.stream().filter(Epoch::best).mapToInt(Epoch::number).max().orElse(0);
  }

  /** Whether it is time for a checkpoint within an epoch. */
  boolean isDue() {
    return System.nanoTime() - saved > directory.every().toNanos();
  }

  /** Notes an epoch that has ended; the state is that of the beginning of the next. */
  boolean ended(LoopState state) {
    Epoch epoch = state.done.get(state.done.size() - 1);
    lines("history.jsonl", state.done.stream().map(RunRecorder::json).toList());
    if (events == null) {
      events = EventFile.in(directory.path(), epoch.number());
    }
    events.scalars(
        epoch.number(),
        new TreeMap<>(
            Map.of(
                "loss/train", epoch.trainLoss(),
                "loss/validation", epoch.validationLoss(),
                "learning_rate", epoch.learningRate(),
                "seconds", epoch.seconds())));
    return epoch.number() % directory.everyEpochs() == 0;
  }

  private static String json(Epoch epoch) {
    return ("{\"epoch\": %d, \"train_loss\": %s, \"validation_loss\": %s, \"learning_rate\": %s,"
            + " \"seconds\": %s, \"best\": %s}")
        .formatted(
            epoch.number(),
            epoch.trainLoss(),
            epoch.validationLoss(),
            epoch.learningRate(),
            epoch.seconds(),
            epoch.best());
  }

  /**
   * Saves.
   *
   * @param levelCorrection of a model of the best weights; asked for if there are new ones
   */
  void save(Checkpoint checkpoint, DoubleSupplier levelCorrection) {
    checkpoint.write(checkpoint());
    int best = lastBest(checkpoint.state());
    if (best > bestEpoch) {
      bestModel.write(checkpoint, levelCorrection.getAsDouble(), file("best.model"));
      bestEpoch = best;
    }
    saved = System.nanoTime();
  }

  String fingerprint() {
    return fingerprint;
  }

  /** {@return what an interrupted training says} */
  String saidWhenStopped() {
    return "; " + checkpoint() + " is saved, from which it can be resumed";
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
