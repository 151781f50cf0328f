package io.github.volatility4j.bench;

import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.SeriesSet;
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
 * <p>{@code java -jar volatility-bench/target/benchmarks.jar GarchRollBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GarchRollBenchmark {
  @Param({"ours"})
  String engine = "ours";

  @Param({"1", "2"})
  int threads;

  private SeriesSet returns = SeriesSet.of(java.util.List.of());
  private GarchTeacher teacher = GarchTeacher.of(90);

  /** Simulates the panel. */
  @Setup
  public void simulate() {
    returns = SimulatedReturns.panel(4, 2090);
    teacher = GarchTeacher.of(90).threads(threads);
  }

  /** {@return labels with counts} */
  @Benchmark
  public GarchTeacher.Result roll() {
    return teacher.label(returns);
  }
}
