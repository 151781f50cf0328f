package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.dataset.Archive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evidence: the weights of trainings whose process was killed (SIGKILL) at random moments and
 * resumed, again and again, against those of an undisturbed one. {@code -Dkills=100} kills as
 * often; the moments are those of {@code -DkillSeed}.
 */
@Tag("heavy")
class KillAndResumeTest {
  private static final int KILLS = Integer.getInteger("kills", 4);

  @TempDir Path dir;

  @Test
  void weightsAreThoseOfTheUndisturbedRun() throws IOException, InterruptedException {
    Path prices = TestData.lines(dir.resolve("prices.csv"), TestData.widePanel(600, "A", "B"));
    Path labels = dir.resolve("labels.csv");
    Path data = dir.resolve("small.data");
    assertThat(CommandLineRun.of("labels", "--input", prices, "--output", labels).code()).isZero();
    assertThat(
            CommandLineRun.of(
                    "dataset", "--input", labels, "--output", data, "--input-chunk-length", 20)
                .code())
        .isZero();

    long began = System.nanoTime();
    assertThat(ended(train(data, "whole", false))).isZero();
    long duration = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    byte[] undisturbed = weights("whole");

    SplittableRandom random = new SplittableRandom(Long.getLong("killSeed", 1));
    int trials = 0;
    for (int kills = 0; kills < KILLS; trials++) {
      String name = "run" + trials;
      Process process = train(data, name, false);
      while (kills < KILLS
          && !process.waitFor(random.nextLong(duration * 11 / 10), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        kills++;
        process = train(data, name, true);
      }
      assertThat(ended(process)).as("after %d kills", kills).isZero();
      assertThat(weights(name)).as("run %d", trials).isEqualTo(undisturbed);
    }
  }

  /** Starts a training in a process of its own, with a checkpoint after each step. */
  private Process train(Path data, String name, boolean resume) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    String training =
        "train --model tsmixer --epochs 6 --hidden-size 4 --ff-size 4 --num-blocks 1 --batch-size 32"
            + " --checkpoint-minutes 1e-9";
    command.addAll(List.of(training.split(" ")));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of("--model-path", dir.resolve(name + ".model").toString()));
    if (resume) {
      command.add("--resume");
    }
    File said = dir.resolve(name + ".err").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
  }

  private static int ended(Process process) throws InterruptedException {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private byte[] weights(String name) {
    Path model = dir.resolve(name + ".model");
    assertThat(Files.exists(model)).isTrue();
    return Archive.read(model, "volatility-model", 1, 1 << 24).entries().get("weights.f32");
  }
}
