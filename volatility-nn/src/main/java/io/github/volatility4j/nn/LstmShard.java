package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_u8;

import io.github.volatility4j.nn.DnnlArena.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Some windows of a batch on their way through all layers and back, with the memory they need: copy
 * in, layer, mask, layer, .., copy out; and backwards the same. Weights and primitives are shared
 * with other shards, all else is its own.
 *
 * <p>A shard may have fewer windows than rows. What the rows left over compute goes nowhere: their
 * error is 0, and so is their share of the gradient.
 */
final class LstmShard {
  private final OneDnnLstm.Size size;
  private final int rows;
  private final dnnl_stream stream;
  private final DropoutMasks dropout;
  private final Pointer staging; // [rows, time, feature] f32
  private final Pointer scratch; // of whichever primitive runs
  private final DnnlArena.Address address = new DnnlArena.Address();
  private final Tensor zeroState; // before the first day // [1, 1, rows, width]
  private final Tensor zeroCell; // the same
  private final List<Mask> masks = new ArrayList<>(); // after each layer but the last
  private final List<DnnlCall> forward = new ArrayList<>();
  private final List<DnnlCall> backward = new ArrayList<>();
  private final List<Tensor> added = new ArrayList<>(); // what the backward only adds to
  private final List<LstmWeights.Gradient> gradients = new ArrayList<>(); // of each layer
  private final FloatBuffer states; // [steps, rows, width]
  private @Nullable FloatBuffer dStates; // [steps, rows, width]
  private @Nullable FloatBuffer dInput; // [time, rows, feature]

  /**
   * Dropout after one layer.
   *
   * @param tensor bytes, 0 or 1 // [time, rows, width]
   * @param bytes the same, for Java
   * @param row of one window // [time, width]
   */
  private record Mask(Tensor tensor, ByteBuffer bytes, byte[] row) {}

  /** One layer's tensors from forward to backward. */
  private record Activation(Tensor input, Tensor output, List<Tensor> workspace) {}

  LstmShard(
      DnnlArena arena,
      OneDnnLstm.Size size,
      List<LstmPrimitives> layers,
      LstmWeights weights,
      int rows,
      boolean training) {
    this.size = size;
    this.rows = rows;
    stream = arena.stream();
    dropout = new DropoutMasks(training ? size.dropout() : 0);
    staging = arena.bytes((long) rows * size.time() * size.features() * Float.BYTES);
    scratch = arena.bytes(scratchBytes(layers, training));
    zeroState = arena.tensor(layers.get(0).state);
    zeroCell = arena.tensor(layers.get(0).cell);
    List<Activation> activations = prepareForward(arena, layers, weights.forward(), training);
    Activation top = activations.get(activations.size() - 1);
    long[] last = {size.steps(), rows, size.width()};
    int early = size.time() - size.steps();
    Tensor copy = arena.tensor(arena.dense(dnnl_f32, dnnl_abc, last));
    forward.add(arena.reorder(arena.part(top.output, last, new long[] {early, 0, 0}), copy));
    long length = (long) size.steps() * rows * size.width();
    states = floats(copy, 0, length);
    if (training) {
      // The top layer's error is 0 on the days before the last ones, and stays so.
      Tensor error = arena.tensor(layers.get(layers.size() - 1).backward().dOutput);
      dStates = floats(error, (long) early * rows * size.width(), length);
      prepareBackward(arena, layers, weights.backward(), activations, error);
    }
  }

  private static long scratchBytes(List<LstmPrimitives> layers, boolean training) {
    long most = 0;
    for (LstmPrimitives layer : layers) {
      most = Math.max(most, dnnl_memory_desc_get_size(layer.scratch));
      if (training) {
        most = Math.max(most, dnnl_memory_desc_get_size(layer.backward().scratch));
      }
    }
    return most;
  }

  private static FloatBuffer floats(Tensor tensor, long start, long length) {
    return new FloatPointer(tensor.data())
        .capacity(start + length)
        .position(start)
        .asBuffer()
        .slice();
  }

