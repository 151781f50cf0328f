package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.loss.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence: bits of trainings that were stopped and resumed, against those of undisturbed ones. */
class RunDirectoryTest {
  private static VolatilityDataset data;

  @TempDir Path dir;

  @BeforeAll
  static void label() {
    data =
        VolatilityDataset.of(
            GarchTeacher.of(40).label(SimulatedPanel.of(2, 220, 1)).series(),
            DatasetOptions.defaults()
                .withInputChunkLength(10)
                .withTruth("var_true_40")
                .withTeacher("garch_var_40"));
  }

  private static VolatilityTrainer trainer() {
    return VolatilityTrainer.builder()
        .tsMixer(Preset.SEED)
        .tsMixer(new TsMixerOptions(4, 4, 1, 0.2, false))
        .loss(Loss.qlike())
        .lambda(0.5)
        .learningRate(1e-2)
        .epochs(4);
  }

  private static float[] weights(NeuralVolatility model, Path file) throws IOException {
    model.save(file);
    byte[] raw =
        io.github.volatility4j.dataset.Archive.read(file, "volatility-model", 1, 1 << 20)
            .entries()
            .get("weights.f32");
    float[] out = new float[raw.length / 4];
    java.nio.ByteBuffer.wrap(raw).order(java.nio.ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out);
    return out;
  }

  /** Interrupts its thread at the n-th call. */
  private static TrainingListener interruptingAfter(int calls) {
    return new TrainingListener() {
      private int left = calls;

      @Override
      public void onProgress(String stage, long done, long total) {
        if (--left == 0) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private float[] stoppedAndResumed(VolatilityTrainer trainer, RunDirectory run)
      throws IOException {
    for (int stops = 1; ; stops++) {
      try {
        NeuralVolatility model =
            trainer.listener(interruptingAfter(stops)).runDirectory(run.resumed()).fit(data);
        assertThat(stops).isGreaterThan(3);
        return weights(model, dir.resolve("resumed.model"));
      } catch (CancellationException e) {
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e).hasMessageContaining("last.checkpoint is saved");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TrainingDetails.Optimizer.class)
  void aTrainingThatIsStoppedAgainAndAgainEndsWithTheSameBits(TrainingDetails.Optimizer optimizer)
      throws IOException {
    TrainingDetails d = TrainingDetails.defaults();
    VolatilityTrainer trainer =
        trainer()
            .details(
                new TrainingDetails(
                    optimizer,
                    TrainingDetails.RateSchedule.PLATEAU,
                    2,
                    1,
                    true,
                    0.9,
                    d.maxSamples(),
                    2,
                    d.precision(),
                    "",
                    1));
    float[] undisturbed = weights(trainer.fit(data), dir.resolve("undisturbed.model"));
    assertThat(stoppedAndResumed(trainer, RunDirectory.of(dir.resolve("run"))))
        .isEqualTo(undisturbed);
  }

  @Test
  void theStopMayLieWithinAnEpochAndHistoryIsTheSame() throws IOException {
    NeuralVolatility alone = trainer().fit(data);
    RunDirectory run = RunDirectory.of(dir.resolve("run")).every(1, Duration.ofNanos(1));
    // A checkpoint after each step, and a death after one of them: as if the process were killed.
    int[] calls = new int[1];
    TrainingListener dying =
        new TrainingListener() {
          @Override
          public void onProgress(String stage, long done, long total) {
            if (stage.equals("epoch 2") && ++calls[0] == 1) {
              throw new IllegalStateException("killed");
            }
          }
        };
    assertThatThrownBy(() -> trainer().listener(dying).runDirectory(run).fit(data))
        .hasMessage("killed");
    NeuralVolatility resumed = trainer().runDirectory(run.resumed()).fit(data);
    assertThat(weights(resumed, dir.resolve("a"))).isEqualTo(weights(alone, dir.resolve("b")));
    assertThat(losses(resumed)).isEqualTo(losses(alone));
    assertThat(Files.readAllLines(dir.resolve("run").resolve("history.jsonl"))).hasSize(4);
  }

  private static List<List<Object>> losses(NeuralVolatility model) {
    List<List<Object>> out = new ArrayList<>();
    for (Epoch epoch : model.epochs()) {
      out.add(
          List.of(
              epoch.number(),
              epoch.trainLoss(),
              epoch.validationLoss(),
              epoch.learningRate(),
              epoch.best()));
    }
    return out;
  }

  @Test
  void aTrainingCanBeMadeLongerAndAFinishedOneIsNotTrainedAgain() throws IOException {
    RunDirectory run = RunDirectory.of(dir.resolve("run"));
    trainer().epochs(2).runDirectory(run).fit(data);
    NeuralVolatility longer = trainer().epochs(4).runDirectory(run.resumed()).fit(data);
    assertThat(weights(longer, dir.resolve("a")))
        .isEqualTo(weights(trainer().fit(data), dir.resolve("b")));
    List<Epoch> again = trainer().epochs(4).runDirectory(run.resumed()).fit(data).epochs();
    assertThat(again).isEqualTo(longer.epochs()); // seconds included: nothing was done
  }

  @Test
  void theBestWeightsSoFarAreAModel() {
    RunDirectory run = RunDirectory.of(dir.resolve("run"));
    NeuralVolatility fitted = trainer().runDirectory(run).fit(data);
    NeuralVolatility best = NeuralVolatility.load(dir.resolve("run").resolve("best.model"));
    String name = fitted.names().get(0);
    assertThat(best.forecast(name, 3).variance()).isEqualTo(fitted.forecast(name, 3).variance());
  }

  @Test
  void aCheckpointOfOtherOptionsIsRefused() {
    RunDirectory run = RunDirectory.of(dir.resolve("run"));
    trainer().runDirectory(run).fit(data);
    assertThatThrownBy(() -> trainer().lambda(0.4).runDirectory(run.resumed()).fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("last.checkpoint belongs to a training with other options or data");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "no directory");
    assertThatThrownBy(() -> trainer().runDirectory(RunDirectory.of(file.resolve("run"))).fit(data))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot make the directory " + file.resolve("run"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated", "corrupt", "foreign"})
  void aCheckpointThatIsNotWholeIsRefused(String how) throws IOException {
    RunDirectory run = RunDirectory.of(dir.resolve("run"));
    trainer().epochs(1).runDirectory(run).fit(data);
    Path checkpoint = dir.resolve("run").resolve("last.checkpoint");
    byte[] bytes = Files.readAllBytes(checkpoint);
    switch (how) {
      case "truncated" -> Files.write(checkpoint, java.util.Arrays.copyOf(bytes, 400));
      case "corrupt" -> {
        bytes[bytes.length / 2] ^= 1;
        Files.write(checkpoint, bytes);
      }
      default ->
          Files.copy(
              dir.resolve("run").resolve("best.model"),
              checkpoint,
              java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThatThrownBy(() -> trainer().runDirectory(run.resumed()).fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(checkpoint.toString());
  }
}
