package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Archive;
import io.github.volatility4j.dataset.Covariates;
import io.github.volatility4j.dataset.DatasetOptions;
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
  private static final String DATASET = "dataset.";

  private ModelFile() {}

  static void write(Path file, ModelState state, float[] weights) {
    write(file, archive(state, weights));
  }

  static void write(Path file, Archive model) {
    Archive.write(file, FORMAT, model.version(), model.manifest(), model.entries());
  }

  /** A model as what its file holds. */
  static Archive archive(ModelState state, float[] weights) {
    SortedMap<String, String> out = new TreeMap<>();
    putRecipe(out, state.recipe());
    putEncoder(out, state.encoder());
    putStocks(out, state);
    putOutcome(out, state.outcome());
    out.put("level_correction", "" + state.levelCorrection());
    ByteBuffer raw =
        ByteBuffer.allocate(Float.BYTES * weights.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(weights);
    SortedMap<String, byte[]> entries =
        new TreeMap<>(Map.of(WEIGHTS, raw.array(), TAIL, dated(state.tail()).toLongCsv()));
    return new Archive(VERSION, out, entries);
  }

  /** What a file of one model or of an ensemble holds. */
  static Archive read(Path file) {
    return Archive.read(file, FORMAT, VERSION, MAX_BYTES);
  }

  static NeuralVolatility model(Path file, Archive archive) {
    Fields in = new Fields(file, "model", archive.manifest());
    NetworkOptions network = in.checked(() -> network(in));
    Encoder encoder = encoder(in, network);
    Recipe recipe = recipe(in, network, encoder);
    int ahead = recipe.training().details().outputChunkLength();
    NetworkShape shape =
        new NetworkShape(
            recipe.dataset().inputChunkLength(),
            encoder.layout(),
            in.integer("outputs", 1, 1000) * ahead,
            1,
            ahead);
    float[] weights = in.finiteFloats(archive, WEIGHTS);
    SeriesSet read =
        in.checked(
            () -> SeriesSet.ofLongCsv(in.entry(archive, TAIL), TAIL, in.list("tail.attributes")));
    requireComponents(in, read, recipe.dataset());
    SeriesSet tail = in.flag("tail.dated") ? read : read.map(series -> copy(series, List.of()));
    ModelState state =
        new ModelState(
            recipe,
            shape,
            encoder,
            stocks(in, encoder, tail),
            tail,
            outcome(in),
            positive(in, "level_correction"));
    // Before anything is built to the manifest's sizes: the weights must be there to fill it.
    if (!fills(weights.length, recipe.network(), shape)) {
      throw in.wrong(WEIGHTS, weights.length + " numbers", "as many as the network has");
    }
    try {
      return NeuralVolatility.of(state, weights);
    } catch (IllegalArgumentException e) {
      throw in.wrong(WEIGHTS, String.valueOf(e.getMessage()), "as many as the network has");
    }
  }

  private static void requireComponents(Fields in, SeriesSet tail, DatasetOptions options) {
    List<String> wanted = new ArrayList<>(options.covariates().names());
    wanted.addAll(List.of(options.truth(), options.teacher()));
    for (TimeSeries series : tail) {
      for (String component : wanted) {
        if (!series.has(component)) {
          throw in.wrong(TAIL, "without " + component, "there for every stock");
        }
      }
    }
  }

  /** Whether a network has as many numbers; about as many, of an LSTM. */
  private static boolean fills(int count, NetworkOptions network, NetworkShape shape) {
    if (network instanceof LstmOptions lstm) {
      double last = lstm.headWidth() > 0 ? lstm.headWidth() : lstm.width();
      return 4.0 * lstm.width() * (lstm.width() + shape.features())
              + 8.0 * lstm.width() * lstm.width() * (lstm.layers() - 1.0)
              + (double) lstm.headWidth() * lstm.width()
              + last * shape.outputs()
          <= count;
    }
    TsMixerOptions mixer = (TsMixerOptions) network;
    double days = mixer.form().conditional() ? 1 : shape.inputLength();
    double block = 2.0 * mixer.hidden() * mixer.feedForward() + days * days;
    // A lower bound first, which no size overflows, as the whole number might.
    return mixer.blocks() * block <= count && TsMixerNetwork.parameters(mixer, shape) == count;
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
      out.put("network.form", mixer.form().kind().name());
      out.put("network.norm", mixer.form().norm().name());
      out.put("network.norm_before", "" + mixer.form().normBefore());
      out.put("network.activation", mixer.form().activation().name());
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
        in.flag("network.reversible_instance_norm"),
        new TsMixerForm(
            in.constant("network.form", TsMixerForm.Kind.class),
            in.constant("network.norm", TsMixerForm.Norm.class),
            in.flag("network.norm_before"),
            in.constant("network.activation", TsMixerForm.Activation.class)));
  }

  /** A recipe as keys and values. */
  static void putRecipe(SortedMap<String, String> out, Recipe recipe) {
    putNetwork(out, recipe.network());
    out.put("inputs", recipe.inputs().name());
    out.put("outputs", "" + recipe.loss().inner().outputs());
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
    TrainingDetails details = training.details();
    out.put("details.optimizer", details.optimizer().name());
    out.put("details.schedule", details.schedule().name());
    out.put("details.rate_warm_up", "" + details.rateWarmUp());
    out.put("details.plateau_patience", "" + details.plateauPatience());
    out.put("details.clip_by_value", "" + details.clipByValue());
    out.put("details.lambda_end", "" + details.lambdaEnd());
    out.put("details.max_samples", "" + details.maxSamples());
    out.put("details.validate_every", "" + details.validateEvery());
    out.put("details.precision", details.precision().name());
    out.put("details.sample_weights", details.sampleWeights());
    out.put("details.output_chunk_length", "" + details.outputChunkLength());
    recipe.dataset().toText().forEach((key, value) -> out.put(DATASET + key, value));
  }

  private static Recipe recipe(Fields in, NetworkOptions network, Encoder encoder) {
    return in.checked(
        () ->
            new Recipe(
                    network,
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
                        details(in),
                        in.wholeNumber("training.seed")),
                    dataset(in))
                .checked());
  }

  private static TrainingDetails details(Fields in) {
    boolean lambdaStays = in.text("details.lambda_end").equals("NaN");
    return new TrainingDetails(
        in.constant("details.optimizer", TrainingDetails.Optimizer.class),
        in.constant("details.schedule", TrainingDetails.RateSchedule.class),
        in.integer("details.rate_warm_up", 0, Integer.MAX_VALUE),
        in.integer("details.plateau_patience", 1, Integer.MAX_VALUE),
        in.flag("details.clip_by_value"),
        lambdaStays ? Double.NaN : in.number("details.lambda_end"),
        in.integer("details.max_samples", 1, Integer.MAX_VALUE),
        in.integer("details.validate_every", 1, Integer.MAX_VALUE),
        in.constant("details.precision", Precision.class),
        in.text("details.sample_weights"),
        outputChunkLength(in));
  }

  private static int outputChunkLength(Fields in) {
    return in.integer("details.output_chunk_length", 1, TrainingDetails.MOST_DAYS_AHEAD);
  }

  private static DatasetOptions dataset(Fields in) {
    return in.checked(() -> DatasetOptions.ofText(in.under(DATASET)));
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

  private static Encoder encoder(Fields in, NetworkOptions network) {
    Encoder.Inputs inputs = in.constant("inputs", Encoder.Inputs.class);
    Covariates covariates = dataset(in).covariates();
    int count = Encoder.standardised(inputs, covariates.names().size());
    double[] mean = in.numbers("encoder.mean", count);
    double[] sd = in.numbers("encoder.sd", count);
    return new Encoder(
        inputs,
        covariates,
        Encoder.Known.of(network, outputChunkLength(in)),
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

  private static double positive(Fields in, String key) {
    double value = in.number(key);
    if (!(value > 0)) {
      throw in.wrong(key, in.text(key), "positive");
    }
    return value;
  }

  private static List<Stock> stocks(Fields in, Encoder encoder, SeriesSet tail) {
    List<Stock> stocks = new ArrayList<>();
    for (String name : in.list("stocks")) {
      String level = "level." + stocks.size();
      if (!tail.contains(name)) {
        throw in.wrong(TAIL, "without " + name, "there for every stock");
      }
      double[] oneHot = in.numbers("one_hot." + stocks.size(), encoder.statics());
      stocks.add(new Stock(name, positive(in, level), oneHot));
    }
    return List.copyOf(stocks);
  }

  private static void putOutcome(SortedMap<String, String> out, TrainingLoop.Outcome outcome) {
    out.put("outcome.converged", "" + outcome.converged());
    out.put("outcome.stop_reason", outcome.stopReason());
    Fields.putEpochs(out, "outcome.epoch", outcome.epochs());
  }

  private static TrainingLoop.Outcome outcome(Fields in) {
    return new TrainingLoop.Outcome(
        in.epochs("outcome.epoch"), in.flag("outcome.converged"), in.text("outcome.stop_reason"));
  }
}
