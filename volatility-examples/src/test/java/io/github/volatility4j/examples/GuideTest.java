package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the guide shows is what the examples run. */
class GuideTest {
  private static final String GUIDE = "guide.md";
  private static final String GARCH_GUIDE = "guide-garch.md";
  private static final Path SOURCES =
      Path.of("src", "main", "java", "io", "github", "volatility4j", "examples");

  private static List<String> blocks(String page, String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("..", "docs", page)))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /** Lines without their indentation, which differs between a page and a method. */
  private static String flat(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource({GUIDE + ",6", GARCH_GUIDE + ",11"})
  void everySnippetIsPartOfAnExample(String page, int least) throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.list(SOURCES)) {
      sources = files.map(TestData::read).map(lines -> flat(String.join("\n", lines))).toList();
    }
    assertThat(blocks(page, "java"))
        .hasSizeGreaterThanOrEqualTo(least)
        .allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(flat(block))));
  }

  @ParameterizedTest
  @CsvSource({GUIDE + ",6", GARCH_GUIDE + ",3"})
  void everyCommandOfTheGuideIsUnderstood(String page, int least) throws IOException {
    List<String> commands =
        blocks(page, "sh").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("$v "))
            .map(line -> line.substring(3))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(least);
    for (String command : commands) {
      // Help is printed when all that stands before it can be parsed.
      CommandLineRun run = CommandLineRun.of((Object[]) (command + " --help").split(" +"));
      assertThat(run.code()).as(command + ": " + run.err()).isEqualTo(CommandLine.ExitCode.OK);
    }
  }
}
