package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Windows;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * One batch after another: a thread fills the next while the last is worked on. Two batches take
 * turns, so that nothing is allocated on the way.
 */
final class Batches implements AutoCloseable {
  private final Batch[] turns = new Batch[2];
  private final ExecutorService producer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "volatility4j-batches");
            thread.setDaemon(true);
            return thread;
          });

  /** What is done with a batch. */
  @FunctionalInterface
  interface Step {
    void take(Batch batch);
  }

  Batches(Supplier<Batch> empty) {
    turns[0] = empty.get();
    turns[1] = empty.get();
  }

  /**
   * Goes through windows in an order, some at a time.
   *
   * @param windows where they come from
   * @param order of the windows
   * @param size windows in a batch; the last may have fewer
   * @param step called for each batch, from this thread
   * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
   */
  void forEach(Windows windows, int[] order, int size, Step step) {
    Future<Batch> next = fill(0, windows, order, 0, size);
    for (int from = 0, turn = 1; from < order.length; from += size, turn = 1 - turn) {
      Batch batch = get(next);
      if (from + size < order.length) {
        next = fill(turn, windows, order, from + size, size);
      }
      step.take(batch);
    }
  }

  private Future<Batch> fill(int turn, Windows windows, int[] order, int from, int size) {
    Batch batch = turns[turn];
    return producer.submit(
        () -> {
          batch.fill(windows, order, from, Math.min(order.length, from + size));
          return batch;
        });
  }

  private static Batch get(Future<Batch> next) {
    try {
      return next.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("training was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch could not be filled", e.getCause());
    }
  }

  @Override
  public void close() {
    producer.shutdownNow();
  }
}
