package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolatilityDatasetTest {
  /** Identity: the bounds are integer divisions, whatever binary fractions do. */
  @Test
  void seventyTwentyTenIsExact() {
    DatasetOptions options = Labels.OPTIONS.withInputChunkLength(1);
    TimeSeries longest = Labels.series("A", 0, 5000, 1);
    for (int n = 2; n <= 5000; n += n < 300 ? 1 : 97) {
      VolatilityDataset dataset = VolatilityDataset.of(SeriesSet.of(longest.slice(0, n)), options);

      assertThat(dataset.firstRow(0, Split.TRAIN)).isZero();
      assertThat(dataset.endRow(0, Split.TRAIN)).as("n = %d", n).isEqualTo(7 * n / 10);
      assertThat(dataset.firstRow(0, Split.VALIDATION)).isEqualTo(7 * n / 10);
      assertThat(dataset.endRow(0, Split.VALIDATION)).as("n = %d", n).isEqualTo(9 * n / 10);
      assertThat(dataset.firstRow(0, Split.TEST)).isEqualTo(9 * n / 10);
      assertThat(dataset.endRow(0, Split.TEST)).isEqualTo(n);
    }
  }

  @Test
  void everyShareOfHundredthsIsExact() {
    for (int n = 1; n <= 5000; n++) {
      assertThat(VolatilityDataset.before(0.2, 0.1, n)).isEqualTo(7 * n / 10);
      assertThat(VolatilityDataset.before(0, 0.1, n)).isEqualTo(9 * n / 10);
      int percent = n % 49;
      double share = percent / 100.0;
      assertThat(VolatilityDataset.before(share, share, n))
          .isEqualTo((100 - 2 * percent) * n / 100);
    }
  }

  @Test
  void aPartMayBeANumberOfRowsFromTheEnd() {
    SeriesSet labels = SeriesSet.of(List.of(Labels.series("A", 0, 40, 1), Labels.series("B", 0, 12, 2)));
    VolatilityDataset counts = VolatilityDataset.of(labels, Labels.OPTIONS.withParts(7, 4));
    assertThat(counts.endRow(0, Split.TRAIN)).isEqualTo(29);
    assertThat(counts.endRow(0, Split.VALIDATION)).isEqualTo(36);
    assertThat(counts.endRow(1, Split.TRAIN)).isEqualTo(1);

    VolatilityDataset mixed = VolatilityDataset.of(labels, Labels.OPTIONS.withParts(0.25, 4));
    assertThat(mixed.endRow(0, Split.TRAIN)).isEqualTo(26);
    assertThat(mixed.endRow(0, Split.VALIDATION)).isEqualTo(36);

    VolatilityDataset large = VolatilityDataset.of(labels, Labels.OPTIONS.withParts(10, 2));
    assertThat(large.leftOut()).containsExactly("B"); // nothing would remain for training
  }

  @Test
  void onlyLabelledRowsCount() {
    TimeSeries series = Labels.series("A", 3, 20, 1);
    double[] teacher = series.values("teacher");
    teacher[10] = Double.NaN; // a label without a teacher is none
    VolatilityDataset dataset =
        VolatilityDataset.of(SeriesSet.of(series.with("teacher", teacher)), Labels.OPTIONS);

    assertThat(dataset.rows(0)).isEqualTo(19);
    assertThat(dataset.truth(0, 0)).isEqualTo(series.value("truth", 3));
    assertThat(dataset.teacher(0, 6)).isEqualTo(series.value("teacher", 9));
    assertThat(dataset.teacher(0, 7)).isEqualTo(series.value("teacher", 11));
    assertThat(dataset.labels().get("A").date(7)).isEqualTo(series.date(11));
    assertThat(dataset.labels().get("A").value(7)).isEqualTo(series.value(11));
  }

  @Test
  void theReturnBecomesTheMainComponent() {
    TimeSeries series = Labels.series("A", 2, 20, 1);
    TimeSeries asFromFile = series.with("close", series.values()).withMain("close");
    VolatilityDataset dataset = VolatilityDataset.of(SeriesSet.of(asFromFile), Labels.OPTIONS);

    assertThat(dataset.labels().get("A").mainComponent()).isEqualTo("log_return");
  }

  @Test
  void seriesThatAreTooShortAreLeftOutAndNamed() {
    VolatilityDataset dataset = VolatilityDataset.of(Labels.of(5, 6, 40, 0), Labels.OPTIONS);

    assertThat(dataset.names()).containsExactly("S1", "S2");
    assertThat(dataset.leftOut()).containsExactly("S0", "S3");
    assertThat(dataset.size()).isEqualTo(2);
    assertThatThrownBy(() -> VolatilityDataset.of(Labels.of(5, 4), Labels.OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no series has 6 labelled rows (inputChunkLength + 1) and one of them in training; left"
                + " out: [S0, S1]");
    assertThatThrownBy(() -> VolatilityDataset.of(SeriesSet.of(List.of()), Labels.OPTIONS))
        .hasMessageContaining("no series has");
  }

  @Test
  void oneDateSplitsAllSeries() {
    SeriesSet labels = Labels.of(20, 30, 40);
    VolatilityDataset dataset =
        VolatilityDataset.splitAt(labels, Labels.OPTIONS, Labels.DAY.plusDays(15));

    assertThat(dataset.validationStart()).contains(Labels.DAY.plusDays(15));
    for (int s = 0; s < 3; s++) {
      TimeSeries series = dataset.labels().get("S" + s);
      assertThat(dataset.endRow(s, Split.TRAIN)).isEqualTo(15 - s); // s rows have no label
      assertThat(series.date(dataset.firstRow(s, Split.VALIDATION)))
          .isEqualTo(Labels.DAY.plusDays(15));
      assertThat(dataset.endRow(s, Split.VALIDATION)).isEqualTo(series.size());
      assertThat(dataset.firstRow(s, Split.TEST)).isEqualTo(dataset.endRow(s, Split.TEST));
    }
    assertThat(dataset.windows(Split.TEST).size()).isZero();
  }

  @Test
  void aSeriesWithoutTrainingRowsIsLeftOut() {
    SeriesSet labels =
        SeriesSet.of(
            List.of(Labels.series("OLD", 0, 40, 1), Labels.series("NEW", 0, 40, 2).slice(20, 40)));
    VolatilityDataset dataset =
        VolatilityDataset.splitAt(labels, Labels.OPTIONS, Labels.DAY.plusDays(20));

    assertThat(dataset.leftOut()).containsExactly("NEW");
  }

  @Test
  void anUndatedSeriesCanBeSplitBySharesOnly() {
    TimeSeries dated = Labels.series("U", 0, 20, 1);
    SeriesSet undated =
        SeriesSet.of(
            TimeSeries.of("U", dated.values())
                .with("truth", dated.values("truth"))
                .with("teacher", dated.values("teacher")));

    assertThat(VolatilityDataset.of(undated, Labels.OPTIONS).endRow(0, Split.TRAIN)).isEqualTo(14);
    assertThatThrownBy(() -> VolatilityDataset.splitAt(undated, Labels.OPTIONS, Labels.DAY))
        .hasMessage("series U has no dates; it cannot be split at 2020-01-01");
  }

  @Test
  void covariatesLagTheLabel() {
    TimeSeries series = Labels.series("A", 0, 20, 1);
    VolatilityDataset dataset =
        VolatilityDataset.of(
            SeriesSet.of(series), Labels.OPTIONS.withCovariates(Covariates.past(List.of("volume"), 2)));

    assertThat(dataset.covariateNames()).containsExactly("volume");
    assertThat(dataset.covariate(0, 0, 0)).isNaN();
    assertThat(dataset.covariate(0, 1, 0)).isNaN();
    assertThat(dataset.covariate(0, 7, 0)).isEqualTo(series.value("volume", 5));
    assertThatThrownBy(() -> dataset.covariate(0, 20, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theBurnInCountsFromTheFirstRowLabelledOrNot() {
    TimeSeries series = Labels.series("A", 3, 20, 1);
    VolatilityDataset dataset =
        VolatilityDataset.of(SeriesSet.of(series), Labels.OPTIONS.withBurnIn(8));

    assertThat(dataset.rows(0)).isEqualTo(15);
    assertThat(dataset.labels().get("A").date(0)).isEqualTo(series.date(8));
    assertThat(VolatilityDataset.of(SeriesSet.of(series), Labels.OPTIONS.withBurnIn(2)).rows(0))
        .isEqualTo(20);
    assertThatThrownBy(
            () -> VolatilityDataset.of(SeriesSet.of(series), Labels.OPTIONS.withBurnIn(99)))
        .hasMessageContaining("left out: [A]");
  }

  @Test
  void aSeriesBeginsWhereEachOfItsCovariatesHasBeenSeen() {
    TimeSeries series = Labels.series("A", 0, 20, 1);
    double[] late = series.values("volume");
    Arrays.fill(late, 0, 6, Double.NaN);
    late[9] = Double.NaN; // a later gap is none of the beginning
    VolatilityDataset dataset =
        VolatilityDataset.of(
            SeriesSet.of(series.with("volume", late)),
            Labels.OPTIONS.withCovariates(Covariates.past(List.of("volume"), 1)));

    assertThat(dataset.rows(0)).isEqualTo(14);
    assertThat(dataset.labels().get("A").date(0)).isEqualTo(series.date(6));
  }

  @Test
  void staticsAreOneHotCodes() {
    SeriesSet labels =
        SeriesSet.of(
            List.of(
                Labels.series("B", 0, 9, 1).withAttribute("industry_code", "24"),
                Labels.series("A", 0, 9, 2).withAttribute("industry", "01"),
                Labels.series("C", 0, 9, 3).withAttribute("industry_code", "24")));
    VolatilityDataset none = VolatilityDataset.of(labels, Labels.OPTIONS);
    VolatilityDataset ticker =
        VolatilityDataset.of(labels, Labels.OPTIONS.withStaticMode(StaticMode.TICKER));
    VolatilityDataset industry =
        VolatilityDataset.of(labels, Labels.OPTIONS.withStaticMode(StaticMode.INDUSTRY));
    VolatilityDataset both =
        VolatilityDataset.of(labels, Labels.OPTIONS.withStaticMode(StaticMode.INDUSTRY_TICKER));

    assertThat(none.staticNames()).isEmpty();
    assertThat(none.statics(0)).isEmpty();
    assertThat(ticker.staticNames()).containsExactly("ticker_B", "ticker_A", "ticker_C");
    assertThat(ticker.statics(1)).containsExactly(0, 1, 0);
    assertThat(industry.staticNames()).containsExactly("industry_01", "industry_24");
    assertThat(industry.statics(2)).containsExactly(0, 1);
    assertThat(both.staticNames())
        .containsExactly("industry_01", "industry_24", "ticker_B", "ticker_A", "ticker_C");
    assertThat(both.statics(1)).containsExactly(1, 0, 0, 1, 0);
    both.statics(1)[0] = 99;
    assertThat(both.statics(1)[0]).isEqualTo(1);
  }

  @Test
  void whatTheOptionsNameMustBeThere() {
    SeriesSet labels = Labels.of(20);

    assertThatThrownBy(() -> VolatilityDataset.of(labels, Labels.OPTIONS.withTruth("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "series S0 has no component x, which is to be the truth; it has [log_return, truth,"
                + " teacher, volume]");
    assertThatThrownBy(
            () -> VolatilityDataset.of(labels, Labels.OPTIONS.withCovariates(Covariates.past(List.of("x"), 1))))
        .hasMessageContaining("no component x, which is to be the covariate");
    assertThatThrownBy(
            () -> VolatilityDataset.of(labels, Labels.OPTIONS.withStaticMode(StaticMode.INDUSTRY)))
        .hasMessage("series S0 has no attribute industry_code or industry; it has []");
  }

  @Test
  void labelsThatAreNoVariancesAreRefused() {
    TimeSeries series = Labels.series("A", 0, 20, 1);
    double[] negative = series.values("truth");
    negative[4] = -1;
    double[] zero = series.values("teacher");
    zero[5] = 0;

    assertThatThrownBy(
            () ->
                VolatilityDataset.of(SeriesSet.of(series.with("truth", negative)), Labels.OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series A: truth is -1.0 on 2020-01-05; a variance must be at least 0");
    assertThatThrownBy(
            () -> VolatilityDataset.of(SeriesSet.of(series.with("teacher", zero)), Labels.OPTIONS))
        .hasMessage(
            "series A: teacher is 0.0 on 2020-01-06; a teacher's variance must be positive");
  }

  @Test
  void allSeriesGetTheSameComponents() {
    TimeSeries first = Labels.series("A", 0, 20, 1);
    TimeSeries more =
        TimeSeries.of("B", first.dates(), first.values())
            .mainNamed("log_return")
            .with("only_b", first.values())
            .with("teacher", first.values("teacher"))
            .with("truth", first.values("truth"))
            .withAttribute("unit", "percent");
    VolatilityDataset dataset =
        VolatilityDataset.of(SeriesSet.of(List.of(first, more)), Labels.OPTIONS);

    for (TimeSeries series : dataset.labels()) {
      assertThat(series.components())
          .containsExactly("log_return", "truth", "teacher", "volume", "only_b");
    }
    assertThat(dataset.labels().get("A").values("only_b")).containsOnly(Double.NaN);
    assertThat(dataset.labels().get("B").unit()).isEqualTo("percent");
    assertThatThrownBy(
            () ->
                VolatilityDataset.of(
                    SeriesSet.of(
                        List.of(first.mainNamed("r"), first.mainNamed("return").named("B"))),
                    Labels.OPTIONS))
        .hasMessage(
            "the main component of series B is return, that of series A is r; they must be the"
                + " same");
  }

  @Test
  void equalityLooksAtEverything() {
    SeriesSet labels = Labels.of(20, 5);
    VolatilityDataset dataset = VolatilityDataset.of(labels, Labels.OPTIONS);

    assertThat(dataset)
        .isEqualTo(VolatilityDataset.of(labels, Labels.OPTIONS))
        .hasSameHashCodeAs(VolatilityDataset.of(labels, Labels.OPTIONS))
        .isNotEqualTo(VolatilityDataset.of(labels, Labels.OPTIONS.withParts(0.1, 0.1)))
        .isNotEqualTo(VolatilityDataset.of(Labels.of(20), Labels.OPTIONS))
        .isNotEqualTo(VolatilityDataset.of(Labels.of(21, 5), Labels.OPTIONS))
        .isNotEqualTo(VolatilityDataset.splitAt(labels, Labels.OPTIONS, Labels.DAY.plusDays(14)));
    assertThat(dataset.toString()).contains("1 series").contains("9 training windows of 5 rows");
  }

  @Test
  void splitsAreAskedByRow() {
    VolatilityDataset dataset = VolatilityDataset.of(Labels.of(10), Labels.OPTIONS);
    Split[] splits = new Split[10];
    Arrays.setAll(splits, row -> dataset.split(0, row));

    assertThat(splits)
        .startsWith(Split.TRAIN)
        .endsWith(Split.VALIDATION, Split.VALIDATION, Split.TEST);
    assertThat(splits[6]).isEqualTo(Split.TRAIN);
    assertThatThrownBy(() -> dataset.split(0, 10)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
