package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever the returns are, labels are finite and positive and every window is counted. */
class LabelPropertyTest {
  private static final int WINDOW = 40;

  @Property(tries = 150)
  void labelsAreFinitePositiveAndCounted(@ForAll("returns") double[] r) {
    TimeSeries returns = TimeSeries.of("any", r);
    GarchTeacher teacher = GarchTeacher.of(WINDOW).threads(1);

    GarchTeacher.Result result = teacher.label(SeriesSet.of(returns));

    TimeSeries labels = result.series().get("any");
    for (int t = WINDOW; t < r.length; t++) {
      assertThat(labels.value(teacher.meanComponent(), t)).isFinite();
      assertThat(labels.value(teacher.truthComponent(), t)).isFinite().isPositive();
      assertThat(labels.value(teacher.varianceComponent(), t)).isFinite().isPositive();
    }
    GarchTeacher.Counts counts = result.counts();
    assertThat(counts.interior() + counts.boundary() + counts.failed())
        .isEqualTo(r.length - WINDOW);
    assertThat(counts.floored()).isBetween(0L, (long) r.length - WINDOW);
  }

  @Property(tries = 40)
  void labelsDependOnTheirWindowAlone(@ForAll long seed) {
    double[] r = Data.simulate(seed, 70, 0.1, 0.1, 0.1, 0.1, 0, 0.8);
    GarchTeacher teacher = GarchTeacher.of(WINDOW).threads(1);
    double[] tail = Arrays.copyOfRange(r, 5, r.length);

    TimeSeries all = teacher.labelFrom(TimeSeries.of("any", r), WINDOW + 5);
    TimeSeries later = teacher.labelFrom(TimeSeries.of("any", tail), WINDOW);

    for (String component : List.of(teacher.meanComponent(), teacher.varianceComponent())) {
      assertThat(Arrays.copyOfRange(later.values(component), WINDOW, tail.length))
          .containsExactly(Arrays.copyOfRange(all.values(component), WINDOW + 5, r.length));
    }
  }

  /** Calm, dead, wild and impossible markets, mixed; some value is negative. */
  @Provide
  Arbitrary<double[]> returns() {
    Arbitrary<Double> value =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.doubles().between(-3, 3)),
            Tuple.of(4, Arbitraries.just(0.0)),
            Tuple.of(1, Arbitraries.of(-60.0, 60.0, 1e-12, -1e-12, 1.0, -1.0)),
            Tuple.of(1, Arbitraries.of(1e12, -1e12, 5e-300)));
    Arbitrary<Double> calm = Arbitraries.doubles().between(-2, 2);
    Arbitrary<Double> dead = Arbitraries.frequency(Tuple.of(30, 0.0), Tuple.of(1, -0.5));
    return Arbitraries.oneOf(
            value.list().ofSize(70), calm.list().ofSize(70), dead.list().ofSize(70))
        .map(
            values -> {
              double[] r = values.stream().mapToDouble(x -> x).toArray();
              r[0] = -1;
              return r;
            });
  }
}
