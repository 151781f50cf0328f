package io.github.volatility4j.bench;

import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * How long does it take to refit AR(1)-GARCH(1,1) on the last 90 returns on each of 2000 days of
 * each of four stocks? Divide by {@code 4·(2090 − 90)} for the time of a window.
 *
 * <p>{@code java -jar volatility-bench/target/benchmarks.jar GarchRollBenchmark}. finmath has no
 * mean equation: it gets the residuals of an AR(1) by least squares, see {@link FinmathGarch}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GarchRollBenchmark {
  private static final int WINDOW = 90;

  @Param({"ours", "finmath"})
  String engine = "";

  @Param({"1", "2"})
  int threads;

  private SeriesSet returns = SeriesSet.of(List.of());
  private Callable<Object> roll = Object::new;

  /** Simulates the panel. */
  @Setup
  public void simulate() {
    returns = SimulatedReturns.panel(4, WINDOW + 2000);
    GarchTeacher teacher = GarchTeacher.of(WINDOW).threads(threads);
    roll =
        switch (engine) {
          case "ours" -> () -> teacher.label(returns);
          case "finmath" -> this::finmath;
          default ->
              throw new IllegalArgumentException(
                  "engine is " + engine + ", must be ours or finmath");
        };
  }

  private List<Object> finmath() throws InterruptedException, ExecutionException {
    List<Callable<Object>> fits = new ArrayList<>();
    for (TimeSeries series : returns) {
      double[] r = series.values();
      for (int to = WINDOW; to < r.length; to++) {
        int end = to;
        fits.add(
            () ->
                FinmathGarch.fit(
                    FinmathGarch.prices(FinmathGarch.lessTheirAr1(r, end - WINDOW, end))));
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Object> results = new ArrayList<>();
      for (Future<Object> fit : pool.invokeAll(fits)) {
        results.add(fit.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }

  /**
   * The roll.
   *
   * @return what keeps the compiler from leaving the work out
   * @throws Exception if a fit fails
   */
  @Benchmark
  public Object roll() throws Exception {
    return roll.call();
  }
}
