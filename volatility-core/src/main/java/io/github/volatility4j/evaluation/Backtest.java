package io.github.volatility4j.evaluation;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Compares forecasts of variance on days that nothing was fitted to.
 *
 * <p>The days on which any stock has a truth are split by time, at the same two dates for all
 * stocks: training, validation, test. Every model is fitted once, to the history before the first
 * test day, in which the validation part is marked; then it forecasts each test day from the days
 * before it, without being fitted anew, unless that is what the model itself does by a schedule.
 *
 * <p>{@code fit} is handed the past only. A replay of forecasts has to be handed the test days, one
 * after the other being the past of the next; so each is made a second time from a panel that ends
 * in the middle of the test part, on whose last day every return is another and everything else is
 * missing. A model whose forecasts are then not the same looks ahead, and the backtest fails.
 *
 * <p>A model may have several runs, such as one for each seed: its loss on a day is then their
 * mean.
 *
 * <p>The truth is at least 0 and may be exactly 0: QLIKE is {@code ln h + y/h}. A forecast must be
 * positive and finite. It is taken as it is, however near to zero. A day without a truth, or
 * without the model's forecast, is left out of the model's score; see {@link BacktestResult} for
 * which days two models are compared on.
 *
 * <p>Immutable; the methods that set something return a changed copy.
 */
public final class Backtest {
  private final SeriesSet panel;
  private final String truth;
  private final double validationFraction;
  private final double testFraction;
  private final boolean scoreValidation;
  private final Map<String, List<VolatilityEstimator>> models;
  private final ModelConfidenceSet confidenceSet;
  private final Progress progress;

  private Backtest(
      SeriesSet panel,
      String truth,
      double[] fractions,
      boolean scoreValidation,
      Map<String, List<VolatilityEstimator>> models,
      ModelConfidenceSet confidenceSet,
      Progress progress) {
    this.panel = panel;
    this.truth = truth;
    this.validationFraction = fractions[0];
    this.testFraction = fractions[1];
    this.scoreValidation = scoreValidation;
    this.models = models;
    this.confidenceSet = confidenceSet;
    this.progress = progress;
  }

  /**
   * A backtest with the last 10 % of the days for the test and the 20 % before for validation.
   *
   * @param panel dated returns with the truth as a further component
   * @param truth the component's name; at least 0, missing where there is none
   * @return a backtest without models
   * @throws IllegalArgumentException if a series is undated or lacks the component
   */
  public static Backtest of(SeriesSet panel, String truth) {
    for (TimeSeries series : panel) {
      if (!series.isDated()) {
        throw new IllegalArgumentException(
            "series " + series.name() + " has no dates; a backtest splits by date");
      }
      series.values(truth); // refuses an unknown component
    }
    return new Backtest(
        panel,
        truth,
        new double[] {0.2, 0.1},
        false,
        Map.of(),
        ModelConfidenceSet.create(),
        Progress.NONE);
  }

  private double[] fractions() {
    return new double[] {validationFraction, testFraction};
  }

  /**
   * Another split.
   *
   * @param validation share of days, at least 0
   * @param test share of days, above 0; both together below 1
   * @return a new backtest
   */
  public Backtest split(double validation, double test) {
    if (!(validation >= 0 && test > 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "validation %s and test %s; shares of days of at least 0 and above 0, together below 1, are wanted"
              .formatted(validation, test));
    }
    return new Backtest(
        panel,
        truth,
        new double[] {validation, test},
        scoreValidation,
        models,
        confidenceSet,
        progress);
  }

  /**
   * Whether the loss on the validation part is reported, too: what to choose a setting by. It is
   * not out of sample for a model that was fitted or stopped on that part.
   *
   * @param yes off by default
   * @return a new backtest
   */
  public Backtest scoreValidation(boolean yes) {
    return new Backtest(panel, truth, fractions(), yes, models, confidenceSet, progress);
  }

