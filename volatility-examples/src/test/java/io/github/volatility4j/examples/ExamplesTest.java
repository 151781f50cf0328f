package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example programs run and print what they promise. */
class ExamplesTest {
  /** A program. */
  @FunctionalInterface
  private interface Program {
    void main(String[] args) throws IOException;
  }

  private static String output(Program program) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      program.main(new String[0]);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void fitGarch() {
    assertThat(output(FitGarch::main))
        .contains("GARCH(1,1), normal: CONVERGED_INTERIOR", "gamma1", "nu")
        .contains("after 2020-04-17, daily volatility in percent: ");
  }

  @Test
  void analyseGarch() {
    assertThat(output(AnalyseGarch::main))
        .contains("S&P 500: AR(1), GJR-GARCH(1,1,1), skewed t", "std. error", "Nyblom, joint")
        .contains("EGARCH(1,1,1), Student t", "1 % VaR", "ten-day 1 % quantile")
        .contains("-1106.875616", "-1104.521402") // the second is that of arch
        .doesNotContain("NaN");
  }

  @Test
  void marketPanel() {
    // The crash of October 1997, in the spelling of this machine's country.
    assertThat(output(MarketPanel::main)).contains(String.format("1997-10-27 %+.2f %%", -7.37));
  }

  @Test
  void measureVariance() {
    assertThat(output(MeasureVariance::main).lines())
        .hasSize(4)
        .allMatch(line -> line.endsWith(" % a year"))
        .anyMatch(line -> line.startsWith("Yang-Zhang"));
  }

  @Test
  void testValueAtRisk() {
    assertThat(output(TestValueAtRisk::main).lines())
        .hasSize(2)
        .allMatch(line -> line.contains(" hits in 2590 days; p-values: Kupiec 0.0000"));
  }

  @Test
  @Tag("heavy")
  void trainHybrid() {
    assertThat(output(TrainHybrid::main).lines())
        .hasSize(5)
        .anyMatch(line -> line.startsWith("IBM after 2001-01-02"))
        .anyMatch(line -> line.startsWith("PG after 2001-01-02"));
  }

  @Test
  @Tag("heavy")
  void ownLoss() {
    assertThat(output(OwnLoss::main)).startsWith("S&P 500 after 2020-04-17");
  }

  @Test
  @Tag("heavy")
  void saveAndForecast() {
    assertThat(output(SaveAndForecast::main)).startsWith("GE after 2001-01-02");
  }

  @Test
  @Tag("heavy")
  void searchAndAverage() {
    assertThat(output(SearchAndAverage::main).lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("KO after 2001-01-02"))
        .anyMatch(line -> line.startsWith("spread ["));
  }
}
