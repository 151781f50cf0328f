package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads OpenMP gives to what the calling Java thread runs. OpenMP keeps this number for
 * each thread, so one thread's choice is no other's.
 *
 * <p>oneDNN has no function for it; ND4J has, and both run on the same OpenMP library of the
 * process when everything is as it is meant to be. Whether it is, {@link #controllable()} finds out
 * by trying.
 */
final class OpenMpThreads {
  /** Asked once. */
  private static final class Answer {
    static final boolean CONTROLLABLE = Nd4jBackend.isCpu() && OneDnn.available() && ask();

    private static boolean ask() {
      int before = get();
      try {
        set(1);
        long one = scratchpad();
        set(2);
        return scratchpad() > one;
      } finally {
        set(before);
      }
    }
  }

  private OpenMpThreads() {}

  /** {@return whether {@link #set} acts on oneDNN} */
  static boolean controllable() {
    return Answer.CONTROLLABLE;
  }

  /** {@return number of threads for what this thread runs} */
  static int get() {
    return operations().ompGetMaxThreads();
  }

  /** Sets the number of threads for what this thread runs. */
  static void set(int threads) {
    operations().setOmpNumThreads(threads);
  }

  private static NativeOps operations() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }

  /** Scratch memory that some small primitive wants: more for more threads. */
  private static long scratchpad() {
    try (DnnlArena arena = new DnnlArena()) {
      dnnl_memory_desc layer = arena.dense(dnnl_f32, dnnl_abc, 2, 8, 16);
      dnnl_memory_desc weights = arena.dense(dnnl_f32, dnnl_format_tag_any, 1, 1, 16, 4, 16);
      dnnl_memory_desc bias = arena.dense(dnnl_f32, dnnl_abcd, 1, 1, 4, 16);
      dnnl_primitive_desc desc = arena.primitiveDesc();
      OneDnn.check(
          dnnl_lstm_forward_primitive_desc_create(
              desc,
              OneDnn.engine(),
              dnnl_forward_inference,
              dnnl_unidirectional_left2right,
              layer,
              null,
              null,
              weights,
              weights,
              null,
              null,
              bias,
              layer,
              null,
              null,
              dnnl_rnn_flags_undef,
              arena.userScratchpad()),
          "LSTM");
      return dnnl_memory_desc_get_size(
          dnnl_primitive_desc_query_md(desc, dnnl_query_scratchpad_md, 0));
    }
  }
}
