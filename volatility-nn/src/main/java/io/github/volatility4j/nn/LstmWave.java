package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import io.github.volatility4j.nn.DnnlArena.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A few windows on their way through all layers, outside training, on several threads. There are
 * too few windows to share them out, and a day's product waits for that of the day before; but a
 * layer needs no more than the days so far of the layer below. So the days are cut into stretches,
 * and while one thread takes a layer through some days, another takes the layer above through the
 * days before:
 *
 * <pre>{@code
 * layer 2            2·0 2·1 ..
 * layer 1        1·0 1·1 1·2 ..
 * layer 0    0·0 0·1 0·2 0·3 ..     stretches, along the diagonals in order
 * }</pre>
 *
 * <p>Threads take the next stretch in that order, and wait for what it needs. Each number is
 * computed by the same calls whoever makes them: the bits don't depend on threads or timing. When a
 * thread gets no core, the others do the work without it, but for the stretch that it is at.
 */
final class LstmWave implements LstmForward {
  /** Enough to keep two threads busy, few enough for calls and waits to cost little. */
  private static final int MOST_STRETCHES = 15;

  private static final int LEAST_DAYS = 6;

  /** A wait is short if the other thread has a core; if not, it shall have this one. */
  private static final int SPINS = 4096;

  private static final int NONE = -1;

  private final DnnlArena arena = new DnnlArena();
  private final OneDnnLstm.Size size;
  private final int rows;
  private final int days; // of a stretch
  private final int stretches;
  private final int type;
  private final ShardThreads threads;
  private final List<dnnl_stream> streams = new ArrayList<>(); // of the threads
  private final LstmWeights weights;
  private final Pointer staging; // [rows, time, feature] f32
  private final DnnlArena.Address address = new DnnlArena.Address();
  private final FloatBuffer states; // [steps, rows, width]
  private final List<Part> work = new ArrayList<>(); // in an order in which it can be done
  private final AtomicIntegerArray done; // 1 for a part that is
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean failed;
  private long packed = -1; // version of the parameters that the weights were packed from
  private final ShardThreads.Work packing = this::pack;
  private final ShardThreads.Work working = this::work;

  /**
   * Some days of one layer, or a copy in or out.
   *
   * @param below place in the order of what has to be done before, or NONE
   * @param before the same
   */
  private record Part(DnnlCall call, int below, int before) {}

  /** h and c between two stretches of a layer. */
  private record State(Tensor h, Tensor c) {}

