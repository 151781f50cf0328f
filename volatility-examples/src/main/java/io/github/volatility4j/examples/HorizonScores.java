package io.github.volatility4j.examples;

import static io.github.volatility4j.metrics.VarianceMetrics.mae;
import static io.github.volatility4j.metrics.VarianceMetrics.qlike;
import static io.github.volatility4j.metrics.VarianceMetrics.rmse;

import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.TrainedVolatility;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far a model's forecasts of each day ahead are from the truth, stock by stock. The teacher is
 * not beside them: it knows the day before, which a forecast of several days ahead doesn't.
 */
record HorizonScores(List<Row> rows) {
  /** A line of horizons.csv. */
  record Row(int daysAhead, String code, double mae, double rmse, double qlike, int n) {
    private List<String> cells() {
      return List.of(
          Integer.toString(daysAhead),
          code,
          Numbers.shortest(mae),
          Numbers.shortest(rmse),
          Numbers.shortest(qlike),
          Integer.toString(n));
    }
  }

  static HorizonScores of(TrainedVolatility model, VolatilityDataset data, Split split) {
    List<Row> all = new ArrayList<>();
    for (int day = 1; day <= model.outputChunkLength(); day++) {
      SeriesSet forecasts = model.predict(data, split, day);
      List<Row> ofDay = new ArrayList<>();
      for (TimeSeries forecast : forecasts) {
        TimeSeries labels = data.labels().get(forecast.name());
        double[] h = forecast.values();
        double[] truth = new double[h.length];
        for (int i = 0; i < h.length; i++) {
          truth[i] = labels.value(data.options().truth(), labels.firstRowFrom(forecast.date(i)));
        }
        ofDay.add(
            new Row(
                day, forecast.name(), mae(truth, h), rmse(truth, h), qlike(truth, h), h.length));
      }
      all.addAll(ofDay);
      if (!ofDay.isEmpty()) {
        all.add(
            new Row(
                day,
                "ALL",
                mean(ofDay, Row::mae),
                mean(ofDay, Row::rmse),
                mean(ofDay, Row::qlike),
                ofDay.stream().mapToInt(Row::n).sum()));
      }
    }
    return new HorizonScores(all);
  }

  private static double mean(List<Row> rows, ToDoubleFunction<Row> part) {
    return rows.stream().mapToDouble(part).average().orElseThrow();
  }

  void write(Path file) {
    CsvFile.write(
        file,
        List.of("days_ahead", "code", "MAE", "RMSE", "QLIKE", "n"),
        csv -> rows.forEach(row -> csv.writeRecord(row.cells())));
  }
}
