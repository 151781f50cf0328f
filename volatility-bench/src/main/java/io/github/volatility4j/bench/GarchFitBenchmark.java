package io.github.volatility4j.bench;

import io.github.volatility4j.garch.Covariance;
import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchFit;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long is one maximum-likelihood fit on a long series, without standard errors and with all
 * five kinds?
 *
 * <p>{@code java -jar volatility-bench/target/benchmarks.jar GarchFitBenchmark}. finmath has the
 * normal GARCH(1,1) only, and no mean: see {@link FinmathGarch}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GarchFitBenchmark {
  @Param({"ours", "finmath"})
  String engine = "";

  @Param({"garch", "garch-t", "ar1-garch", "gjr-t"})
  String model = "";

  /** Standard errors: none, or all five kinds. */
  @Param({"none", "all"})
  String errors = "";

  @Param({"5030"})
  int observations;

  private Callable<Object> fit = Object::new;

  /** Simulates the series. */
  @Setup
  public void simulate() {
    TimeSeries returns = SimulatedReturns.one("S", observations, 1);
    fit =
        switch (engine) {
          case "ours" -> ours(returns);
          case "finmath" -> finmath(returns.values());
          default ->
              throw new IllegalArgumentException(
                  "engine is " + engine + ", must be ours or finmath");
        };
  }

  private Callable<Object> ours(TimeSeries returns) {
    Garch garch =
        switch (model) {
          case "garch" -> Garch.builder();
          case "garch-t" -> Garch.builder().studentT();
          case "ar1-garch" -> Garch.builder().arMean(1);
          case "gjr-t" -> Garch.builder().gjr(1, 1, 1).studentT();
          default -> throw new IllegalArgumentException("model is " + model);
        };
    if (!garch.fit(returns).converged()) {
      throw new IllegalStateException("the fit to be timed does not converge");
    }
    return switch (errors) {
      case "none" -> () -> garch.fit(returns);
      case "all" -> () -> standardErrors(garch.fit(returns));
      default -> throw new IllegalArgumentException("errors is " + errors);
    };
  }

  private static Object standardErrors(GarchFit fit) {
    List<Object> all = new ArrayList<>();
    for (Covariance kind : Covariance.values()) {
      all.add(fit.standardErrors(kind));
    }
    return all;
  }

  private Callable<Object> finmath(double[] returns) {
    if (!errors.equals("none")) {
      throw new NotOffered("finmath has no standard errors");
    }
    double[] residuals =
        switch (model) {
          case "garch" -> FinmathGarch.lessTheirMean(returns);
          case "ar1-garch" -> FinmathGarch.lessTheirAr1(returns, 0, returns.length);
          default -> throw new NotOffered("finmath has no " + model);
        };
    double[] prices = FinmathGarch.prices(residuals);
    return () -> FinmathGarch.fit(prices);
  }

  /**
   * The fit.
   *
   * @return what keeps the compiler from leaving the work out
   * @throws Exception if the fit fails
   */
  @Benchmark
  public Object fit() throws Exception {
    return fit.call();
  }
}
