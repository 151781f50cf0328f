package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.EnsembleTrainer;
import io.github.volatility4j.nn.LstmOptions;
import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.TrainedVolatility;
import io.github.volatility4j.nn.VolatilityEnsemble;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Evidence: real data. An average beats its average member under a convex loss whatever the data;
 * QLIKE is convex in the forecast only below twice the truth, so here it is a finding.
 */
@Tag("heavy")
class DeepEnsembleTest {
  private static final int STOCKS = 10;
  private static final int MEMBERS = 5;

  private static double qlike(TrainedVolatility model, VolatilityDataset data) {
    return Scores.of(data, model.predict(data, Split.VALIDATION)).all().qlikeModel();
  }

  @Test
  void theMeanOfFiveForecastsIsNotWorseThanTheAverageOfThem() {
    SeriesSet prices = ExampleData.dowJones30();
    SeriesSet some = SeriesSet.of(prices.names().stream().limit(STOCKS).map(prices::get).toList());
    SeriesSet labels = GarchTeacher.of(90).label(Returns.logPercent(some)).series();
    VolatilityDataset data = VolatilityDataset.of(labels, DatasetOptions.defaults());
    VolatilityTrainer trainer =
        VolatilityTrainer.builder().lstm().lstm(new LstmOptions(1, 16, 0.1, 0)).epochs(3).seed(1);
    VolatilityEnsemble ensemble = EnsembleTrainer.deep(trainer, MEMBERS).fit(data);

    List<NeuralVolatility> members = ensemble.members();
    double[] alone = members.stream().mapToDouble(member -> qlike(member, data)).toArray();
    assertThat(alone).doesNotHaveDuplicates().hasSize(MEMBERS);
    assertThat(qlike(ensemble, data))
        .as(Arrays.toString(alone))
        .isLessThanOrEqualTo(Arrays.stream(alone).average().orElseThrow());
  }
}
