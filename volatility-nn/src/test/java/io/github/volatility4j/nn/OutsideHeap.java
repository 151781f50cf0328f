package io.github.volatility4j.nn;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** The process' memory less the Java heap: what native code holds. */
final class OutsideHeap {
  private static final Path STATUS = Path.of("/proc/self/status");

  private OutsideHeap() {}

  static long kibibytes() throws IOException {
    assumeTrue(Files.exists(STATUS), "no /proc here");
    // Arrays that nobody closed go with their Java objects; the heap shrinks to what is in use.
    for (int i = 0; i < 3; i++) {
      System.gc();
      LockSupport.parkNanos(200_000_000L);
    }
    long resident =
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow();
    return resident - Runtime.getRuntime().totalMemory() / 1024;
  }
}
