package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReturnsTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 1);

  private static TimeSeries dated(double... values) {
    List<LocalDate> dates =
        IntStream.range(0, values.length).mapToObj(i -> DAY.plusDays(i)).toList();
    return TimeSeries.of("AAA", dates, values);
  }

  /** Identity: {@code P[t] = P[0]·exp(Σ r / 100)}. */
  @Property(tries = 200)
  void returnsSumUpToPrices(
      @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = 0.01, max = 1e5) Double> given) {
    double[] prices = given.stream().mapToDouble(Double::doubleValue).toArray();
    TimeSeries returns = Returns.logPercent(TimeSeries.of("AAA", prices));

    double sum = 0;
    for (int t = 0; t < returns.size(); t++) {
      sum += returns.value(t);
      assertThat(prices[0] * Math.exp(sum / 100))
          .isCloseTo(prices[t + 1], within(1e-12 * given.size() * prices[t + 1]));
    }
  }

  /** Scale equivariance: percent is a hundred times decimal, and prices may be in any currency. */
  @Property(tries = 200)
  void percentIsAHundredTimesDecimal(
      @ForAll @Size(min = 2, max = 20) List<@DoubleRange(min = 1, max = 1e3) Double> given) {
    double[] prices = given.stream().mapToDouble(Double::doubleValue).toArray();
    double[] pence = given.stream().mapToDouble(p -> 128 * p).toArray(); // exact in binary
    TimeSeries percent = Returns.logPercent(TimeSeries.of("AAA", prices));
    TimeSeries decimal = Returns.logDecimal(TimeSeries.of("AAA", prices));

    assertThat(Returns.logPercent(TimeSeries.of("AAA", pence)).values())
        .containsExactly(percent.values());
    for (int t = 0; t < percent.size(); t++) {
      assertThat(percent.value(t)).isEqualTo(100 * decimal.value(t));
    }
    assertThat(percent.unit()).isEqualTo("percent");
    assertThat(decimal.unit()).isEqualTo("decimal");
  }

  @Test
  void aReturnCarriesTheLaterDateAndItsPrice() {
    TimeSeries returns =
        Returns.logPercent(dated(100, 110, 99).with("volume", new double[] {1, 2, 3}));

    assertThat(returns.dates()).containsExactly(DAY.plusDays(1), DAY.plusDays(2));
    assertThat(returns.components()).containsExactly("log_return", "close", "volume");
    assertThat(returns.values("close")).containsExactly(110, 99);
    assertThat(returns.values("volume")).containsExactly(2, 3);
    // 100·ln(1.1) = 9.5310179804…, 100·ln(0.9) = −10.5360515657…, from tables of logarithms
    assertThat(returns.value(0)).isCloseTo(9.5310179804, within(1e-10));
    assertThat(returns.value(1)).isCloseTo(-10.5360515657, within(1e-9));
  }

  @Test
  void aSetGivesReturnsOfEachAndNoneOfAStockThatWasNeverPriced() {
    SeriesSet prices =
        SeriesSet.of(List.of(dated(1, 2), TimeSeries.of("NEW", List.of(), new double[0])));

    assertThat(Returns.logPercent(prices).get("NEW").size()).isZero();
    assertThat(Returns.logDecimal(prices).get("AAA").value(0)).isEqualTo(Math.log(2));
    assertThatThrownBy(() -> Returns.logPercent(prices.get("NEW")))
        .hasMessage("series NEW has no prices");
  }

  @Test
  void aPriceThatIsNotPositiveIsRefusedWithItsDay() {
    assertThatThrownBy(() -> Returns.logPercent(dated(1, 0, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series AAA: price 0.0 in row 1 (2024-01-02); prices must be positive");
    assertThatThrownBy(() -> Returns.logDecimal(TimeSeries.of("AAA", new double[] {1, -3})))
        .hasMessage("series AAA: price -3.0 in row 1; prices must be positive");
  }

  @Test
  void aGapLongerThanAWeekendAndHolidaysIsFound() {
    TimeSeries series =
        TimeSeries.of(
            "AAA",
            List.of(DAY, DAY.plusDays(5), DAY.plusDays(11), DAY.plusDays(12)),
            new double[] {1, -1, 1, 2});

    assertThat(Returns.longGaps(series, 5)).containsExactly(2);
    assertThat(Returns.longGaps(series, 4)).containsExactly(1, 2);
    assertThat(Returns.longGaps(series.slice(2, 4), 5)).isEmpty();
  }

  @Test
  void returnsPassTheCheckAndComeBack() {
    TimeSeries returns = dated(1, -1, 0.5);

    assertThat(Returns.requireReturns(returns)).isSameAs(returns);
  }

  @Test
  void pricesGivenAsReturnsAreRefused() {
    assertThatThrownBy(() -> Returns.requireReturns(dated(100, 101, 99)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "series AAA has no negative value: looks like prices, returns are wanted; see"
                + " Returns.logPercent");
  }

  @Test
  void aConstantSeriesIsRefused() {
    assertThatThrownBy(() -> Returns.requireReturns(dated(-1, -1, -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "series AAA is constant: each of its 3 values is -1.0; returns that vary are wanted");
    assertThatThrownBy(() -> Returns.requireReturns(dated(0, 0)))
        .hasMessageContaining("is constant");
    assertThatThrownBy(() -> Returns.requireReturns(dated()))
        .hasMessage("series AAA has no returns");
  }
}
