package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo on two of its stocks and for one epoch; the whole of it is the second command of the
 * README.
 */
class DemoCommandTest {
  @TempDir private Path dir;

  private CommandLineRun demo(Path out) {
    return CommandLineRun.of("demo", "--out", out, "--stocks", "PG,JPM", "--epochs", 1);
  }

  @Test
  void printsTheTableAndWritesTheSameFilesAtEachRun() {
    Path first = dir.resolve("first");
    CommandLineRun run = demo(first);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(6);
    assertThat(run.out())
        .contains("2 stocks, 2000-01-14 to 2001-01-02, 488 in all")
        .contains("GARCH(1,1)", "LSTM", "TSMixer", "/2")
        .contains(first.toString());
    assertThat(TestData.names(first))
        .containsExactly(
            "dataset.zip",
            "lstm-JPM.png",
            "lstm-PG.png",
            "lstm.model",
            "metrics-lstm.csv",
            "metrics-tsmixer.csv",
            "prices.csv",
            "training-lstm.png",
            "training-tsmixer.png",
            "tsmixer-JPM.png",
            "tsmixer-PG.png",
            "tsmixer.model");

    Path again = dir.resolve("again");
    assertThat(demo(again).code()).isZero();
    for (String file : new String[] {"metrics-lstm.csv", "metrics-tsmixer.csv", "dataset.zip"}) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
  }

  @Test
  void anUnknownStockIsRefused() {
    CommandLineRun run = CommandLineRun.of("demo", "--out", dir, "--stocks", "TSLA");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TSLA").contains("IBM");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsExitCodeOne() {
    Path file = TestData.lines(dir.resolve("file"), "x");
    CommandLineRun run = CommandLineRun.of("demo", "--out", file.resolve("demo"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("file");
  }
}
