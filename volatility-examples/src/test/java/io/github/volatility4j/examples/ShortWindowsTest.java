package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.series.Returns;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of docs/short-windows.md can be made. */
class ShortWindowsTest {
  @Test
  void everyWayHasARow() {
    String table =
        ShortWindows.table(List.of(Returns.logPercent(ExampleData.sp500().slice(0, 300))));

    assertThat(table)
        .contains("QLIKE of 1 series", "maximum likelihood", "targeting and priors", "EWMA .94")
        .doesNotContain("NaN");
  }
}
