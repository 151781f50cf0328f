package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.dataset.Windows;
import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trained network that forecasts variance. Immutable and safe to use from many threads.
 *
 * <p>A forecast for a day uses the window of days before it and nothing later. Beyond one day the
 * model's own forecast is fed back as truth, returns at their expectation, the teacher along its
 * own analytic path, covariates at their training mean, the calendar on the weekdays that follow.
 * Forecasts are positive by construction and
 * in the square of the returns' unit.
 */
public final class NeuralVolatility implements FittedVolatility {
  private static final Logger LOG = LoggerFactory.getLogger(NeuralVolatility.class);

  /** Main component of {@link #predict} and {@link #historicalForecasts}. */
  public static final String VARIANCE = "variance";

  private final ModelState state;
  private final Predictor predictor;

  NeuralVolatility(ModelState state, Network network) {
    this.state = state;
    this.predictor = new Predictor(network, state.encoder(), state.shape());
  }

  static NeuralVolatility train(Recipe recipe, VolatilityDataset data, TrainingListener listener) {
    List<Stock> stocks = new ArrayList<>();
    Encoder encoder = Encoder.fit(data, recipe.inputs());
    float[][] encoded = new float[data.names().size()][];
    double[] levels = new double[encoded.length];
    double total = 0;
    long days = 0;
    for (int s = 0; s < encoded.length; s++) {
      Rows rows = Rows.of(data, s);
      int train = data.endRow(s, Split.TRAIN);
      levels[s] = Encoder.level(rows.truth(), 0, train, data.names().get(s));
      encoded[s] = encoder.encode(rows, levels[s], data.statics(s));
      stocks.add(new Stock(data.names().get(s), levels[s], data.statics(s)));
      total += levels[s] * train;
      days += train;
    }
    DatasetOptions options = data.options();
    Objective objective =
        new Objective(
            recipe.loss(), options.transform(), options.scale(), data.scaler(), total / days);
    NetworkShape shape =
        new NetworkShape(options.inputChunkLength(), encoder.channels(), objective.outputs());
    Network network =
        Network.create(recipe.network(), shape, DataType.FLOAT, recipe.training().seed());
    LOG.info("training on {}", network.engine());
    try {
      TrainingLoop.Outcome outcome =
          new TrainingLoop(
                  network,
                  data,
                  new Batches(encoded, shape.inputLength(), shape.features()),
                  objective,
                  levels,
                  recipe.training(),
                  listener)
              .run();
      int needed = Math.max(options.inputChunkLength(), teacherWindow(options));
      SeriesSet tail =
          data.labels()
              .map(labels -> labels.slice(Math.max(0, labels.size() - needed), labels.size()));
      return new NeuralVolatility(
          new ModelState(recipe, shape, encoder, List.copyOf(stocks), tail, outcome), network);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  /** The teacher that makes the labels a model with these options was trained on. */
  static GarchTeacher teacher(DatasetOptions options) {
    return GarchTeacher.of(teacherWindow(options));
  }

  private static int teacherWindow(DatasetOptions options) {
    String digits = options.teacher().replaceAll("^.*?([0-9]+)$", "$1");
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "teacher column is \"%s\", must end in its window, such as garch_var_90"
              .formatted(options.teacher()),
          e);
    }
  }

  @Override
  public List<String> names() {
    return state.stocks().stream().map(Stock::name).toList();
  }

  /**
   * Whether training ended because the validation loss no longer fell.
   *
   * @return false when the epochs ran out before, see {@link #stopReason()}
   */
  @Override
  public boolean converged() {
    return state.outcome().converged();
  }

  /** {@return why training stopped, in words} */
  public String stopReason() {
    return state.outcome().stopReason();
  }

  /** {@return what each epoch gave; the weights are those of the last one marked as best} */
  public List<Epoch> epochs() {
    return state.outcome().epochs();
  }

  /** {@return what computes, in words} */
  public String engine() {
    return predictor.engine();
  }

  /** {@return the weight of the truth in the loss it was trained on} */
  public double lambda() {
    return state.recipe().loss().lambda();
  }

  @Override
  public VolatilityForecast forecast(String name, int horizon) {
    TimeSeries tail = state.tail().get(name);
    return forecast(tail, tail, horizon);
  }

  /**
   * Forecasts from the end of other returns than those it was fitted to: the same stocks some days
   * later, or new ones. A stock that was not in training has the mean truth of its last window as
   * its level.
   *
   * @param history returns in the unit of those in training, at least window + teacher window of
   *     them
   * @param horizon trading days ahead, at least 1
   * @return a forecast for each series, in the order of the set
   * @throws IllegalArgumentException if a series is too short or in another unit, naming it
   */
  public Map<String, VolatilityForecast> forecast(SeriesSet history, int horizon) {
    GarchTeacher teacher = teacher(options());
    Map<String, VolatilityForecast> forecasts = new LinkedHashMap<>();
    for (TimeSeries returns : options().covariates().derive(history)) {
      requireUnit(returns);
      requireLength(returns, returns.size());
      int first = returns.size() - options().inputChunkLength();
      TimeSeries labels = teacher.labelFrom(returns, first).slice(first, returns.size());
      forecasts.put(returns.name(), forecast(labels, returns, horizon));
    }
    return forecasts;
  }

