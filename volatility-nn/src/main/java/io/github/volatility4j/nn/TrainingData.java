package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.garch.TruthLabels;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From returns to the dataset that a network is trained on. */
final class TrainingData {
  private static final Logger LOG = LoggerFactory.getLogger(VolatilityTrainer.class);

  private TrainingData() {}

  static VolatilityDataset of(Recipe recipe, History history, TrainingListener listener) {
    SeriesSet returns = history.returns().map(Returns::requireReturns);
    SeriesSet labels = labels(recipe, returns, listener);
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

  /**
   * Truth and teacher. Where a reference teaches, fitting the labels' own teacher would be time for
   * nothing; a dataset wants one, and the mean of the truth before each day is there for that.
   */
  private static SeriesSet labels(
      Recipe recipe, SeriesSet returns, TrainingListener listener) {
    DatasetOptions options = recipe.dataset();
    GarchTeacher teacher = NeuralVolatility.teacher(options);
    if (recipe.teacher().isEmpty()) {
      return teacher.progress(listener::onProgress).label(returns).series();
    }
    List<TimeSeries> labelled = new ArrayList<>();
    for (TimeSeries series : returns) {
      if (series.size() > teacher.window()) {
        TimeSeries truth = TruthLabels.label(series, teacher.window());
        double[] known = Arrays.copyOfRange(truth.values(options.truth()), teacher.window(), series.size());
        double[] ewma = new double[series.size()];
        Arrays.fill(ewma, Double.NaN);
        System.arraycopy(ReferencePath.ewma(known, 0), 0, ewma, teacher.window(), known.length);
        ewma[teacher.window()] = known[0];
        labelled.add(truth.with(options.teacher(), ewma));
      }
    }
    return SeriesSet.of(labelled);
  }
}
