package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is trained on a dataset and kept in a file: a network, or several whose forecasts are
 * averaged.
 */
public sealed interface TrainedVolatility extends FittedVolatility
    permits NeuralVolatility, VolatilityEnsemble {
  /** Main component of {@link #predict} and {@link #historicalForecasts}. */
  String VARIANCE = "variance";

  /** {@return how many returns of a stock a forecast needs at least} */
  int returnsNeeded();

  /**
   * Forecasts from the end of other returns than those it was fitted to: the same stocks some days
   * later, or new ones. A stock that was not in training has the mean truth of its last window as
   * its level. A model that sees the market takes these series together for the market.
   *
   * @param history returns in the unit of those in training, at least window + label window of them
   * @param horizon trading days ahead, at least 1
   * @return a forecast for each series, in the order of the set
   * @throws IllegalArgumentException if a series is too short or in another unit, naming it
   */
  Map<String, VolatilityForecast> forecast(SeriesSet history, int horizon);

  /**
   * Days ahead that are forecast at once, from one window, rather than by feeding forecasts back.
   *
   * @return at least 1, see {@link TrainingDetails#outputChunkLength()}
   */
  int outputChunkLength();

  /**
   * One-step forecasts over a part of a dataset, without refitting.
   *
   * @param data labels of the unit and window that it was trained on
   * @param split the part; a window belongs to the part of its label
   * @return for each stock with such a window its forecasts, main component {@value #VARIANCE}
   */
  default SeriesSet predict(VolatilityDataset data, Split split) {
    return predict(data, split, 1);
  }

  /**
   * Forecasts over a part of a dataset, each made some days before the day that it is for, without
   * refitting.
   *
   * @param data labels of the unit and window that it was trained on
   * @param split the part that the days which are forecast are in
   * @param daysAhead from 1, the day after a window, to {@link #outputChunkLength()}
   * @return for each stock with such a day its forecasts, main component {@value #VARIANCE}
   * @throws IllegalArgumentException if so many days are not forecast at once
   */
  SeriesSet predict(VolatilityDataset data, Split split, int daysAhead);

  /**
   * Saves it as one file: a zip archive of a text manifest, raw weights and the last days of each
   * stock, with checksums. It appears whole or not at all.
   *
   * @param file to write
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void save(Path file);

  /**
   * Loads whichever of the two was saved. Sizes, version and checksums are checked first; nothing
   * in the file is executed or deserialized.
   *
   * @param file written by {@link #save}
   * @return a model that forecasts the same numbers
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not a whole, unchanged model file of a known version
   */
  static TrainedVolatility load(Path file) {
    return EnsembleFile.read(file);
  }
}
