package io.github.volatility4j.bench;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.Precision;
import io.github.volatility4j.nn.TrainingDetails;
import io.github.volatility4j.nn.VolatilityTrainer;
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
 * How long is one epoch, every training window once and then the loss over the validation windows?
 * By default of the size of 46 stocks over 24 years, some 190 000 windows.
 *
 * <p>Ours goes through the public trainer, with its batches, loss and optimiser. The rivals only
 * compute: as many training steps, and as many inference batches of 512.
 *
 * <p>{@code OMP_WAIT_POLICY=PASSIVE java -jar volatility-bench/target/benchmarks.jar
 * EpochBenchmark}; minutes for each engine. {@code -p stocks=4} gives an idea sooner. Sizes {@code
 * 3x256} and {@code 2x64} are LSTMs, {@code 32x64} and {@code 64x64} TSMixers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1, time = 1)
@Fork(1)
public class EpochBenchmark {
  private static final int EVALUATION_BATCH = 512;
  private static final int FEATURES = 3; // of the trainer's default inputs

  @Param({"ours-f32", "ours-bf16", "libtorch", "libtorch-bf16"}) // dl4j takes hours
  String engine = "";

  @Param({"3x256"})
  String size = "";

  @Param({"32"})
  int batch;

  @Param({"46"})
  int stocks;

  @Param({"5949"})
  int days;

  private Callable<Object> epoch = Object::new;

  /** Labels the panel, or counts its windows. */
  @Setup
  public void prepare() {
    VolatilityDataset data =
        VolatilityDataset.of(
            GarchTeacher.of(Problem.DAYS).label(SimulatedReturns.panel(stocks, days)).series(),
            DatasetOptions.defaults());
    epoch =
        switch (engine) {
          case "ours-f32" -> ours(data, Precision.F32);
          case "ours-bf16" -> ours(data, Precision.BF16);
          default -> rival(data.windows(Split.TRAIN).size(), data.windows(Split.VALIDATION).size());
        };
  }

  /** Every window with one target, as the rivals: not the sequences that the trainer prefers. */
  private Callable<Object> ours(VolatilityDataset data, Precision precision) {
    VolatilityTrainer trainer =
        VolatilityTrainer.builder()
            .withoutAnchor()
            .epochs(1)
            .batchSize(batch)
            .stride(1)
            .trainingLength(0)
            .warmUp(data.options().inputChunkLength())
            .details(TrainingDetails.defaults().withPrecision(precision));
    VolatilityTrainer sized =
        Sizes.isLstm(size) ? trainer.lstm(Sizes.lstm(size)) : trainer.tsMixer(Sizes.tsMixer(size));
    return () -> sized.fit(data);
  }

  private Callable<Object> rival(int training, int validation) {
    return () -> {
      double sum = 0;
      try (Engine network = network(batch);
          Engine evaluation = network(EVALUATION_BATCH)) {
        for (int from = 0; from < training; from += batch) {
          sum += network.step();
        }
        for (int from = 0; from < validation; from += EVALUATION_BATCH) {
          sum += evaluation.infer()[0];
        }
      }
      return sum;
    };
  }

  private Engine network(int windows) {
    Problem problem = Problem.of(windows, FEATURES);
    return Sizes.isLstm(size)
        ? Engine.lstm(engine, Sizes.lstm(size), problem)
        : Engine.tsMixer(engine, Sizes.tsMixer(size), problem);
  }

  /**
   * The epoch.
   *
   * @return what keeps the compiler from leaving the work out
   * @throws Exception if the epoch fails
   */
  @Benchmark
  public Object epoch() throws Exception {
    return epoch.call();
  }
}
