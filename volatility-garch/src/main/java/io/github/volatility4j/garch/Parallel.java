package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.Progress;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs independent tasks on a few threads. The caller's thread waits, reports progress and watches
 * for an interrupt. Tasks write to places of their own, so that results do not depend on the number
 * of threads.
 */
final class Parallel {
  private static final long REPORT_MILLIS = 300;

  private Parallel() {}

  /**
   * Runs all tasks and returns when they are done.
   *
   * @param tasks their number
   * @param threads at most so many at once
   * @param stage what progress is told
   * @param total units of work in all tasks
   * @param progress is called from this thread
   * @param task does a task and returns the units of work that were in it
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  static void run(
      int tasks, int threads, String stage, long total, Progress progress, IntUnaryOperator task) {
    AtomicInteger next = new AtomicInteger();
    AtomicLong done = new AtomicLong();
    AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    int workers = Math.min(threads, tasks);
    CountDownLatch running = new CountDownLatch(workers);
    Runnable worker =
        () -> {
          int i = next.getAndIncrement();
          try {
            while (i < tasks) {
              done.addAndGet(task.applyAsInt(i));
              i = next.getAndIncrement();
            }
          } catch (RuntimeException | Error e) {
            next.set(tasks);
            failure.accumulateAndGet(new Failure(i, e), Parallel::first);
          } finally {
            running.countDown();
          }
        };
    for (int i = 0; i < workers; i++) {
      Thread thread = new Thread(worker, "volatility4j-" + stage + "-" + (i + 1));
      thread.setDaemon(true);
      thread.start();
    }
    boolean interrupted = false;
    try {
      while (running.getCount() > 0) {
        try {
          if (!running.await(REPORT_MILLIS, TimeUnit.MILLISECONDS) && !interrupted) {
            progress.update(stage, done.get(), total);
          }
        } catch (InterruptedException e) {
          interrupted = true;
          next.set(tasks);
        }
      }
    } finally {
      next.set(tasks); // also where the listener throws
    }
    if (interrupted || Thread.interrupted()) {
      Thread.currentThread().interrupt();
      throw new CancellationException(stage + " interrupted after " + done + " of " + total);
    }
    Failure failed = failure.get();
    if (failed != null && failed.cause() instanceof Error e) {
      throw e;
    }
    if (failed != null && failed.cause() instanceof RuntimeException e) {
      throw e;
    }
    progress.update(stage, done.get(), total);
  }

  private record Failure(int task, Throwable cause) {}

  /** Tasks begin in order, so that the first of those that fail is always the same. */
  private static Failure first(@Nullable Failure a, @Nullable Failure b) {
    if (a == null || b == null) {
      return Objects.requireNonNull(a == null ? b : a);
    }
    return a.task() < b.task() ? a : b;
  }
}
