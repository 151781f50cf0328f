package io.github.volatility4j.nn;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The {@link TsMixerNetwork} on oneDNN, in single precision: same tensors, same start values, same
 * dropout masks, and up to rounding the same numbers.
 *
 * <p>A batch is cut into tiles of {@value #TILE} windows, see {@link TsMixerTile}: enough for the
 * products to run at the processor's speed, few enough for a layer's numbers to stay in the cache
 * between its steps. Tiles are spread over {@value #SHARDS} shards, which threads take in turn;
 * each shard sums up its own gradient, and these sums are added in the order of shards. So results
 * depend neither on the number of threads nor on which is ready first.
 *
 * <p>A product in front of a dropout is scaled by 1/(1−p) in its weights, a copy made once a step:
 * {@code relu(k·W·x + k·c) = k·relu(W·x + c)}.
 */
final class OneDnnTsMixerNetwork implements Network {
  private static final int TILE = 8;
  private static final int SHARDS = 8;

  /** Up to here a batch is inferred window by window, beyond in tiles, some windows empty. */
  private static final int FEW = 4;

  private static final Cleaner CLEANER = Cleaner.create();

  private final TsMixerNetwork portable; // has the tensors
  private final TsMixerOptions options;
  private final NetworkShape shape;
  private final SparseDropout masks;
  private final ShardThreads threads;
  private final Memory memory;
  private final Cleaner.Cleanable cleanable;
  private final int length; // of the flat vectors
  private final float[] flat; // [n]
  private final float[] part; // [n]
  private final boolean[] scaled; // whether a number stands in front of a dropout // [n]
  private float[] dOutput = {}; // [batch, outputs]
  private int trained; // windows of the last forward, if it was a training one; else 0
  private boolean closed;

  /**
   * What is outside the Java heap. It knows nothing of the network, or that would never be garbage.
   */
  private record Memory(
      ShardThreads threads,
      DnnlArena arena,
      FloatPointer values,
      FloatPointer[] gradients,
      List<TsMixerTile> training,
      List<TsMixerTile> inference,
      List<TsMixerTile> single)
      implements Runnable {
    @Override
    public void run() {
      threads.close();
      training.forEach(TsMixerTile::close);
      inference.forEach(TsMixerTile::close);
      single.forEach(TsMixerTile::close);
      arena.close();
    }
  }

  /**
   * @param mostThreads at least 1
   */
  OneDnnTsMixerNetwork(TsMixerOptions options, NetworkShape shape, long seed, int mostThreads) {
    this.options = options;
    this.shape = shape;
    portable = new TsMixerNetwork(options, shape, DataType.FLOAT, seed);
    masks = new SparseDropout(options.dropout());
    boolean own = OpenMpThreads.controllable();
    threads = new ShardThreads(own ? Math.min(mostThreads, SHARDS) : 1, own);
    length = Math.toIntExact(portable.parameters().length());
    flat = new float[length];
    part = new float[length];
    scaled = new boolean[length];
    for (ParameterRange range : portable.ranges()) {
      if (range.name().startsWith("block") && !range.name().contains("Norm")) {
        Arrays.fill(scaled, (int) range.offset(), (int) range.end(), true);
      }
    }
    DnnlArena arena = new DnnlArena();
    FloatPointer[] gradients = new FloatPointer[SHARDS];
    for (int i = 0; i < SHARDS; i++) {
      gradients[i] = new FloatPointer(arena.bytes((long) length * Float.BYTES));
    }
    memory =
        new Memory(
            threads,
            arena,
            new FloatPointer(arena.bytes((long) length * Float.BYTES)),
            gradients,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    cleanable = CLEANER.register(this, memory);
  }

  @Override
  public INDArray parameters() {
    return portable.parameters();
  }

  @Override
  public INDArray gradient() {
    return portable.gradient();
  }

  @Override
  public List<ParameterRange> ranges() {
    return portable.ranges();
  }

  @Override
  public INDArray forward(INDArray x, boolean training, long stepSeed) {
    shape.check(x, DataType.FLOAT);
    if (closed) {
      throw new IllegalStateException("the network is closed");
    }
    int batch = Math.toIntExact(x.size(0));
    trained = 0;
    float[] output = new float[batch * shape.outputs()];
    boolean whole = HostCopy.isInOnePiece(x);
    INDArray windows = whole ? x : x.dup('c');
    try {
      if (training) {
        train(HostCopy.pointer(windows), batch, stepSeed, output);
        trained = batch;
      } else {
        infer(HostCopy.pointer(windows), batch, output);
      }
    } finally {
      Reference.reachabilityFence(windows); // the pointer alone doesn't keep a view's memory
      Reference.reachabilityFence(this); // nor a tile the network's
      if (!whole) {
        windows.close();
      }
    }
    return HostCopy.array(output, batch, shape.outputs());
  }

  private void train(FloatPointer x, int batch, long stepSeed, float[] output) {
    int tiles = (batch + TILE - 1) / TILE;
    while (memory.training.size() < tiles) {
      FloatPointer gradient = memory.gradients[memory.training.size() % SHARDS];
      memory.training.add(
          threads.call(
              () ->
                  new TsMixerTile(
                      options,
                      shape,
                      TileTensors.of(ranges(), memory.values, gradient),
                      masks,
                      TILE)));
    }
    scaleWeights();
    eachShard(
        tiles,
        tile -> {
          int first = tile * TILE;
          int count = Math.min(TILE, batch - first);
          memory.training.get(tile).forward(x, first, count, seeds(stepSeed, first, count), output);
        });
  }

  private long[] seeds(long stepSeed, int first, int count) {
    if (masks.off()) {
      return new long[0];
    }
    long[] seeds = new long[count];
    for (int i = 0; i < count; i++) {
      seeds[i] = SparseDropout.windowSeed(stepSeed, first + i);
    }
    return seeds;
  }

  private void scaleWeights() {
    HostCopy.read(parameters(), flat);
    float kept = (float) masks.kept();
    for (int i = 0; i < length; i++) {
      flat[i] *= scaled[i] ? kept : 1;
    }
    memory.values.put(flat, 0, length);
  }

  /** Work on one tile. */
  @FunctionalInterface
  private interface TileWork {
    void run(int tile);
  }

  private void eachShard(int tiles, TileWork work) {
    int shards = Math.min(tiles, SHARDS);
    int workers = Math.min(shards, threads.size());
    threads.run(
        workers,
        worker -> {
          for (int shard = worker; shard < shards; shard += workers) {
            for (int tile = shard; tile < tiles; tile += SHARDS) {
              work.run(tile);
            }
          }
        });
  }

  private void infer(FloatPointer x, int batch, float[] output) {
    if (batch <= FEW) {
      TsMixerTile tile = inferenceTile(memory.single, 0, 1);
      threads.run(
          1,
          worker -> {
            for (int i = 0; i < batch; i++) {
              tile.forward(x, i, 1, new long[0], output);
            }
          });
      return;
    }
    int tiles = (batch + TILE - 1) / TILE;
    int workers = Math.min(tiles, threads.size());
    for (int i = 0; i < workers; i++) {
      inferenceTile(memory.inference, i, TILE);
    }
    threads.run(
        workers,
        worker -> {
          TsMixerTile own = memory.inference.get(worker);
          for (int tile = worker; tile < tiles; tile += workers) {
            int first = tile * TILE;
            own.forward(x, first, Math.min(TILE, batch - first), new long[0], output);
          }
        });
  }

  private TsMixerTile inferenceTile(List<TsMixerTile> tiles, int index, int windows) {
    if (tiles.size() <= index) {
      TileTensors tensors = TileTensors.of(ranges(), HostCopy.pointer(parameters()), null);
      tiles.add(threads.call(() -> new TsMixerTile(options, shape, tensors, masks, windows)));
    }
    return tiles.get(index);
  }

  @Override
  public void backward(INDArray dOutputs) {
    if (trained == 0) {
      throw new IllegalStateException("backward without a training forward before it");
    }
    int tiles = (trained + TILE - 1) / TILE;
    int shards = Math.min(tiles, SHARDS);
    trained = 0;
    if (dOutput.length < dOutputs.length()) {
      dOutput = new float[Math.toIntExact(dOutputs.length())];
    }
    HostCopy.read(dOutputs, dOutput);
    eachShard(
        tiles,
        tile -> {
          if (tile < SHARDS) {
            Pointer.memset(memory.gradients[tile], 0, (long) length * Float.BYTES);
          }
          memory.training.get(tile).backward(dOutput, tile * TILE);
        });
    memory.gradients[0].get(flat, 0, length);
    for (int shard = 1; shard < shards; shard++) {
      memory.gradients[shard].get(part, 0, length);
      for (int i = 0; i < length; i++) {
        flat[i] += part[i];
      }
    }
    float kept = (float) masks.kept();
    for (int i = 0; i < length; i++) {
      flat[i] *= scaled[i] ? kept : 1;
    }
    HostCopy.write(flat, gradient());
  }

  @Override
  public DataType dataType() {
    return DataType.FLOAT;
  }

  @Override
  public String engine() {
    return "TSMixer on oneDNN in f32"
        + (OpenMpThreads.controllable() ? ", up to " + threads.size() + " threads" : "");
  }

  @Override
  public void close() {
    closed = true;
    trained = 0;
    cleanable.clean();
    portable.close();
  }
}
