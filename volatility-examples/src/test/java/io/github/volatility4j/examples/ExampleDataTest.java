package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The embedded data are what DATA.md says. */
class ExampleDataTest {
  @Test
  void thirtyDowJonesStocksAreComplete() {
    SeriesSet prices = ExampleData.dowJones30();
    assertThat(prices.size()).isEqualTo(30);
    for (TimeSeries stock : prices) {
      assertThat(stock.size()).isEqualTo(2529);
      assertThat(stock.date(0)).isEqualTo(LocalDate.of(1990, 12, 31));
      assertThat(stock.date(2528)).isEqualTo(LocalDate.of(2001, 1, 2));
    }
    assertThat(prices.get("INTC").value(0)).isEqualTo(1.2);
  }

  @Test
  void theSp500HasItsCloses() {
    TimeSeries closes = ExampleData.sp500();
    assertThat(closes.size()).isEqualTo(5105);
    assertThat(closes.date(0)).isEqualTo(LocalDate.of(2000, 1, 3));
    assertThat(closes.value(5104)).isEqualTo(2874.560059);
  }

  @Test
  void theMarkAgainstThePoundIsUndated() {
    TimeSeries returns = ExampleData.dem2gbp();
    assertThat(returns.size()).isEqualTo(1974);
    assertThat(returns.isDated()).isFalse();
    assertThat(returns.value(0)).isEqualTo(0.12533286);
    assertThat(returns.unit()).isEqualTo(TimeSeries.PERCENT);
  }
}
