package io.github.volatility4j.bench;

import io.github.volatility4j.nn.LstmOptions;
import io.github.volatility4j.nn.StepHarness;
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
 * How long is one training step of an LSTM on windows of 90 days: forward, backward, clip, AdamW?
 *
 * <p>{@code java -jar volatility-bench/target/benchmarks.jar LstmStepBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LstmStepBenchmark {
  @Param({"ours-f32"})
  String engine = "ours-f32";

  @Param({"2x64", "3x256"})
  String size = "";

  @Param({"32"})
  int batch;

  private @Nullable StepHarness harness;

  /** Builds network and data. */
  @Setup
  public void build() {
    harness = new StepHarness(options(), batch, 1);
  }

  private LstmOptions options() {
    return switch (size) {
      case "2x64" -> new LstmOptions(2, 64, 0.2, 0);
      case "3x256" -> new LstmOptions(3, 256, 0.2, 0);
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
