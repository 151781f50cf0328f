package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_SCALES;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scales_mask;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Makes oneDNN's objects and their memory, and frees them together, the last made first. oneDNN's C
 * interface is used rather than its C++ one: what it makes lives until it is destroyed, and no
 * garbage collector has a part in it.
 *
 * <p>Memory starts as zeros on a page boundary.
 */
final class DnnlArena implements AutoCloseable {
  private static final int MAX_DIMENSIONS = 12; // oneDNN's dnnl_dims_t
  private static final long PAGE = 4096;

  private final Deque<Runnable> frees = new ArrayDeque<>();

  /**
   * A tensor in memory.
   *
   * @param desc sizes, layout and number type
   * @param memory the same with its data, as a primitive takes it
   * @param data where it begins
   */
  record Tensor(dnnl_memory_desc desc, dnnl_memory memory, Pointer data) {
    /** Moves the tensor to other memory, without copying. */
    void moveTo(Pointer newData) {
      OneDnn.check(dnnl_memory_set_data_handle(memory, newData), "address");
    }
  }

  /** A pointer that can be moved, so that no new one is needed when an address changes. */
  static final class Address extends Pointer {
    Address() {
      super((Pointer) null);
    }

    /** {@return this, at another address} */
    Address at(long newAddress) {
      address = newAddress;
      return this;
    }
  }

  private <T> T owned(T thing, Runnable free) {
    frees.push(free);
    return thing;
  }

