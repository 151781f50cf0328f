package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From returns to the dataset that a network is trained on. */
final class TrainingData {
  private static final Logger LOG = LoggerFactory.getLogger(VolatilityTrainer.class);

  private TrainingData() {}

  static VolatilityDataset of(Recipe recipe, History history, TrainingListener listener) {
    SeriesSet returns = history.returns().map(Returns::requireReturns);
    SeriesSet labels = Labels.forTraining(recipe, returns, listener::onProgress);
    VolatilityDataset data =
        history
            .validationStart()
            .map(start -> VolatilityDataset.splitAt(labels, recipe.dataset(), start))
            .orElseGet(() -> VolatilityDataset.of(labels, recipe.dataset()));
    if (data.size() < returns.size()) {
      LOG.warn(
          "left out, too short for a window of {} labelled days: {}",
          recipe.dataset().inputChunkLength(),
          returns.names().stream().filter(name -> !data.names().contains(name)).toList());
    }
    return data;
  }
}
