package io.github.volatility4j.examples;

import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.TimeSeries;

/** A loss of one's own: the squared error of volatility rather than of variance. */
public final class OwnLoss {
  private OwnLoss() {}

  /**
   * Trains with it and prints a forecast.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Loss errorOfVolatility =
        (target, output, gradientOut) -> {
          double error = Math.sqrt(output[0]) - Math.sqrt(target);
          gradientOut[0] = error / Math.sqrt(output[0]);
          return error * error;
        };

    TimeSeries returns = Returns.logPercent(ExampleData.sp500());
    NeuralVolatility network =
        VolatilityTrainer.builder().lambda(0.5).loss(errorOfVolatility).epochs(5).fit(returns);
    System.out.println(network.forecast(5));
  }
}