  private List<Activation> prepareForward(
      DnnlArena arena,
      List<LstmPrimitives> layers,
      List<LstmWeights.Packed> weights,
      boolean training) {
    List<Activation> activations = new ArrayList<>();
    Tensor input = arena.tensor(layers.get(0).input);
    forward.add(arena.reorder(staged(arena), input));
    for (int i = 0; i < layers.size(); i++) {
      LstmPrimitives layer = layers.get(i);
      // Without a backward pass an output may go when the layer above has read it.
      Tensor output =
          training || i < 2 ? arena.tensor(layer.output) : activations.get(i - 2).output;
      Activation activation =
          new Activation(
              input,
              output,
              training ? List.of(arena.tensor(layer.backward().workspace)) : List.of());
      activations.add(activation);
      forward.add(
          arena.call(
              "LSTM forward",
              layer.forward,
              arguments(activation, weights.get(i))
                  .with(DNNL_ARG_SCRATCHPAD, arena.tensor(layer.scratch, scratch))));
      input = output;
      if (!dropout.off() && i < layers.size() - 1) {
        Mask mask = mask(arena);
        masks.add(mask);
        input = arena.tensor(layer.output);
        forward.add(arena.masked(output, mask.tensor, (float) dropout.kept(), input));
      }
    }
    return activations;
  }

  /** The staged windows, seen as {@code [time, rows, feature]}. */
  private Tensor staged(DnnlArena arena) {
    long time = size.time();
    long features = size.features();
    return arena.tensor(
        arena.strided(
            dnnl_f32, new long[] {time, rows, features}, new long[] {features, time * features, 1}),
        staging);
  }

  private Mask mask(DnnlArena arena) {
    Tensor tensor = arena.tensor(arena.dense(dnnl_u8, dnnl_abc, size.time(), rows, size.width()));
    long length = (long) size.time() * rows * size.width();
    ByteBuffer bytes = new BytePointer(tensor.data()).capacity(length).asBuffer();
    return new Mask(tensor, bytes, new byte[size.time() * size.width()]);
  }

  private DnnlCall.Arguments arguments(Activation activation, LstmWeights.Packed weights) {
    DnnlCall.Arguments arguments =
        new DnnlCall.Arguments()
            .with(DNNL_ARG_SRC_LAYER, activation.input)
            .with(DNNL_ARG_SRC_ITER, zeroState)
            .with(DNNL_ARG_SRC_ITER_C, zeroCell)
            .with(DNNL_ARG_WEIGHTS_LAYER, weights.input())
            .with(DNNL_ARG_WEIGHTS_ITER, weights.recurrent())
            .with(DNNL_ARG_BIAS, weights.bias())
            .with(DNNL_ARG_DST_LAYER, activation.output);
    activation.workspace.forEach(workspace -> arguments.with(DNNL_ARG_WORKSPACE, workspace));
    return arguments;
  }

  private void prepareBackward(
      DnnlArena arena,
      List<LstmPrimitives> layers,
      List<LstmWeights.Packed> weights,
      List<Activation> activations,
      Tensor topError) {
    // A layer's error is the gradient by the input of the layer above: two buffers by turns.
    List<Tensor> errors = new ArrayList<>();
    for (int i = 0; i < Math.min(2, layers.size() - 1); i++) {
      errors.add(arena.tensor(layers.get(0).backward().dOutput));
    }
    Tensor unused = arena.tensor(layers.get(0).backward().dState);
    Tensor error = topError;
    for (int i = layers.size() - 1; i >= 0; i--) {
      LstmPrimitives.Backward layer = layers.get(i).backward();
      Tensor below = i == 0 ? arena.tensor(layer.dInput) : errors.get(i % errors.size());
      LstmWeights.Gradient gradient =
          new LstmWeights.Gradient(
              arena.tensor(layer.dInputWeights),
              arena.tensor(layer.dRecurrentWeights),
              arena.tensor(layer.dBias));
      gradients.add(0, gradient);
      backward.add(
          arena.call(
              "LSTM backward",
              layer.primitive,
              arguments(activations.get(i), weights.get(i))
                  .with(DNNL_ARG_DIFF_DST_LAYER, error)
                  .with(DNNL_ARG_DIFF_SRC_LAYER, below)
                  .with(DNNL_ARG_DIFF_SRC_ITER, unused)
                  .with(DNNL_ARG_DIFF_SRC_ITER_C, unused)
                  .with(DNNL_ARG_DIFF_WEIGHTS_LAYER, gradient.input())
                  .with(DNNL_ARG_DIFF_WEIGHTS_ITER, gradient.recurrent())
                  .with(DNNL_ARG_DIFF_BIAS, gradient.bias())
                  .with(DNNL_ARG_SCRATCHPAD, arena.tensor(layer.scratch, scratch))));
      if (!layer.overwritesGradient) {
        added.addAll(List.of(gradient.input(), gradient.recurrent(), gradient.bias()));
      }
      if (!dropout.off() && i > 0) {
        Mask mask = masks.get(i - 1);
        backward.add(arena.masked(below, mask.tensor, (float) dropout.kept(), below));
      }
      error = below;
    }
    dInput = floats(error, 0, (long) size.time() * rows * size.features());
  }

