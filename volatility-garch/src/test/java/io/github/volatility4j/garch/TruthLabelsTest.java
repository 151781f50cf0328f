package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Evidence: identity with the labels that GarchTeacher makes on the way to its variances. */
class TruthLabelsTest {
  /** Noise with days off, and a suspension longer than the window. */
  private static TimeSeries returns() {
    Random random = new Random(5);
    double[] r = new double[260];
    Arrays.setAll(r, t -> t % 11 == 3 || (t > 120 && t < 170) ? 0 : random.nextGaussian());
    return TimeSeries.of("A", r);
  }

  @Test
  void theSameNumbersAsTheTeachersToTheLastBit() {
    TimeSeries fast = TruthLabels.label(returns(), 30);
    TimeSeries slow = GarchTeacher.of(30).labelFrom(returns(), 0);
    for (String component : new String[] {"u_hat_30", "var_true_30"}) {
      assertThat(fast.values(component)).isEqualTo(slow.values(component));
    }
    assertThat(fast.has("garch_var_30")).isFalse();
  }

  @Test
  void aDayIsLabelledByTheDaysBeforeItAlone() {
    double[] poisoned = returns().values();
    Arrays.fill(poisoned, 200, poisoned.length, 1e6);
    TimeSeries clean = TruthLabels.label(returns(), 30);
    TimeSeries bad = TruthLabels.label(TimeSeries.of("A", poisoned), 30);
    assertThat(Arrays.copyOf(bad.values("var_true_30"), 200))
        .isEqualTo(Arrays.copyOf(clean.values("var_true_30"), 200));
    assertThat(bad.value("u_hat_30", 200)).isEqualTo(clean.value("u_hat_30", 200));
  }

  @Test
  void tooShortAWindowIsRefused() {
    assertThatThrownBy(() -> TruthLabels.label(returns(), 5)).hasMessageContaining("window is 5");
  }
}