  /**
   * @param rows windows at a time, a batch may have less
   * @param count how many threads
   */
  LstmWave(OneDnnLstm.Size size, Precision precision, ShardThreads threads, int rows, int count) {
    this.size = size;
    this.rows = rows;
    this.threads = threads;
    type = precision == Precision.BF16 ? dnnl_bf16 : dnnl_f32;
    days = Math.max(LEAST_DAYS, (size.time() + MOST_STRETCHES - 1) / MOST_STRETCHES);
    stretches = (size.time() + days - 1) / days;
    try {
      for (int i = 0; i < count; i++) {
        streams.add(arena.stream());
      }
      List<LstmPrimitives> layers = new ArrayList<>();
      for (int i = 0; i < size.layers(); i++) {
        int in = i == 0 ? size.features() : size.width();
        layers.add(
            new LstmPrimitives(
                arena,
                new LstmPrimitives.Sizes(type, days, rows, in, size.width()),
                LstmPrimitives.Purpose.STRETCH));
      }
      weights = new LstmWeights(arena, layers, size.features(), size.width(), false);
      staging = arena.bytes((long) rows * size.time() * size.features() * Float.BYTES);
      List<Tensor> sequences = new ArrayList<>(); // input, then each layer's output
      sequences.add(sequence(size.features()));
      for (int i = 0; i < size.layers(); i++) {
        sequences.add(sequence(size.width()));
      }
      work.add(new Part(arena.reorder(staged(), firstDays(sequences.get(0))), NONE, NONE));
      prepare(layers, sequences);
      Tensor copy = arena.tensor(arena.dense(dnnl_f32, dnnl_abc, size.steps(), rows, size.width()));
      int last = work.size() - 1;
      work.add(new Part(arena.reorder(lastDays(sequences.get(size.layers())), copy), last, NONE));
      done = new AtomicIntegerArray(work.size());
      long length = (long) size.steps() * rows * size.width();
      states = new FloatPointer(copy.data()).capacity(length).asBuffer();
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  /** All stretches' days, which may be more than a window has: what comes last goes nowhere. */
  private Tensor sequence(int channels) {
    return arena.tensor(arena.dense(type, dnnl_abc, (long) days * stretches, rows, channels));
  }

  /** The staged windows, seen as {@code [time, rows, feature]}. */
  private Tensor staged() {
    long time = size.time();
    long features = size.features();
    return arena.tensor(
        arena.strided(
            dnnl_f32, new long[] {time, rows, features}, new long[] {features, time * features, 1}),
        staging);
  }

  private Tensor firstDays(Tensor input) {
    long[] sizes = {size.time(), rows, size.features()};
    return arena.part(input, sizes, new long[] {0, 0, 0});
  }

  private Tensor lastDays(Tensor output) {
    long[] sizes = {size.steps(), rows, size.width()};
    return arena.part(output, sizes, new long[] {size.time() - size.steps(), 0, 0});
  }

  private void prepare(List<LstmPrimitives> layers, List<Tensor> sequences) {
    int count = layers.size();
    int[][] places = new int[count][stretches];
    List<State> current = new ArrayList<>();
    List<Tensor> scratch = new ArrayList<>(); // a layer's stretches follow one another
    for (LstmPrimitives layer : layers) {
      current.add(state(layer));
      scratch.add(arena.tensor(layer.scratch));
    }
    for (int diagonal = 0; diagonal < count + stretches - 1; diagonal++) {
      for (int i = 0; i < count; i++) {
        int k = diagonal - i; // which stretch of layer i
        if (k < 0 || k >= stretches) {
          continue;
        }
        LstmPrimitives layer = layers.get(i);
        LstmWeights.Packed packedWeights = weights.forward().get(i);
        State before = current.get(i);
        State after = state(layer);
        current.set(i, after);
        DnnlCall.Arguments arguments =
            new DnnlCall.Arguments()
                .with(DNNL_ARG_SRC_LAYER, stretch(sequences.get(i), layer.input, k))
                .with(DNNL_ARG_SRC_ITER, before.h)
                .with(DNNL_ARG_SRC_ITER_C, before.c)
                .with(DNNL_ARG_WEIGHTS_LAYER, packedWeights.input())
                .with(DNNL_ARG_WEIGHTS_ITER, packedWeights.recurrent())
                .with(DNNL_ARG_BIAS, packedWeights.bias())
                .with(DNNL_ARG_DST_LAYER, stretch(sequences.get(i + 1), layer.output, k))
                .with(DNNL_ARG_DST_ITER, after.h)
                .with(DNNL_ARG_DST_ITER_C, after.c)
                .with(DNNL_ARG_SCRATCHPAD, scratch.get(i));
        places[i][k] = work.size();
        work.add(
            new Part(
                arena.call("LSTM forward", layer.forward, arguments),
                i == 0 ? 0 : places[i - 1][k],
                k == 0 ? NONE : places[i][k - 1]));
      }
    }
  }

  private State state(LstmPrimitives layer) {
    return new State(arena.tensor(layer.state), arena.tensor(layer.cell));
  }

  /** A stretch of a sequence is one piece of its memory. */
  private Tensor stretch(Tensor sequence, dnnl_memory_desc desc, int k) {
    long bytes = dnnl_memory_desc_get_size(desc);
    return arena.tensor(desc, new DnnlArena.Address().at(sequence.data().address() + k * bytes));
  }

  @Override
  public void forward(
      long parameters, long version, long x, int batch, long[][] seeds, float[] out) {
    weights.parametersAt(parameters);
    if (version != packed) {
      threads.run(streams.size(), packing);
      packed = version;
    }
    long window = (long) size.time() * size.features() * Float.BYTES;
    Pointer.memcpy(staging, address.at(x), batch * window);
    if (batch < rows) {
      Pointer.memset(address.at(staging.address() + batch * window), 0, (rows - batch) * window);
    }
    for (int i = 0; i < done.length(); i++) {
      done.setPlain(i, 0);
    }
    next.set(0);
    failed = false;
    threads.run(streams.size(), working);
    int width = size.width();
    for (int step = 0; step < size.steps(); step++) {
      states.get(step * rows * width, out, step * batch * width, batch * width);
    }
  }

  private void pack(int thread) {
    weights.pack(streams.get(thread), thread, streams.size());
  }

  private void work(int thread) {
    int i;
    while ((i = next.getAndIncrement()) < work.size()) {
      Part part = work.get(i);
      if (!await(part.below) || !await(part.before)) {
        return;
      }
      try {
        part.call.run(streams.get(thread));
      } catch (Throwable e) {
        failed = true;
        throw e;
      }
      done.set(i, 1);
    }
  }

  /** {@return whether a part has been done; if not, another thread has failed} */
  @SuppressWarnings("ThreadPriorityCheck") // parts take microseconds, less than a wake-up does
  private boolean await(int part) {
    for (int spins = 0; part != NONE && done.get(part) == 0; spins++) {
      if (failed) {
        return false;
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    return true;
  }

  @Override
  public void close() {
    arena.close();
  }
}
