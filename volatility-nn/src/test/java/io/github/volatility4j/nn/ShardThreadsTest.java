package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ShardThreadsTest {
  @Test
  void runsEveryShardOnceOnAThreadOfItsOwn() {
    try (ShardThreads threads = new ShardThreads(4, false)) {
      assertThat(threads.size()).isEqualTo(4);
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      Thread[] ran = new Thread[4];
      for (int i = 0; i < 2000; i++) {
        int count = 1 + i % 4;
        threads.run(
            count,
            shard -> {
              assertThat(shard).isLessThan(count);
              runs.incrementAndGet(shard);
              Thread before = ran[shard];
              assertThat(before == null || before == Thread.currentThread()).isTrue();
              ran[shard] = Thread.currentThread();
            });
      }
      assertThat(runs.toString()).isEqualTo("[2000, 1500, 1000, 500]");
      assertThat(ran[0]).isSameAs(Thread.currentThread());
      assertThat(Arrays.stream(ran).distinct()).hasSize(4);
    }
  }

  @Test
  void whatAShardThrowsTheCallerGetsAndTheRestGoesOn() {
    try (ShardThreads threads = new ShardThreads(3, false)) {
      for (int failing = 0; failing < 3; failing++) {
        int shardToFail = failing;
        AtomicIntegerArray done = new AtomicIntegerArray(3);
        assertThatThrownBy(
                () ->
                    threads.run(
                        3,
                        shard -> {
                          if (shard == shardToFail) {
                            throw new ArithmeticException("no");
                          }
                          done.incrementAndGet(shard);
                        }))
            .hasStackTraceContaining("ArithmeticException: no");
        for (int shard = 0; shard < 3; shard++) {
          assertThat(done.get(shard)).isEqualTo(shard == failing ? 0 : 1);
        }
      }
      threads.run(3, shard -> {});
    }
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Thread[] ran = new Thread[3];
    try (ShardThreads threads = new ShardThreads(3, false)) {
      threads.run(3, shard -> ran[shard] = Thread.currentThread());
      assertThat(ran[1].isDaemon()).isTrue();
    }
    ran[1].join(10_000);
    ran[2].join(10_000);
    assertThat(ran[1].isAlive()).isFalse();
    assertThat(ran[2].isAlive()).isFalse();
  }

  @Test
  void idleThreadsEndAndAreStartedAgain() throws InterruptedException {
    Thread[] ran = new Thread[2];
    try (ShardThreads threads = new ShardThreads(2, false)) {
      threads.run(2, shard -> ran[shard] = Thread.currentThread());
      Thread first = ran[1];
      first.join(10_000);
      assertThat(first.isAlive()).isFalse();
      threads.run(2, shard -> ran[shard] = Thread.currentThread());
      assertThat(ran[1]).isNotSameAs(first);
    }
  }

  @Test
  void eachThreadHasOneOfOpenMpAndTheCallerGetsItsOwnNumberBack() {
    Nd4jBackend.prepare();
    assumeTrue(OpenMpThreads.controllable(), "OpenMP can't be held");
    int before = OpenMpThreads.get();
    OpenMpThreads.set(3);
    int[] inside = new int[2];
    try (ShardThreads threads = new ShardThreads(2, true)) {
      threads.run(2, shard -> inside[shard] = OpenMpThreads.get());
      assertThat(inside).containsExactly(1, 1);
      assertThat(OpenMpThreads.get()).isEqualTo(3);
      assertThatThrownBy(
              () ->
                  threads.run(
                      2,
                      shard -> {
                        throw new ArithmeticException();
                      }))
          .isInstanceOf(RuntimeException.class);
      assertThat(OpenMpThreads.get()).isEqualTo(3);
    } finally {
      OpenMpThreads.set(before);
    }
  }
}
