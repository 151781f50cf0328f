package io.github.volatility4j.nn;

import io.github.volatility4j.series.SeriesSet;
import java.util.List;

/**
 * What a trained model is, apart from its weights.
 *
 * @param recipe how it was trained
 * @param shape of its network, as it forecasts
 * @param encoder of its inputs
 * @param stocks it was trained on
 * @param tail the last labelled days of each stock, as many as a forecast needs, with the market's
 *     terms where it sees them
 * @param outcome how training went
 * @param levelCorrection factor on forecasts, 1 unless the loss asks for one
 */
record ModelState(
    Recipe recipe,
    NetworkShape shape,
    Encoder encoder,
    List<Stock> stocks,
    SeriesSet tail,
    TrainingLoop.Outcome outcome,
    double levelCorrection) {}
