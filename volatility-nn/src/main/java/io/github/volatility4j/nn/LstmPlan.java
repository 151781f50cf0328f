package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is prepared for batches of about the same size: primitives, packed weights, shards. Made
 * once for it and kept, so that a step makes nothing.
 *
 * <p>A batch is cut into parts of equal rows, one after the other; the last may be shorter. When
 * training, each part has a shard of its own, which keeps its activations for the backward. When
 * not, a few shards take the parts by turns.
 */
final class LstmPlan implements LstmForward {
  private final DnnlArena arena = new DnnlArena();
  private final int rows;
  private final boolean training;
  private final long windowBytes;
  private final ShardThreads threads;
  private final LstmWeights weights;
  private final List<LstmShard> shards = new ArrayList<>();

  // What the threads work on.
  private LstmShard.Part[] parts = {};
  private long packed = -1; // version of the parameters that the weights were packed from
  private long windows;
  private long[][] seeds = {};
  private float[] states = {};
  private float[] dStates = {};
  private float[] dX = {};

  // Made once: a method reference made anew is an allocation.
  private final ShardThreads.Work packing = this::pack;
  private final ShardThreads.Work forward = this::forwardParts;
  private final ShardThreads.Work backward = this::backwardPart;
  private final ShardThreads.Work gathering = this::gather;

  /**
   * @param rows of each part, the last one of a batch may have less
   * @param shards at most as many as there are threads; when training, one for each part
   * @param training whether a backward pass will follow
   */
  LstmPlan(
      OneDnnLstm.Size size,
      Precision precision,
      ShardThreads threads,
      int rows,
      int shards,
      boolean training) {
    this.rows = rows;
    this.training = training;
    this.threads = threads;
    windowBytes = (long) size.time() * size.features() * Float.BYTES;
    try {
      int type = precision == Precision.BF16 ? dnnl_bf16 : dnnl_f32;
      List<LstmPrimitives> layers = new ArrayList<>();
      for (int i = 0; i < size.layers(); i++) {
        int in = i == 0 ? size.features() : size.width();
        layers.add(
            new LstmPrimitives(
                arena,
                new LstmPrimitives.Sizes(type, size.time(), rows, in, size.width()),
                training ? LstmPrimitives.Purpose.TRAINING : LstmPrimitives.Purpose.INFERENCE));
      }
      weights = new LstmWeights(arena, layers, size.features(), size.width(), training);
      for (int i = 0; i < shards; i++) {
        this.shards.add(new LstmShard(arena, size, layers, weights, rows, training));
      }
      if (training) {
        weights.prepareGathering(gradients(size.layers()));
      }
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  private List<List<LstmWeights.Gradient>> gradients(int layers) {
    List<List<LstmWeights.Gradient>> ofLayers = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      List<LstmWeights.Gradient> ofShards = new ArrayList<>();
      for (LstmShard shard : shards) {
        ofShards.add(shard.gradients().get(i));
      }
      ofLayers.add(ofShards);
    }
    return ofLayers;
  }

  /**
   * {@inheritDoc}
   *
   * @param batch when training, as many as give each shard one part
   */
  @Override
  public void forward(
      long parameters, long version, long x, int batch, long[][] newSeeds, float[] out) {
    cut(batch);
    weights.parametersAt(parameters);
    windows = x;
    seeds = newSeeds;
    states = out;
    int working = Math.min(parts.length, shards.size());
    if (version != packed) {
      threads.run(shards.size(), packing);
      packed = version;
    }
    threads.run(working, forward);
  }

  private void cut(int batch) {
    if (parts.length > 0 && parts[0].batch() == batch) {
      return;
    }
    parts = new LstmShard.Part[(batch + rows - 1) / rows];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new LstmShard.Part(batch, i * rows, Math.min(rows, batch - i * rows));
    }
    if (training && parts.length != shards.size()) {
      throw new IllegalStateException(parts.length + " parts for " + shards.size() + " shards");
    }
  }

  private void pack(int thread) {
    weights.pack(shards.get(thread).stream(), thread, shards.size());
  }

  private void forwardParts(int thread) {
    for (int i = thread; i < parts.length; i += shards.size()) {
      LstmShard.Part part = parts[i];
      shards.get(thread).forward(windows + part.first() * windowBytes, seeds, part, states);
    }
  }

  /**
   * Backward of the last forward.
   *
   * @param dOut ∂L/∂states // [steps, batch, width]
   * @param gradient address of the flat vector that receives the gradient
   * @param dIn receives ∂L/∂x; of length 0 where nobody wants it // [batch, time, feature]
   */
  void backward(float[] dOut, long gradient, float[] dIn) {
    weights.gradientAt(gradient);
    dStates = dOut;
    dX = dIn;
    threads.run(shards.size(), backward);
    threads.run(shards.size(), gathering);
  }

  private void backwardPart(int thread) {
    shards.get(thread).backward(dStates, parts[thread]);
    if (dX.length > 0) {
      shards.get(thread).inputError(parts[thread], dX);
    }
  }

  private void gather(int thread) {
    weights.gather(shards.get(thread).stream(), thread, shards.size());
  }

  @Override
  public void close() {
    arena.close();
  }
}
