package io.github.volatility4j.nn;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * A graphics processor under ND4J's CUDA backend, as far as one must know whether ND4J runs on it.
 * The kernels of ND4J 1.0.0-M2.1 are machine code for compute capabilities 3.7 to 8.6, without the
 * intermediate code that a driver could translate for later ones; 8.9 runs those of 8.6. On any
 * other, the first operation would fail with words that help nobody.
 *
 * @param name of the card
 * @param major first digit of its compute capability
 * @param minor second digit
 */
record CudaDevice(String name, int major, int minor) {
  private static final int OLDEST = 37;
  private static final int NEWEST_MAJOR = 8;

  /** {@return the one that the calling thread uses} */
  static CudaDevice current() {
    int device = Nd4j.getAffinityManager().getDeviceForCurrentThread();
    NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
    return new CudaDevice(
        operations.getDeviceName(device),
        operations.getDeviceMajor(device),
        operations.getDeviceMinor(device));
  }

  /**
   * Refuses a device that ND4J has no code for.
   *
   * @throws IllegalStateException saying what to do
   */
  void check() {
    if (major > NEWEST_MAJOR || 10 * major + minor < OLDEST) {
      throw new IllegalStateException(
          "%s has CUDA compute capability %d.%d, and ND4J's CUDA backend runs on 3.7 to 8.9 only;"
                  .formatted(name, major, minor)
              + " use such a card, or the processor: nd4j-native in place of nd4j-cuda-11.6");
    }
  }
}
