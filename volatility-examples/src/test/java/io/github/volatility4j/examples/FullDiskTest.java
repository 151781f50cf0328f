package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evidence: a process that may write no file as large as its checkpoint, as on a full disk. It ends
 * with code 1 and one line; the checkpoint from before is whole, and with room again training goes
 * on from it to the weights of an undisturbed one.
 */
@Tag("heavy")
class FullDiskTest {
  @TempDir Path dir;

  private Path data;

  @Test
  void theLastCheckpointSurvivesAndTheFileIsNamed() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell here");
    Path prices = TestData.lines(dir.resolve("prices.csv"), TestData.widePanel(300, "A", "B"));
    Path labels = dir.resolve("labels.csv");
    data = dir.resolve("small.data");
    CommandLineRun.of("labels", "--input", prices, "--output", labels);
    CommandLineRun.of("dataset", "--input", labels, "--output", data, "--input-chunk-length", 20);
    assertThat(train("whole", 4).code()).isZero();
    assertThat(train("run", 2).code()).isZero();
    Path run = dir.resolve("run.model.run");
    Path checkpoint = run.resolve("last.checkpoint");
    byte[] good = Files.readAllBytes(checkpoint);
    List<String> names = TestData.names(run);

    Said full = inLittleSpace(4); // blocks of 512 bytes
    assertThat(full.code()).as(full.text()).isEqualTo(1);
    assertThat(full.text()).contains("cannot write " + checkpoint + ": ");
    assertThat(full.text()).doesNotContain("\tat ");
    assertThat(checkpoint).hasBinaryContent(good);
    assertThat(TestData.names(run)).containsAll(names);
    assertThat(TestData.names(run)).noneMatch(name -> name.startsWith("."));

    assertThat(train("run", 4, "--resume").code()).isZero();
    assertThat(weights("run")).isEqualTo(weights("whole"));
  }

  private record Said(int code, String text) {}

  private CommandLineRun train(String name, int epochs, String... more) {
    List<Object> all = new ArrayList<>(arguments(name, epochs));
    all.addAll(List.of(more));
    return CommandLineRun.of(all.toArray());
  }

  private List<String> arguments(String name, int epochs) {
    List<String> all = new ArrayList<>(List.of("train", "--model", "tsmixer"));
    all.addAll(List.of("--hidden-size", "4", "--ff-size", "4", "--num-blocks", "1"));
    all.addAll(List.of("--epochs", "" + epochs, "--data", data.toString()));
    all.addAll(List.of("--model-path", dir.resolve(name + ".model").toString()));
    return all;
  }

  private Said inLittleSpace(int blocks) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "ulimit -f " + blocks + " && exec \"$0\" \"$@\""));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Classes packed for sharing and what the virtual machine notes about itself are files, too.
    command.addAll(List.of("-Xmx256m", "-Xshare:auto", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments("run", 4));
    command.add("--resume");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Said(process.exitValue(), text);
  }

  private byte[] weights(String name) {
    Path model = dir.resolve(name + ".model");
    return io.github.volatility4j.dataset.Archive.read(model, "volatility-model", 1, 1 << 24)
        .entries()
        .get("weights.f32");
  }
}