  /** Dense tensor; the tag names the order of its dimensions, {@code dnnl_abc} or "any". */
  dnnl_memory_desc dense(int type, int tag, long... sizes) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    OneDnn.check(
        dnnl_memory_desc_create_with_tag(desc, sizes.length, padded(sizes), type, tag), "tensor");
    return owned(desc, () -> dnnl_memory_desc_destroy(desc));
  }

  /** Tensor with a distance for each dimension, in elements. */
  dnnl_memory_desc strided(int type, long[] sizes, long[] strides) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    OneDnn.check(
        dnnl_memory_desc_create_with_strides(
            desc, sizes.length, padded(sizes), type, padded(strides)),
        "strided tensor");
    return owned(desc, () -> dnnl_memory_desc_destroy(desc));
  }

  private static long[] padded(long[] sizes) {
    return Arrays.copyOf(sizes, MAX_DIMENSIONS);
  }

  /** {@return zeroed memory} */
  Pointer bytes(long length) {
    Pointer block = Pointer.calloc(1, length + PAGE);
    if (block == null || block.isNull()) {
      throw new OutOfMemoryError("no " + length + " bytes outside the Java heap");
    }
    frees.push(() -> Pointer.free(block));
    return new Address().at((block.address() + PAGE - 1) / PAGE * PAGE);
  }

  /** {@return a tensor in memory of its own} */
  Tensor tensor(dnnl_memory_desc desc) {
    return tensor(desc, bytes(dnnl_memory_desc_get_size(desc)));
  }

  /** {@return a tensor in memory that is already there} */
  Tensor tensor(dnnl_memory_desc desc, Pointer data) {
    dnnl_memory memory = new dnnl_memory();
    OneDnn.check(dnnl_memory_create(memory, desc, OneDnn.engine(), data), "memory");
    frees.push(() -> dnnl_memory_destroy(memory));
    return new Tensor(desc, memory, data);
  }

  /** {@return a block of a tensor: the same memory, seen through a window} */
  Tensor part(Tensor whole, long[] sizes, long[] offsets) {
    dnnl_memory_desc desc = new dnnl_memory_desc();
    OneDnn.check(
        dnnl_memory_desc_create_submemory(desc, whole.desc, padded(sizes), padded(offsets)),
        "part of a tensor");
    frees.push(() -> dnnl_memory_desc_destroy(desc));
    return tensor(desc, whole.data);
  }

  dnnl_stream stream() {
    dnnl_stream stream = new dnnl_stream();
    OneDnn.check(dnnl_stream_create(stream, OneDnn.engine(), dnnl_stream_default_flags), "stream");
    return owned(stream, () -> dnnl_stream_destroy(stream));
  }

  /** Attributes of a primitive whose scratch memory the caller provides. */
  dnnl_primitive_attr userScratchpad() {
    dnnl_primitive_attr attributes = attributes();
    OneDnn.check(
        dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
        "attributes");
    return attributes;
  }

  /** Attributes of a primitive, to be filled in by the caller. */
  dnnl_primitive_attr attributes() {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    OneDnn.check(dnnl_primitive_attr_create(attributes), "attributes");
    return owned(attributes, () -> dnnl_primitive_attr_destroy(attributes));
  }

  /** {@return a description of a primitive, to be filled in by the caller} */
  dnnl_primitive_desc primitiveDesc() {
    dnnl_primitive_desc desc = new dnnl_primitive_desc();
    return owned(
        desc,
        () -> {
          if (!desc.isNull()) {
            dnnl_primitive_desc_destroy(desc);
          }
        });
  }

  dnnl_primitive primitive(dnnl_primitive_desc desc, String name) {
    dnnl_primitive primitive = new dnnl_primitive();
    OneDnn.check(dnnl_primitive_create(primitive, desc), name);
    return owned(primitive, () -> dnnl_primitive_destroy(primitive));
  }

  DnnlCall call(String name, dnnl_primitive primitive, DnnlCall.Arguments arguments) {
    dnnl_exec_arg_t array = new dnnl_exec_arg_t(arguments.count());
    arguments.writeTo(array);
    frees.push(array::deallocate);
    return new DnnlCall(name, primitive, array, arguments.count());
  }

  /** Copy between layouts and number types. */
  DnnlCall reorder(Tensor from, Tensor to) {
    return reorder(from, to, null);
  }

  /** {@code to += from}, between layouts. */
  DnnlCall reorderAndAdd(Tensor from, Tensor to) {
    dnnl_post_ops sum = new dnnl_post_ops();
    OneDnn.check(dnnl_post_ops_create(sum), "sum");
    frees.push(() -> dnnl_post_ops_destroy(sum));
    OneDnn.check(dnnl_post_ops_append_sum(sum, 1, 0, dnnl_data_type_undef), "sum");
    dnnl_primitive_attr attributes = attributes();
    OneDnn.check(dnnl_primitive_attr_set_post_ops(attributes, sum), "attributes");
    return reorder(from, to, attributes);
  }

  private DnnlCall reorder(Tensor from, Tensor to, @Nullable dnnl_primitive_attr attributes) {
    dnnl_primitive_desc desc = primitiveDesc();
    OneDnn.check(
        dnnl_reorder_primitive_desc_create(
            desc, from.desc, OneDnn.engine(), to.desc, OneDnn.engine(), attributes),
        "reorder");
    return call(
        "reorder",
        primitive(desc, "reorder"),
        new DnnlCall.Arguments().with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to));
  }

  /**
   * {@code to = from·scale·mask}, number by number.
   *
   * @param mask bytes, in the layout of the others
   * @param to may be from
   */
  DnnlCall masked(Tensor from, Tensor mask, float scale, Tensor to) {
    dnnl_primitive_attr attributes = attributes();
    OneDnn.check(dnnl_primitive_attr_set_scales_mask(attributes, DNNL_ARG_SRC_1, 0), "attributes");
    dnnl_primitive_desc desc = primitiveDesc();
    OneDnn.check(
        dnnl_binary_primitive_desc_create(
            desc, OneDnn.engine(), dnnl_binary_mul, from.desc, mask.desc, to.desc, attributes),
        "mask");
    Tensor factor = tensor(dense(dnnl_f32, dnnl_a, 1));
    new FloatPointer(factor.data).put(scale);
    return call(
        "mask",
        primitive(desc, "mask"),
        new DnnlCall.Arguments()
            .with(DNNL_ARG_SRC_0, from)
            .with(DNNL_ARG_SRC_1, mask)
            .with(DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC_1, factor)
            .with(DNNL_ARG_DST, to));
  }

  @Override
  public void close() {
    while (!frees.isEmpty()) {
      frees.pop().run();
    }
  }
}
