package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.TrainedVolatility;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a model's forecasts of each day ahead are from the truth, stock by stock. The teacher is
 * not beside them: it knows the day before, which a forecast of several days ahead doesn't.
 */
record HorizonScores(List<Row> rows) {
  /** A line of horizons.csv. */
  record Row(int daysAhead, Scores.Row scores) {
    private List<String> cells() {
      return List.of(
          Integer.toString(daysAhead),
          scores.code(),
          Numbers.shortest(scores.maeModel()),
          Numbers.shortest(scores.rmseModel()),
          Numbers.shortest(scores.qlikeModel()),
          Integer.toString(scores.n()));
    }
  }

  static HorizonScores of(TrainedVolatility model, VolatilityDataset data, Split split) {
    List<Row> rows = new ArrayList<>();
    for (int day = 1; day <= model.outputChunkLength(); day++) {
      Scores scores = Scores.of(data, model.predict(data, split, day));
      for (Scores.Row row : scores.rows()) {
        rows.add(new Row(day, row));
      }
      if (!scores.stocks().isEmpty()) {
        rows.add(new Row(day, scores.all()));
      }
    }
    return new HorizonScores(rows);
  }

  void write(Path file) {
    CsvFile.write(
        file,
        List.of("days_ahead", "code", "MAE", "RMSE", "QLIKE", "n"),
        csv -> rows.forEach(row -> csv.writeRecord(row.cells())));
  }
}
