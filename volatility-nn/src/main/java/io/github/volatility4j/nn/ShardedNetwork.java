package io.github.volatility4j.nn;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Two copies of a network that each take half of a batch, one on the caller's thread and one on a
 * thread of its own. ND4J runs an operation on one thread (see {@link Nd4jBackend}); this is where
 * the second core is used.
 *
 * <p>There are always two halves and always in the same order, whatever the machine and whichever
 * thread is ready first, so results don't depend on either. A batch below {@value #MIN_BATCH}
 * windows isn't split: the price of its operations hardly depends on their size.
 *
 * <p>Only for networks whose windows don't see each other: no batch norm.
 */
final class ShardedNetwork implements Network {
  /** Smaller batches are left whole. */
  static final int MIN_BATCH = 64;

  private final Network first; // its vectors are the network's
  private final Network second;
  private final ThreadPoolExecutor thread;
  private boolean split; // whether the last forward was

  /**
   * @param copies makes a copy, each time the same
   */
  ShardedNetwork(Supplier<Network> copies) {
    first = copies.get();
    second = copies.get();
    thread =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ShardedNetwork::newThread);
    // A fitted network lives on in its result and may never be closed; its thread shouldn't.
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "volatility4j-shard");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public INDArray parameters() {
    return first.parameters();
  }

  @Override
  public INDArray gradient() {
    return first.gradient();
  }

  @Override
  public List<ParameterRange> ranges() {
    return first.ranges();
  }

  @Override
  public INDArray forward(INDArray x, boolean training, long stepSeed) {
    split = x.rank() == 3 && x.size(0) >= MIN_BATCH;
    if (!split) {
      return first.forward(x, training, stepSeed);
    }
    second.parameters().assign(first.parameters());
    INDArray half = firstHalf(x);
    INDArray otherHalf = secondHalf(x);
    long secondSeed = SparseDropout.partSeed(stepSeed, half.size(0));
    List<INDArray> outputs =
        both(
            () -> first.forward(half, training, stepSeed),
            () -> second.forward(otherHalf, training, secondSeed));
    try (INDArray output = outputs.get(0);
        INDArray otherOutput = outputs.get(1)) {
      return Nd4j.concat(0, output, otherOutput);
    }
  }

  @Override
  public void backward(INDArray dOutput) {
    if (!split) {
      first.backward(dOutput);
      return;
    }
    INDArray half = firstHalf(dOutput);
    INDArray otherHalf = secondHalf(dOutput);
    both(() -> backward(first, half), () -> backward(second, otherHalf));
    first.gradient().addi(second.gradient());
  }

  private static INDArray backward(Network network, INDArray dOutput) {
    network.backward(dOutput);
    return network.gradient();
  }

  /** {@return what each half gives; fails, if one does, after both have come to their end} */
  private <T> List<T> both(Supplier<T> own, Supplier<T> other) {
    CompletableFuture<T> there = CompletableFuture.supplyAsync(other, thread);
    CompletableFuture<T> here = CompletableFuture.supplyAsync(own, Runnable::run);
    try {
      CompletableFuture.allOf(here, there).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    return List.of(here.join(), there.join());
  }

  private static INDArray firstHalf(INDArray batch) {
    return Slices.windows(batch, 0, (batch.size(0) + 1) / 2);
  }

  private static INDArray secondHalf(INDArray batch) {
    return Slices.windows(Slices.sliceable(batch), (batch.size(0) + 1) / 2, batch.size(0));
  }

  @Override
  public DataType dataType() {
    return first.dataType();
  }

  @Override
  public String engine() {
    return first.engine() + ", batches in two halves";
  }

  @Override
  public void close() {
    thread.shutdown();
    first.close();
    second.close();
  }
}
