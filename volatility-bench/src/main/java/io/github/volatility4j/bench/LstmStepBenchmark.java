package io.github.volatility4j.bench;

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
 * <p>{@code OMP_WAIT_POLICY=PASSIVE java -jar volatility-bench/target/benchmarks.jar
 * LstmStepBenchmark}. The environment is libtorch's best; nothing else here minds it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LstmStepBenchmark {
  @Param({"ours-f32", "ours-bf16", "dl4j", "libtorch", "libtorch-bf16"})
  String engine = "";

  @Param({"3x256", "2x64"})
  String size = "";

  @Param({"32", "128"})
  int batch;

  private @Nullable Engine network;

  /** Builds network and data. */
  @Setup
  public void build() {
    network = Engine.lstm(engine, size, batch);
  }

  /** {@return what keeps the compiler from leaving the work out} */
  @Benchmark
  public double step() {
    return Objects.requireNonNull(network).step();
  }

  /** Frees the network. */
  @TearDown
  public void close() {
    if (network != null) {
      network.close();
    }
  }
}
