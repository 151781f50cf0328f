package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TransformTest {
  /** Variances from 10⁻¹² to 10⁶, evenly in their logarithm. */
  private static double variance(double log10) {
    return Math.pow(10, log10);
  }

  @Property(tries = 500)
  void invertUndoesApply(
      @ForAll Transform transform, @ForAll @DoubleRange(min = -12, max = 6) double log10) {
    double v = variance(log10);

    assertThat(transform.invert(transform.apply(v))).isCloseTo(v, within(1e-13 * (v + 1e-2)));
  }

  @Property(tries = 500)
  void derivativeIsTheSlope(
      @ForAll Transform transform, @ForAll @DoubleRange(min = -9, max = 5) double log10) {
    double v = variance(log10);
    double step = 1e-4 * v;
    double slope = (transform.apply(v + step) - transform.apply(v - step)) / (2 * step);

    assertThat(transform.derivative(v)).isCloseTo(slope, within(1e-5 * transform.derivative(v)));
  }

  @Property(tries = 200)
  void moreVarianceIsMore(
      @ForAll Transform transform, @ForAll @DoubleRange(min = -11, max = 6) double log10) {
    double v = variance(log10);

    assertThat(transform.apply(1.001 * v)).isGreaterThan(transform.apply(v));
  }

  @Test
  void zeroIsInEveryDomain() {
    for (Transform transform : Transform.values()) {
      assertThat(transform.apply(0)).isFinite();
      assertThat(transform.derivative(0)).isFinite().isPositive();
      assertThat(transform.invert(transform.apply(0))).isCloseTo(0, within(1e-25));
    }
  }

  /** Golden: ln 2 and ln 10 from tables. */
  @Test
  void knownLogarithms() {
    assertThat(Transform.LOG1P.apply(1)).isCloseTo(0.693147180559945, within(1e-15));
    assertThat(Transform.LOG.apply(10)).isCloseTo(2.302585092994046, within(1e-12));
    assertThat(Transform.NONE.apply(10)).isEqualTo(10);
  }
}
