package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.dataset.Windows;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a dataset and a recipe to a trained model. */
final class Training {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  /**
   * A truth above so many times its anchor counts as so many times: days after a suspension, and
   * false prices, are a few in a million and would outweigh all others. Forecasts are judged by the
   * truth as it is.
   */
  private static final double MOST = 50;

  private final Recipe recipe;
  private final VolatilityDataset data;
  private final TrainingListener listener;

  Training(Recipe recipe, VolatilityDataset data, TrainingListener listener) {
    this.recipe = recipe;
    this.data = data;
    this.listener = listener;
  }

  NeuralVolatility run() {
    return run(PanelRows.forTraining(recipe, data.labels(), listener::onProgress));
  }

  NeuralVolatility run(List<Rows> panel) {
    int[] trainingEnd = new int[data.size()];
    List<Stock> stocks = new ArrayList<>();
    double total = 0;
    long days = 0;
    for (int s = 0; s < trainingEnd.length; s++) {
      trainingEnd[s] = data.endRow(s, Split.TRAIN);
      String name = data.names().get(s);
      double level = Encoder.level(panel.get(s).truth(), 0, trainingEnd[s], name);
      stocks.add(new Stock(name, level, data.statics(s)));
      total += level * trainingEnd[s];
      days += trainingEnd[s];
    }
    DatasetOptions options = recipe.dataset();
    Encoder encoder =
        Encoder.fit(recipe.inputs(), options, panel, trainingEnd, data.statics(0).length);
    Objective objective =
        new Objective(
            recipe.loss(),
            recipe.link(),
            options.transform(),
            options.scale(),
            data.scaler(),
            total / days);
    NetworkShape shape = recipe.trainingShape(encoder.channels());
    Samples samples = samples(panel, stocks, encoder, shape);
    TrainingOptions training = recipe.training();
    try (Network network =
        Network.create(recipe.network(), shape, DataType.FLOAT, training.seed())) {
      LOG.info("training on {}", network.engine());
      if (recipe.anchor().isPresent()) {
        silence(network);
      }
      TrainingLoop.Outcome outcome =
          new TrainingLoop(network, shape, samples, objective, training, listener).run();
      ModelState state =
          new ModelState(
              recipe,
              recipe.shape(encoder.channels()),
              encoder,
              List.copyOf(stocks),
              tail(panel),
              outcome);
      return NeuralVolatility.of(state, HostCopy.values(network.parameters()));
    }
  }

  /** The last layer's weights are 0, so that training starts at the anchor itself. */
  static void silence(Network network) {
    List<ParameterRange> ranges = network.ranges();
    for (ParameterRange range : ranges.subList(ranges.size() - 2, ranges.size())) {
      INDArray parameters = network.parameters();
      parameters.get(NDArrayIndex.interval(range.offset(), range.end())).assign(0);
    }
  }

  private Samples samples(
      List<Rows> panel, List<Stock> stocks, Encoder encoder, NetworkShape shape) {
    int n = panel.size();
    float[][] inputs = new float[n][];
    double[][] truth = new double[n][];
    double[][] teacher = new double[n][];
    double[][] base = new double[n][];
    for (int s = 0; s < n; s++) {
      Rows rows = panel.get(s);
      inputs[s] = encoder.encode(rows, stocks.get(s));
      teacher[s] = rows.teacher();
      if (recipe.anchor().isPresent()) {
        base[s] = rows.anchor();
        truth[s] = new double[rows.size()];
        Arrays.setAll(truth[s], t -> Math.min(rows.truth()[t], MOST * rows.anchor()[t]));
      } else {
        base[s] = new double[rows.size()];
        Arrays.fill(base[s], stocks.get(s).level());
        truth[s] = rows.truth();
      }
    }
    int context = shape.inputLength() - shape.steps() + 1;
    Windows train =
        data.windows(Split.TRAIN, context, shape.steps(), recipe.training().stride());
    // The loss that decides counts forecasts that have seen at least half of a window, each once.
    int seen = Math.max(context, (shape.inputLength() + 1) / 2);
    int counted = shape.inputLength() - seen + 1;
    Windows validation = data.windows(Split.VALIDATION, seen, counted, counted);
    return new Samples(inputs, encoder.channels(), truth, teacher, base, train, validation);
  }

  /** The last labelled days of each stock, as many as a forecast needs. */
  private SeriesSet tail(List<Rows> panel) {
    List<TimeSeries> tails = new ArrayList<>();
    for (int s = 0; s < panel.size(); s++) {
      TimeSeries labels = data.labels().get(data.names().get(s));
      if (recipe.inputs() == Encoder.Inputs.MARKET) {
        labels = withMarket(labels, panel.get(s));
      }
      int from = Reach.of(recipe).tailStart(labels.size());
      tails.add(labels.slice(from, labels.size()));
    }
    return SeriesSet.of(tails);
  }

  /** Other stocks are not in a stock's tail, so that the market has to be. */
  private TimeSeries withMarket(TimeSeries labels, Rows rows) {
    TimeSeries out = labels;
    int known = Math.max(0, rows.size() - recipe.dataset().inputChunkLength());
    for (int k = 0; k < MarketTerms.COUNT; k++) {
      double[] terms = rows.market()[k].clone();
      Arrays.fill(terms, 0, known, Double.NaN);
      out = out.with(MarketTerms.NAMES.get(k), terms);
    }
    return out;
  }
}
