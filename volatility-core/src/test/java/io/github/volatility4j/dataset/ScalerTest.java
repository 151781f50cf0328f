package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScalerTest {
  @Property(tries = 300)
  void unscaleUndoesScale(
      @ForAll @DoubleRange(min = -100, max = 100) double offset,
      @ForAll @DoubleRange(min = 0.01, max = 100) double divisor,
      @ForAll @DoubleRange(min = -1000, max = 1000) double value) {
    Scaler scaler = Scaler.of(new double[] {0, offset}, new double[] {1, divisor});

    assertThat(scaler.unscale(1, scaler.scale(1, value)))
        .isCloseTo(value, within(1e-13 * (Math.abs(value) + Math.abs(offset) + 1)));
    assertThat(scaler.unscale(0, scaler.scale(0, value))).isEqualTo(value);
  }

  /** Golden, by hand: of 1, 2, 3, 6 the mean is 3 and the deviation √(14/3). */
  @Test
  void statisticsAreThoseOfTheTrainingRows() {
    double[][] training = {{1, 2, 3, 6}};

    assertThat(Scaler.fit(Scale.NONE, List.of("A"), training))
        .isEqualTo(Scaler.of(new double[] {0}, new double[] {1}));
    assertThat(Scaler.fit(Scale.MEAN, List.of("A"), training))
        .isEqualTo(Scaler.of(new double[] {0}, new double[] {3}));
    Scaler z = Scaler.fit(Scale.ZSCORE, List.of("A"), training);
    assertThat(z.offset(0)).isEqualTo(3);
    assertThat(z.divisor(0)).isCloseTo(Math.sqrt(14.0 / 3), within(1e-15));
    assertThat(z.scale(0, 3)).isZero();
  }

  /** Identity: what z-scores are made for. */
  @Property(tries = 50)
  void zScoresOfTrainingHaveMeanZeroAndVarianceOne(@ForAll long seed) {
    VolatilityDataset dataset =
        VolatilityDataset.of(
            SeriesSet.of(Labels.series("A", 0, 60, seed)),
            Labels.OPTIONS.withTransform(Transform.LOG1P).withScale(Scale.ZSCORE));
    double[] z = new double[dataset.endRow(0, Split.TRAIN)];
    Arrays.setAll(z, t -> dataset.scaler().scale(0, Math.log1p(dataset.truth(0, t))));

    double mean = Arrays.stream(z).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(z).map(v -> v * v).sum() / (z.length - 1)).isCloseTo(1, within(1e-12));
  }

  @Test
  void aConstantTruthCannotBeStandardisedAndItsSeriesIsNamed() {
    TimeSeries series = Labels.series("FLAT", 0, 20, 1);
    double[] constant = new double[20];
    Arrays.fill(constant, 0.1);
    SeriesSet flat = SeriesSet.of(series.with("truth", constant));

    assertThatThrownBy(() -> VolatilityDataset.of(flat, Labels.OPTIONS.withScale(Scale.ZSCORE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "series FLAT: the standard deviation of its transformed truth in training is 0.0; to"
                + " scale by it, it must be positive and finite");
    assertThat(VolatilityDataset.of(flat, Labels.OPTIONS.withScale(Scale.MEAN)).scaler().divisor(0))
        .isCloseTo(0.1, within(1e-16));
  }

  @Test
  void aMeanThatIsNotPositiveIsRefused() {
    TimeSeries series = Labels.series("LOW", 0, 20, 1);
    double[] low = new double[20];
    Arrays.fill(low, 1e-3);
    SeriesSet set = SeriesSet.of(series.with("truth", low));

    assertThatThrownBy(
            () ->
                VolatilityDataset.of(
                    set, Labels.OPTIONS.withTransform(Transform.LOG).withScale(Scale.MEAN)))
        .hasMessageStartingWith(
            "series LOW: the mean of its transformed truth in training is -6.9");
  }

  @Test
  void statisticsOutOfTheirDomainAreRefused() {
    assertThatThrownBy(() -> Scaler.of(new double[1], new double[2]))
        .hasMessage("1 offsets for 2 divisors");
    assertThatThrownBy(() -> Scaler.of(new double[1], new double[] {0}))
        .hasMessage("divisor of series 0 is 0.0, must be positive and finite");
    assertThatThrownBy(() -> Scaler.of(new double[1], new double[] {Double.NaN}))
        .hasMessageContaining("divisor of series 0 is NaN");
    assertThatThrownBy(() -> Scaler.of(new double[] {Double.NaN}, new double[] {1}))
        .hasMessage("offset of series 0 is NaN, must be finite");
  }

  @Test
  void isAValue() {
    double[] divisor = {2};
    Scaler scaler = Scaler.of(new double[] {1}, divisor);
    divisor[0] = 99;

    assertThat(scaler.divisor(0)).isEqualTo(2);
    assertThat(scaler.size()).isEqualTo(1);
    assertThat(scaler)
        .isEqualTo(Scaler.of(new double[] {1}, new double[] {2}))
        .hasSameHashCodeAs(Scaler.of(new double[] {1}, new double[] {2}))
        .isNotEqualTo(Scaler.of(new double[] {0}, new double[] {2}))
        .hasToString("Scaler[offset=[1.0], divisor=[2.0]]");
  }
}
