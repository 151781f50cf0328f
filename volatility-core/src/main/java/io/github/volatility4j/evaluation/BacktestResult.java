package io.github.volatility4j.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a backtest found. Losses are those of the forecast h against the truth y, in the square of
 * the returns' unit: QLIKE {@code mean(ln h + y/h)}, RMSE, MAE, R² {@code 1 − Σ(y−h)²/Σ(y−ȳ)²}.
 *
 * <p>A model's own figures are over the days that it forecasts. Two models are compared on the days
 * of the stocks that both forecast: their QLIKE, averaged over stocks by date, in order of time.
 * The Model Confidence Set compares all of them on the days of the stocks that all forecast.
 *
 * @param validationStart first day of validation
 * @param testStart first day of the test
 * @param testEnd last day of the test
 * @param models in the order in which they were named; the first is the reference
 * @param stocks for each model and each stock that it forecasts
 * @param pairs every model against every other one
 * @param leftOut names of models that forecast no test day
 */
public record BacktestResult(
    LocalDate validationStart,
    LocalDate testStart,
    LocalDate testEnd,
    List<Model> models,
    List<Stock> stocks,
    List<Pair> pairs,
    List<String> leftOut) {
  /**
   * Copies the lists.
   *
   * @param validationStart first day of validation
   * @param testStart first day of the test
   * @param testEnd last day of the test
   * @param models in the order in which they were named; the first is the reference
   * @param stocks for each model and each stock that it forecasts
   * @param pairs every model against every other one
   * @param leftOut names of models that forecast no test day
   */
  public BacktestResult {
    models = List.copyOf(models);
    stocks = List.copyOf(stocks);
    pairs = List.copyOf(pairs);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * A model over all stocks: means of its stocks' figures.
   *
   * @param name of the model
   * @param qlike mean over stocks
   * @param rmse mean over stocks
   * @param mae mean over stocks
   * @param r2 mean over the stocks whose truth varies, empty if none does
   * @param mcsPValue in the Model Confidence Set; empty if no day is forecast by all models
   * @param seconds to fit and forecast, the mean over runs
   * @param runs QLIKE of each run
   * @param days forecasts that were scored
   * @param converged whether every fit did
   * @param mincerZarnowitz of the means over stocks by date; empty if its forecast is constant
   * @param validationQlike QLIKE over the validation part, where that was asked for
   */
  public record Model(
      String name,
      double qlike,
      double rmse,
      double mae,
      OptionalDouble r2,
      OptionalDouble mcsPValue,
      double seconds,
      List<Double> runs,
      int days,
      boolean converged,
      Optional<ForecastTests.MincerZarnowitz> mincerZarnowitz,
      OptionalDouble validationQlike) {
    /** {@return the standard deviation of the runs' QLIKE, empty for a single run} */
    public OptionalDouble spread() {
      if (runs.size() < 2) {
        return OptionalDouble.empty();
      }
      double mean = runs.stream().mapToDouble(x -> x).average().orElseThrow();
      double squares = runs.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
      return OptionalDouble.of(Math.sqrt(squares / (runs.size() - 1)));
    }
  }

  /**
   * A model on one stock.
   *
   * @param code the stock
   * @param model name of the model
   * @param qlike mean over days
   * @param rmse over days
   * @param mae mean over days
   * @param n days
   */
  public record Stock(String code, String model, double qlike, double rmse, double mae, int n) {}

  /**
   * A model against another one.
   *
   * @param model name
   * @param against name of the other
   * @param wins stocks on which the model's QLIKE is lower, over the days that both forecast
   * @param stocks stocks that both forecast
   * @param dieboldMariano of the model's loss less the other's, by date; negative if it is better
   * @param giacominiWhite the same differences given the last one
   * @param betterByHolm stocks on which it is better at 5 %, Diebold–Mariano stock by stock with
   *     Holm's correction
   * @param worseByHolm stocks on which it is worse so
   */
  public record Pair(
      String model,
      String against,
      int wins,
      int stocks,
      ForecastTests.DieboldMariano dieboldMariano,
      ForecastTests.Outcome giacominiWhite,
      int betterByHolm,
      int worseByHolm) {}

  /**
   * A model against the reference.
   *
   * @param model name
   * @return the comparison; empty for the reference itself, and where no day is forecast by both
   */
  public Optional<Pair> againstReference(String model) {
    String reference = models.get(0).name();
    return pairs.stream()
        .filter(pair -> pair.model().equals(model) && pair.against().equals(reference))
        .findFirst();
  }
}
