package io.github.volatility4j.examples;

import io.github.volatility4j.series.Panel;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;

/** Stocks side by side: on which days did the market as a whole move most? */
public final class MarketPanel {
  private MarketPanel() {}

  /**
   * Prints the days on which the average stock moved by more than 4 percent.
   *
   * @param args none
   */
  public static void main(String[] args) {
    SeriesSet returns = Returns.logPercent(ExampleData.dowJones30());
    Panel panel = returns.panel();
    double[] market = panel.mean();
    for (int day = 0; day < panel.days(); day++) {
      if (Math.abs(market[day]) > 4) {
        System.out.printf("%s %+.2f %%%n", panel.date(day), market[day]);
      }
    }
  }
}
