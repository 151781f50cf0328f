package io.github.volatility4j.nn;

import io.github.volatility4j.series.SeriesSet;
import java.util.List;

/**
 * What a trained model is, apart from its weights.
 *
 * @param recipe how it was trained
 * @param shape of its network
 * @param encoder of its inputs
 * @param stocks it was trained on
 * @param tail the last labelled days of each stock: a window, and what the teacher needs
 * @param outcome how training went
 */
record ModelState(
    Recipe recipe,
    NetworkShape shape,
    Encoder encoder,
    List<Stock> stocks,
    SeriesSet tail,
    TrainingLoop.Outcome outcome) {}
