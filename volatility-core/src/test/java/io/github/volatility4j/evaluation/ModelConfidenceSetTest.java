package io.github.volatility4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.evaluation.ModelConfidenceSet.Statistic;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden numbers from arch, on the same bootstrap samples and on its own; properties. */
class ModelConfidenceSetTest {
  private static final double[][] LOSSES =
      IntStream.range(0, 4).mapToObj(Golden::loss).toArray(double[][]::new);

  /** The generator of golden.py. */
  private static int[][] samples(int draws, int n) {
    long state = 12345;
    int[][] out = new int[draws][n];
    for (int[] sample : out) {
      for (int t = 0; t < n; t++) {
        state = next(state);
        if (t == 0 || (state >> 16) % 15 == 0) {
          state = next(state);
          sample[t] = (int) ((state >> 8) % n);
        } else {
          sample[t] = (sample[t - 1] + 1) % n;
        }
      }
    }
    return out;
  }

  private static long next(long state) {
    return (state * 1103515245 + 12345) % (1L << 31);
  }

  @ParameterizedTest
  @CsvSource({"RANGE,R", "MAX,max"})
  void fromTheSameSamplesItIsAsInArch(Statistic statistic, String name) {
    double[] p =
        ModelConfidenceSet.create()
            .statistic(statistic)
            .pValues(LOSSES, samples(500, LOSSES[0].length));

    Golden.assertSame("mcs." + name, p);
  }

  /** Two times 10 000 draws: the standard error of the difference is at most 0.007. */
  @ParameterizedTest
  @CsvSource({"RANGE,R", "MAX,max"})
  void fromItsOwnSamplesItIsAsInArchWithinMonteCarloError(Statistic statistic, String name) {
    double[] p = ModelConfidenceSet.create().statistic(statistic).blockLength(15).pValues(LOSSES);

    assertThat(p).containsExactly(Golden.numbers("mcs." + name + ".stationary"), within(0.03));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    ModelConfidenceSet set = ModelConfidenceSet.create().draws(200);

    assertThat(set.seed(7).pValues(LOSSES)).isEqualTo(set.seed(7).pValues(LOSSES));
    assertThat(set.seed(7).pValues(LOSSES)).isNotEqualTo(set.seed(8).pValues(LOSSES));
  }

  @ParameterizedTest
  @CsvSource({"RANGE", "MAX"})
  void theOrderOfTheModelsDoesNotMatter(Statistic statistic) {
    ModelConfidenceSet set = ModelConfidenceSet.create().statistic(statistic).draws(300);
    double[][] reversed = {LOSSES[3], LOSSES[2], LOSSES[1], LOSSES[0]};

    double[] p = set.pValues(LOSSES);
    double[] q = set.pValues(reversed);

    assertThat(new double[] {q[3], q[2], q[1], q[0]}).containsExactly(p, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"RANGE", "MAX"})
  void modelsThatLoseEquallyAllStay(Statistic statistic) {
    ModelConfidenceSet set = ModelConfidenceSet.create().statistic(statistic).draws(100);

    assertThat(set.pValues(new double[][] {LOSSES[0], LOSSES[0]})).containsExactly(1, 1);
    assertThat(set.pValues(new double[][] {LOSSES[0]})).containsExactly(1);
  }

  @Test
  void aModelThatAlwaysLosesMoreIsOut() {
    double[] worse = Arrays.stream(LOSSES[0]).map(loss -> loss + 1).toArray();
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(worse, t -> worse[t] + random.nextGaussian());

    for (Statistic statistic : Statistic.values()) {
      double[] p =
          ModelConfidenceSet.create()
              .statistic(statistic)
              .pValues(new double[][] {LOSSES[0], worse});
      assertThat(p).containsExactly(1, 0);
    }
  }

  /** Property of the bootstrap: a day follows the one before, or a new block begins. */
  @Test
  void blocksHaveTheirMeanLength() {
    SplittableRandom random = new SplittableRandom(3);
    int[] sample = new int[400];
    long steps = 0;
    long jumps = 0;
    for (int draw = 0; draw < 200; draw++) {
      ModelConfidenceSet.stationary(20, random, sample);
      for (int t = 1; t < sample.length; t++) {
        steps++;
        jumps += sample[t] == (sample[t - 1] + 1) % 400 ? 0 : 1;
      }
    }
    // a jump lands on the next day by chance once in 400
    double expected = steps / 20.0 * (1 - 1.0 / 400);
    assertThat((double) jumps).isCloseTo(expected, within(4 * Math.sqrt(expected)));
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    ModelConfidenceSet set = ModelConfidenceSet.create();
    assertThatThrownBy(() -> set.pValues(new double[0][]))
        .hasMessage("no model to compare; at least one is wanted");
    assertThatThrownBy(() -> set.pValues(new double[][] {{1, 2, 3}, {1, 2}}))
        .hasMessage("losses of 3 and 2 days; they must be equally many");
    assertThatThrownBy(() -> set.pValues(new double[][] {{1, Double.NaN}}))
        .hasMessage("loss NaN in row 1; it must be a finite number");
    assertThatThrownBy(() -> set.draws(10)).hasMessage("draws is 10; it must be at least 100");
    assertThatThrownBy(() -> set.blockLength(Double.NaN))
        .hasMessage("blockLength is NaN; it must be at least 1");
  }
}
