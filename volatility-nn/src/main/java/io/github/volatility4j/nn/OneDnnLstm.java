package io.github.volatility4j.nn;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * A stack of LSTM layers on oneDNN's kernels, forward and backward; the arithmetic, layer by layer,
 * is that of {@link LstmNetwork}. Between two layers, training drops numbers out (inverted, see
 * {@link DropoutMasks}).
 *
 * <pre>{@code
 * x [batch, time, feature]  ->  h of the top layer on the last days, [steps, batch, width]
 * }</pre>
 *
 * <p><b>Parameters</b> are one flat vector, in the order of {@link LstmWeights}. They are read anew
 * by each forward unless they are said to be frozen, and the gradient has the same order.
 *
 * <p><b>Layout inside.</b> Time first, {@code [time, rows, channel]}, in f32 or bf16; none of it is
 * seen outside.
 *
 * <p><b>Threads.</b> A batch is cut into shards that run side by side: see {@link ShardThreads}.
 * The gradient is the sum of the shards' ones in their order, so results depend on how many there
 * are, in the last bits, but not on timing: the same calls give the same bits.
 *
 * <p><b>bf16.</b> Weights, inputs and states are rounded to bf16 before they are multiplied, cell
 * states and sums are f32, and so are parameters, gradients and what goes in and out.
 *
 * <p><b>Memory.</b> All of it lies outside the Java heap, is made when a batch size is met for the
 * first time, and is kept for the last few sizes. A step makes none. {@link #close()} frees it at
 * once, the garbage collector some day.
 *
 * <p>One caller at a time. Whoever makes it asks {@link OneDnn#available()} first.
 */
final class OneDnnLstm implements AutoCloseable {
  /** Plans kept: a training has its batch and the rest at the end of an epoch. */
  private static final int TRAINING_PLANS = 2;

  private static final int OTHER_PLANS = 4;

  /** Fewer windows aren't worth a thread of their own. */
  private static final int MIN_ROWS = 4;

  /** Most windows at once outside training, for the caches' sake. */
  private static final int MAX_ROWS = 64;

  /** Narrower layers are through before a thread that slept is awake. */
  private static final int MIN_WAVE_WIDTH = 128;

  /** In place of a number of shards. */
  private static final int WAVE = 0;

  private static final float[] NOTHING = {};

  /**
   * Size of a stack.
   *
   * @param layers at least 1
   * @param width cells in each layer
   * @param features of the input
   * @param time days in a window
   * @param steps how many last days' states are wanted: 1 to time
   * @param dropout share of the numbers that training drops between layers, in [0, 1)
   */
  record Size(int layers, int width, int features, int time, int steps, double dropout) {
    Size {
      if (layers < 1 || width < 1 || features < 1 || time < 1) {
        throw new IllegalArgumentException(
            "%d layers of %d, %d features, %d days: all must be >= 1"
                .formatted(layers, width, features, time));
      }
      if (steps < 1 || steps > time) {
        throw new IllegalArgumentException("steps is " + steps + ", must be in 1.." + time);
      }
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException("dropout is " + dropout + ", must be in [0, 1)");
      }
    }
  }

  /** Of networks that nobody closes. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final Size size;
  private final Precision precision;
  private final ShardThreads threads;
  private final Plans<LstmPlan> trainingPlans = new Plans<>(TRAINING_PLANS);
  private final Plans<LstmForward> otherPlans = new Plans<>(OTHER_PLANS);
  private final boolean drops; // whether there is dropout
  private final long[][] seeds; // [layers − 1, batch]
  private final Cleaner.Cleanable memory;
  private @Nullable LstmPlan trained; // the last forward's, if it was a training one
  private boolean frozen; // whether the parameters are to stay as they are
  private long version; // of the parameters
  private boolean closed;

  /**
   * How a batch is cut.
   *
   * @param rows windows in a part, but for the last part, which may have less
   * @param shards how many parts there are at a time
   */
  private record Cut(int rows, int shards) {}

  /** Knows what is to be freed, but not whose it was: else that would never be garbage. */
  private record Free(
      ShardThreads threads, Plans<LstmPlan> trainingPlans, Plans<LstmForward> otherPlans)
      implements Runnable {
    @Override
    public void run() {
      threads.close();
      trainingPlans.close();
      otherPlans.close();
    }
  }

  /** Plans by batch size; the one not used for longest goes first. */
  private static final class Plans<P extends LstmForward> extends LinkedHashMap<Cut, P> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Plans(int most) {
      super(8, 0.75f, true);
      this.most = most;
    }

    /** Makes room before a plan is made: together they might not fit. */
    void makeRoom() {
      Iterator<P> plans = values().iterator();
      while (size() >= most) {
        plans.next().close();
        plans.remove();
      }
    }

    void close() {
      values().forEach(LstmForward::close);
      clear();
    }
  }

  /**
   * @param threads how many threads may run, at least 1
   * @throws IllegalArgumentException for bf16 on a processor without it
   */
  OneDnnLstm(Size size, Precision precision, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", must be >= 1");
    }
    precision.check();
    this.size = size;
    this.precision = precision;
    // Where OpenMP can't be held to one thread, oneDNN's own threads do it all.
    boolean own = OpenMpThreads.controllable();
    this.threads = new ShardThreads(own ? threads : 1, own);
    seeds = new long[size.layers() - 1][0];
    drops = !new DropoutMasks(size.dropout()).off();
    memory = CLEANER.register(this, new Free(this.threads, trainingPlans, otherPlans));
  }

  /** {@return how many numbers the flat vectors have} */
  long parameters() {
    return LstmWeights.parameters(size.layers(), size.features(), size.width());
  }

  /** {@return what computes, in words} */
  String engine() {
    return "oneDNN LSTM in "
        + precision
        + (OpenMpThreads.controllable() ? ", up to " + threads.size() + " threads" : "");
  }

  /**
   * Says that the parameters, at the address of the next forward, won't change until the next
   * {@link #train}.
   */
  void freeze() {
    version++;
    frozen = true;
  }

  /**
   * Forward without dropout.
   *
   * @param parameters flat // [parameters]
   * @param x windows, read only // [batch, time, feature]
   * @param batch how many windows, at least 1
   * @param states receives the top layer's states // [steps, batch, width]
   */
  void infer(FloatPointer parameters, FloatPointer x, int batch, float[] states) {
    check(batch, states);
    trained = null;
    LstmForward plan =
        isWave(batch)
            ? plan(waveCut(batch), otherPlans, this::wave)
            : plan(inferenceCut(batch), otherPlans, cut -> cutPlan(cut, false));
    forward(plan, parameters, x, batch, states);
  }

  /**
   * Forward with dropout, to be followed by {@link #backward}.
   *
   * @param random gives the masks: split once for each gap between layers if there is dropout
   */
  void train(
      FloatPointer parameters, FloatPointer x, int batch, SplittableRandom random, float[] states) {
    check(batch, states);
    trained = null;
    frozen = false;
    LstmPlan plan = plan(trainingCut(batch), trainingPlans, cut -> cutPlan(cut, true));
    for (int gap = 0; gap < seeds.length && drops; gap++) {
      if (seeds[gap].length < batch) {
        seeds[gap] = new long[batch];
      }
      DropoutMasks.windowSeeds(random.split(), seeds[gap], batch);
    }
    forward(plan, parameters, x, batch, states);
    trained = plan;
  }

  private void forward(
      LstmForward plan, FloatPointer parameters, FloatPointer x, int batch, float[] states) {
    if (!frozen) {
      version++;
    }
    try {
      plan.forward(address(parameters), version, address(x), batch, seeds, states);
    } finally {
      // Addresses don't keep memory from being freed, and plans don't keep this.
      Reference.reachabilityFence(parameters);
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Backward of the last {@link #train}, once.
   *
   * @param dStates ∂L/∂states // [steps, batch, width]
   * @param gradient receives ∂L/∂parameters // [parameters]
   * @param dX receives ∂L/∂x; null where nobody wants it // [batch, time, feature]
   */
  void backward(float[] dStates, FloatPointer gradient, float @Nullable [] dX) {
    LstmPlan plan = trained;
    if (plan == null) {
      throw new IllegalStateException("backward without a training forward before it");
    }
    trained = null;
    try {
      plan.backward(dStates, address(gradient), dX == null ? NOTHING : dX);
    } finally {
      Reference.reachabilityFence(gradient);
      Reference.reachabilityFence(this);
    }
  }

  /** Parts as equal as can be, one for each shard. */
  private Cut trainingCut(int batch) {
    int rows = rows(batch);
    return new Cut(rows, (batch + rows - 1) / rows);
  }

  private int rows(int batch) {
    int parts = Math.max(1, Math.min(threads.size(), batch / MIN_ROWS));
    return (batch + parts - 1) / parts;
  }

  /** The same, but in more parts if they would be large, and for few different numbers of rows. */
  private Cut inferenceCut(int batch) {
    int rows = rows(batch);
    int rounds = (rows + MAX_ROWS - 1) / MAX_ROWS;
    int fewer = (rows + rounds - 1) / rounds;
    int step = fewer <= 8 ? 1 : fewer <= 32 ? 4 : 8;
    return new Cut((fewer + step - 1) / step * step, threads.size());
  }

  /** Whether a batch is too small to share out: see {@link LstmWave}. */
  private boolean isWave(int batch) {
    return batch < 2 * MIN_ROWS
        && size.layers() > 1
        && size.width() >= MIN_WAVE_WIDTH
        && threads.size() > 1;
  }

  /** Few different numbers of rows. Its number of shards is no other cut's. */
  private static Cut waveCut(int batch) {
    return new Cut(batch <= 1 ? 1 : Integer.highestOneBit(batch - 1) * 2, WAVE);
  }

  private LstmForward wave(Cut cut) {
    return new LstmWave(
        size, precision, threads, cut.rows, Math.min(threads.size(), size.layers()));
  }

  private LstmPlan cutPlan(Cut cut, boolean training) {
    return new LstmPlan(size, precision, threads, cut.rows, cut.shards, training);
  }

  private <P extends LstmForward> P plan(Cut cut, Plans<P> plans, Function<Cut, P> maker) {
    P plan = plans.get(cut);
    if (plan == null) {
      plans.makeRoom();
      // As one of the shards: a primitive remembers for how many of OpenMP's threads it was made,
      // and asks for as many wherever it runs.
      plan = threads.call(() -> maker.apply(cut));
      plans.put(cut, plan);
    }
    return plan;
  }

  private void check(int batch, float[] states) {
    if (closed) {
      throw new IllegalStateException("the LSTM is closed");
    }
    long length = (long) size.steps() * batch * size.width();
    if (batch < 1 || states.length < length) {
      throw new IllegalArgumentException(
          "%d windows, room for %d states: %d needed".formatted(batch, states.length, length));
    }
  }

  /** Of the number it stands at: JavaCPP's own address is that of the first. */
  private static long address(FloatPointer pointer) {
    return pointer.address() + pointer.position() * Float.BYTES;
  }

  /** Frees all memory. It can't be used afterwards. */
  @Override
  public void close() {
    closed = true;
    trained = null;
    memory.clean();
  }
}
