package io.github.volatility4j.nn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How this library wants ND4J to run. {@link #prepare()} comes before the first use of ND4J.
 *
 * <p><b>One thread.</b> ND4J's operations and the BLAS beneath them would each spread over all
 * cores. Their pools wait by spinning, against each other and against whatever else runs: on two
 * cores one step of a small network takes many times as long as with one thread. So both are held
 * to one thread, for the whole process, and parallelism is left to threads of Java that each own a
 * share of the batch. A host application that wants ND4J's threads for itself starts the JVM with
 * {@code -Dio.github.volatility4j.nd4jThreads=keep}; then nothing is changed here.
 *
 * <p><b>Kernels.</b> Where arrays lie in the processor's memory, networks read and write it
 * directly and run on oneDNN if it is there. {@code -Dio.github.volatility4j.kernels=portable}
 * takes both away: what is left is what a GPU runs, operations on arrays and copies to and from
 * them.
 *
 * <p><b>Quiet.</b> ND4J's banner and DL4J's crash dumps (files in the working directory) are off,
 * unless the JVM was started with a wish of its own ({@code org.nd4j.log.initialization}, {@code
 * org.deeplearning4j.crash.reporting.enabled}).
 */
final class Nd4jBackend {
  /** System property; {@code keep} leaves ND4J's threads as they are. */
  static final String THREADS_PROPERTY = "io.github.volatility4j.nd4jThreads";

  /** System property; {@code portable} leaves nothing but ND4J's operations. */
  static final String KERNELS_PROPERTY = "io.github.volatility4j.kernels";

  private static final String CRASH_DUMPS_PROPERTY = "org.deeplearning4j.crash.reporting.enabled";

  private static boolean prepared;

  private Nd4jBackend() {}

  /**
   * Sets ND4J up; does nothing the second time.
   *
   * @throws IllegalStateException if ND4J can't run here, saying what to do
   */
  static synchronized void prepare() {
    if (prepared) {
      return;
    }
    setUnlessSet(ND4JSystemProperties.LOG_INITIALIZATION, "false");
    setUnlessSet(CRASH_DUMPS_PROPERTY, "false");
    boolean cpu = load(Nd4jBackend::loadLibraries);
    if (!cpu) {
      CudaDevice.current().check();
    }
    if (ownsThreads() && cpu) {
      // Both are needed: the first is for ND4J's own loops, the second for OpenBLAS.
      Nd4j.getEnvironment().setMaxMasterThreads(1);
      Nd4j.factory().blas().setMaxThreads(1);
    }
    prepared = true;
  }

  /** {@return whether ND4J runs on the processor; then oneDNN is loaded as well, if it is there} */
  private static boolean loadLibraries() {
    boolean cpu = isCpu();
    if (cpu) {
      OneDnn.available();
    }
    return cpu;
  }

  /**
   * The first use of ND4J, which loads its native libraries. In a thread of its own, for loading
   * locks files: interrupted in that it fails, and then there is no ND4J for the life of the
   * process. So an interrupt of the caller waits.
   *
   * @throws IllegalStateException if they can't be loaded
   */
  static <T> T load(Supplier<T> firstUse) {
    try {
      return CompletableFuture.supplyAsync(firstUse, Nd4jBackend::startLoading).join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "ND4J's backend can't be loaded (%s); with nd4j-cuda-11.6, a driver and the libraries of CUDA 11 must be there, as in org.bytedeco:cuda:11.6-8.3-1.5.7 with the classifier linux-x86_64-redist or windows-x86_64-redist: a CUDA 12 or 13 doesn't do; on the processor, use nd4j-native"
              .formatted(reason(e)),
          e.getCause());
    }
  }

  private static void startLoading(Runnable loading) {
    Thread thread = new Thread(loading, "volatility4j-loading");
    thread.setDaemon(true);
    thread.start();
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  /** {@return whether arrays lie in the memory of this machine's processor} */
  static boolean isCpu() {
    return Nd4j.getEnvironment().isCPU();
  }

  /** {@return whether nothing but ND4J's operations is wanted} */
  static boolean portableOnly() {
    return "portable".equals(System.getProperty(KERNELS_PROPERTY));
  }

  /** {@return whether the memory of arrays may be read and written directly} */
  static boolean isHostMemory() {
    return isCpu() && !portableOnly();
  }

  /** {@return backend and threads, in words} */
  static String description() {
    if (!isCpu()) {
      return "nd4j-cuda";
    }
    return ownsThreads() ? "nd4j-native" : "nd4j-native with threads of its own";
  }

  private static boolean ownsThreads() {
    return !"keep".equals(System.getProperty(THREADS_PROPERTY));
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
