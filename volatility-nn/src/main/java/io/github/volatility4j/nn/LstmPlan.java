package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is prepared for one batch size: primitives, packed weights, shards. Made once for it and
 * kept, so that a step makes nothing.
 *
 * <p>A batch is cut into parts of equal rows, one after the other; the last may be shorter. When
 * training, each part has a shard of its own, which keeps its activations for the backward. When
 * not, a few shards take the parts by turns.
 */
final class LstmPlan implements AutoCloseable {
  private final DnnlArena arena = new DnnlArena();
  private final LstmWeights weights;
  private final List<LstmShard> shards = new ArrayList<>();
  private final LstmShard.Part[] parts;
  private final long windowBytes;
  private final ShardThreads threads;

  // What the threads work on.
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
   * @param batch windows
   * @param parts into how many parts the batch is cut
   * @param training whether a backward pass will follow
   */
  LstmPlan(
      OneDnnLstm.Size size,
      OneDnnLstm.Precision precision,
      ShardThreads threads,
      int batch,
      int parts,
      boolean training) {
    this.threads = threads;
    windowBytes = (long) size.time() * size.features() * Float.BYTES;
    int rows = (batch + parts - 1) / parts;
    this.parts = new LstmShard.Part[(batch + rows - 1) / rows];
    for (int i = 0; i < this.parts.length; i++) {
      this.parts[i] = new LstmShard.Part(batch, i * rows, Math.min(rows, batch - i * rows));
    }
    try {
      int type = precision == OneDnnLstm.Precision.BF16 ? dnnl_bf16 : dnnl_f32;
      List<LstmPrimitives> layers = new ArrayList<>();
      for (int i = 0; i < size.layers(); i++) {
        int in = i == 0 ? size.features() : size.width();
        layers.add(
            new LstmPrimitives(
                arena,
                new LstmPrimitives.Sizes(type, size.time(), rows, in, size.width()),
                training));
      }
      weights = new LstmWeights(arena, layers, size.features(), size.width(), training);
      int count = training ? this.parts.length : Math.min(this.parts.length, threads.size());
      for (int i = 0; i < count; i++) {
        shards.add(new LstmShard(arena, size, layers, weights, rows, training));
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
   * Forward.
   *
   * @param parameters address of the flat vector
   * @param x address of the batch // [batch, time, feature]
   * @param newSeeds of the masks, for each layer but the last, for each window
   * @param out receives the states // [steps, batch, width]
   */
  void forward(long parameters, long x, long[][] newSeeds, float[] out) {
    weights.parametersAt(parameters);
    windows = x;
    seeds = newSeeds;
    states = out;
    threads.run(shards.size(), packing);
    threads.run(shards.size(), forward);
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
