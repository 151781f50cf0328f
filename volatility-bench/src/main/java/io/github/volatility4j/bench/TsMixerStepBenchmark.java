package io.github.volatility4j.bench;

import io.github.volatility4j.nn.StepHarness;
import io.github.volatility4j.nn.TsMixerOptions;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long is one training step of a TSMixer of 4 blocks on windows of 90 days?
 *
 * <p>{@code java -jar volatility-bench/target/benchmarks.jar TsMixerStepBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TsMixerStepBenchmark {
  @Param({"ours-f32"})
  String engine = "ours-f32";

  @Param({"32x64", "64x64"})
  String size = "";

  @Param({"32"})
  int batch;

  private @Nullable StepHarness harness;

  /** Builds network and data. */
  @Setup
  public void build() {
    harness = new StepHarness(options(), batch, 2);
  }

  private TsMixerOptions options() {
    return switch (size) {
      case "32x64" -> new TsMixerOptions(32, 64, 4, 0.1, false);
      case "64x64" -> new TsMixerOptions(64, 64, 4, 0.1, false);
      default -> throw new IllegalArgumentException("size is " + size);
    };
  }

  /** {@return what keeps the compiler from leaving the work out} */
  @Benchmark
  public double step() {
    return Objects.requireNonNull(harness).train();
  }

  /** Frees the network. */
  @TearDown
  public void close() {
    Objects.requireNonNull(harness).close();
  }
}
