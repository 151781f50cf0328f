package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_invalid_arguments;
import static org.bytedeco.dnnl.global.dnnl.dnnl_out_of_memory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unimplemented;
import static org.bytedeco.dnnl.global.dnnl.dnnl_version;

import java.util.Locale;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_version_t;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Intel's oneDNN (uxlfoundation.org/oneDNN), as far as this library needs it: whether it is there,
 * its engine, what the processor can do. Its kernels are chosen and compiled for the processor at
 * run time.
 *
 * <p>Where its native library is missing, {@link #available()} is false and nothing else in here
 * may be called.
 */
final class OneDnn {
  private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);

  /** Loaded at the first question; holds the answer for good. */
  private static final class Answer {
    static final boolean AVAILABLE = ask();

    private static boolean ask() {
      if (Nd4jBackend.portableOnly()) {
        LOG.info("oneDNN isn't used, as {} says", Nd4jBackend.KERNELS_PROPERTY);
        return false;
      }
      try {
        LOG.debug("{}", Library.DESCRIPTION);
        return true;
      } catch (LinkageError e) { // no jar, no native library, or one that can't be loaded
        LOG.info("oneDNN isn't available, networks run on ND4J alone: {}", reason(e));
        return false;
      }
    }

    private static String reason(Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return cause.toString();
    }
  }

  /** Touching this class loads the native library. */
  private static final class Library {
    static final dnnl_engine ENGINE = new dnnl_engine(); // for the life of the process
    static final int ISA;
    static final String DESCRIPTION;

    static {
      check(dnnl_engine_create(ENGINE, dnnl_cpu, 0), "engine");
      ISA = dnnl_get_effective_cpu_isa();
      dnnl_version_t version = dnnl_version();
      DESCRIPTION =
          String.format(
              Locale.ROOT,
              "oneDNN %d.%d.%d, instruction set 0x%x",
              version.major(),
              version.minor(),
              version.patch(),
              ISA);
    }
  }

  private OneDnn() {}

  /** {@return whether oneDNN can be used; where it can't, the log says so once} */
  static boolean available() {
    return Answer.AVAILABLE;
  }

  /** {@return the processor as oneDNN sees it; never destroyed} */
  static dnnl_engine engine() {
    return Library.ENGINE;
  }

  /** {@return version and instruction set, in words} */
  static String description() {
    return Library.DESCRIPTION;
  }

  /**
   * {@return whether products of bf16 numbers run at more than the speed of f32 here: AVX-512 with
   * the BF16 extension, or AMX}
   */
  static boolean fastBf16() {
    return (Library.ISA & dnnl_cpu_isa_avx512_core_bf16) == dnnl_cpu_isa_avx512_core_bf16;
  }

  /**
   * Turns a status into an exception.
   *
   * @param status what a function of oneDNN returned
   * @param what what it was to do, for the message
   */
  static void check(int status, String what) {
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN: " + what + ": " + reason(status));
    }
  }

  private static String reason(int status) {
    if (status == dnnl_out_of_memory) {
      return "out of memory";
    }
    if (status == dnnl_invalid_arguments) {
      return "invalid arguments";
    }
    if (status == dnnl_unimplemented) {
      return "not implemented for this processor or these sizes";
    }
    return "status " + status;
  }
}
