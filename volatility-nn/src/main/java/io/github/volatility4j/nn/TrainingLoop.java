package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that trains every network: shuffled windows, mean weighted loss over their targets,
 * clipped AdamW, a learning rate that falls by a factor each epoch, early stopping on the
 * validation loss. It ends with the best weights, not the last.
 *
 * <p>Everything random comes from the seed: the order of windows of an epoch from (seed, epoch),
 * the dropout masks of a step from (seed, step).
 */
final class TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

  /** Evaluation has no gradient to keep, so it takes larger batches. */
  static final int EVALUATION_BATCH = 512;

  /** A training that takes longer than this, at most, says so before its first epoch ends. */
  private static final double LONG_TRAINING_SECONDS = 180;

  private static final long PROGRESS_NANOS = 300_000_000L;

  /** What a training gave; the best weights are in the network. */
  record Outcome(List<Epoch> epochs, boolean converged, String stopReason) {}

  private final Network network;
  private final NetworkShape shape;
  private final Samples samples;
  private final Objective objective;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final AdamW optimizer;
  private long steps;
  private long lastProgress;

  TrainingLoop(
      Network network,
      NetworkShape shape,
      Samples samples,
      Objective objective,
      TrainingOptions options,
      TrainingListener listener) {
    this.network = network;
    this.shape = shape;
    this.samples = samples;
    this.objective = objective;
    this.options = options;
    this.listener = listener;
    this.optimizer = new AdamW(network.parameters());
  }

  Outcome run() {
    if (samples.train().size() == 0) {
      throw new IllegalArgumentException(
          "no training window: no stock has more than %d training rows with the split given"
              .formatted(samples.train().context()));
    }
    try (Batches batches = new Batches(() -> new Batch(shape, samples, objective));
        Buffers training = new Buffers(shape);
        Buffers evaluation = new Buffers(shape);
        INDArray best = network.parameters().dup()) {
      return run(batches, training, evaluation, best);
    }
  }

  private Outcome run(Batches batches, Buffers training, Buffers evaluation, INDArray best) {
    List<Epoch> epochs = new ArrayList<>();
    double bestLoss = Double.POSITIVE_INFINITY;
    double reference = Double.POSITIVE_INFINITY; // what the next loss must undercut by min delta
    int stale = 0;
    for (int number = 1; number <= options.epochs(); number++) {
      long start = System.nanoTime();
      double rate = options.learningRate() * Math.pow(options.learningRateDecay(), number - 1.0);
      double trainLoss = epoch(batches, training, number, rate);
      double loss = samples.validation().size() > 0 ? evaluate(batches, evaluation) : trainLoss;
      if (!Double.isFinite(loss) || !Double.isFinite(trainLoss)) {
        network.parameters().assign(best);
        String reason = "the loss became " + loss + " in epoch " + number;
        if (epochs.isEmpty()) {
          throw new IllegalStateException(
              reason + "; learning rate " + options.learningRate() + " is too high for these data");
        }
        return new Outcome(List.copyOf(epochs), false, reason);
      }
      boolean improved = loss < bestLoss;
      if (improved) {
        bestLoss = loss;
        best.assign(network.parameters());
      }
      Epoch epoch =
          new Epoch(number, trainLoss, loss, rate, (System.nanoTime() - start) * 1e-9, improved);
      epochs.add(epoch);
      listener.onEpoch(epoch);
      if (loss < reference - options.minDelta()) {
        reference = loss;
        stale = 0;
      } else if (++stale >= options.patience()) {
        network.parameters().assign(best);
        return new Outcome(List.copyOf(epochs), true, "no improvement for " + stale + " epochs");
      }
    }
    network.parameters().assign(best);
    return new Outcome(List.copyOf(epochs), false, "all " + options.epochs() + " epochs were used");
  }

  /** Losses and their number, while a pass goes on. */
  private static final class Mean {
    private double sum;
    private long count;
    private int steps;

    double value() {
      return sum / count;
    }
  }

  private double epoch(Batches batches, Buffers buffers, int number, double rate) {
    String interrupted = "training was interrupted in epoch " + number;
    stopIfInterrupted(interrupted);
    int[] order = shuffled(samples.train().size(), number);
    int stepsInEpoch = (order.length + options.batchSize() - 1) / options.batchSize();
    Mean mean = new Mean();
    long start = System.nanoTime();
    batches.forEach(
        samples.train(),
        order,
        options.batchSize(),
        batch -> {
          stopIfInterrupted(interrupted);
          mean.sum += step(batch, buffers, rate);
          mean.count += batch.targets();
          mean.steps++;
          progress("epoch " + number, mean.steps, stepsInEpoch);
          if (number == 1 && mean.steps == Math.min(21, stepsInEpoch)) {
            estimate((System.nanoTime() - start) * 1e-9 / mean.steps * stepsInEpoch);
          }
        });
    return mean.value();
  }

  private double step(Batch batch, Buffers buffers, double rate) {
    steps++;
    if (batch.targets() == 0) {
      return 0;
    }
    double sum;
    try (INDArray raw =
        network.forward(buffers.inputs(batch), true, mix(options.seed(), steps))) {
      sum = buffers.loss(batch, raw);
    }
    network.backward(buffers.gradient());
    optimizer.update(network, rate, options.weightDecay(), options.gradientClip());
    return sum;
  }

  private double evaluate(Batches batches, Buffers buffers) {
    Windows windows = samples.validation();
    Mean mean = new Mean();
    batches.forEach(
        windows,
        IntStream.range(0, windows.size()).toArray(),
        EVALUATION_BATCH,
        batch -> {
          stopIfInterrupted("training was interrupted");
          try (INDArray raw = network.forward(buffers.inputs(batch), false, 0)) {
            mean.sum += buffers.loss(batch, raw);
          }
          mean.count += batch.targets();
          mean.steps += batch.size();
          progress("validation", mean.steps, windows.size());
        });
    return mean.value();
  }

  private int[] shuffled(int size, int epoch) {
    int[] order = new int[size];
    SplittableRandom random = new SplittableRandom(mix(~options.seed(), epoch));
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long seed, long counter) {
    return new SplittableRandom(seed + counter * 0x9E3779B97F4A7C15L).nextLong();
  }

  private void progress(String stage, int done, int total) {
    long now = System.nanoTime();
    if (now - lastProgress > PROGRESS_NANOS || done == total) {
      lastProgress = now;
      listener.onProgress(stage, done, total);
    }
  }

  private void estimate(double secondsForAnEpoch) {
    double atMost = secondsForAnEpoch * options.epochs();
    if (atMost > LONG_TRAINING_SECONDS) {
      LOG.info(
          "an epoch will take about {} s, {} epochs at most about {} min",
          Math.round(secondsForAnEpoch),
          options.epochs(),
          Math.round(atMost / 60));
      listener.onEstimate(secondsForAnEpoch, atMost);
    }
  }

  private static void stopIfInterrupted(String message) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(message);
    }
  }
}
