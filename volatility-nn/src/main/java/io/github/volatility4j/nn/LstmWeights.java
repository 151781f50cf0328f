package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import io.github.volatility4j.nn.DnnlArena.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * The way between a network's flat vectors and the layouts of oneDNN's LSTM.
 *
 * <p><b>Flat</b>, as {@link LstmStack} has it, layer after layer: recurrent weights {@code [cell
 * before, gate, cell]}, input weights {@code [input, gate, cell]}, biases {@code [gate, cell]},
 * with the gates forget, output, input, candidate. <b>oneDNN's</b> order of the gates is input,
 * forget, candidate, output, so each gate travels alone; blocking, transposing for the backward and
 * rounding to bf16 happen on the same way. A copy of a gate takes some microseconds, and threads
 * share the copies among them.
 */
final class LstmWeights {
  /** Position at oneDNN of the flat vector's gates. */
  private static final int[] GATES = {1, 3, 0, 2};

  /** In place of a number of inputs: a tensor without that dimension. */
  private static final int BIAS = 0;

  /** Weights of one layer as a primitive wants them. */
  record Packed(Tensor input, Tensor recurrent, Tensor bias) {}

  /** Gradient of one layer as its primitive leaves it. */
  record Gradient(Tensor input, Tensor recurrent, Tensor bias) {}

  /** A flat vector, wherever it is: tensors at some distance from its beginning. */
  private static final class Vector {
    private record Place(Tensor tensor, long offset) {}

    private final List<Place> places = new ArrayList<>();
    private final DnnlArena.Address address = new DnnlArena.Address();
    private long bound;

    /**
     * @param offset in numbers
     */
    Tensor tensor(DnnlArena arena, dnnl_memory_desc desc, long offset) {
      Tensor tensor = arena.tensor(desc, new DnnlArena.Address());
      places.add(new Place(tensor, offset * Float.BYTES));
      return tensor;
    }

    void bind(long start) {
      if (start != bound) {
        for (Place place : places) {
          place.tensor.moveTo(address.at(start + place.offset));
        }
        bound = start;
      }
    }
  }

  private final DnnlArena arena;
  private final int features;
  private final int width;
  private final List<Packed> forward = new ArrayList<>();
  private final List<Packed> backward = new ArrayList<>(); // when training
  private final Vector parameters = new Vector();
  private final Vector gradient = new Vector();
  private final List<DnnlCall> packing = new ArrayList<>();
  private final List<List<DnnlCall>> gathering = new ArrayList<>(); // one by one within a list

  LstmWeights(
      DnnlArena arena, List<LstmPrimitives> layers, int features, int width, boolean training) {
    this.arena = arena;
    this.features = features;
    this.width = width;
    long offset = 0;
    for (LstmPrimitives layer : layers) {
      Tensor bias = arena.tensor(layer.bias);
      List<Tensor> input = new ArrayList<>();
      List<Tensor> recurrent = new ArrayList<>();
      input.add(arena.tensor(layer.inputWeights));
      recurrent.add(arena.tensor(layer.recurrentWeights));
      if (training) {
        input.add(arena.tensor(layer.backward().inputWeights));
        recurrent.add(arena.tensor(layer.backward().recurrentWeights));
        backward.add(new Packed(input.get(1), recurrent.get(1), bias));
      }
      offset = pack(offset, width, recurrent);
      offset = pack(offset, forward.isEmpty() ? features : width, input);
      offset = pack(offset, BIAS, List.of(bias));
      forward.add(new Packed(input.get(0), recurrent.get(0), bias));
    }
  }

  /** {@return how many numbers the flat vector has} */
  static long parameters(int layers, int features, int width) {
    long first = 4L * width * (features + width + 1);
    long other = 4L * width * (2L * width + 1);
    return first + (layers - 1) * other;
  }

  /** Prepares the packing of one flat tensor; returns where the next one begins. */
  private long pack(long start, int in, List<Tensor> targets) {
    for (int gate = 0; gate < GATES.length; gate++) {
      Tensor source = parameters.tensor(arena, flatGate(in), start + (long) gate * width);
      for (Tensor target : targets) {
        packing.add(arena.reorder(source, gate(target, gate, in)));
      }
    }
    return start + length(in);
  }

  /**
   * Prepares the sum of the shards' gradients, which is always taken in their order.
   *
   * @param shards for each layer, for each shard
   */
  void prepareGathering(List<List<Gradient>> shards) {
    long offset = 0;
    for (int layer = 0; layer < shards.size(); layer++) {
      List<Gradient> gradients = shards.get(layer);
      int in = layer == 0 ? features : width;
      offset = gather(offset, width, gradients.stream().map(Gradient::recurrent).toList());
      offset = gather(offset, in, gradients.stream().map(Gradient::input).toList());
      offset = gather(offset, BIAS, gradients.stream().map(Gradient::bias).toList());
    }
  }

  private long gather(long start, int in, List<Tensor> shards) {
    for (int gate = 0; gate < GATES.length; gate++) {
      Tensor target = gradient.tensor(arena, flatGate(in), start + (long) gate * width);
      List<DnnlCall> calls = new ArrayList<>();
      for (Tensor shard : shards) {
        Tensor source = gate(shard, gate, in);
        calls.add(
            calls.isEmpty() ? arena.reorder(source, target) : arena.reorderAndAdd(source, target));
      }
      gathering.add(calls);
    }
    return start + length(in);
  }

  private long length(int in) {
    return 4L * width * (in == BIAS ? 1 : in);
  }

  /** One gate in a flat vector, seen as {@code [1, 1, input, 1, cell]}. */
  private dnnl_memory_desc flatGate(int in) {
    if (in == BIAS) {
      return arena.dense(dnnl_f32, dnnl_abcd, 1, 1, 1, width);
    }
    long row = 4L * width;
    return arena.strided(
        dnnl_f32, new long[] {1, 1, in, 1, width}, new long[] {in * row, in * row, row, width, 1});
  }

  /** One gate in a tensor of oneDNN's. */
  private Tensor gate(Tensor whole, int gate, int in) {
    if (in == BIAS) {
      return arena.part(whole, new long[] {1, 1, 1, width}, new long[] {0, 0, GATES[gate], 0});
    }
    return arena.part(whole, new long[] {1, 1, in, 1, width}, new long[] {0, 0, 0, GATES[gate], 0});
  }

  /** {@return each layer's weights for forward} */
  List<Packed> forward() {
    return forward;
  }

  /** {@return each layer's weights for backward; none without training} */
  List<Packed> backward() {
    return backward;
  }

  /** Says where the parameters lie; the next {@link #pack} reads them. */
  void parametersAt(long address) {
    parameters.bind(address);
  }

  /** Says where the next {@link #gather} writes the gradient. */
  void gradientAt(long address) {
    gradient.bind(address);
  }

  /** Packs a thread's share of the parameters. */
  void pack(dnnl_stream stream, int thread, int threads) {
    for (int i = thread; i < packing.size(); i += threads) {
      packing.get(i).run(stream);
    }
  }

  /** Writes a thread's share of the gradient, the sum of the shards' ones. */
  void gather(dnnl_stream stream, int thread, int threads) {
    for (int i = thread; i < gathering.size(); i += threads) {
      for (DnnlCall call : gathering.get(i)) {
        call.run(stream);
      }
    }
  }
}
