package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Archive;
import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Scale;
import io.github.volatility4j.dataset.StaticMode;
import io.github.volatility4j.dataset.Transform;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.nn.loss.WeightedLoss;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A trained model as a file: an {@link Archive} whose manifest says how the network is built and
 * was trained, with the weights as raw little-endian floats and the last labelled days of each
 * stock, from which a forecast starts, as CSV. Reading builds the network from numbers that were
 * checked; the file names no class.
 */
final class ModelFile {
  private static final String FORMAT = "volatility-model";
  private static final int VERSION = 1;
  private static final long MAX_BYTES = 1L << 30;
  private static final String WEIGHTS = "weights.f32";
  private static final String TAIL = "tail.csv";
  private static final String LSTM = "lstm";
  private static final String MIXER = "tsmixer";

  private ModelFile() {}

  static void write(Path file, ModelState state, float[] weights) {
    SortedMap<String, String> out = new TreeMap<>();
    putNetwork(out, state.recipe().network());
    putRecipe(out, state);
    putEncoder(out, state.encoder());
    putStocks(out, state);
    putOutcome(out, state.outcome());
    ByteBuffer raw =
        ByteBuffer.allocate(Float.BYTES * weights.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(weights);
    Archive.write(
        file,
        FORMAT,
        VERSION,
        out,
        Map.of(WEIGHTS, raw.array(), TAIL, dated(state.tail()).toLongCsv()));
  }

  static NeuralVolatility read(Path file) {
    Archive archive = Archive.read(file, FORMAT, VERSION, MAX_BYTES);
    Fields in = new Fields(file, archive.manifest());
    Encoder encoder = encoder(in);
    Recipe recipe = recipe(in, encoder);
    NetworkShape shape =
        new NetworkShape(
            recipe.dataset().inputChunkLength(),
            encoder.channels(),
            in.integer("outputs", 1, 1000));
    byte[] raw = in.entry(archive, WEIGHTS);
    float[] weights = new float[raw.length / Float.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
    SeriesSet read =
        in.checked(
            () -> SeriesSet.ofLongCsv(in.entry(archive, TAIL), TAIL, in.list("tail.attributes")));
    SeriesSet tail = in.flag("tail.dated") ? read : read.map(series -> copy(series, List.of()));
    ModelState state =
        new ModelState(recipe, shape, encoder, stocks(in, encoder, tail), tail, outcome(in));
    // Before anything is built to the manifest's sizes: the weights must be there to fill it.
    if (atLeast(recipe.network(), shape) > weights.length) {
      throw in.wrong(WEIGHTS, weights.length + " numbers", "as many as the network has");
    }
    try {
      return NeuralVolatility.of(state, weights);
    } catch (IllegalArgumentException e) {
      throw in.wrong(WEIGHTS, String.valueOf(e.getMessage()), "as many as the network has");
    }
  }

  /** A lower bound of a network's numbers that no size overflows. */
  private static double atLeast(NetworkOptions network, NetworkShape shape) {
    if (network instanceof LstmOptions lstm) {
      return 4.0 * lstm.width() * (lstm.width() + shape.features())
          + 4.0 * lstm.width() * lstm.width() * (lstm.layers() - 1.0)
          + (double) lstm.headWidth() * lstm.width();
    }
    TsMixerOptions mixer = (TsMixerOptions) network;
    double block =
        2.0 * mixer.hidden() * mixer.feedForward()
            + (double) shape.inputLength() * shape.inputLength();
    return mixer.blocks() * block;
  }

  private static void putNetwork(SortedMap<String, String> out, NetworkOptions network) {
    if (network instanceof LstmOptions lstm) {
      out.put("network", LSTM);
      out.put("network.layers", "" + lstm.layers());
      out.put("network.width", "" + lstm.width());
      out.put("network.dropout", "" + lstm.dropout());
      out.put("network.head_width", "" + lstm.headWidth());
    } else if (network instanceof TsMixerOptions mixer) {
      out.put("network", MIXER);
      out.put("network.hidden", "" + mixer.hidden());
      out.put("network.feed_forward", "" + mixer.feedForward());
      out.put("network.blocks", "" + mixer.blocks());
      out.put("network.dropout", "" + mixer.dropout());
      out.put("network.reversible_instance_norm", "" + mixer.reversibleInstanceNorm());
    }
  }

  private static NetworkOptions network(Fields in) {
    int max = 1 << 20;
    double dropout = in.number("network.dropout");
    if (in.oneOf("network", List.of(LSTM, MIXER)).equals(LSTM)) {
      return new LstmOptions(
          in.integer("network.layers", 1, 1000),
          in.integer("network.width", 1, max),
          dropout,
          in.integer("network.head_width", 0, max));
    }
    return new TsMixerOptions(
        in.integer("network.hidden", 1, max),
        in.integer("network.feed_forward", 1, max),
        in.integer("network.blocks", 1, 1000),
        dropout,
        in.flag("network.reversible_instance_norm"));
  }

  private static void putRecipe(SortedMap<String, String> out, ModelState state) {
    Recipe recipe = state.recipe();
    out.put("inputs", recipe.inputs().name());
    out.put("outputs", "" + state.shape().outputs());
    recipe.anchor().ifPresent(anchor -> out.put("anchor", anchor.name()));
    recipe.teacher().ifPresent(teacher -> out.put("teacher", teacher.name()));
    out.put("lambda", "" + recipe.loss().lambda());
    out.put("loss", recipe.loss().inner().toString());
    TrainingOptions training = recipe.training();
    out.put("training.epochs", "" + training.epochs());
    out.put("training.batch_size", "" + training.batchSize());
    out.put("training.learning_rate", "" + training.learningRate());
    out.put("training.learning_rate_decay", "" + training.learningRateDecay());
    out.put("training.weight_decay", "" + training.weightDecay());
    out.put("training.gradient_clip", "" + training.gradientClip());
    out.put("training.patience", "" + training.patience());
    out.put("training.min_delta", "" + training.minDelta());
    out.put("training.stride", "" + training.stride());
    out.put("training.length", "" + training.trainingLength());
    out.put("training.warm_up", "" + training.warmUp());
    out.put("training.seed", "" + training.seed());
    DatasetOptions dataset = recipe.dataset();
    out.put("dataset.validation_fraction", "" + dataset.validationFraction());
    out.put("dataset.test_fraction", "" + dataset.testFraction());
    out.put("dataset.input_chunk_length", "" + dataset.inputChunkLength());
    out.put("dataset.truth", dataset.truth());
    out.put("dataset.teacher", dataset.teacher());
    out.put("dataset.static_mode", dataset.staticMode().name());
    out.put("dataset.transform", dataset.transform().name());
    out.put("dataset.scale", dataset.scale().name());
    out.put("dataset.covariate_lag", "" + dataset.covariateLag());
    Fields.putList(out, "dataset.covariates", dataset.covariates());
  }

  private static Recipe recipe(Fields in, Encoder encoder) {
    return in.checked(
        () ->
            new Recipe(
                network(in),
                encoder.inputs(),
                in.optional("anchor").map(Reference::new),
                in.optional("teacher").map(Reference::new),
                new WeightedLoss(in.number("lambda"), loss(in.text("loss"))),
                new TrainingOptions(
                    in.integer("training.epochs", 1, Integer.MAX_VALUE),
                    in.integer("training.batch_size", 1, Integer.MAX_VALUE),
                    in.number("training.learning_rate"),
                    in.number("training.learning_rate_decay"),
                    in.number("training.weight_decay"),
                    in.number("training.gradient_clip"),
                    in.integer("training.patience", 1, Integer.MAX_VALUE),
                    in.number("training.min_delta"),
                    in.integer("training.stride", 1, Integer.MAX_VALUE),
                    in.integer("training.length", 0, Integer.MAX_VALUE),
                    in.integer("training.warm_up", 0, Integer.MAX_VALUE),
                    in.wholeNumber("training.seed")),
                new DatasetOptions(
                    in.number("dataset.validation_fraction"),
                    in.number("dataset.test_fraction"),
                    in.integer("dataset.input_chunk_length", 1, 1 << 20),
                    in.text("dataset.truth"),
                    in.text("dataset.teacher"),
                    in.list("dataset.covariates"),
                    in.integer("dataset.covariate_lag", 1, Integer.MAX_VALUE),
                    in.constant("dataset.static_mode", StaticMode.class),
                    in.constant("dataset.transform", Transform.class),
                    in.constant("dataset.scale", Scale.class))));
  }

  /** A user's own loss is not in the file; forecasts don't need it. */
  private static Loss loss(String name) {
    try {
      return Loss.named(name);
    } catch (IllegalArgumentException e) {
      return new ForgottenLoss(name);
    }
  }

  private record ForgottenLoss(String name) implements Loss {
    @Override
    public double valueAndGradient(double target, double[] output, double[] gradientOut) {
      throw new IllegalStateException("the loss " + name + " is not part of the model file");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static void putEncoder(SortedMap<String, String> out, Encoder encoder) {
    out.put("encoder.statics", "" + encoder.statics());
    Fields.putNumbers(out, "encoder.mean", encoder.moments().mean());
    Fields.putNumbers(out, "encoder.sd", encoder.moments().sd());
  }

  private static Encoder encoder(Fields in) {
    Encoder.Inputs inputs = in.constant("inputs", Encoder.Inputs.class);
    int count = Encoder.standardised(inputs, in.list("dataset.covariates").size());
    double[] mean = in.numbers("encoder.mean", count);
    double[] sd = in.numbers("encoder.sd", count);
    return new Encoder(
        inputs,
        in.integer("dataset.covariate_lag", 1, Integer.MAX_VALUE),
        new Encoder.Moments(mean, sd),
        in.integer("encoder.statics", 0, 1 << 20));
  }

  private static void putStocks(SortedMap<String, String> out, ModelState state) {
    TreeSet<String> attributes = new TreeSet<>();
    state.tail().forEach(series -> attributes.addAll(series.attributes().keySet()));
    Fields.putList(out, "tail.attributes", List.copyOf(attributes));
    out.put("tail.dated", "" + state.tail().stream().allMatch(TimeSeries::isDated));
    Fields.putList(out, "stocks", state.stocks().stream().map(Stock::name).toList());
    for (int s = 0; s < state.stocks().size(); s++) {
      Stock stock = state.stocks().get(s);
      out.put("level." + s, "" + stock.level());
      Fields.putNumbers(out, "one_hot." + s, stock.oneHot());
    }
  }

  /** CSV has a date in each row, so undated days are counted from 1970-01-01 there. */
  private static SeriesSet dated(SeriesSet tail) {
    if (tail.stream().allMatch(TimeSeries::isDated)) {
      return tail;
    }
    return tail.map(
        series -> {
          List<LocalDate> days = new ArrayList<>();
          for (int row = 0; row < series.size(); row++) {
            days.add(LocalDate.ofEpochDay(row));
          }
          return copy(series, days);
        });
  }

  /** The same values on other days, or on none. */
  private static TimeSeries copy(TimeSeries series, List<LocalDate> days) {
    TimeSeries out =
        days.isEmpty()
            ? TimeSeries.of(series.name(), series.values())
            : TimeSeries.of(series.name(), days, series.values());
    out = out.mainNamed(series.mainComponent());
    for (String component : series.components()) {
      out = out.with(component, series.values(component));
    }
    for (Map.Entry<String, String> attribute : series.attributes().entrySet()) {
      out = out.withAttribute(attribute.getKey(), attribute.getValue());
    }
    return out;
  }

  private static List<Stock> stocks(Fields in, Encoder encoder, SeriesSet tail) {
    List<Stock> stocks = new ArrayList<>();
    for (String name : in.list("stocks")) {
      String level = "level." + stocks.size();
      if (!(in.number(level) > 0)) {
        throw in.wrong(level, in.text(level), "positive");
      }
      if (!tail.contains(name)) {
        throw in.wrong(TAIL, "without " + name, "there for every stock");
      }
      double[] oneHot = in.numbers("one_hot." + stocks.size(), encoder.statics());
      stocks.add(new Stock(name, in.number(level), oneHot));
    }
    return List.copyOf(stocks);
  }

  private static void putOutcome(SortedMap<String, String> out, TrainingLoop.Outcome outcome) {
    out.put("outcome.converged", "" + outcome.converged());
    out.put("outcome.stop_reason", outcome.stopReason());
    out.put("outcome.epochs", "" + outcome.epochs().size());
    for (Epoch epoch : outcome.epochs()) {
      Fields.putNumbers(
          out,
          "outcome.epoch." + epoch.number(),
          epoch.trainLoss(),
          epoch.validationLoss(),
          epoch.learningRate(),
          epoch.seconds(),
          epoch.best() ? 1 : 0);
    }
  }

  private static TrainingLoop.Outcome outcome(Fields in) {
    List<Epoch> epochs = new ArrayList<>();
    int count = in.integer("outcome.epochs", 0, 1 << 20);
    for (int number = 1; number <= count; number++) {
      double[] e = in.numbers("outcome.epoch." + number, 5);
      epochs.add(new Epoch(number, e[0], e[1], e[2], e[3], e[4] == 1));
    }
    return new TrainingLoop.Outcome(
        List.copyOf(epochs), in.flag("outcome.converged"), in.text("outcome.stop_reason"));
  }
}
