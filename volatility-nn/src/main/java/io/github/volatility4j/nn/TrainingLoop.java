package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.dataset.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that trains every network: shuffled windows, mean weighted loss, clipped AdamW, a
 * learning rate that falls by a factor each epoch, early stopping on the validation loss. It ends
 * with the best weights, not the last.
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
  private final VolatilityDataset data;
  private final Batches batches;
  private final Objective objective;
  private final double[] levels;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final AdamW optimizer;
  private long steps;
  private long lastProgress;

  TrainingLoop(
      Network network,
      VolatilityDataset data,
      Batches batches,
      Objective objective,
      double[] levels,
      TrainingOptions options,
      TrainingListener listener) {
    this.network = network;
    this.data = data;
    this.batches = batches;
    this.objective = objective;
    this.levels = levels;
    this.options = options;
    this.listener = listener;
    this.optimizer = new AdamW(network.parameters());
  }

  Outcome run() {
    Windows train = data.windows(Split.TRAIN, options.stride());
    Windows validation = data.windows(Split.VALIDATION, 1);
    if (train.size() == 0) {
      throw new IllegalArgumentException(
          "no training window: each stock needs more than %d training rows with the split given"
              .formatted(data.options().inputChunkLength()));
    }
    List<Epoch> epochs = new ArrayList<>();
    INDArray best = network.parameters().dup();
    double bestLoss = Double.POSITIVE_INFINITY;
    double reference = Double.POSITIVE_INFINITY; // what the next loss must undercut by min delta
    int stale = 0;
    for (int number = 1; number <= options.epochs(); number++) {
      long start = System.nanoTime();
      double rate = options.learningRate() * Math.pow(options.learningRateDecay(), number - 1.0);
      double trainLoss = epoch(train, number, rate);
      double loss = validation.size() > 0 ? evaluate(validation) : trainLoss;
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

  private double epoch(Windows windows, int number, double rate) {
    int[] order = shuffled(windows.size(), number);
    double sum = 0;
    long start = System.nanoTime();
    int stepsInEpoch = (order.length + options.batchSize() - 1) / options.batchSize();
    for (int step = 0; step < stepsInEpoch; step++) {
      stopIfInterrupted(number);
      int from = step * options.batchSize();
      int to = Math.min(order.length, from + options.batchSize());
      sum += step(windows, order, from, to, rate);
      progress("epoch " + number, step + 1, stepsInEpoch);
      if (number == 1 && step == Math.min(20, stepsInEpoch - 1)) {
        estimate((System.nanoTime() - start) * 1e-9 / (step + 1) * stepsInEpoch);
      }
    }
    return sum / order.length;
  }

  private double step(Windows windows, int[] order, int from, int to, double rate) {
    int count = to - from;
    double sum;
    try (INDArray x = batches.inputs(windows, order, from, to);
        INDArray raw = network.forward(x, true, mix(options.seed(), ++steps))) {
      float[] u = HostCopy.values(raw); // [batch, outputs]
      float[] gradient = new float[u.length];
      sum = loss(windows, order, from, to, u, gradient, 1.0 / count);
      try (INDArray dRaw = HostCopy.array(gradient, count, objective.outputs())) {
        network.backward(dRaw);
      }
    }
    optimizer.update(network, rate, options.weightDecay(), options.gradientClip());
    return sum;
  }

  private double evaluate(Windows windows) {
    int[] order = new int[windows.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    double sum = 0;
    for (int from = 0; from < order.length; from += EVALUATION_BATCH) {
      stopIfInterrupted(0);
      int to = Math.min(order.length, from + EVALUATION_BATCH);
      try (INDArray x = batches.inputs(windows, order, from, to);
          INDArray raw = network.forward(x, false, 0)) {
        float[] u = HostCopy.values(raw); // [batch, outputs]
        sum += loss(windows, order, from, to, u, new float[u.length], 0);
      }
      progress("validation", to, order.length);
    }
    return sum / order.length;
  }

  private double loss(
      Windows windows, int[] order, int from, int to, float[] u, float[] gradient, double weight) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      int series = windows.series(order[i]);
      int row = windows.row(order[i]);
      sum +=
          objective.valueAndGradient(
              series,
              levels[series],
              data.truth(series, row),
              data.teacher(series, row),
              u,
              gradient,
              (i - from) * objective.outputs(),
              weight);
    }
    return sum;
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

  private static void stopIfInterrupted(int epoch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(
          epoch > 0 ? "training was interrupted in epoch " + epoch : "training was interrupted");
    }
  }
}
