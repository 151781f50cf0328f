package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesSetTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 1);

  private final TimeSeries a =
      TimeSeries.of("A", List.of(DAY, DAY.plusDays(1), DAY.plusDays(3)), new double[] {1, 2, 3});
  private final TimeSeries b =
      TimeSeries.of("B", List.of(DAY.plusDays(1), DAY.plusDays(2)), new double[] {10, 20})
          .with("x", new double[] {5, Double.NaN});
  private final SeriesSet set = SeriesSet.of(List.of(b, a));

  @Test
  void keepsTheOrderItWasGiven() {
    assertThat(set.names()).containsExactly("B", "A");
    assertThat(set).containsExactly(b, a);
    assertThat(set.stream()).containsExactly(b, a);
    assertThat(set.size()).isEqualTo(2);
    assertThat(set).hasToString("SeriesSet[B, A]");
  }

  @Test
  void doesNotSeeLaterChangesOfTheCollection() {
    List<TimeSeries> list = new ArrayList<>(List.of(a));
    SeriesSet one = SeriesSet.of(list);
    list.add(b);

    assertThat(one.names()).containsExactly("A");
    assertThatThrownBy(() -> one.iterator().remove())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void orderMattersToEquality() {
    assertThat(set)
        .isEqualTo(SeriesSet.of(List.of(b, a)))
        .isNotEqualTo(SeriesSet.of(List.of(a, b)));
    assertThat(set).hasSameHashCodeAs(SeriesSet.of(List.of(b, a)));
    assertThat(set).isNotEqualTo(SeriesSet.of(a));
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> SeriesSet.of(List.of(a, a)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series A is there twice");
    assertThatThrownBy(() -> set.map(series -> series.named("C")))
        .hasMessage("series C is there twice");
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThatAreThere() {
    assertThat(set.contains("C")).isFalse();
    assertThat(set.get("A")).isSameAs(a);
    assertThatThrownBy(() -> set.get("C")).hasMessage("no series C; there are [B, A]");
  }

  @Test
  void thePanelIsTheUnionOfDaysWithHoles() {
    Panel panel = set.panel();

    assertThat(panel.names()).containsExactly("B", "A");
    assertThat(panel.dates())
        .containsExactly(DAY, DAY.plusDays(1), DAY.plusDays(2), DAY.plusDays(3));
    assertThat(column(panel, 0)).containsExactly(Double.NaN, 10, 20, Double.NaN);
    assertThat(column(panel, 1)).containsExactly(1, 2, Double.NaN, 3);
    assertThat(panel.row(3, 1)).isEqualTo(2);
    assertThat(panel.row(0, 0)).isEqualTo(-1);
    assertThat(panel.day(DAY.plusDays(2))).isEqualTo(2);
    assertThat(panel.day(DAY.minusDays(1))).isEqualTo(-1);
    assertThat(panel.day(DAY.plusDays(9))).isEqualTo(-1);
    assertThat(panel.day(LocalDate.MAX)).isEqualTo(-1);
    assertThatThrownBy(() -> panel.value(4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void crossSectionMeansAreOverTheSeriesThatHaveAValue() {
    Panel panel = set.panel();

    assertThat(panel.mean()).containsExactly(1, 6, 20, 3);
    assertThat(panel.mean("x")).containsExactly(Double.NaN, 5, Double.NaN, Double.NaN);
    assertThat(panel.value("x", 1, 1)).as("A has no x").isNaN();
  }

  @Test
  void aPanelOfSlicesHasTheirDaysOnly() {
    Panel panel = set.map(series -> series.slice(1, series.size())).panel();

    assertThat(panel.dates()).containsExactly(DAY.plusDays(1), DAY.plusDays(2), DAY.plusDays(3));
    assertThat(column(panel, 0)).containsExactly(Double.NaN, 20, Double.NaN);
  }

  @Test
  void anUndatedSeriesHasNoPlaceInAPanel() {
    SeriesSet undated = SeriesSet.of(TimeSeries.of("U", new double[] {1}));

    assertThatThrownBy(undated::panel).hasMessage("series U has no dates; a panel needs them");
  }

  private static double[] column(Panel panel, int series) {
    double[] column = new double[panel.days()];
    for (int day = 0; day < column.length; day++) {
      column[day] = panel.value(day, series);
    }
    return column;
  }
}
