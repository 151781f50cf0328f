package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.volatility4j.forecast.Progress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every task runs once; what goes wrong in one reaches the caller. */
class ParallelTest {
  @Test
  void everyTaskRunsOnce() {
    int[] runs = new int[1000];

    Parallel.run(
        1000,
        4,
        "work",
        1000,
        Progress.NONE,
        i -> {
          runs[i]++;
          return 1;
        });

    assertThat(runs).containsOnly(1);
  }

  @Test
  void noTasksAreDoneAtOnce() {
    AtomicInteger calls = new AtomicInteger();

    Parallel.run(0, 4, "work", 0, (stage, done, total) -> calls.incrementAndGet(), i -> 1);

    assertThat(calls).hasValue(1);
  }

  @Test
  void theFirstTaskThatFailsSpeaksForAll() {
    for (int repeat = 0; repeat < 20; repeat++) {
      assertThatThrownBy(
              () ->
                  Parallel.run(
                      50,
                      4,
                      "work",
                      50,
                      Progress.NONE,
                      i -> {
                        if (i >= 7) {
                          throw new IllegalArgumentException("task " + i);
                        }
                        return 1;
                      }))
          .hasMessage("task 7");
    }
  }

  @Test
  void anErrorReachesTheCallerToo() {
    assertThatThrownBy(
            () ->
                Parallel.run(
                    2,
                    2,
                    "work",
                    2,
                    Progress.NONE,
                    i -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
  }
}
