package io.github.volatility4j.nn;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the shards of a batch side by side, each on a thread of its own, the first on the caller's.
 *
 * <p>Why not the threads of oneDNN: they meet after each of the hundreds of small products of a
 * step and wait for each other by spinning. Where anything else runs on the machine, one of them is
 * soon without a core, and each meeting lasts a time slice: a step takes ten times as long. Shards
 * meet four times a step. So each of these threads holds OpenMP to one thread; the caller's setting
 * is put back when the work is done.
 *
 * <p>A thread is started when there is work for it. When it has none, it spins for some
 * microseconds, as the next work of a step often comes at once, then sleeps, and ends after a
 * second: a network that nobody closes keeps no thread.
 *
 * <p>One caller at a time. Running allocates nothing, but for threads that had ended.
 */
final class ShardThreads implements AutoCloseable {
  private static final long SPIN_NANOS = 20_000;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Work on one shard. */
  @FunctionalInterface
  interface Work {
    /**
     * Does one shard's part.
     *
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

  /**
   * @param threads most shards at a time, at least 1
   * @param holdOpenMp whether each is to have one thread of OpenMP
   */
  ShardThreads(int threads, boolean holdOpenMp) {
    this.holdOpenMp = holdOpenMp;
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
    }
  }

  /** {@return most shards at a time} */
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
      caller = null;
    }
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("a shard of the batch failed", failed);
    }
  }

  /** {@return what a supplier gives on the caller's thread while that is held as a shard's} */
  <T> T call(Supplier<T> supplier) {
    int ownThreads = holdOpenMp ? OpenMpThreads.get() : 0;
    try {
      if (holdOpenMp) {
        OpenMpThreads.set(1);
      }
      return supplier.get();
    } finally {
      if (holdOpenMp) {
        OpenMpThreads.set(ownThreads);
      }
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

  /** Ends the threads; a later {@link #run} would start them again. */
  @Override
  public void close() {
    for (Worker worker : workers) {
      worker.end();
    }
  }

  /** What a thread of its own does, whenever there is one. */
  private final class Worker implements Runnable {
    private static final int NONE = 0; // no thread
    private static final int IDLE = 1; // a thread that waits
    private static final int WORK = 2; // a thread that works or is about to

    private final int shard;
    private final AtomicInteger state = new AtomicInteger(NONE);
    private volatile @Nullable Thread thread;

    Worker(int shard) {
      this.shard = shard;
    }

    void begin() {
      if (state.compareAndSet(IDLE, WORK)) {
        LockSupport.unpark(thread);
      } else {
        Thread started = new Thread(this, "volatility4j-shard-" + shard);
        started.setDaemon(true);
        thread = started; // first: a thread about to end sees that the work isn't for it
        state.set(WORK);
        started.start();
      }
    }

    void end() {
      if (state.compareAndSet(IDLE, NONE)) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      if (holdOpenMp) {
        OpenMpThreads.set(1);
      }
      do {
        try {
          Work current = work;
          if (current != null) {
            current.run(shard);
          }
        } catch (Throwable e) { // of any kind: the caller throws it
          failure = e;
        }
        Thread waiting = caller;
        state.set(IDLE); // before the caller goes on and may have more
        if (unfinished.decrementAndGet() == 0) {
          LockSupport.unpark(waiting);
        }
      } while (awaitWork());
    }

    /** {@return whether there is work; if not, this thread is to end} */
    private boolean awaitWork() {
      long spinEnd = System.nanoTime() + SPIN_NANOS;
      long idleEnd = System.nanoTime() + IDLE_NANOS;
      while (true) {
        int now = state.get();
        if (now != IDLE) {
          return now == WORK && Thread.currentThread().equals(thread);
        }
        long time = System.nanoTime();
        if (time - spinEnd < 0) {
          Thread.onSpinWait();
        } else if (time - idleEnd < 0) {
          LockSupport.parkNanos(this, idleEnd - time);
        } else if (state.compareAndSet(IDLE, NONE)) {
          return false;
        }
      }
    }
  }
}