  /**
   * One more model; the first is the reference that the others are compared with.
   *
   * @param name not blank, not there yet
   * @param runs at least one estimator, such as one for each seed
   * @return a new backtest
   * @throws IllegalArgumentException if the name is there or there is no run
   */
  public Backtest model(String name, List<? extends VolatilityEstimator> runs) {
    if (name.isBlank() || models.containsKey(name) || runs.isEmpty()) {
      throw new IllegalArgumentException(
          "model '%s' with %d runs; a new name and at least one run are wanted, there are %s"
              .formatted(name, runs.size(), models.keySet()));
    }
    Map<String, List<VolatilityEstimator>> more = new LinkedHashMap<>(models);
    more.put(name, List.copyOf(runs));
    return new Backtest(panel, truth, fractions(), scoreValidation, more, confidenceSet, progress);
  }

  /**
   * How the Model Confidence Set is found.
   *
   * @param how range statistic and 10 000 draws by default
   * @return a new backtest
   */
  public Backtest confidenceSet(ModelConfidenceSet how) {
    return new Backtest(panel, truth, fractions(), scoreValidation, models, how, progress);
  }

  /**
   * Who is told which model is at work.
   *
   * @param listener called from the thread that runs
   * @return a new backtest
   */
  public Backtest progress(Progress listener) {
    return new Backtest(
        panel, truth, fractions(), scoreValidation, models, confidenceSet, listener);
  }

  /**
   * Fits, forecasts and compares.
   *
   * @return tables
   * @throws IllegalArgumentException if there is no model, a part of the split is empty, a forecast
   *     is not positive and finite, or the reference forecasts no test day
   * @throws IllegalStateException if a model looks ahead
   * @throws CancellationException if the thread is interrupted between two models
   */
  public BacktestResult run() {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("no model to backtest; name at least one");
    }
    TimeSplit split = TimeSplit.of(panel, truth, validationFraction, testFraction);
    TruthTable test = TruthTable.of(panel, truth, split.test(), split.end());
    TruthTable validation =
        TruthTable.of(panel, truth, split.validation(), split.test().minusDays(1));
    History past = split.past(panel).withValidationFrom(split.validation());
    Replay replay = Replay.of(panel, split);
    List<ModelLosses> losses = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    Map<String, Double> onValidation = new LinkedHashMap<>();
    int done = 0;
    int total = models.values().stream().mapToInt(List::size).sum();
    for (Map.Entry<String, List<VolatilityEstimator>> model : models.entrySet()) {
      String name = model.getKey();
      List<ModelLosses> runs = new ArrayList<>();
      double validationLoss = 0;
      for (VolatilityEstimator estimator : model.getValue()) {
        progress.update(name, done++, total);
        if (Thread.interrupted()) {
          Thread.currentThread().interrupt();
          throw new CancellationException("backtest interrupted before " + name);
        }
        long start = System.nanoTime();
        FittedVolatility fitted = estimator.fit(past);
        SeriesSet forecasts = replay.forecasts(fitted);
        double seconds = (System.nanoTime() - start) / 1e9;
        replay.requireNoLookAhead(name, fitted, forecasts);
        runs.add(ModelLosses.of(name, test, forecasts, seconds, fitted.converged()));
        if (scoreValidation) {
          SeriesSet before =
              fitted.historicalForecasts(past, split.validation(), split.test().minusDays(1));
          validationLoss +=
              ModelLosses.of(name, validation, before, 0, true).meanQlike()
                  / model.getValue().size();
        }
      }
      ModelLosses mean = ModelLosses.average(runs);
      if (mean.stocks().length == 0) {
        leftOut.add(name);
      } else {
        losses.add(mean);
        if (scoreValidation) {
          onValidation.put(name, validationLoss);
        }
      }
    }
    progress.update("done", total, total);
    String reference = models.keySet().iterator().next();
    if (leftOut.contains(reference)) {
      throw new IllegalArgumentException(
          "the reference %s forecasts no day from %s to %s"
              .formatted(reference, split.test(), split.end()));
    }
    return new Comparison(losses, confidenceSet).result(split, leftOut, onValidation);
  }
}