  /** {@return each layer's gradient after {@link #backward}} */
  List<LstmWeights.Gradient> gradients() {
    return gradients;
  }

  /** {@return where what this shard's thread runs goes} */
  dnnl_stream stream() {
    return stream;
  }

  /**
   * Forward through all layers.
   *
   * @param windows address of this shard's first window // [.., time, feature]
   * @param seeds of the masks, for each layer but the last, for each window of the batch
   * @param part which windows of the batch are this shard's
   * @param out receives the last days' outputs of the top layer // [steps, batch, width]
   */
  void forward(long windows, long[][] seeds, Part part, float[] out) {
    long window = (long) size.time() * size.features() * Float.BYTES;
    Pointer.memcpy(staging, address.at(windows), part.count * window);
    if (part.count < rows) {
      Pointer.memset(
          address.at(staging.address() + part.count * window), 0, (rows - part.count) * window);
    }
    for (int layer = 0; layer < masks.size(); layer++) {
      for (int i = 0; i < part.count; i++) {
        write(masks.get(layer), i, seeds[layer][part.first + i]);
      }
    }
    for (int i = 0; i < forward.size(); i++) {
      forward.get(i).run(stream);
    }
    int width = size.width();
    for (int step = 0; step < size.steps(); step++) {
      states.get(
          step * rows * width, out, (step * part.batch + part.first) * width, part.count * width);
    }
  }

  /** Writes one window's mask: {@code [time, width] -> [time, rows, width]}. */
  private void write(Mask mask, int window, long seed) {
    dropout.fill(seed, mask.row);
    int width = size.width();
    for (int t = 0; t < size.time(); t++) {
      mask.bytes.put((t * rows + window) * width, mask.row, t * width, width);
    }
  }

  /**
   * Backward through all layers, after a forward.
   *
   * @param dOut ∂L/∂out // [steps, batch, width]
   */
  void backward(float[] dOut, Part part) {
    FloatBuffer target = dStates;
    if (target == null) {
      throw new IllegalStateException("made without a backward pass");
    }
    int width = size.width();
    for (int step = 0; step < size.steps(); step++) {
      target.put(
          step * rows * width, dOut, (step * part.batch + part.first) * width, part.count * width);
      for (int i = part.count * width; i < rows * width; i++) {
        target.put(step * rows * width + i, 0);
      }
    }
    for (int i = 0; i < added.size(); i++) {
      Tensor tensor = added.get(i);
      Pointer.memset(tensor.data(), 0, dnnl_memory_desc_get_size(tensor.desc()));
    }
    for (int i = 0; i < backward.size(); i++) {
      backward.get(i).run(stream);
    }
  }

  /**
   * The error of the windows themselves, after a backward.
   *
   * @param out receives ∂L/∂x // [batch, time, feature]
   */
  void inputError(Part part, float[] out) {
    FloatBuffer source = dInput;
    if (source == null) {
      throw new IllegalStateException("made without a backward pass");
    }
    int features = size.features();
    for (int i = 0; i < part.count; i++) {
      for (int t = 0; t < size.time(); t++) {
        source.get(
            (t * rows + i) * features,
            out,
            ((part.first + i) * size.time() + t) * features,
            features);
      }
    }
  }

  /**
   * Which windows of a batch.
   *
   * @param batch windows in the batch
   * @param first the first of this part
   * @param count how many, at least 1
   */
  record Part(int batch, int first, int count) {}
}
