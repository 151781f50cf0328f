package io.github.volatility4j.dataset;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Labelled series for tests: random returns, their squares as truth, and a teacher near them. */
final class Labels {
  static final LocalDate DAY = LocalDate.of(2020, 1, 1);
  static final DatasetOptions OPTIONS =
      DatasetOptions.defaults().withTruth("truth").withTeacher("teacher").withInputChunkLength(5);

  private Labels() {}

  /** A series of which the first {@code unlabelled} rows have no labels. */
  static TimeSeries series(String name, int unlabelled, int labelled, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = unlabelled + labelled;
    List<LocalDate> dates = IntStream.range(0, n).mapToObj(DAY::plusDays).toList();
    double[] returns = random.doubles(n, -2, 2).toArray();
    double[] truth = Arrays.stream(returns).map(r -> r * r).toArray();
    double[] teacher = random.doubles(n, 0.5, 3).toArray();
    Arrays.fill(truth, 0, unlabelled, Double.NaN);
    Arrays.fill(teacher, 0, unlabelled, Double.NaN);
    return TimeSeries.of(name, dates, returns)
        .mainNamed("log_return")
        .with("truth", truth)
        .with("teacher", teacher)
        .with("volume", random.doubles(n).toArray());
  }

  static SeriesSet of(int... labelled) {
    return SeriesSet.of(
        IntStream.range(0, labelled.length)
            .mapToObj(i -> series("S" + i, i, labelled[i], i))
            .toList());
  }
}
