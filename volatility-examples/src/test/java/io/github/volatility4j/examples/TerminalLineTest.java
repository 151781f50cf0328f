package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Evidence: the characters that reach a terminal, and what is left to be seen of them. */
class TerminalLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TerminalLine line =
      new TerminalLine(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What a terminal shows after a carriage return is written over. */
  private String seen() {
    StringBuilder shown = new StringBuilder();
    for (String part : written().split("\r")) {
      shown.replace(0, Math.min(part.length(), shown.length()), part);
    }
    return shown.toString().stripTrailing();
  }

  @Test
  void aShorterTextLeavesNothingOfALongerOneBehind() {
    line.accept("epoch 1 100%");
    line.accept("epoch 2");
    assertThat(seen()).isEqualTo("epoch 2");
  }

  @Test
  void aClearedLineIsEmptyAndStaysTheSameLine() {
    line.accept("epoch 1");
    line.clear();
    line.close();
    assertThat(seen()).isEmpty();
    assertThat(written()).endsWith("\r").doesNotContain("\n");
  }

  @Test
  void aTextThatIsTooLongIsCutBeforeTheLastColumn() {
    line.accept("x".repeat(1000));
    assertThat(seen()).hasSize(line.getMaxRenderedLength());
  }
}
