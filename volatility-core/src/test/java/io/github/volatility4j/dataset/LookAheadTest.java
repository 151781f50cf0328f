package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Poison: values after a day are changed to 10⁹, and nothing that was known by then may change. */
class LookAheadTest {
  private static final List<String> ALL = List.of("log_return", "truth", "teacher", "volume");

  private static SeriesSet poisoned(SeriesSet labels, int firstBadRow) {
    return labels.map(
        series -> {
          TimeSeries bad = series;
          for (String name : ALL) {
            double[] values = series.values(name);
            Arrays.fill(values, Math.min(firstBadRow, values.length), values.length, 1e9);
            bad = bad.with(name, values);
          }
          return bad;
        });
  }

  @Property(tries = 100)
  void whatComesLaterChangesNothingBefore(
      @ForAll Transform transform,
      @ForAll Scale scale,
      @ForAll @IntRange(min = 14, max = 19) int firstBadRow) {
    SeriesSet labels =
        SeriesSet.of(List.of(Labels.series("A", 0, 20, 7), Labels.series("B", 0, 20, 8)));
    DatasetOptions options =
        Labels.OPTIONS
            .withTransform(transform)
            .withScale(scale == Scale.MEAN && transform == Transform.LOG ? Scale.ZSCORE : scale)
            .withCovariates(Covariates.past(List.of("volume"), 1));
    VolatilityDataset clean = VolatilityDataset.of(labels, options);
    VolatilityDataset bad = VolatilityDataset.of(poisoned(labels, firstBadRow), options);

    // Training ends at row 14 = 0.7·20, so the scale may not move.
    assertThat(bad.scaler()).isEqualTo(clean.scaler());
    for (Split split : Split.values()) {
      Windows cleanWindows = clean.windows(split);
      Windows badWindows = bad.windows(split);
      assertThat(badWindows.size()).isEqualTo(cleanWindows.size());
      for (int i = 0; i < cleanWindows.size(); i++) {
        int s = cleanWindows.series(i);
        int row = cleanWindows.row(i);
        assertThat(badWindows.series(i)).isEqualTo(s);
        assertThat(badWindows.row(i)).isEqualTo(row);
        assertThat(bad.split(s, row)).isEqualTo(clean.split(s, row));
        if (row <= firstBadRow) {
          for (int t = row - 5; t < row; t++) {
            assertThat(bad.truth(s, t)).isEqualTo(clean.truth(s, t));
            assertThat(bad.teacher(s, t)).isEqualTo(clean.teacher(s, t));
          }
          assertThat(bad.covariate(s, row, 0)).isEqualTo(clean.covariate(s, row, 0));
        }
      }
    }
  }
}
