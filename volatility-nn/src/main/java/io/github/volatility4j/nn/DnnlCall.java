package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * A primitive of oneDNN with its arguments, made once and run many times: running allocates
 * nothing. It owns neither; a {@link DnnlArena} does.
 */
final class DnnlCall {
  private final String name;
  private final dnnl_primitive primitive;
  private final dnnl_exec_arg_t arguments;
  private final int count;

  DnnlCall(String name, dnnl_primitive primitive, dnnl_exec_arg_t arguments, int count) {
    this.name = name;
    this.primitive = primitive;
    this.arguments = arguments;
    this.count = count;
  }

  /** Which memory stands for which argument, while a call is put together. */
  static final class Arguments {
    private static final int MOST = 24; // of any primitive in use here
    private final int[] kinds = new int[MOST];
    private final dnnl_memory[] memories = new dnnl_memory[MOST];
    private int count;

    /**
     * @param kind one of oneDNN's {@code DNNL_ARG_*}
     */
    Arguments with(int kind, DnnlArena.Tensor tensor) {
      kinds[count] = kind;
      memories[count] = tensor.memory();
      count++;
      return this;
    }

    int count() {
      return count;
    }

    void writeTo(dnnl_exec_arg_t native_) {
      for (int i = 0; i < count; i++) {
        native_.getPointer(i).arg(kinds[i]).memory(memories[i]);
      }
    }
  }

  /** Runs the primitive; on return its results are there. */
  void run(dnnl_stream stream) {
    // On a processor, unlike on a GPU, a stream has done its work when execute returns.
    OneDnn.check(dnnl_primitive_execute(primitive, stream, count, arguments), name);
  }
}
