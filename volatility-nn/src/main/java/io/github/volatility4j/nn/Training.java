package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.dataset.Windows;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
  private final Optional<RunDirectory> directory;

  Training(
      Recipe recipe,
      VolatilityDataset data,
      TrainingListener listener,
      Optional<RunDirectory> directory) {
    this.recipe = recipe;
    this.data = data;
    this.listener = listener;
    this.directory = directory;
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
    Encoder encoder = Encoder.fit(recipe, options, panel, trainingEnd, data.statics(0).length);
    Objective objective =
        new Objective(
            recipe.loss(),
            recipe.link(),
            options.transform(),
            options.scale(),
            data.scaler(),
            total / days);
    NetworkShape shape = recipe.trainingShape(encoder.layout());
    Samples samples = samples(panel, stocks, encoder, shape);
    List<Stock> known = List.copyOf(stocks);
    SeriesSet tail = tail(panel);
    NetworkShape forecasting = recipe.shape(encoder.layout());
    Fitted fitted =
        (outcome, correction) ->
            new ModelState(recipe, forecasting, encoder, known, tail, outcome, correction);
    try (Network network =
        Network.create(
            recipe.network(),
            shape,
            DataType.FLOAT,
            recipe.training().details().precision(),
            recipe.training().seed())) {
      LOG.info("training on {}", network.engine());
      if (recipe.anchor().isPresent()) {
        silence(network);
      }
      if (directory.isEmpty()) {
        return train(network, shape, samples, objective, fitted, Optional.empty());
      }
      String fingerprint = Fingerprint.of(recipe, samples);
      try (RunRecorder recorder =
          new RunRecorder(directory.get(), fingerprint, recipe, fitted::write)) {
        return train(network, shape, samples, objective, fitted, Optional.of(recorder));
      }
    }
  }

  /** What a training has learned, once its outcome and level are known. */
  private interface Fitted {
    ModelState model(TrainingLoop.Outcome outcome, double levelCorrection);

    /** Writes the model that a training which goes on has got so far. */
    default void write(Checkpoint checkpoint, double levelCorrection, Path file) {
      TrainingLoop.Outcome outcome =
          new TrainingLoop.Outcome(
              List.copyOf(checkpoint.state().done), false, "a training that was still going on");
      ModelFile.write(file, model(outcome, levelCorrection), checkpoint.best());
    }
  }

  private NeuralVolatility train(
      Network network,
      NetworkShape shape,
      Samples samples,
      Objective objective,
      Fitted fitted,
      Optional<RunRecorder> recorder) {
    TrainingLoop loop =
        new TrainingLoop(network, shape, samples, objective, recipe.training(), listener, recorder);
    TrainingLoop.Outcome outcome = loop.run();
    float[] weights = HostCopy.values(network.parameters());
    return NeuralVolatility.of(fitted.model(outcome, loop.levelCorrection(weights)), weights);
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
    double[][] weights = new double[n][];
    for (int s = 0; s < n; s++) {
      Rows rows = panel.get(s);
      inputs[s] = encoder.encode(rows, stocks.get(s));
      teacher[s] = rows.teacher();
      weights[s] = SampleWeights.of(recipe.training().details(), data, s);
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
    Windows train = data.windows(Split.TRAIN, context, shape.steps(), recipe.training().stride());
    // The loss that decides counts forecasts that have seen at least half of a window, each once.
    int seen = Math.max(context, (shape.inputLength() + 1) / 2);
    int counted = shape.inputLength() - seen + 1;
    Windows validation = data.windows(Split.VALIDATION, seen, counted, counted);
    SampleWeights.requireSome(weights, data);
    return new Samples(
        inputs, encoder.channels(), truth, teacher, base, weights, train, validation);
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
