package io.github.volatility4j.nn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the shards of a batch side by side, each on a thread of its own, the first on the caller's.
 *
 * <p>Why not the threads of oneDNN: they meet after each of the hundreds of small products of a
 * step and wait for each other by spinning. Where anything else runs on the machine, one of them is
 * soon without a core, and each meeting lasts a time slice: a step takes ten times as long. Shards
 * meet twice a step. So each of these threads holds OpenMP to one thread; the caller's setting is
 * put back when the work is done.
 *
 * <p>A thread that has nothing to do spins for some microseconds, as the next work of a step often
 * comes at once, and then sleeps. All are daemons, and end with {@link #close()}.
 *
 * <p>One caller at a time. Running allocates nothing.
 */
final class ShardThreads implements AutoCloseable {
  private static final long SPIN_NANOS = 20_000;

  /** Work on one shard. */
  @FunctionalInterface
  interface Work {
    /**
     * @param shard from 0
     */
    void run(int shard);
  }

  private final Worker[] workers; // of shards 1, 2, ..
  private final boolean holdOpenMp;
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile @Nullable Work work;
  private volatile @Nullable Thread caller;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /**
   * @param threads at least 1
   * @param holdOpenMp whether each is to have one thread of OpenMP
   */
  ShardThreads(int threads, boolean holdOpenMp) {
    this.holdOpenMp = holdOpenMp;
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].start();
    }
  }

  /** {@return number of threads, the caller's included} */
  int size() {
    return workers.length + 1;
  }

  /**
   * Runs work on shards 0 to count − 1 and returns when all are done. What one throws, this throws.
   *
   * @param count at most {@link #size()}
   */
  void run(int count, Work newWork) {
    int ownThreads = holdOpenMp ? OpenMpThreads.get() : 0;
    work = newWork;
    caller = Thread.currentThread();
    failure = null;
    unfinished.set(count - 1);
    for (int i = 0; i < count - 1; i++) {
      workers[i].begin();
    }
    try {
      if (holdOpenMp) {
        OpenMpThreads.set(1);
      }
      newWork.run(0);
    } finally {
      // Also when the own part failed: the others still use the memory.
      awaitOthers();
      if (holdOpenMp) {
        OpenMpThreads.set(ownThreads);
      }
      work = null;
    }
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("a shard of the batch failed", failed);
    }
  }

  private void awaitOthers() {
    long end = System.nanoTime() + SPIN_NANOS;
    while (unfinished.get() > 0) {
      if (System.nanoTime() < end) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
    boolean interrupted = false;
    for (Worker worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Worker extends Thread {
    private final int shard;
    private volatile boolean begun;

    Worker(int shard) {
      super("volatility4j-shard-" + shard);
      this.shard = shard;
      setDaemon(true);
    }

    void begin() {
      begun = true;
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      if (holdOpenMp) {
        OpenMpThreads.set(1);
      }
      while (awaitWork()) {
        begun = false;
        try {
          Work current = work;
          if (current != null) {
            current.run(shard);
          }
        } catch (Throwable e) { // of any kind: the caller throws it
          failure = e;
        } finally {
          Thread waiting = caller;
          if (unfinished.decrementAndGet() == 0) {
            LockSupport.unpark(waiting);
          }
        }
      }
    }

    private boolean awaitWork() {
      long end = System.nanoTime() + SPIN_NANOS;
      while (!begun && !closed) {
        if (System.nanoTime() < end) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      return !closed;
    }
  }
}
