package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that trains every network: shuffled windows, mean weighted loss over their targets,
 * a clipped gradient for the optimiser, a schedule of the learning rate, early stopping on the
 * validation loss. It ends with the best weights, not the last.
 *
 * <p>Everything random comes from the seed: the order of windows of an epoch from (seed, epoch),
 * the dropout masks of a step from (seed, step). So a training can stop between any two steps and
 * go on from a {@link Checkpoint} to the same bits.
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

  /** There are no weights whose loss is finite. */
  static final class DivergedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    DivergedException(String message) {
      super(message);
    }
  }

  private final Network network;
  private final NetworkShape shape;
  private final Samples samples;
  private final WindowOrder windows;
  private final Objective objective;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Optimizer optimizer;
  private final Optional<RunRecorder> recorder;
  private LoopState state = new LoopState();
  private long lastProgress;

  TrainingLoop(
      Network network,
      NetworkShape shape,
      Samples samples,
      Objective objective,
      TrainingOptions options,
      TrainingListener listener,
      Optional<RunRecorder> recorder) {
    this.network = network;
    this.shape = shape;
    this.samples = samples;
    this.windows = new WindowOrder(samples, options);
    this.objective = objective;
    this.options = options;
    this.listener = listener;
    this.recorder = recorder;
    this.optimizer = Optimizer.create(options.details().optimizer(), network.parameters());
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
      int numbers = Math.toIntExact(network.parameters().length());
      recorder
          .flatMap(run -> run.resume(numbers, optimizer.moments().size()))
          .ifPresent(checkpoint -> restore(checkpoint, best));
      try {
        return run(batches, training, evaluation, best);
      } catch (CancellationException e) {
        throw stopped(e, best);
      }
    }
  }

  private void restore(Checkpoint checkpoint, INDArray best) {
    HostCopy.write(checkpoint.parameters(), network.parameters());
    HostCopy.write(checkpoint.best(), best);
    optimizer.restore(checkpoint.optimizerSteps(), checkpoint.moments());
    state = checkpoint.state();
  }

  private void save(RunRecorder run, INDArray best) {
    float[] bestWeights = HostCopy.values(best);
    run.save(
        new Checkpoint(
            run.fingerprint(),
            state,
            optimizer.steps(),
            HostCopy.values(network.parameters()),
            bestWeights,
            optimizer.moments()),
        () -> levelCorrection(bestWeights));
  }

  /** Between two steps: what is there can be gone on from. */
  private CancellationException stopped(CancellationException e, INDArray best) {
    if (recorder.isEmpty()) {
      return e;
    }
    boolean interrupted = Thread.interrupted(); // an interrupted thread can't write
    try {
      save(recorder.get(), best);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    CancellationException more =
        new CancellationException(e.getMessage() + recorder.get().saidWhenStopped());
    more.initCause(e);
    return more;
  }

  private Outcome run(Batches batches, Buffers training, Buffers evaluation, INDArray best) {
    while (state.epoch <= options.epochs() && state.stale < options.patience()) {
      double rate = LearningRate.of(state.epoch, options, state.done);
      long start = System.nanoTime();
      double before = state.seconds;
      objective.begin(state.epoch, options);
      train(batches, training, rate, best, () -> before + (System.nanoTime() - start) * 1e-9);
      double trainLoss = state.sum / state.weight;
      double loss = validationLoss(batches, evaluation, trainLoss);
      if (!Double.isFinite(loss) || !Double.isFinite(trainLoss)) {
        network.parameters().assign(best);
        String reason = "the loss became " + loss + " in epoch " + state.epoch;
        if (state.done.isEmpty()) {
          throw new DivergedException(
              reason + "; learning rate " + options.learningRate() + " is too high for these data");
        }
        return new Outcome(List.copyOf(state.done), false, reason);
      }
      boolean improved = loss < state.bestLoss;
      if (improved) {
        state.bestLoss = loss;
        best.assign(network.parameters());
      }
      double seconds = before + (System.nanoTime() - start) * 1e-9;
      Epoch epoch = new Epoch(state.epoch, trainLoss, loss, rate, seconds, improved);
      state.done.add(epoch);
      if (loss < state.reference - options.minDelta()) {
        state.reference = loss;
        state.stale = 0;
      } else {
        state.stale++;
      }
      state.next();
      boolean last = state.epoch > options.epochs() || state.stale >= options.patience();
      recorder.ifPresent(
          run -> {
            if (run.ended(state) || last) {
              save(run, best);
            }
          });
      listener.onEpoch(epoch);
      if (!last && !listener.goesOn(epoch)) {
        network.parameters().assign(best);
        return new Outcome(List.copyOf(state.done), false, "its listener ended it");
      }
    }
    network.parameters().assign(best);
    boolean converged = state.stale >= options.patience();
    return new Outcome(
        List.copyOf(state.done),
        converged,
        converged
            ? "no improvement for " + state.stale + " epochs"
            : "all " + options.epochs() + " epochs were used");
  }

  /** The rest of an epoch, all of it unless it was begun before. */
  private void train(
      Batches batches, Buffers buffers, double rate, INDArray best, DoubleSupplier seconds) {
    String interrupted = "training was interrupted in epoch " + state.epoch;
    stopIfInterrupted(interrupted);
    int[] order = windows.of(state.epoch);
    int size = options.batchSize();
    int stepsInEpoch = (order.length + size - 1) / size;
    int first = state.batches;
    long start = System.nanoTime();
    batches.forEach(
        samples.train(),
        Arrays.copyOfRange(order, (int) Math.min(order.length, (long) first * size), order.length),
        size,
        batch -> {
          stopIfInterrupted(interrupted);
          state.sum += step(batch, buffers, rate);
          state.weight += batch.weight();
          state.batches++;
          if (progressIsDue(state.batches, stepsInEpoch)) {
            if (state.weight > 0) {
              listener.onLoss(state.sum / state.weight, rate);
            }
            listener.onProgress("epoch " + state.epoch, state.batches, stepsInEpoch);
          }
          if (state.epoch == 1 && state.batches == Math.min(21, stepsInEpoch)) {
            double each = (System.nanoTime() - start) * 1e-9 / (state.batches - first);
            estimate(each * stepsInEpoch);
          }
          if (recorder.isPresent() && recorder.get().isDue()) {
            state.seconds = seconds.getAsDouble();
            save(recorder.get(), best);
          }
        });
  }

  private double step(Batch batch, Buffers buffers, double rate) {
    long number = state.steps + 1;
    double sum = 0;
    if (batch.weight() > 0) {
      try (INDArray raw =
          network.forward(buffers.inputs(batch), true, WindowOrder.mix(options.seed(), number))) {
        sum = buffers.loss(batch, raw);
      }
      network.backward(buffers.gradient());
      double clip = options.gradientClip();
      if (options.details().clipByValue()) {
        BooleanIndexing.replaceWhere(network.gradient(), clip, Conditions.greaterThan(clip));
        BooleanIndexing.replaceWhere(network.gradient(), -clip, Conditions.lessThan(-clip));
        clip = Double.POSITIVE_INFINITY;
      }
      optimizer.update(network, rate, options.weightDecay(), clip);
    }
    state.steps = number;
    return sum;
  }

  /** The loss that decides; that of training where there is no validation. */
  private double validationLoss(Batches batches, Buffers buffers, double trainLoss) {
    if (samples.validation().size() == 0) {
      return trainLoss;
    }
    boolean skipped =
        state.epoch % options.details().validateEvery() != 0 && state.epoch < options.epochs();
    if (skipped && !state.done.isEmpty()) {
      return state.done.get(state.done.size() - 1).validationLoss();
    }
    objective.beginValidation();
    double[] sum = new double[1];
    double[] weight = new double[1];
    evaluate(
        batches,
        buffers,
        samples.validation(),
        "validation",
        (batch, raw) -> {
          sum[0] += buffers.loss(batch, raw);
          weight[0] += batch.weight();
        });
    return sum[0] / weight[0];
  }

  /**
   * The factor that brings forecasts to the level of the target, see {@link
   * io.github.volatility4j.nn.loss.Loss#levelCorrected()}: the mean of target over forecast in the
   * training windows; 1 if the loss doesn't ask for it. The network is left as it was.
   *
   * @param weights whose forecasts these are
   */
  double levelCorrection(float[] weights) {
    if (!objective.isLevelCorrected()) {
      return 1;
    }
    float[] current = HostCopy.values(network.parameters());
    HostCopy.write(weights, network.parameters());
    double[] sum = new double[1];
    double[] weight = new double[1];
    try (Batches batches = new Batches(() -> new Batch(shape, samples, objective));
        Buffers buffers = new Buffers(shape)) {
      objective.beginValidation();
      evaluate(
          batches,
          buffers,
          samples.train(),
          "level",
          (batch, raw) -> {
            sum[0] += batch.ratios(HostCopy.values(raw));
            weight[0] += batch.weight();
          });
    } finally {
      HostCopy.write(current, network.parameters());
      objective.begin(state.epoch, options);
    }
    return sum[0] / weight[0];
  }

  private void evaluate(
      Batches batches,
      Buffers buffers,
      Windows windows,
      String stage,
      BiConsumer<Batch, INDArray> look) {
    int[] seen = new int[1];
    batches.forEach(
        windows,
        IntStream.range(0, windows.size()).toArray(),
        EVALUATION_BATCH,
        batch -> {
          stopIfInterrupted("training was interrupted");
          try (INDArray raw = network.forward(buffers.inputs(batch), false, 0)) {
            look.accept(batch, raw);
          }
          seen[0] += batch.size();
          if (progressIsDue(seen[0], windows.size())) {
            listener.onProgress(stage, seen[0], windows.size());
          }
        });
  }

  private boolean progressIsDue(int done, int total) {
    long now = System.nanoTime();
    boolean due = now - lastProgress > PROGRESS_NANOS || done == total;
    if (due) {
      lastProgress = now;
    }
    return due;
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
