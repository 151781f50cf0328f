package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TsMixerTile} is made of: float tensors, and calls of oneDNN bound to them. To be
 * used while OpenMP is held to one thread, both when calls are made and when they run.
 */
final class TileOps implements AutoCloseable {
  private final DnnlArena arena = new DnnlArena();
  private final dnnl_stream stream = arena.stream();

  /**
   * Floats somewhere in memory.
   *
   * @param data where they begin
   * @param sizes of the dimensions
   * @param strides of the dimensions, in floats
   */
  record View(Pointer data, long[] sizes, long[] strides) {
    /** {@return the same with its last two dimensions changed for one another} */
    View transposed() {
      int n = sizes.length;
      long[] size = sizes.clone();
      long[] stride = strides.clone();
      size[n - 1] = sizes[n - 2];
      size[n - 2] = sizes[n - 1];
      stride[n - 1] = strides[n - 2];
      stride[n - 2] = strides[n - 1];
      return new View(data, size, stride);
    }

    /** {@return the same memory, which is dense, in another shape of at most the same length} */
    View shaped(long... newSizes) {
      return new View(data, newSizes, dense(newSizes));
    }

    /** {@return a part that begins further on, dense} */
    View from(long floats, long... newSizes) {
      return new View(
          new DnnlArena.Address().at(data.address() + floats * Float.BYTES),
          newSizes,
          dense(newSizes));
    }

    long length() {
      long length = 1;
      for (long size : sizes) {
        length *= size;
      }
      return length;
    }

    /** {@return the memory of a dense view, for single numbers} */
    FloatBuffer buffer() {
      return new FloatPointer(data).capacity(length()).asBuffer();
    }

    private static long[] dense(long... sizes) {
      long[] strides = new long[sizes.length];
      long stride = 1;
      for (int i = sizes.length - 1; i >= 0; i--) {
        strides[i] = stride;
        stride *= sizes[i];
      }
      return strides;
    }
  }

  /** What happens to the numbers of a product before they are written, in this order. */
  static final class Then {
    private final List<Step> steps = new ArrayList<>();
    private @Nullable View bias;

    /**
     * @param added what is added, none for another kind of step
     * @param sum whether to add what was there
     */
    private record Step(@Nullable View added, boolean sum) {}

    static Then nothing() {
      return new Then();
    }

    /** Adds a row to every row, before anything else: quicker than {@link #add} of the same. */
    Then bias(View row) {
      bias = row;
      return this;
    }

    /** Adds what was there before. */
    Then sum() {
      steps.add(new Step(null, true));
      return this;
    }

    /** Adds a view, repeated along dimensions where its size is 1. */
    Then add(View view) {
      steps.add(new Step(view, false));
      return this;
    }

    /** Sets negative numbers to zero. */
    Then relu() {
      steps.add(new Step(null, false));
      return this;
    }
  }

  /** {@return memory of its own} */
  View floats(long... sizes) {
    View shape = new View(new DnnlArena.Address(), sizes, View.dense(sizes));
    return new View(arena.bytes(shape.length() * Float.BYTES), sizes, shape.strides);
  }

  /** {@return memory of its own, filled with 1} */
  View ones(long length) {
    View ones = floats(length);
    FloatBuffer buffer = ones.buffer();
    for (int i = 0; i < length; i++) {
      buffer.put(i, 1);
    }
    return ones;
  }

  /** {@return a dense view of memory that is there} */
  static View at(Pointer base, long floats, long... sizes) {
    return new View(
        new DnnlArena.Address().at(base.address() + floats * Float.BYTES),
        sizes,
        View.dense(sizes));
  }

  /** {@return a view as oneDNN sees it} */
  DnnlArena.Tensor tensor(View view) {
    return arena.tensor(arena.strided(dnnl_f32, view.sizes, view.strides), view.data);
  }

  DnnlArena arena() {
    return arena;
  }

