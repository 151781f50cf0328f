package io.github.volatility4j.examples;

import io.github.volatility4j.evaluation.BacktestResult;
import io.github.volatility4j.evaluation.BacktestResult.Model;
import io.github.volatility4j.evaluation.BacktestResult.Pair;
import io.github.volatility4j.evaluation.ForecastTests.MincerZarnowitz;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The tables of a backtest, for programs and for people. */
record Leaderboard(BacktestResult result) {
  static final String FILE = "leaderboard.csv";

  private static final String ABSENT = "";

  void write(Path directory) {
    CsvFile.write(
        directory.resolve(FILE),
        List.of("model", "QLIKE", "RMSE", "MAE", "R2", "wins", "DM", "DM_p", "MCS_p", "seconds"),
        csv -> result.models().forEach(model -> csv.writeRecord(row(model))));
    CsvFile.write(
        directory.resolve("per_stock.csv"),
        List.of("code", "model", "QLIKE", "RMSE", "MAE", "n"),
        csv ->
            result
                .stocks()
                .forEach(
                    stock ->
                        csv.writeRecord(
                            stock.code(),
                            stock.model(),
                            Numbers.shortest(stock.qlike()),
                            Numbers.shortest(stock.rmse()),
                            Numbers.shortest(stock.mae()),
                            Integer.toString(stock.n()))));
    CsvFile.write(
        directory.resolve("pairs.csv"),
        List.of(
            "model",
            "against",
            "wins",
            "stocks",
            "difference",
            "DM",
            "DM_p",
            "HLN_p",
            "GW_p",
            "better_holm",
            "worse_holm"),
        csv -> result.pairs().forEach(pair -> csv.writeRecord(row(pair))));
    CsvFile.write(
        directory.resolve("models.csv"),
        List.of(
            "model",
            "runs",
            "QLIKE_sd",
            "days",
            "converged",
            "MZ_intercept",
            "MZ_slope",
            "MZ_r2",
            "MZ_p",
            "validation_QLIKE"),
        csv -> result.models().forEach(model -> csv.writeRecord(more(model))));
    LeaderboardChart.write(result, directory.resolve("leaderboard.png"));
  }

  private List<String> row(Model model) {
    Optional<Pair> pair = result.againstReference(model.name());
    return List.of(
        model.name(),
        Numbers.shortest(model.qlike()),
        Numbers.shortest(model.rmse()),
        Numbers.shortest(model.mae()),
        spell(model.r2()),
        pair.map(p -> Integer.toString(p.wins())).orElse(ABSENT),
        pair.map(p -> Numbers.shortest(p.dieboldMariano().normal().statistic())).orElse(ABSENT),
        pair.map(p -> Numbers.shortest(p.dieboldMariano().normal().pValue())).orElse(ABSENT),
        spell(model.mcsPValue()),
        Numbers.shortest(Math.round(model.seconds() * 1000) / 1000.0));
  }

  private static List<String> row(Pair pair) {
    return List.of(
        pair.model(),
        pair.against(),
        Integer.toString(pair.wins()),
        Integer.toString(pair.stocks()),
        Numbers.shortest(pair.dieboldMariano().mean()),
        Numbers.shortest(pair.dieboldMariano().normal().statistic()),
        Numbers.shortest(pair.dieboldMariano().normal().pValue()),
        Numbers.shortest(pair.dieboldMariano().smallSample().pValue()),
        Numbers.shortest(pair.giacominiWhite().pValue()),
        Integer.toString(pair.betterByHolm()),
        Integer.toString(pair.worseByHolm()));
  }

  private static List<String> more(Model model) {
    Optional<MincerZarnowitz> line = model.mincerZarnowitz();
    return List.of(
        model.name(),
        Integer.toString(model.runs().size()),
        spell(model.spread()),
        Integer.toString(model.days()),
        Boolean.toString(model.converged()),
        line.map(mz -> Numbers.shortest(mz.intercept())).orElse(ABSENT),
        line.map(mz -> Numbers.shortest(mz.slope())).orElse(ABSENT),
        line.map(mz -> Numbers.shortest(mz.r2())).orElse(ABSENT),
        line.map(mz -> Numbers.shortest(mz.unbiased().pValue())).orElse(ABSENT),
        spell(model.validationQlike()));
  }

  private static String spell(OptionalDouble number) {
    return number.isPresent() ? Numbers.shortest(number.getAsDouble()) : ABSENT;
  }

  /** The leaderboard for reading. */
  String text() {
    String reference = result.models().get(0).name();
    int stocks = (int) result.stocks().stream().map(BacktestResult.Stock::code).distinct().count();
    int width = result.models().stream().mapToInt(model -> model.name().length()).max().orElse(5);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Test %s to %s, %d stocks, one day ahead. Lower losses are better; wins (stocks) and DM are against %s.%n",
            result.testStart(),
            result.testEnd(),
            stocks,
            reference));
    String format = "%-" + Math.max(5, width) + "s %9s %9s %9s %9s %7s %5s %7s %7s %7s %8s%n";
    text.append(
        String.format(
            Locale.ROOT,
            format,
            "model",
            "QLIKE",
            "±",
            "RMSE",
            "MAE",
            "R²",
            "wins",
            "DM",
            "p",
            "MCS p",
            "seconds"));
    for (Model model : result.models()) {
      Optional<Pair> pair = result.againstReference(model.name());
      text.append(
          String.format(
              Locale.ROOT,
              format,
              model.name(),
              decimals(4, OptionalDouble.of(model.qlike())),
              decimals(4, model.spread()),
              decimals(3, OptionalDouble.of(model.rmse())),
              decimals(3, OptionalDouble.of(model.mae())),
              decimals(3, model.r2()),
              pair.map(p -> Integer.toString(p.wins())).orElse(ABSENT),
              decimals(2, number(pair.map(p -> p.dieboldMariano().normal().statistic()))),
              decimals(3, number(pair.map(p -> p.dieboldMariano().normal().pValue()))),
              decimals(3, model.mcsPValue()),
              decimals(1, OptionalDouble.of(model.seconds()))));
    }
    return text.toString();
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static String decimals(int places, OptionalDouble number) {
    return number.isPresent()
        ? String.format(Locale.ROOT, "%." + places + "f", number.getAsDouble())
        : ABSENT;
  }
}
