package io.github.volatility4j.examples;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.garch.Covariance;
import io.github.volatility4j.garch.Diagnostics;
import io.github.volatility4j.garch.ForecastDistribution;
import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchFit;
import io.github.volatility4j.garch.GarchRoll;
import io.github.volatility4j.garch.PreSample;
import io.github.volatility4j.garch.ReturnDistribution;
import io.github.volatility4j.garch.Simulation;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What docs/guide-garch.md shows: fits, errors, tests, forecasts, risk, rolls, simulation. */
public final class AnalyseGarch {
  private AnalyseGarch() {}

  /**
   * Prints all of it.
   *
   * @param args none
   */
  public static void main(String[] args) {
    TimeSeries returns = Returns.logPercent(ExampleData.sp500());
    GarchFit fit = fit(returns);
    families(returns);
    errors(fit);
    tests(fit);
    forecasts(fit);
    risk(fit);
    update(returns);
    roll(returns.slice(returns.size() - 400, returns.size()));
    simulation();
    fixed(ExampleData.dem2gbp());
    shortSamples(returns);
  }

  private static GarchFit fit(TimeSeries returns) {
    GarchFit fit = Garch.builder().arMean(1).gjr(1, 1, 1).skewT().fit(returns);
    System.out.print(fit.summary());
    return fit;
  }

  private static void families(TimeSeries returns) {
    Garch base = Garch.builder().studentT();
    for (Garch model :
        new Garch[] {base.garch(1, 1), base.gjr(1, 1, 1), base.egarch(1, 1, 1), base.ewma()}) {
      GarchFit each = model.fit(returns);
      System.out.printf("%-40s BIC %.1f%n", each.model(), each.bic());
    }
  }

  private static void errors(GarchFit fit) {
    Map<String, Double> robust = fit.standardErrors(Covariance.QMLE);
    Map<String, Double> classic = fit.standardErrors(Covariance.HESSIAN);
    robust.forEach(
        (name, error) -> System.out.printf("%s %.4f %.4f%n", name, error, classic.get(name)));
    System.out.println(fit.inference(Covariance.QMLE).leftOut());
  }

  private static void tests(GarchFit fit) {
    Diagnostics diagnostics = fit.diagnostics();
    System.out.println(diagnostics.ljungBoxSquared(10));
    System.out.println(diagnostics.archLm(5));
    diagnostics.signBias().forEach(System.out::println);
    System.out.println(diagnostics.nyblom().joint());
    double[] tomorrow = fit.newsImpact(-3, 0, 3);
    System.out.printf("after -3 %%: %.2f, after +3 %%: %.2f%n", tomorrow[0], tomorrow[2]);
  }

  private static void forecasts(GarchFit fit) {
    System.out.println(fit.forecast(5));
    ForecastDistribution future = fit.forecastDistribution(10, 10_000, 42);
    System.out.printf("ten-day 1 %% quantile: %.2f %%%n", future.total().quantile(0.01));
  }

  private static void risk(GarchFit fit) {
    ReturnDistribution next = fit.nextReturn();
    System.out.printf(
        "1 %% VaR %.2f %%, 2.5 %% ES %.2f %%%n",
        next.valueAtRisk(0.01), next.expectedShortfall(0.025));
    ReturnDistribution tenDays = fit.bootstrap(10, 10_000, 42).total();
    System.out.printf("ten days, bootstrapped: %.2f %%%n", tenDays.valueAtRisk(0.01));
  }

  private static void update(TimeSeries returns) {
    GarchFit friday = Garch.builder().fit(returns.slice(0, returns.size() - 5));
    GarchFit aWeekLater = friday.update(returns.slice(returns.size() - 5, returns.size()));
    System.out.println(aWeekLater.forecast(1));
  }

  private static void roll(TimeSeries lastReturns) {
    GarchRoll roll = Garch.builder().preSample(PreSample.EWMA).rolling(250).refitEvery(5);
    for (GarchRoll.Refit refit : roll.refits(lastReturns)) {
      System.out.printf(
          "%s %.3f %s%n", refit.lastDate().orElseThrow(), refit.variance(), refit.status());
    }
    History history = History.of(SeriesSet.of(List.of(lastReturns)));
    FittedVolatility rolled = roll.fit(history);
    LocalDate spring = LocalDate.of(2020, 3, 1);
    System.out.println(rolled.historicalForecasts(history, spring, LocalDate.of(2020, 3, 31)));
    System.out.println(rolled.forecast(5));
  }

  private static void simulation() {
    Garch truth =
        Garch.builder().fix("mu", 0.05).fix("omega", 0.02).fix("alpha1", 0.08).fix("beta1", 0.9);
    Simulation simulation = truth.simulate(2000, 7);
    GarchFit again = Garch.builder().fit(simulation.series("simulated"));
    System.out.println(again.parameters());
  }

  private static void fixed(TimeSeries markPound) {
    GarchFit partly = Garch.builder().fix("mu", 0).start("alpha1", 0.1).fit(markPound);
    GarchFit targeted = Garch.builder().varianceTargeting().maxPersistence(0.99).fit(markPound);
    GarchFit asInArch = Garch.builder().preSample(PreSample.EWMA).fit(markPound);
    for (GarchFit each : new GarchFit[] {partly, targeted, asInArch}) {
      System.out.printf("%.6f %s%n", each.logLikelihood(), each.parameters());
    }
  }

  private static void shortSamples(TimeSeries returns) {
    TimeSeries quarter = returns.slice(returns.size() - 90, returns.size());
    GarchFit plain = Garch.builder().fit(quarter);
    GarchFit calm = Garch.builder().weakPriors().fit(quarter);
    System.out.println(plain.status() + " " + plain.degenerate());
    System.out.println(calm.status() + " " + calm.degenerate());
  }
}
