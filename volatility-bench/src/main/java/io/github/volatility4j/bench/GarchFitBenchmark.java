package io.github.volatility4j.bench;

import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchFit;
import io.github.volatility4j.series.TimeSeries;
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
 * How long is one maximum-likelihood fit on a long series?
 *
 * <p>{@code java -jar volatility-bench/target/benchmarks.jar GarchFitBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GarchFitBenchmark {
  @Param({"ours"})
  String engine = "ours";

  @Param({"garch", "ar1-garch", "gjr-t"})
  String model = "garch";

  @Param({"5030"})
  int observations;

  private TimeSeries returns = TimeSeries.of("unset", new double[0]);
  private Garch garch = Garch.builder();

  /** Simulates the series. */
  @Setup
  public void simulate() {
    returns = SimulatedReturns.one("S", observations, 1);
    garch =
        switch (model) {
          case "garch" -> Garch.builder();
          case "ar1-garch" -> Garch.builder().arMean(1);
          case "gjr-t" -> Garch.builder().gjr(1, 1, 1).studentT();
          default -> throw new IllegalArgumentException("model is " + model);
        };
    if (!garch.fit(returns).converged()) {
      throw new IllegalStateException("the fit to be timed does not converge");
    }
  }

  /** {@return the fit} */
  @Benchmark
  public GarchFit fit() {
    return garch.fit(returns);
  }
}
