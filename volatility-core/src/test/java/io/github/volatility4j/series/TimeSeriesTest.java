package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {
  private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);
  private static final List<LocalDate> THREE =
      List.of(MONDAY, MONDAY.plusDays(1), MONDAY.plusDays(4));

  private final double[] values = {1, 2, 3};
  private final TimeSeries series = TimeSeries.of("AAA", THREE, values);

  @Test
  void arraysGivenOrTakenAreNotItsStorage() {
    values[0] = 99;
    series.values()[1] = 99;
    double[] extra = {4, 5, 6};
    TimeSeries with = series.with("x", extra);
    extra[0] = 99;
    with.values("x")[1] = 99;

    assertThat(series.values()).containsExactly(1, 2, 3);
    assertThat(with.values("x")).containsExactly(4, 5, 6);
  }

  @Test
  void listsAndMapsHandedOutCannotBeChanged() {
    TimeSeries tagged = series.withAttribute("industry", "01");

    assertThatThrownBy(() -> tagged.dates().add(MONDAY))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> tagged.attributes().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> tagged.components().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aSliceShowsItsRowsOnly() {
    TimeSeries slice = series.with("x", new double[] {4, Double.NaN, 6}).slice(1, 3);

    assertThat(slice.size()).isEqualTo(2);
    assertThat(slice.values()).containsExactly(2, 3);
    assertThat(slice.values("x")).containsExactly(Double.NaN, 6);
    assertThat(slice.isMissing("x", 0)).isTrue();
    assertThat(slice.dates()).containsExactly(THREE.get(1), THREE.get(2));
    assertThat(slice.firstRowFrom(MONDAY)).isZero();
    assertThat(slice.slice(1, 2).value(0)).isEqualTo(3);
    assertThatThrownBy(() -> slice.value(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.value(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.date(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aSliceEqualsTheSameRowsMadeAnew() {
    TimeSeries slice = series.slice(1, 3);
    TimeSeries anew = TimeSeries.of("AAA", THREE.subList(1, 3), new double[] {2, 3});

    assertThat(slice).isEqualTo(anew).hasSameHashCodeAs(anew);
    assertThat(slice.with("x", new double[] {1, 2})).isEqualTo(anew.with("x", new double[] {1, 2}));
  }

  @Test
  void equalityLooksAtEverything() {
    assertThat(series)
        .isEqualTo(TimeSeries.of("AAA", THREE, new double[] {1, 2, 3}))
        .isNotEqualTo(series.named("BBB"))
        .isNotEqualTo(series.slice(0, 2))
        .isNotEqualTo(TimeSeries.of("AAA", new double[] {1, 2, 3}))
        .isNotEqualTo(TimeSeries.of("AAA", THREE, new double[] {1, 2, 4}))
        .isNotEqualTo(series.withAttribute("unit", "percent"))
        .isNotEqualTo(series.mainNamed("close"))
        .isNotEqualTo(series.with("x", new double[3]))
        .isNotEqualTo("AAA");
    assertThat(series)
        .isNotEqualTo(
            TimeSeries.of("AAA", List.of(MONDAY, MONDAY.plusDays(1), MONDAY.plusDays(5)), values));
  }

  @Test
  void datesAreFoundByTheirOrder() {
    assertThat(series.firstRowFrom(MONDAY.minusDays(1))).isZero();
    assertThat(series.firstRowFrom(MONDAY.plusDays(1))).isEqualTo(1);
    assertThat(series.firstRowFrom(MONDAY.plusDays(2))).isEqualTo(2);
    assertThat(series.firstRowFrom(LocalDate.MAX)).isEqualTo(3);
    assertThat(series.firstRowFrom(LocalDate.MIN)).isZero();
    assertThat(series.until(MONDAY.plusDays(3)).values()).containsExactly(1, 2);
    assertThat(series.until(MONDAY.minusDays(1)).size()).isZero();
    assertThat(series.until(LocalDate.MAX)).isEqualTo(series);
  }

  @Test
  void anUndatedSeriesHasNoDates() {
    TimeSeries undated = TimeSeries.of("AAA", new double[] {1, 2});

    assertThat(undated.isDated()).isFalse();
    assertThat(undated.dates()).isEmpty();
    assertThat(undated.with("x", new double[2]).slice(0, 1).isDated()).isFalse();
    assertThat(undated.where(row -> row == 1).values()).containsExactly(2);
    assertThatThrownBy(() -> undated.date(0)).hasMessage("series AAA has no dates");
    assertThatThrownBy(() -> undated.firstRowFrom(MONDAY)).hasMessage("series AAA has no dates");
    assertThatThrownBy(() -> undated.until(MONDAY)).hasMessage("series AAA has no dates");
  }

  @Test
  void aDatedSeriesStaysDatedWithoutRows() {
    assertThat(series.slice(0, 0).isDated()).isTrue();
    assertThat(TimeSeries.of("AAA", List.of(), new double[0]).isDated()).isTrue();
    assertThat(series.where(row -> false).isDated()).isTrue();
    assertThat(series.where(row -> false)).hasToString("TimeSeries[AAA, 0 rows, [value]]");
  }

  @Test
  void componentsKeepTheirOrderAndTheMainOneIsFirst() {
    TimeSeries many = series.with("x", new double[3]).with("y", new double[] {7, Double.NaN, 9});

    assertThat(many.components()).containsExactly("value", "x", "y");
    assertThat(many.has("y")).isTrue();
    assertThat(many.has("z")).isFalse();
    assertThat(many.with("x", new double[] {1, 1, 1}).components())
        .containsExactly("value", "x", "y");
    assertThat(many.mainNamed("close").components()).containsExactly("close", "x", "y");
    assertThat(many.mainNamed("value")).isSameAs(many);
    assertThatThrownBy(() -> many.mainNamed("x")).hasMessage("series AAA already has x");
  }

  @Test
  void anotherMainComponentComesFirstAndDropsRowsWithoutIt() {
    TimeSeries other = series.with("y", new double[] {7, Double.NaN, 9}).withMain("y");

    assertThat(other.mainComponent()).isEqualTo("y");
    assertThat(other.components()).containsExactly("y", "value");
    assertThat(other.values()).containsExactly(7, 9);
    assertThat(other.values("value")).containsExactly(1, 3);
    assertThat(other.dates()).containsExactly(THREE.get(0), THREE.get(2));
    assertThat(other.withMain("y")).isSameAs(other);
  }

  @Test
  void aComponentAloneLosesTheRowsWhereItIsMissing() {
    TimeSeries labelled =
        series.with("label", new double[] {Double.NaN, 5, 6}).withAttribute("unit", "percent");
    TimeSeries alone = labelled.only("label");

    assertThat(alone.components()).containsExactly("label");
    assertThat(alone.values()).containsExactly(5, 6);
    assertThat(alone.date(0)).isEqualTo(THREE.get(1));
    assertThat(alone.unit()).isEqualTo("percent");
    assertThat(series.unit()).isEqualTo("the returns' unit");
  }

  @Test
  void anUnknownComponentIsAnsweredWithThoseThatAreThere() {
    assertThatThrownBy(() -> series.values("close"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series AAA has no component close; it has [value]");
    assertThatThrownBy(() -> series.value("close", 0)).hasMessageContaining("no component close");
    assertThatThrownBy(() -> series.only("close")).hasMessageContaining("no component close");
    assertThatThrownBy(() -> series.withMain("close")).hasMessageContaining("no component close");
  }

  @Test
  void whatIsNotFiniteIsRefusedWithItsRowAndDate() {
    assertThatThrownBy(() -> TimeSeries.of("AAA", THREE, new double[] {1, Double.NaN, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series AAA: value is NaN in row 1 (2024-01-02); it must be a finite number");
    assertThatThrownBy(() -> TimeSeries.of("AAA", new double[] {Double.NEGATIVE_INFINITY}))
        .hasMessage("series AAA: value is -Infinity in row 0; it must be a finite number");
    assertThatThrownBy(() -> series.with("x", new double[] {0, 0, Double.POSITIVE_INFINITY}))
        .hasMessageContaining("x is Infinity in row 2 (2024-01-05)");
    assertThatThrownBy(() -> series.with("value", new double[] {0, Double.NaN, 0}))
        .hasMessageContaining("value is NaN in row 1");
  }

  @Test
  void datesThatRepeatOrGoBackAreRefused() {
    assertThatThrownBy(() -> TimeSeries.of("AAA", List.of(MONDAY, MONDAY), new double[2]))
        .hasMessage(
            "series AAA: date 2024-01-01 in row 1 is there twice; dates must increase strictly");
    assertThatThrownBy(
            () -> TimeSeries.of("AAA", List.of(MONDAY, MONDAY.minusDays(3)), new double[2]))
        .hasMessage(
            "series AAA: date 2023-12-29 in row 1 comes after 2024-01-01; dates must increase"
                + " strictly");
    assertThatThrownBy(() -> TimeSeries.of("AAA", List.of(LocalDate.MAX), new double[1]))
        .hasMessageContaining("is too far away");
  }

  @Test
  void lengthsThatDifferAreRefused() {
    assertThatThrownBy(() -> TimeSeries.of("AAA", THREE, new double[2]))
        .hasMessage("series AAA has 3 dates for 2 values");
    assertThatThrownBy(() -> series.with("x", new double[2]))
        .hasMessage("series AAA has 3 rows; component x has 2 values");
  }

  @Test
  void blankNamesAreRefused() {
    assertThatThrownBy(() -> TimeSeries.of(" ", new double[1])).hasMessageContaining("blank");
    assertThatThrownBy(() -> series.named("")).hasMessageContaining("blank");
    assertThatThrownBy(() -> series.with("", new double[3])).hasMessageContaining("blank");
    assertThatThrownBy(() -> series.withAttribute("industry", " "))
        .hasMessage("series AAA: attribute 'industry' is ' '; neither may be blank");
  }
}
