package io.github.volatility4j.examples;

import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchFit;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.TimeSeries;

/** Two GARCH models of the S&P 500: the plain one, and one with leverage and heavy tails. */
public final class FitGarch {
  private FitGarch() {}

  /**
   * Prints both fits and a forecast.
   *
   * @param args none
   */
  public static void main(String[] args) {
    TimeSeries returns = Returns.logPercent(ExampleData.sp500());

    GarchFit garch = Garch.builder().garch(1, 1).fit(returns);
    GarchFit gjr = Garch.builder().arMean(1).gjr(1, 1, 1).studentT().fit(returns);

    for (GarchFit fit : new GarchFit[] {garch, gjr}) {
      System.out.printf(
          "%s: %s, log-likelihood %.2f%n", fit.model(), fit.status(), fit.logLikelihood());
      fit.parameters().forEach((name, value) -> System.out.printf("  %-7s %9.5f%n", name, value));
    }
    System.out.println(gjr.forecast(5));
  }
}
