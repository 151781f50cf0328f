package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person sees: a training on a pseudo-terminal, which {@code script} of util-linux makes,
 * that is ended by Ctrl-C while its bar is on the screen.
 */
@Tag("heavy")
class CtrlCTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final byte CTRL_C = 3;

  /** Who runs the tests in the background ignores Ctrl-C, and so would what they start. */
  private static final String HEARING_CTRL_C =
      "hear=\"$(env --default-signal=INT echo env --default-signal=INT 2>&-)\"\nexec $hear";

  @TempDir private Path dir;

  @Test
  void aTrainingSavesAndSaysHowToGoOn() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SCRIPT), "there is no " + SCRIPT);
    Path prices = TestData.lines(dir.resolve("prices.csv"), TestData.widePanel(400, "A", "B"));
    Path labels = dir.resolve("labels.csv");
    Path data = dir.resolve("small.data");
    CommandLineRun.of("labels", "--input", prices, "--output", labels);
    CommandLineRun.of("dataset", "--input", labels, "--output", data, "--input-chunk-length", 20);
    Path model = dir.resolve("stopped.model");

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    String training =
        "train --model tsmixer --epochs 500 --patience 500 --hidden-size 4 --num-blocks 1";
    command.addAll(List.of(training.split(" ")));
    command.addAll(List.of("--data", data.toString(), "--model-path", model.toString()));
    Path shell = dir.resolve("train.sh");
    Files.writeString(shell, HEARING_CTRL_C + " '" + String.join("' '", command) + "'\n");
    Process process =
        new ProcessBuilder(SCRIPT.toString(), "-qec", "sh '" + shell + "'", "/dev/null")
            .redirectErrorStream(true)
            .start();
    String seen = pressedInEpoch3(process);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

    assertThat(seen).containsPattern("epoch 2 .*% .*loss [0-9.]+, val [0-9.]+, rate 3e-04");
    assertThat(seen)
        .contains("training was interrupted")
        .contains("last.checkpoint is saved")
        .contains("give the same command with --resume")
        .doesNotContain("Exception");
    assertThat(seen.replaceAll("\r *\r", "").replace("\r", "")).doesNotContain("\n\n");
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(dir.resolve("stopped.model.run").resolve("last.checkpoint")).exists();
    assertThat(model).doesNotExist();
  }

  private static String pressedInEpoch3(Process process) throws IOException {
    StringBuilder seen = new StringBuilder();
    byte[] buffer = new byte[4096];
    boolean pressed = false;
    try (OutputStream keys = process.getOutputStream();
        InputStream screen = process.getInputStream()) {
      for (int n = screen.read(buffer); n >= 0; n = screen.read(buffer)) {
        seen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        if (!pressed && seen.indexOf("epoch 3 ") >= 0) {
          keys.write(CTRL_C);
          keys.flush();
          pressed = true;
        }
      }
    }
    return seen.toString();
  }
}
