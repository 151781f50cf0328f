package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels of a logarithmic axis. */
class ChartsTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "0.1, 0.1", "0.0001, 0.0001", "1000, 1000", "20, 20", "0.05, 0.05"})
  void aTickOfALabelledDigitIsSpelledOut(double tick, String label) {
    assertThat(Charts.label(tick, 1, 2, 5)).isEqualTo(label);
  }

  @Test
  void aTickThatASumMissedByARoundingErrorIsTheDigitItStandsFor() {
    assertThat(Charts.label(0.1 + 0.2, 3)).isEqualTo("0.3");
    assertThat(Charts.label(Math.nextDown(0.001), 1)).isEqualTo("0.001");
  }

  @Test
  void otherTicksHaveNoLabel() {
    assertThat(Charts.label(3, 1, 2, 5)).isEmpty();
    assertThat(Charts.label(0.02, 1)).isEmpty();
  }
}
