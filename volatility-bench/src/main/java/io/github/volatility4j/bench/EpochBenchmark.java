package io.github.volatility4j.bench;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.VolatilityTrainer;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long is one epoch with its validation, through the public trainer with its defaults, on 30
 * stocks of 2528 days?
 *
 * <p>{@code java -jar volatility-bench/target/benchmarks.jar EpochBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class EpochBenchmark {
  @Param({"lstm", "tsmixer"})
  String model = "lstm";

  private @Nullable VolatilityDataset data;
  private VolatilityTrainer trainer = VolatilityTrainer.builder();

  /** Labels the panel. */
  @Setup
  public void label() {
    data =
        VolatilityDataset.of(
            GarchTeacher.of(90).label(SimulatedReturns.panel(30, 2528)).series(),
            DatasetOptions.defaults());
    trainer =
        switch (model) {
          case "lstm" -> VolatilityTrainer.builder().lstm().epochs(1);
          case "tsmixer" -> VolatilityTrainer.builder().tsMixer().epochs(1);
          default -> throw new IllegalArgumentException("model is " + model);
        };
  }

  /** {@return the network after one epoch} */
  @Benchmark
  public NeuralVolatility epoch() {
    return trainer.fit(Objects.requireNonNull(data));
  }
}
