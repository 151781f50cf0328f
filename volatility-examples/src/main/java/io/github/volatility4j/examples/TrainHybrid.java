package io.github.volatility4j.examples;

import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.List;

/** A network taught by GARCH and the truth together: on one stock, and on several at once. */
public final class TrainHybrid {
  private TrainHybrid() {}

  /**
   * Trains twice and prints forecasts.
   *
   * @param args none
   */
  public static void main(String[] args) {
    SeriesSet prices = ExampleData.dowJones30();

    TimeSeries returns = Returns.logPercent(prices.get("IBM"));
    NeuralVolatility one = VolatilityTrainer.builder().lambda(0.01).lstm().fit(returns);
    System.out.println(one.forecast(5));

    SeriesSet three = SeriesSet.of(List.of(prices.get("KO"), prices.get("PG"), prices.get("MCD")));
    NeuralVolatility panel =
        VolatilityTrainer.builder().lambda(0.01).tsMixer().fit(Returns.logPercent(three));
    panel.forecasts(5).values().forEach(System.out::println);
    System.out.println(panel.stopReason());
  }
}
