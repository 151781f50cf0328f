package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evidence: ranks and angles worked out by hand, identities. */
class CovariatesTest {
  private static final double NAN = Double.NaN;

  @ParameterizedTest
  @CsvSource({
    // A Monday that is a leap year's 60th day; 2021-01-03 is a Sunday in ISO week 53 of 53.
    "DAY_OF_WEEK, 2024-03-04, 0, 7",
    "DAY_OF_WEEK, 2021-01-03, 6, 7",
    "DAY_OF_MONTH, 2024-02-29, 28, 29",
    "DAY_OF_MONTH, 2023-04-01, 0, 30",
    "DAY_OF_YEAR, 2024-12-31, 365, 366",
    "WEEK_OF_YEAR, 2021-01-03, 52, 53",
    "WEEK_OF_YEAR, 2022-01-03, 0, 52",
    "MONTH, 2024-12-31, 11, 12",
    "QUARTER, 2024-04-01, 1, 4",
  })
  void aCycleIsAPointOnACircle(CalendarFeature cycle, LocalDate date, int position, int period) {
    double angle = 2 * Math.PI * position / period;
    assertThat(cycle.sine(date)).isCloseTo(Math.sin(angle), within(1e-14));
    assertThat(cycle.cosine(date)).isCloseTo(Math.cos(angle), within(1e-14));
  }

  @Test
  void ranksFillByTheMedianAndShareTies() {
    assertThat(Derivation.scaledRanks(new double[] {10, 30, 20})).containsExactly(-1, 1, 0);
    assertThat(Derivation.scaledRanks(new double[] {5, 5, 7, 1, 9}))
        .containsExactly(-0.25, -0.25, 0.5, -1, 1);
    // The median of 1, 2, 9 is 2: the missing value shares ranks 2 and 3.
    assertThat(Derivation.scaledRanks(new double[] {1, NAN, 2, 9}))
        .containsExactly(-1, 0, 0, 1);
    assertThat(Derivation.scaledRanks(new double[] {NAN, NAN})).containsExactly(0, 0);
    assertThat(Derivation.scaledRanks(new double[] {3})).containsExactly(0);
    assertThat(Derivation.scaledRanks(new double[] {NAN})).containsExactly(0);
  }

  @Property
  void ranksSumToZeroAndDependOnTheOrderOnly(@ForAll @Size(min = 2, max = 20) double[] values) {
    double[] ranks = Derivation.scaledRanks(values);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += ranks[i];
      assertThat(ranks[i]).isBetween(-1.0, 1.0);
      for (int j = 0; j < i; j++) {
        assertThat(Double.compare(ranks[i], ranks[j]))
            .isEqualTo(values[i] == values[j] ? 0 : Double.compare(values[i], values[j]));
      }
    }
    assertThat(sum).isCloseTo(0, within(1e-12));
  }

  @Test
  void ranksRunOverTheSeriesThatHaveARowOnTheDay() {
    LocalDate day = LocalDate.of(2024, 1, 1);
    TimeSeries a =
        TimeSeries.of("A", List.of(day, day.plusDays(1)), new double[2])
            .with("x", new double[] {5, 5});
    TimeSeries b =
        TimeSeries.of("B", List.of(day.plusDays(1), day.plusDays(2)), new double[2])
            .with("x", new double[] {9, 9});
    TimeSeries c = TimeSeries.of("C", List.of(day.plusDays(1)), new double[1]); // has no x
    SeriesSet ranked =
        Covariates.NONE.withRanked(List.of("x")).derive(SeriesSet.of(List.of(a, b, c)));

    assertThat(ranked.get("A").values("x_rank")).containsExactly(0, -1);
    assertThat(ranked.get("B").values("x_rank")).containsExactly(1, 0);
    assertThat(ranked.get("C").values("x_rank")).containsExactly(0);
    assertThatThrownBy(
            () -> Covariates.NONE.withRanked(List.of("z")).derive(SeriesSet.of(List.of(a, b))))
        .hasMessage("no series has a component z, which is to be ranked");
  }

  @Test
  void theCalendarNeedsDates() {
    SeriesSet undated = SeriesSet.of(TimeSeries.of("U", new double[3]));
    assertThatThrownBy(
            () ->
                Covariates.NONE.withCalendar(List.of(CalendarFeature.MONTH)).derive(undated))
        .hasMessage("series U has no dates, which calendar covariates are made of");
  }
}
