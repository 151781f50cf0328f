package io.github.volatility4j.examples;

import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Trains on the past, saves, and forecasts from prices that came later. */
public final class SaveAndForecast {
  private SaveAndForecast() {}

  /**
   * Prints forecasts from the saved model.
   *
   * @param args none
   * @throws IOException if there is no place for temporary files
   */
  public static void main(String[] args) throws IOException {
    TimeSeries returns = Returns.logPercent(ExampleData.dowJones30().get("GE"));
    TimeSeries past = returns.until(LocalDate.of(1999, 12, 31));
    Path file = Files.createTempDirectory("volatility").resolve("ge.model");

    VolatilityTrainer.builder().lambda(0.01).epochs(5).fit(past).save(file);

    NeuralVolatility model = NeuralVolatility.load(file);
    model.forecast(SeriesSet.of(returns), 10).values().forEach(System.out::println);
  }
}
