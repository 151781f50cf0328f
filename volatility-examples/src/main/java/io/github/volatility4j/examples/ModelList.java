package io.github.volatility4j.examples;

import io.github.volatility4j.baseline.Baseline;
import io.github.volatility4j.baseline.Combination;
import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.garch.GarchRoll;
import io.github.volatility4j.nn.Preset;
import io.github.volatility4j.nn.TrainingListener;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.nn.loss.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The models that backtest knows by name. A name may have an argument and settings, separated by
 * colons: {@code garch:1000:refit=5}, {@code anchored:lambda=0.5:loss=mse}.
 */
final class ModelList {
  private static final double DECAY = 0.94;

  /** What a network stops by if a history doesn't say it. */
  private static final double VALIDATION = 0.2;

  private final String truth;
  private final List<Long> seeds;
  private final TrainingListener listener;
  private final Map<String, List<VolatilityEstimator>> made = new HashMap<>();

  /**
   * A list.
   *
   * @param truth component that baselines and networks forecast and weights are fitted to; a GARCH
   *     learns from the returns
   * @param seeds of the runs of each network
   */
  ModelList(String truth, List<Long> seeds, TrainingListener listener) {
    this.truth = truth;
    this.seeds = seeds;
    this.listener = listener;
  }

  /**
   * The runs of a model: one for each seed if a network is in it, else one.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  List<VolatilityEstimator> runs(String name) {
    List<VolatilityEstimator> known = made.get(name);
    if (known == null) {
      try {
        known = make(name);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("model " + name + ": " + e.getMessage(), e);
      }
      made.put(name, known);
    }
    return known;
  }

  private List<VolatilityEstimator> make(String name) {
    String[] parts = name.split(":", 2);
    return switch (parts[0]) {
      case "equal", "fitted", "mix" -> combinations(parts[0], parts.length > 1 ? parts[1] : "");
      default -> alone(Settings.of(name));
    };
  }

  private List<VolatilityEstimator> alone(Settings settings) {
    List<VolatilityEstimator> runs = new ArrayList<>();
    for (VolatilityEstimator run : single(settings)) {
      runs.add(new FitOnce(run));
    }
    settings.requireAllUsed();
    return List.copyOf(runs);
  }

  private List<? extends VolatilityEstimator> single(Settings settings) {
    VolatilityTrainer trainer = VolatilityTrainer.builder();
    return switch (settings.model()) {
      case "anchored" -> networks(trainer.lstm(Preset.RECOMMENDED), settings);
      case "tsmixer" -> networks(trainer.tsMixer(Preset.RECOMMENDED), settings);
      case "paper" -> networks(trainer.lstm(Preset.PAPER), settings);
      case "seed-lstm" -> networks(trainer.lstm(Preset.SEED), settings);
      case "seed-tsmixer" -> networks(trainer.tsMixer(Preset.SEED), settings);
      default ->
          List.of(
              GarchRoll.names().contains(settings.model())
                  ? rolling(settings)
                  : baseline(settings).measure(truth));
    };
  }

  private static GarchRoll rolling(Settings settings) {
    int window = settings.integer("the number of returns, as in garch:1000");
    GarchRoll roll = GarchRoll.named(settings.model(), window);
    return settings.apply(roll, "refit", Settings::parseInteger, GarchRoll::refitEvery);
  }

  private static Baseline baseline(Settings settings) {
    return switch (settings.model()) {
      case "ewma" -> {
        String decay = settings.argument().orElse(Double.toString(DECAY));
        yield decay.equals("fitted") ? Baseline.ewma() : Baseline.ewma(Settings.parseNumber(decay));
      }
      case "har" -> Baseline.har();
      case "har-ols" -> Baseline.harOls();
      case "log-har" -> Baseline.logHar();
      case "harq" -> Baseline.harQ(settings.text("a column with the quarticity, as in harq:rq"));
      case "ar" -> Baseline.ar(settings.integer("an order, as in ar:5"));
      case "mean" -> Baseline.rolling(settings.integer("the number of days, as in mean:22"));
      case "const" -> Baseline.constant();
      default ->
          throw new IllegalArgumentException(
              "there is no such model; backtest --help lists those there are");
    };
  }

  private List<VolatilityTrainer> networks(VolatilityTrainer preset, Settings settings) {
    VolatilityTrainer trainer =
        preset.dataset(DatasetOptions.defaults().withParts(VALIDATION, 0).withTruth(truth));
    trainer = settings.apply(trainer, "lambda", Settings::parseNumber, VolatilityTrainer::lambda);
    trainer = settings.apply(trainer, "loss", Loss::named, VolatilityTrainer::loss);
    trainer = settings.apply(trainer, "anchor", ModelList::reference, TrainerOptions::anchored);
    trainer = settings.apply(trainer, "teacher", ModelList::reference, TrainerOptions::taught);
    trainer = settings.apply(trainer, "epochs", Settings::parseInteger, VolatilityTrainer::epochs);
    trainer = settings.apply(trainer, "stride", Settings::parseInteger, VolatilityTrainer::stride);
    VolatilityTrainer each = trainer.listener(listener);
    return seeds.stream().map(each::seed).toList();
  }

  /** In a model's name the colon and the plus have other meanings. */
  private static String reference(String text) {
    return text.replace('/', ':').replace('*', '+');
  }

  private List<VolatilityEstimator> combinations(String kind, String members) {
    List<List<VolatilityEstimator>> runs = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String member : members.split("\\+", -1)) {
      String name = member;
      if (kind.equals("mix")) {
        String[] parts = member.split("\\*", 2);
        if (parts.length < 2) {
          throw new IllegalArgumentException(
              "a mix is written as mix:0.3*garch:90+0.7*har; found '" + member + "'");
        }
        weights.add(Settings.parseNumber(parts[0]));
        name = parts[1];
      }
      runs.add(runs(name));
    }
    int most = runs.stream().mapToInt(List::size).max().orElseThrow();
    List<VolatilityEstimator> out = new ArrayList<>();
    for (int run = 0; run < most; run++) {
      int seed = run;
      List<VolatilityEstimator> each =
          runs.stream().map(of -> of.get(of.size() == 1 ? 0 : seed)).toList();
      out.add(
          switch (kind) {
            case "equal" -> Combination.equal(each);
            case "fitted" -> Combination.fitted(each, truth);
            default ->
                Combination.fixed(each, weights.stream().mapToDouble(weight -> weight).toArray());
          });
    }
    return List.copyOf(out);
  }
}