  /** {@code c = then(a·b)}, for every leading index; a leading size of 1 is repeated. */
  DnnlCall product(View a, View b, View c, Then then) {
    DnnlArena.Tensor left = tensor(a);
    DnnlArena.Tensor right = tensor(b);
    DnnlArena.Tensor result = tensor(c);
    DnnlCall.Arguments arguments =
        new DnnlCall.Arguments()
            .with(DNNL_ARG_SRC, left)
            .with(DNNL_ARG_WEIGHTS, right)
            .with(DNNL_ARG_DST, result);
    DnnlArena.@Nullable Tensor bias = then.bias == null ? null : tensor(then.bias);
    if (bias != null) {
      arguments.with(DNNL_ARG_BIAS, bias);
    }
    dnnl_primitive_desc desc = arena.primitiveDesc();
    OneDnn.check(
        dnnl_matmul_primitive_desc_create(
            desc,
            OneDnn.engine(),
            left.desc(),
            right.desc(),
            bias == null ? null : bias.desc(),
            result.desc(),
            attributes(then, arguments)),
        "product");
    return arena.call("product", arena.primitive(desc, "product"), arguments);
  }

  private @Nullable dnnl_primitive_attr attributes(Then then, DnnlCall.Arguments arguments) {
    if (then.steps.isEmpty()) {
      return null;
    }
    dnnl_post_ops ops = new dnnl_post_ops();
    OneDnn.check(dnnl_post_ops_create(ops), "steps");
    try {
      for (int i = 0; i < then.steps.size(); i++) {
        Then.Step step = then.steps.get(i);
        if (step.added != null) {
          DnnlArena.Tensor added = tensor(step.added);
          OneDnn.check(dnnl_post_ops_append_binary(ops, dnnl_binary_add, added.desc()), "addition");
          arguments.with(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (i + 1) | DNNL_ARG_SRC_1, added);
        } else if (step.sum) {
          OneDnn.check(dnnl_post_ops_append_sum(ops, 1, 0, dnnl_data_type_undef), "sum");
        } else {
          OneDnn.check(dnnl_post_ops_append_eltwise(ops, dnnl_eltwise_relu, 0, 0), "relu");
        }
      }
      dnnl_primitive_attr attributes = arena.attributes();
      OneDnn.check(dnnl_primitive_attr_set_post_ops(attributes, ops), "attributes");
      return attributes;
    } finally {
      dnnl_post_ops_destroy(ops); // the attributes have a copy
    }
  }

  /** {@code c = a + b}; c may be a. All dense. */
  DnnlCall sum(View a, View b, View c) {
    DnnlArena.Tensor left = tensor(a.shaped(a.length()));
    DnnlArena.Tensor right = tensor(b.shaped(b.length()));
    DnnlArena.Tensor result = tensor(c.shaped(c.length()));
    dnnl_primitive_desc desc = arena.primitiveDesc();
    OneDnn.check(
        dnnl_binary_primitive_desc_create(
            desc, OneDnn.engine(), dnnl_binary_add, left.desc(), right.desc(), result.desc(), null),
        "sum");
    return arena.call(
        "sum",
        arena.primitive(desc, "sum"),
        new DnnlCall.Arguments()
            .with(DNNL_ARG_SRC_0, left)
            .with(DNNL_ARG_SRC_1, right)
            .with(DNNL_ARG_DST, result));
  }

  /** {@code out = d·1(y > 0)}, the backward of a ReLU with the result y; out may be d. */
  DnnlCall gate(View y, View d, View out) {
    DnnlArena.Tensor result = tensor(y.shaped(y.length()));
    DnnlArena.Tensor from = tensor(d.shaped(d.length()));
    DnnlArena.Tensor to = tensor(out.shaped(out.length()));
    dnnl_primitive_desc forward = arena.primitiveDesc();
    OneDnn.check(
        dnnl_eltwise_forward_primitive_desc_create(
            forward,
            OneDnn.engine(),
            dnnl_forward_training,
            dnnl_eltwise_relu_use_dst_for_bwd,
            result.desc(),
            result.desc(),
            0,
            0,
            null),
        "relu");
    dnnl_primitive_desc desc = arena.primitiveDesc();
    OneDnn.check(
        dnnl_eltwise_backward_primitive_desc_create(
            desc,
            OneDnn.engine(),
            dnnl_eltwise_relu_use_dst_for_bwd,
            to.desc(),
            from.desc(),
            result.desc(),
            0,
            0,
            forward,
            null),
        "gate");
    return arena.call(
        "gate",
        arena.primitive(desc, "gate"),
        new DnnlCall.Arguments()
            .with(DNNL_ARG_DST, result)
            .with(DNNL_ARG_DIFF_DST, from)
            .with(DNNL_ARG_DIFF_SRC, to));
  }

  /** Runs a call. */
  void run(DnnlCall call) {
    call.run(stream);
  }

  @Override
  public void close() {
    arena.close();
  }
}
