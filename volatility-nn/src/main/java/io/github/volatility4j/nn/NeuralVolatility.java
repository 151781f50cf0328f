package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Archive;
import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trained network that forecasts variance. Immutable and safe to use from many threads.
 *
 * <p>A forecast uses a window of days and nothing later. It is for the day after the window, or for
 * as many days as {@link #outputChunkLength()} says. Beyond them the model's own forecasts are fed
 * back as truth, returns at their expectation, teacher and anchor along their own paths, the
 * market's terms and covariates at their training means, the calendar on the weekdays that follow.
 *
 * <p>Forecasts are positive by construction and in the square of the returns' unit.
 */
public final class NeuralVolatility implements TrainedVolatility {
  private static final Logger LOG = LoggerFactory.getLogger(NeuralVolatility.class);

  private final ModelState state;
  private final Predictor predictor;

  private NeuralVolatility(ModelState state, Network network) {
    this.state = state;
    this.predictor = new Predictor(network, state);
  }

  /** A model from its parts; the weights have been counted. */
  static NeuralVolatility of(ModelState state, float[] weights) {
    Network network = Network.create(state.recipe().network(), state.shape(), DataType.FLOAT, 0);
    try {
      HostCopy.write(weights, network.parameters());
      return new NeuralVolatility(state, network);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
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

  @Override
  public int returnsNeeded() {
    return reach().returns();
  }

  @Override
  public int outputChunkLength() {
    return predictor.ahead();
  }

  /** {@return the weight of the truth in the loss it was trained on} */
  public double lambda() {
    return state.recipe().loss().lambda();
  }

  @Override
  public VolatilityForecast forecast(String name, int horizon) {
    TimeSeries tail = state.tail().get(name);
    return Objects.requireNonNull(
        forecast(SeriesSet.of(tail), SeriesSet.of(tail), horizon).get(name));
  }

  @Override
  public Map<String, VolatilityForecast> forecast(SeriesSet history, int horizon) {
    List<TimeSeries> labels = new ArrayList<>();
    for (TimeSeries returns : options().covariates().derive(history)) {
      requireUnit(returns);
      requireLength(returns);
      labels.add(Labels.forForecasts(state.recipe(), returns, returns.size()));
    }
    return forecast(SeriesSet.of(labels), history, horizon);
  }

  private Map<String, VolatilityForecast> forecast(
      SeriesSet labels, SeriesSet history, int horizon) {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon is " + horizon + ", must be at least 1");
    }
    List<TimeSeries> series = labels.stream().toList();
    int[] end = series.stream().mapToInt(TimeSeries::size).toArray();
    List<Rows> panel =
        PanelRows.forForecasts(
            state.recipe(),
            labels,
            reach().inputsFrom(series, end),
            horizon + outputChunkLength() - 1);
    List<double[]> teachers = teacherPaths(labels, history, end, horizon);
    List<double[]> anchors = paths(state.recipe().anchor(), labels, end, horizon);
    Map<String, VolatilityForecast> forecasts = new LinkedHashMap<>();
    for (int s = 0; s < end.length; s++) {
      TimeSeries one = series.get(s);
      Rows rows = panel.get(s).last(options().inputChunkLength() + ReferencePath.MEMORY);
      double[] variance =
          predictor.path(
              rows, stock(one.name(), panel.get(s), end[s]), teachers.get(s), anchors.get(s));
      Optional<LocalDate> last =
          one.isDated() ? Optional.of(one.date(end[s] - 1)) : Optional.empty();
      forecasts.put(one.name(), new VolatilityForecast(one.name(), last, variance, one.unit()));
    }
    return forecasts;
  }

  private List<double[]> teacherPaths(SeriesSet labels, SeriesSet history, int[] end, int horizon) {
    Optional<Reference> teacher = state.recipe().teacher();
    boolean seen = state.recipe().inputs().hasTeacher();
    if (!seen || teacher.isPresent()) {
      return paths(seen ? teacher : Optional.empty(), labels, end, horizon);
    }
    GarchTeacher labeller = Labels.teacher(options());
    return history.stream()
        .map(returns -> labeller.forecast(returns, horizon).variance().variance())
        .toList();
  }

  private List<double[]> paths(
      Optional<Reference> reference, SeriesSet labels, int[] end, int horizon) {
    if (reference.isEmpty()) {
      return Collections.nCopies(end.length, Predictor.unknown(horizon));
    }
    Reference present = reference.get();
    List<ReferencePath> paths =
        ReferencePath.of(Set.of(present), labels, options().truth(), end, horizon, Progress.NONE)
            .getOrDefault(present, List.of());
    return paths.stream().map(ReferencePath::ahead).toList();
  }

  @Override
  public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive) {
    int labelWindow = reach().labelWindow();
    List<TimeSeries> labels = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    for (TimeSeries all : options().covariates().derive(history.returns())) {
      requireUnit(all);
      TimeSeries returns = all.until(toInclusive);
      if (returns.size() > labelWindow) {
        int row = Math.max(returns.firstRowFrom(from), reach().returns());
        labels.add(Labels.forForecasts(state.recipe(), returns, row));
        first.add(Math.min(row, returns.size()) - labelWindow);
      }
    }
    int[] rows = first.stream().mapToInt(row -> row).toArray();
    int[] end = labels.stream().mapToInt(TimeSeries::size).toArray();
    return forecasts(SeriesSet.of(labels), rows, end, 1);
  }

  @Override
  public SeriesSet predict(VolatilityDataset data, Split split, int daysAhead) {
    if (daysAhead < 1 || daysAhead > outputChunkLength()) {
      throw new IllegalArgumentException(
          "daysAhead is %d, must be from 1 to %d, the days that the network forecasts at once"
              .formatted(daysAhead, outputChunkLength()));
    }
    if (data.options().inputChunkLength() != options().inputChunkLength()) {
      throw new IllegalArgumentException(
          "the dataset's windows have %d days, the network was trained on %d"
              .formatted(data.options().inputChunkLength(), options().inputChunkLength()));
    }
    int[] first = new int[data.size()];
    int[] end = new int[data.size()];
    for (int s = 0; s < data.size(); s++) {
      requireUnit(data.labels().get(data.names().get(s)));
      end[s] = data.endRow(s, split);
      int least = options().inputChunkLength() + daysAhead - 1;
      first[s] = Math.min(end[s], Math.max(data.firstRow(s, split), least));
    }
    return forecasts(data.labels(), first, end, daysAhead);
  }

  /** Forecasts of the rows from first to before end of each series, each made some days before. */
  private SeriesSet forecasts(SeriesSet labels, int[] first, int[] end, int daysAhead) {
    List<TimeSeries> series = labels.stream().toList();
    List<TimeSeries> out = new ArrayList<>();
    if (IntStream.range(0, end.length).allMatch(s -> first[s] >= end[s])) {
      return SeriesSet.of(out);
    }
    int[] after = Arrays.stream(first).map(row -> row - daysAhead + 1).toArray();
    List<Rows> panel =
        PanelRows.forForecasts(
            state.recipe(), labels, reach().inputsFrom(series, after), outputChunkLength() - 1);
    for (int s = 0; s < end.length; s++) {
      if (first[s] < end[s]) {
        Stock stock = stock(series.get(s).name(), panel.get(s), after[s]);
        double[] variance =
            predictor.variances(panel.get(s), stock, after[s], end[s] - daysAhead, daysAhead);
        out.add(series(series.get(s).slice(first[s], end[s]), variance));
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

  /** A stock by its name; of a new one the level is that of the window before a row. */
  private Stock stock(String name, Rows rows, int row) {
    for (Stock stock : state.stocks()) {
      if (stock.name().equals(name)) {
        return stock;
      }
    }
    LOG.info("{} was not in training: its level is the mean truth of its last window", name);
    return new Stock(
        name,
        Encoder.level(rows.truth(), row - options().inputChunkLength(), row, name),
        new double[state.encoder().statics()]);
  }

  DatasetOptions options() {
    return state.recipe().dataset();
  }

  /** {@return the unit of the returns it was trained on} */
  String unit() {
    return state.tail().stream().findFirst().map(TimeSeries::unit).orElse("");
  }

  private void requireUnit(TimeSeries returns) {
    String trained = unit();
    if (!returns.unit().equals(trained)) {
      throw new IllegalArgumentException(
          "returns of %s are in %s, the network was trained on %s"
              .formatted(returns.name(), returns.unit(), trained));
    }
  }

  private void requireLength(TimeSeries returns) {
    if (returns.size() < returnsNeeded()) {
      throw new IllegalArgumentException(
          "series %s has %d returns; a forecast needs %d (window of %d days, labels of %d before)"
              .formatted(
                  returns.name(),
                  returns.size(),
                  returnsNeeded(),
                  options().inputChunkLength(),
                  reach().labelWindow()));
    }
  }

  private Reach reach() {
    return Reach.of(state.recipe());
  }

  @Override
  public void save(Path file) {
    ModelFile.write(file, archive());
  }

  Archive archive() {
    return ModelFile.archive(state, predictor.weights());
  }

  /**
   * Loads a saved model. Sizes, version and checksums are checked first; nothing in the file is
   * executed or deserialized.
   *
   * @param file written by {@link #save}
   * @return a model that forecasts the same numbers
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not a whole, unchanged model file of a known version,
   *     or one of an ensemble
   */
  public static NeuralVolatility load(Path file) {
    return EnsembleFile.readOne(file);
  }
}
