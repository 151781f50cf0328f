package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "labels",
        "dataset",
        "train",
        "evaluate",
        "forecast",
        "garch",
        "search",
        "ensemble",
        "sweep"
      })
  void everyCommandHasHelp(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: volatility4j " + command).contains("--verbose");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpListsTheCommands() {
    CommandLineRun run = CommandLineRun.of("--help");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("demo", "labels", "dataset", "train", "evaluate", "forecast", "garch");
  }

  @Test
  void versionIsData() {
    CommandLineRun run = CommandLineRun.of("--version");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("volatility4j ").contains("Java");
  }

  @Test
  void withoutACommandItSaysWhichThereAre() {
    CommandLineRun run = CommandLineRun.of();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("command", "labels", "garch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report"})
  void aCommandOfLaterVersionsIsRefusedByName(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--input", "x");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith(command + " is not available in this version");
  }

  @Test
  void theSpellingWithUnderscoresIsAccepted() {
    CommandLineRun run =
        CommandLineRun.of("dataset", "--input", "my_labels.csv", "--output", "d", "--val_frac=.2");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("my_labels.csv").doesNotContain("val-frac");
  }

  @Test
  void aStackTraceIsPrintedOnlyWhenAskedFor() {
    String[] args = {"labels", "--input", "none.csv", "--output", "x"};
    assertThat(CommandLineRun.of((Object[]) args).err()).doesNotContain("\tat ");
    CommandLineRun run =
        CommandLineRun.of("labels", "--verbose", "--input", "none.csv", "--output", "x");
    assertThat(run.err()).contains("\tat ").contains("none.csv");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void namesOfFilesFromCodesStayInTheirDirectory() {
    assertThat(Output.name("../BT-A.L")).isEqualTo("_.._BT-A.L");
    assertThat(Path.of(Output.name("a/b:c"))).hasFileName("a_b_c");
  }
}