  private VolatilityForecast forecast(TimeSeries labels, TimeSeries returns, int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is " + horizon + ", must be at least 1");
    }
    double[] teacherPath = teacher(options()).forecast(returns, horizon).variance().variance();
    Rows rows = Rows.of(labels, options(), teacherPath[0], horizon).last(options().inputChunkLength());
    double[] variance = predictor.path(rows, stock(labels.name(), rows.truth()), teacherPath);
    Optional<LocalDate> last =
        returns.isDated() ? Optional.of(returns.date(returns.size() - 1)) : Optional.empty();
    return new VolatilityForecast(returns.name(), last, variance, returns.unit());
  }

  @Override
  public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive) {
    GarchTeacher teacher = teacher(options());
    int window = options().inputChunkLength();
    List<TimeSeries> out = new ArrayList<>();
    for (TimeSeries all : options().covariates().derive(history.returns())) {
      requireUnit(all);
      TimeSeries returns = all.until(toInclusive);
      int first = Math.max(returns.firstRowFrom(from), window + teacherWindow(options()));
      if (first >= returns.size()) {
        continue;
      }
      int start = first - window;
      TimeSeries labels = teacher.labelFrom(returns, start).slice(start, returns.size());
      Rows rows = Rows.of(labels, options(), Double.NaN, 0);
      Stock stock = stock(all.name(), Arrays.copyOf(rows.truth(), window));
      double[] variance = predictor.variances(rows, stock, window, labels.size() - 1);
      out.add(series(returns.slice(first, returns.size()), variance));
    }
    return SeriesSet.of(out);
  }

  /**
   * One-step forecasts over a part of a dataset, without refitting.
   *
   * @param data labels of the unit and window that the network was trained on
   * @param split the part; a window belongs to the part of its label
   * @return for each stock with such a window its forecasts, main component {@value #VARIANCE}
   */
  public SeriesSet predict(VolatilityDataset data, Split split) {
    if (data.options().inputChunkLength() != options().inputChunkLength()) {
      throw new IllegalArgumentException(
          "the dataset's windows have %d days, the network was trained on %d"
              .formatted(data.options().inputChunkLength(), options().inputChunkLength()));
    }
    Windows windows = data.windows(split, 1);
    int[] first = new int[data.names().size()];
    int[] count = new int[first.length];
    for (int i = windows.size() - 1; i >= 0; i--) {
      first[windows.series(i)] = windows.row(i);
      count[windows.series(i)]++;
    }
    List<TimeSeries> out = new ArrayList<>();
    for (int s = 0; s < first.length; s++) {
      if (count[s] > 0) {
        TimeSeries labels = data.labels().get(data.names().get(s));
        requireUnit(labels);
        Rows rows = Rows.of(labels, options(), Double.NaN, 0);
        int window = options().inputChunkLength();
        Stock stock =
            stock(labels.name(), Arrays.copyOfRange(rows.truth(), first[s] - window, first[s]));
        int last = first[s] + count[s] - 1;
        out.add(
            series(
                labels.slice(first[s], last + 1),
                predictor.variances(rows, stock, first[s], last)));
      }
    }
    return SeriesSet.of(out);
  }

  private static TimeSeries series(TimeSeries like, double[] variance) {
    TimeSeries series =
        like.isDated()
            ? TimeSeries.of(like.name(), like.dates(), variance)
            : TimeSeries.of(like.name(), variance);
    return series.mainNamed(VARIANCE);
  }

  private Stock stock(String name, double[] recentTruth) {
    for (Stock stock : state.stocks()) {
      if (stock.name().equals(name)) {
        return stock;
      }
    }
    LOG.info("{} was not in training: its level is the mean truth of its last window", name);
    return new Stock(
        name,
        Encoder.level(recentTruth, 0, recentTruth.length, name),
        new double[state.encoder().statics()]);
  }

  private DatasetOptions options() {
    return state.recipe().dataset();
  }

  private void requireUnit(TimeSeries returns) {
    String trained = state.tail().stream().findFirst().map(TimeSeries::unit).orElse(returns.unit());
    if (!returns.unit().equals(trained)) {
      throw new IllegalArgumentException(
          "returns of %s are in %s, the network was trained on %s"
              .formatted(returns.name(), returns.unit(), trained));
    }
  }

  private void requireLength(TimeSeries returns, int size) {
    int needed = options().inputChunkLength() + teacherWindow(options());
    if (size < needed) {
      throw new IllegalArgumentException(
          "series %s has %d returns; a forecast needs %d (window of %d days, labels of %d before)"
              .formatted(
                  returns.name(),
                  size,
                  needed,
                  options().inputChunkLength(),
                  teacherWindow(options())));
    }
  }

  /**
   * Saves the model as one file: a zip archive of a text manifest, raw weights and the last days of
   * each stock, with checksums. It appears whole or not at all.
   *
   * @param file to write
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    ModelFile.write(file, state, predictor.weights());
  }

  /**
   * Loads a saved model. Sizes, version and checksums are checked first; nothing in the file is
   * executed or deserialized.
   *
   * @param file written by {@link #save}
   * @return a model that forecasts the same numbers
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not a whole, unchanged model file of a known version
   */
  public static NeuralVolatility load(Path file) {
    return ModelFile.read(file);
  }
}
