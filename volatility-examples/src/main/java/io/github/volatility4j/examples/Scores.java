package io.github.volatility4j.examples;

import static io.github.volatility4j.metrics.VarianceMetrics.mae;
import static io.github.volatility4j.metrics.VarianceMetrics.qlike;
import static io.github.volatility4j.metrics.VarianceMetrics.rmse;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One-step forecasts of a model beside those of its teacher on the same days, stock by stock, and
 * how far both are from the truth.
 */
record Scores(List<Stock> stocks) {
  private static final List<String> HEADER =
      List.of(
          "code",
          "MAE_model",
          "RMSE_model",
          "MAE_garch",
          "RMSE_garch",
          "QLIKE_model",
          "QLIKE_garch",
          "n");

  /** A stock's days, its truth and two forecasts of it, all variances in percent². */
  record Stock(String code, List<LocalDate> dates, double[] truth, double[] model, double[] garch) {
    Row row() {
      return new Row(
          code,
          mae(truth, model),
          rmse(truth, model),
          mae(truth, garch),
          rmse(truth, garch),
          qlike(truth, model),
          qlike(truth, garch),
          truth.length);
    }
  }

  /** A line of metrics.csv. */
  record Row(
      String code,
      double maeModel,
      double rmseModel,
      double maeGarch,
      double rmseGarch,
      double qlikeModel,
      double qlikeGarch,
      int n) {
    private List<String> cells() {
      return List.of(
          code,
          Numbers.shortest(maeModel),
          Numbers.shortest(rmseModel),
          Numbers.shortest(maeGarch),
          Numbers.shortest(rmseGarch),
          Numbers.shortest(qlikeModel),
          Numbers.shortest(qlikeGarch),
          Integer.toString(n));
    }
  }

  /** Puts forecasts beside the labels of their days; days without a forecast are left out. */
  static Scores of(VolatilityDataset data, SeriesSet forecasts) {
    List<Stock> stocks = new ArrayList<>();
    for (TimeSeries forecast : forecasts) {
      TimeSeries labels = data.labels().get(forecast.name());
      int n = forecast.size();
      double[] truth = new double[n];
      double[] garch = new double[n];
      for (int i = 0; i < n; i++) {
        int row = labels.firstRowFrom(forecast.date(i));
        truth[i] = labels.value(data.options().truth(), row);
        garch[i] = labels.value(data.options().teacher(), row);
      }
      stocks.add(new Stock(forecast.name(), forecast.dates(), truth, forecast.values(), garch));
    }
    return new Scores(stocks);
  }

  List<Row> rows() {
    return stocks.stream().map(Stock::row).toList();
  }

  /** The mean over stocks; {@code n} is the number of days of all of them. */
  Row all() {
    List<Row> rows = rows();
    return new Row(
        "ALL",
        mean(rows, Row::maeModel),
        mean(rows, Row::rmseModel),
        mean(rows, Row::maeGarch),
        mean(rows, Row::rmseGarch),
        mean(rows, Row::qlikeModel),
        mean(rows, Row::qlikeGarch),
        rows.stream().mapToInt(Row::n).sum());
  }

  private static double mean(List<Row> rows, ToDoubleFunction<Row> part) {
    return rows.stream().mapToDouble(part).average().orElseThrow();
  }

  /** Writes in how many stocks the model's loss is the lower. */
  void writeWins(Path file) {
    List<Row> rows = rows();
    CsvFile.write(
        file,
        List.of("metric", "wins", "stocks"),
        csv -> {
          wins(csv, "MAE", rows, Row::maeModel, Row::maeGarch);
          wins(csv, "RMSE", rows, Row::rmseModel, Row::rmseGarch);
          wins(csv, "QLIKE", rows, Row::qlikeModel, Row::qlikeGarch);
        });
  }

  private static void wins(
      CsvWriter csv,
      String metric,
      List<Row> rows,
      ToDoubleFunction<Row> model,
      ToDoubleFunction<Row> garch) {
    long wins =
        rows.stream().filter(r -> model.applyAsDouble(r) < garch.applyAsDouble(r)).count();
    csv.writeRecord(metric, Long.toString(wins), Integer.toString(rows.size()));
  }

  /** In how many of the stocks the model's loss is below GARCH's. */
  String wins(ToDoubleFunction<Row> model, ToDoubleFunction<Row> garch) {
    long wins =
        rows().stream().filter(r -> model.applyAsDouble(r) < garch.applyAsDouble(r)).count();
    return wins + "/" + stocks.size();
  }

  /** A table for people: both losses, and in how many stocks the model's is the lower. */
  String table(String model) {
    Row all = all();
    String numbers = "%-8s %9.4f %9.4f %9.4f%n";
    String wins = "%-8s %9s %9s %9s%n";
    return String.format(Locale.ROOT, wins, "", "MAE", "RMSE", "QLIKE")
        + String.format(Locale.ROOT, numbers, model, all.maeModel, all.rmseModel, all.qlikeModel)
        + String.format(Locale.ROOT, numbers, "GARCH", all.maeGarch, all.rmseGarch, all.qlikeGarch)
        + String.format(
            Locale.ROOT,
            wins,
            "wins",
            wins(Row::maeModel, Row::maeGarch),
            wins(Row::rmseModel, Row::rmseGarch),
            wins(Row::qlikeModel, Row::qlikeGarch))
        + String.format(
            Locale.ROOT,
            "Means over %d stocks, %d days in all; wins: stocks in which the model's loss is"
                + " lower.%n",
            stocks.size(),
            all.n);
  }

  /** Writes a row for each stock and the row ALL. */
  void write(Path file) {
    CsvFile.write(
        file,
        HEADER,
        csv -> {
          rows().forEach(row -> csv.writeRecord(row.cells()));
          csv.writeRecord(all().cells());
        });
  }
}
