package io.github.volatility4j.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Puts the losses of several models beside each other. */
final class Comparison {
  private static final double LEVEL = 0.05;

  /** Days that a test of differences takes at least. */
  private static final int LEAST_DAYS = 10;

  private final List<ModelLosses> models;
  private final ModelConfidenceSet confidenceSet;

  Comparison(List<ModelLosses> models, ModelConfidenceSet confidenceSet) {
    this.models = models;
    this.confidenceSet = confidenceSet;
  }

  BacktestResult result(TimeSplit split, List<String> leftOut, Map<String, Double> validation) {
    double[] inSet = confidence();
    List<BacktestResult.Model> rows = new ArrayList<>();
    List<BacktestResult.Stock> stocks = new ArrayList<>();
    List<BacktestResult.Pair> pairs = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      ModelLosses model = models.get(m);
      OptionalDouble p = inSet.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(inSet[m]);
      Double before = validation.get(model.name());
      rows.add(row(model, p, before == null ? OptionalDouble.empty() : OptionalDouble.of(before)));
      for (int s : model.stocks()) {
        stocks.add(
            new BacktestResult.Stock(
                model.truth().codes().get(s),
                model.name(),
                ModelLosses.mean(model.qlike()[s]),
                Math.sqrt(ModelLosses.mean(model.square()[s])),
                ModelLosses.mean(model.absolute()[s]),
                model.count(s)));
      }
      for (int other = 0; other < models.size(); other++) {
        if (other != m) {
          pair(model, models.get(other)).ifPresent(pairs::add);
        }
      }
    }
    return new BacktestResult(
        split.validation(), split.test(), split.end(), rows, stocks, pairs, leftOut);
  }

  private static BacktestResult.Model row(
      ModelLosses model, OptionalDouble inSet, OptionalDouble validation) {
    int[] stocks = model.stocks();
    return new BacktestResult.Model(
        model.name(),
        model.meanQlike(),
        mean(stocks, s -> Math.sqrt(ModelLosses.mean(model.square()[s]))),
        mean(stocks, s -> ModelLosses.mean(model.absolute()[s])),
        Arrays.stream(stocks).mapToDouble(model::r2).filter(r2 -> !Double.isNaN(r2)).average(),
        inSet,
        model.seconds(),
        Arrays.stream(model.runs()).boxed().toList(),
        model.count(),
        model.converged(),
        calibration(model),
        validation);
  }

  private static double mean(int[] stocks, java.util.function.IntToDoubleFunction figure) {
    return Arrays.stream(stocks).mapToDouble(figure).average().orElseThrow();
  }

  private static Optional<ForecastTests.MincerZarnowitz> calibration(ModelLosses model) {
    double[][] truth = new double[model.forecast().length][];
    for (int s = 0; s < truth.length; s++) {
      double[] h = model.forecast()[s];
      double[] y = model.truth().values()[s];
      truth[s] = IntStream.range(0, h.length).mapToDouble(t -> h[t] > 0 ? y[t] : h[t]).toArray();
    }
    double[] y = byDate(truth);
    double[] h = byDate(model.forecast());
    if (h.length < LEAST_DAYS || Arrays.stream(h).allMatch(v -> v == h[0])) {
      return Optional.empty();
    }
    try {
      return Optional.of(ForecastTests.mincerZarnowitz(y, h, ForecastTests.bartlettLags(h.length)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // constant but for rounding
    }
  }

  /** {@return the mean over stocks of each date that has any, in order of time} */
  private static double[] byDate(double[][] table) {
    int dates = table.length == 0 ? 0 : table[0].length;
    double[] out = new double[dates];
    int n = 0;
    for (int t = 0; t < dates; t++) {
      double sum = 0;
      int count = 0;
      for (double[] stock : table) {
        if (!Double.isNaN(stock[t])) {
          sum += stock[t];
          count++;
        }
      }
      if (count > 0) {
        out[n++] = sum / count;
      }
    }
    return Arrays.copyOf(out, n);
  }

  private static Optional<BacktestResult.Pair> pair(ModelLosses model, ModelLosses other) {
    int stocks = 0;
    int wins = 0;
    double[][] difference = new double[model.qlike().length][];
    List<Double> pValues = new ArrayList<>();
    List<Boolean> lower = new ArrayList<>();
    for (int s = 0; s < difference.length; s++) {
      double[] a = model.qlike()[s];
      double[] b = other.qlike()[s];
      difference[s] = IntStream.range(0, a.length).mapToDouble(t -> a[t] - b[t]).toArray();
      double mean = ModelLosses.mean(difference[s]);
      if (!Double.isNaN(mean)) {
        stocks++;
        wins += mean < 0 ? 1 : 0;
        lower.add(mean < 0);
        pValues.add(compare(known(difference[s])).map(dm -> dm.normal().pValue()).orElse(1.0));
      }
    }
    double[] byDate = byDate(difference);
    Optional<ForecastTests.DieboldMariano> dm = compare(byDate);
    if (dm.isEmpty()) {
      return Optional.empty();
    }
    double[] corrected = ForecastTests.holm(pValues.stream().mapToDouble(p -> p).toArray());
    int better = 0;
    int worse = 0;
    for (int i = 0; i < corrected.length; i++) {
      better += corrected[i] < LEVEL && lower.get(i) ? 1 : 0;
      worse += corrected[i] < LEVEL && !lower.get(i) ? 1 : 0;
    }
    boolean same = Arrays.stream(byDate).allMatch(d -> d == 0);
    return Optional.of(
        new BacktestResult.Pair(
            model.name(),
            other.name(),
            wins,
            stocks,
            dm.get(),
            same ? new ForecastTests.Outcome(0, 1) : ForecastTests.giacominiWhite(byDate),
            better,
            worse));
  }

  private static double[] known(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }

  /** {@return the test, empty where there are too few days or their differences do not vary} */
  private static Optional<ForecastTests.DieboldMariano> compare(double[] difference) {
    boolean constant = Arrays.stream(difference).allMatch(d -> d == difference[0] && d != 0);
    return difference.length < LEAST_DAYS || constant
        ? Optional.empty()
        : Optional.of(
            ForecastTests.dieboldMariano(
                difference, ForecastTests.bartlettLags(difference.length), 1));
  }

  /** {@return the models' p-values, [0] if too few days are forecast by all} */
  private double[] confidence() {
    double[][] losses = new double[models.size()][];
    for (int m = 0; m < losses.length; m++) {
      double[][] table = models.get(m).qlike();
      double[][] common = new double[table.length][];
      for (int s = 0; s < common.length; s++) {
        int stock = s;
        common[s] =
            IntStream.range(0, table[s].length)
                .mapToDouble(
                    t ->
                        models.stream().anyMatch(other -> Double.isNaN(other.qlike()[stock][t]))
                            ? Double.NaN
                            : table[stock][t])
                .toArray();
      }
      losses[m] = byDate(common);
    }
    return losses[0].length < LEAST_DAYS ? new double[0] : confidenceSet.pValues(losses);
  }
}
