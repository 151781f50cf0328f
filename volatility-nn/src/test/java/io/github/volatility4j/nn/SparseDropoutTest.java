package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares, gaps and independence of what is dropped; same seed, same positions. */
class SparseDropoutTest {
  private static final int LENGTH = 2_000_000;

  private static int[] list(SparseDropout dropout, long seed, int place, int from, int length) {
    int[] at = new int[length];
    return Arrays.copyOf(at, dropout.list(seed, place, from, length, at, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.05, 0.1, 0.3, 0.5, 0.9, 0.99})
  void dropsTheShareAndScalesSoThatTheMeanStays(double rate) {
    SparseDropout dropout = new SparseDropout(rate);
    int[] at = new int[LENGTH];
    int count = dropout.list(7, 0, 0, LENGTH, at, 0);
    double error = 4 * Math.sqrt(rate * (1 - rate) / LENGTH);
    // The table's 14 bits let the share be off by a part in some thousands.
    assertThat((double) count / LENGTH).isCloseTo(rate, within(error + 1e-3 * rate));
    double mean = (double) (LENGTH - count) / LENGTH * dropout.kept();
    assertThat(mean).isCloseTo(1, within(5 * Math.sqrt(rate / (1 - rate) / LENGTH)));
  }

  @Test
  void gapsAreGeometric() {
    double rate = 0.2;
    int[] at = list(new SparseDropout(rate), 3, 0, 0, LENGTH);
    int[] gaps = new int[30];
    for (int i = 1; i < at.length; i++) {
      gaps[Math.min(29, at[i] - at[i - 1] - 1)]++;
    }
    double chiSquare = 0;
    for (int gap = 0; gap < 29; gap++) {
      double expected = (at.length - 1) * rate * Math.pow(1 - rate, gap);
      chiSquare += (gaps[gap] - expected) * (gaps[gap] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(60); // 99.9 % point of 29 degrees of freedom is 58.3
  }

  @Test
  void positionsAscendWithinTheWindow() {
    int[] at = list(new SparseDropout(0.4), 11, 2, 500, 100);
    assertThat(at).isSorted().doesNotHaveDuplicates().isNotEmpty();
    assertThat(at[0]).isGreaterThanOrEqualTo(500);
    assertThat(at[at.length - 1]).isLessThan(600);
  }

  @Test
  void aWindowsMaskIsTheSameWhereverItBegins() {
    SparseDropout dropout = new SparseDropout(0.1);
    int[] first = list(dropout, 5, 1, 0, 300);
    int[] later = list(dropout, 5, 1, 900, 300);
    for (int i = 0; i < first.length; i++) {
      assertThat(later[i]).isEqualTo(first[i] + 900);
    }
    assertThat(later).hasSameSizeAs(first);
  }

  @Test
  void seedsAndPlacesGiveOtherMasks() {
    SparseDropout dropout = new SparseDropout(0.1);
    int[] mask = list(dropout, 5, 1, 0, 300);
    assertThat(list(dropout, 5, 1, 0, 300)).isEqualTo(mask);
    assertThat(list(dropout, 6, 1, 0, 300)).isNotEqualTo(mask);
    assertThat(list(dropout, 5, 2, 0, 300)).isNotEqualTo(mask);
    assertThat(SparseDropout.windowSeed(9, 4))
        .isEqualTo(SparseDropout.windowSeed(SparseDropout.partSeed(9, 3), 1));
  }

  @Test
  void masksOfNeighboursAreIndependent() {
    SparseDropout dropout = new SparseDropout(0.5);
    boolean[][] dropped = new boolean[2][100_000];
    for (int window = 0; window < 2; window++) {
      for (int position : list(dropout, SparseDropout.windowSeed(1, window), 0, 0, 100_000)) {
        dropped[window][position] = true;
      }
    }
    int both = 0;
    for (int i = 0; i < 100_000; i++) {
      both += dropped[0][i] && dropped[1][i] ? 1 : 0;
    }
    assertThat(both).isBetween(24_400, 25_600); // 25 000 ± 4.4 standard errors
  }

  @Test
  void withoutDropoutNothingIsListed() {
    SparseDropout none = new SparseDropout(0);
    assertThat(none.off()).isTrue();
    assertThat(none.kept()).isEqualTo(1);
    assertThat(list(none, 1, 0, 0, 100)).isEmpty();
  }
}
