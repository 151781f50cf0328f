package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static VolatilityDataset dataset(List<Integer> rows, int length, int val, int test) {
    Assume.that(rows.stream().anyMatch(n -> n > length && n * (100 - val - test) >= 100));
    return VolatilityDataset.of(
        Labels.of(rows.stream().mapToInt(Integer::intValue).toArray()),
        Labels.OPTIONS.withInputChunkLength(length).withParts(val / 100.0, test / 100.0));
  }

  private static List<List<Integer>> all(Windows windows) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      pairs.add(List.of(windows.series(i), windows.row(i)));
    }
    return pairs;
  }

  @Property(tries = 300)
  void everyLabelOfTheSplitIsThereOnce(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 60) Integer> rows,
      @ForAll @IntRange(min = 1, max = 12) int length,
      @ForAll @IntRange(max = 45) int val,
      @ForAll @IntRange(max = 45) int test,
      @ForAll Split split) {
    VolatilityDataset dataset = dataset(rows, length, val, test);
    List<List<Integer>> expected = new ArrayList<>();
    for (int s = 0; s < dataset.size(); s++) {
      for (int row = length; row < dataset.rows(s); row++) {
        if (dataset.split(s, row) == split) {
          expected.add(List.of(s, row));
        }
      }
    }

    assertThat(all(dataset.windows(split))).isEqualTo(expected);
  }

  @Property(tries = 300)
  void aStrideCountsBackFromTheNewestLabel(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 60) Integer> rows,
      @ForAll @IntRange(min = 1, max = 12) int length,
      @ForAll @IntRange(min = 1, max = 9) int stride,
      @ForAll Split split) {
    VolatilityDataset dataset = dataset(rows, length, 20, 10);
    List<List<Integer>> expected =
        all(dataset.windows(split)).stream()
            .filter(pair -> (dataset.endRow(pair.get(0), split) - 1 - pair.get(1)) % stride == 0)
            .toList();

    assertThat(all(dataset.windows(split, stride))).isEqualTo(expected);
  }

  @Property(tries = 200)
  void inputsAreInsideTheSeriesAndBeforeTheLabel(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 40) Integer> rows,
      @ForAll @IntRange(min = 1, max = 12) int length,
      @ForAll Split split) {
    VolatilityDataset dataset = dataset(rows, length, 20, 10);
    Windows windows = dataset.windows(split);
    for (int i = 0; i < windows.size(); i++) {
      int row = windows.row(i);
      assertThat(row - length).isNotNegative();
      assertThat(row).isLessThan(dataset.rows(windows.series(i)));
      assertThat(dataset.split(windows.series(i), row)).isEqualTo(split);
    }
  }

  @Property(tries = 300)
  void inSequencesOneAfterTheOtherEveryLabelCountsOnce(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 60) Integer> rows,
      @ForAll @IntRange(min = 1, max = 9) int context,
      @ForAll @IntRange(min = 1, max = 15) int steps,
      @ForAll Split split) {
    VolatilityDataset dataset = dataset(rows, 5, 20, 10);
    List<List<Integer>> expected = new ArrayList<>();
    for (int s = 0; s < dataset.size(); s++) {
      for (int row = context; row < dataset.rows(s); row++) {
        if (dataset.split(s, row) == split) {
          expected.add(List.of(s, row));
        }
      }
    }

    assertThat(counted(dataset.windows(split, context, steps, steps))).isEqualTo(expected);
  }

  private static List<List<Integer>> counted(Windows windows) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      for (int row = windows.row(i); row < windows.end(i); row++) {
        pairs.add(List.of(windows.series(i), row));
      }
    }
    return pairs;
  }

  @Property(tries = 300)
  void aSequencesLabelsHaveTheirContextAndLieInTheirSplit(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 60) Integer> rows,
      @ForAll @IntRange(min = 1, max = 9) int context,
      @ForAll @IntRange(min = 1, max = 15) int steps,
      @ForAll @IntRange(min = 1, max = 20) int stride,
      @ForAll Split split) {
    VolatilityDataset dataset = dataset(rows, 5, 20, 10);
    Windows windows = dataset.windows(split, context, steps, stride);
    for (int i = 0; i < windows.size(); i++) {
      int s = windows.series(i);
      assertThat(windows.start(i)).isNotNegative();
      assertThat(windows.row(i)).isBetween(windows.start(i) + context, windows.end(i) - 1);
      assertThat(windows.end(i)).isLessThanOrEqualTo(windows.start(i) + context + steps);
      assertThat(dataset.split(s, windows.row(i))).isEqualTo(split);
      assertThat(dataset.split(s, windows.end(i) - 1)).isEqualTo(split);
    }
    // The most recent label of each series counts, if it has the context.
    for (int s = 0; s < dataset.size(); s++) {
      int last = dataset.endRow(s, split) - 1;
      if (last >= Math.max(context, dataset.firstRow(s, split))) {
        assertThat(counted(windows)).contains(List.of(s, last));
      }
    }
  }

  @Test
  void aLargeStrideLeavesTheNewestLabelOfEachSeries() {
    VolatilityDataset dataset = VolatilityDataset.of(Labels.of(20, 30), Labels.OPTIONS);

    assertThat(all(dataset.windows(Split.TRAIN, Integer.MAX_VALUE)))
        .containsExactly(List.of(0, 13), List.of(1, 20));
  }

  @Test
  void whatIsNotThereCannotBeAskedFor() {
    VolatilityDataset dataset = VolatilityDataset.of(Labels.of(20), Labels.OPTIONS);
    Windows windows = dataset.windows(Split.TRAIN);

    assertThatThrownBy(() -> windows.row(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> windows.series(windows.size()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> dataset.windows(Split.TRAIN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stride is 0, must be at least 1");
    assertThatThrownBy(() -> dataset.windows(Split.TRAIN, 3, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps is 0, must be at least 1");
  }
}
