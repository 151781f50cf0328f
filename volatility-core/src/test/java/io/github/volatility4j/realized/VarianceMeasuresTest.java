package io.github.volatility4j.realized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Values computed by hand; unbiased on simulated prices; properties; what is refused. */
class VarianceMeasuresTest {
  private static final double E = Math.E;

  /** Logs of open, high, low, close: 0, 2, −1, 1 on a first day, 1, 1, 1, 1 on a second. */
  private static final double[] OPEN = {1, E};

  private static final double[] HIGH = {E * E, E};
  private static final double[] LOW = {1 / E, E};
  private static final double[] CLOSE = {E, E};

  @Test
  void handComputedValues() {
    // 3²/(4·ln 2)
    assertThat(VarianceMeasures.parkinson(HIGH, LOW))
        .containsExactly(new double[] {3.2460638420001677, 0}, within(1e-12));
    // 9/2 − (2·ln 2 − 1)·1
    assertThat(VarianceMeasures.garmanKlass(OPEN, HIGH, LOW, CLOSE))
        .containsExactly(new double[] {4.11370563888011, 0}, within(1e-12));
    // 2·(2 − 1) − 1·(−1 − 1)
    assertThat(VarianceMeasures.rogersSatchell(OPEN, HIGH, LOW, CLOSE))
        .containsExactly(new double[] {4, 0}, within(1e-12));
    assertThat(VarianceMeasures.squaredResiduals(new double[] {1, -2}, new double[] {0.5, 1}))
        .containsExactly(0.25, 9);
    assertThat(VarianceMeasures.realizedVariance(new double[] {1, -2, 3})).isEqualTo(14);
    // π/2 · 3/2 · (2 + 6)
    assertThat(VarianceMeasures.bipowerVariation(new double[] {1, -2, 3}))
        .isCloseTo(18.84955592153876, within(1e-12));
    assertThat(VarianceMeasures.realizedQuarticity(new double[] {1, -2, 3})).isEqualTo(98);
    assertThat(VarianceMeasures.annualizedVolatility(1.0 / 63)).isCloseTo(2, within(1e-12));
  }

  /** Nights 0, 1, −1 and days 1, 0, 2 in logs, over two days; k = 0.34/(1.34 + 3). */
  @Test
  void yangAndZhangByHand() {
    double[] open = {1, E * E, E};
    double[] close = {E, E * E, E * E * E};
    double[] high = close.clone();
    double[] low = open.clone();

    double[] v = VarianceMeasures.yangZhang(open, high, low, close, 2);

    assertThat(v[0]).isNaN();
    assertThat(v[1]).isNaN();
    // s²(1, −1) + k·s²(0, 2) + (1 − k)·0, both s² = 2
    assertThat(v[2]).isCloseTo(2 + 2 * 0.34 / 4.34, within(1e-12));
  }

  /** A day's prices with highest and lowest as if observed without pause. */
  private record Days(double[] open, double[] high, double[] low, double[] close) {
    private static final int STEPS = 40;

    static Days simulate(int days, double variance, double drift, double night, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] p = new double[4][days];
      double x = 0;
      double step = variance / STEPS;
      for (int t = 0; t < days; t++) {
        x = Math.sqrt(night) * random.nextGaussian(); // the level of each day is of no interest
        double high = x;
        double low = x;
        p[0][t] = Math.exp(x);
        for (int i = 0; i < STEPS; i++) {
          double next = x + drift / STEPS + Math.sqrt(step) * random.nextGaussian();
          high = Math.max(high, extreme(x, next, step, random, 1));
          low = Math.min(low, extreme(x, next, step, random, -1));
          x = next;
        }
        p[1][t] = Math.exp(high);
        p[2][t] = Math.exp(low);
        p[3][t] = Math.exp(x);
      }
      return new Days(p[0], p[1], p[2], p[3]);
    }

    /** The maximum (or minimum) of a Brownian bridge: P(max > m) = exp(−2(m−a)(m−b)/s). */
    private static double extreme(double a, double b, double s, SplittableRandom random, int sign) {
      double u = 1 - random.nextDouble();
      return (a + b + sign * Math.sqrt((b - a) * (b - a) - 2 * s * Math.log(u))) / 2;
    }
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).filter(v -> !Double.isNaN(v)).average().orElseThrow();
  }

  @Test
  void withoutDriftAllRangesAreUnbiased() {
    double variance = 4e-4;
    Days d = Days.simulate(60_000, variance, 0, 0, 1);

    // relative standard errors below 0.4 %
    assertThat(mean(VarianceMeasures.parkinson(d.high, d.low)) / variance)
        .isCloseTo(1, within(0.012));
    assertThat(mean(VarianceMeasures.garmanKlass(d.open, d.high, d.low, d.close)) / variance)
        .isCloseTo(1, within(0.012));
    assertThat(mean(VarianceMeasures.rogersSatchell(d.open, d.high, d.low, d.close)) / variance)
        .isCloseTo(1, within(0.012));
  }

  /** A drift of one daily standard deviation. */
  @Test
  void withDriftRogersAndSatchellStayUnbiasedAndParkinsonDoesNot() {
    double variance = 4e-4;
    Days d = Days.simulate(60_000, variance, 0.02, 0, 2);

    assertThat(mean(VarianceMeasures.rogersSatchell(d.open, d.high, d.low, d.close)) / variance)
        .isCloseTo(1, within(0.015));
    assertThat(mean(VarianceMeasures.parkinson(d.high, d.low)) / variance).isGreaterThan(1.2);
  }

  @Test
  void yangAndZhangAreUnbiasedWithDriftAndNight() {
    double variance = 3e-4;
    Days raw = Days.simulate(60_000, variance, 0.01, 0, 3);
    // Nights: each open is the close before times a jump with drift.
    SplittableRandom random = new SplittableRandom(4);
    double[] shift = new double[raw.open.length];
    for (int t = 1; t < shift.length; t++) {
      double gap = 0.005 + 0.01 * random.nextGaussian();
      shift[t] = shift[t - 1] + Math.log(raw.close[t - 1] / raw.open[t]) + gap;
      shift[t] -= shift[t] > 50 ? 100 : 0; // prices stay within double's range
    }
    double[] v =
        VarianceMeasures.yangZhang(
            shifted(raw.open, shift),
            shifted(raw.high, shift),
            shifted(raw.low, shift),
            shifted(raw.close, shift),
            20);
    double[] calm = Arrays.stream(v).filter(x -> x < 1).toArray(); // without the resets above

    assertThat(mean(calm) / (variance + 1e-4)).isCloseTo(1, within(0.015));
  }

  private static double[] shifted(double[] price, double[] shift) {
    double[] out = price.clone();
    Arrays.setAll(out, t -> price[t] * Math.exp(shift[t]));
    return out;
  }

  @Test
  void measuresFromInsideTheDayAreUnbiasedAndBipowerIgnoresAJump() {
    SplittableRandom random = new SplittableRandom(5);
    int days = 4000;
    double rv = 0;
    double bv = 0;
    double rq = 0;
    double withJump = 0;
    for (int t = 0; t < days; t++) {
      double[] r = new double[78];
      Arrays.setAll(r, i -> random.nextGaussian() / Math.sqrt(78));
      rv += VarianceMeasures.realizedVariance(r) / days;
      bv += VarianceMeasures.bipowerVariation(r) / days;
      rq += VarianceMeasures.realizedQuarticity(r) / days;
      r[40] += 3;
      withJump += VarianceMeasures.bipowerVariation(r) / days;
    }
    assertThat(rv).isCloseTo(1, within(0.012));
    assertThat(bv).isCloseTo(1, within(0.013));
    assertThat(rq).isCloseTo(1, within(0.03));
    assertThat(withJump).isLessThan(2); // the jump adds 9 to the realised variance
  }

  @Property(tries = 200)
  void whatIsMeasuredIsNeverNegativeAndFreeOfThePriceLevel(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] p = new double[4][20];
    for (int t = 0; t < 20; t++) {
      double[] four = random.doubles(4, 1, 3).sorted().toArray();
      p[0][t] = four[1];
      p[1][t] = four[3];
      p[2][t] = four[0];
      p[3][t] = four[2];
    }
    double[][] dearer = Arrays.stream(p).map(x -> scaled(x, 7)).toArray(double[][]::new);

    for (int measure = 0; measure < 4; measure++) {
      double[] v = measured(measure, p);
      assertThat(Arrays.stream(v).filter(x -> !Double.isNaN(x))).allMatch(x -> x >= 0);
      assertThat(measured(measure, dearer)).containsExactly(v, within(1e-12));
    }
  }

  private static double[] scaled(double[] x, double factor) {
    return Arrays.stream(x).map(v -> factor * v).toArray();
  }

  private static double[] measured(int measure, double[][] p) {
    return switch (measure) {
      case 0 -> VarianceMeasures.parkinson(p[1], p[2]);
      case 1 -> VarianceMeasures.garmanKlass(p[0], p[1], p[2], p[3]);
      case 2 -> VarianceMeasures.rogersSatchell(p[0], p[1], p[2], p[3]);
      default -> VarianceMeasures.yangZhang(p[0], p[1], p[2], p[3], 5);
    };
  }

  @Test
  void whatAreNoPricesIsRefused() {
    assertThatThrownBy(() -> VarianceMeasures.parkinson(new double[] {1}, new double[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("low 2.0")
        .hasMessageContaining("in row 0");
    assertThatThrownBy(
            () -> VarianceMeasures.rogersSatchell(OPEN, HIGH, LOW, new double[] {E, Double.NaN}))
        .hasMessageContaining("close NaN in row 1");
    assertThatThrownBy(() -> VarianceMeasures.garmanKlass(OPEN, HIGH, LOW, new double[1]))
        .hasMessage("columns of 2 and 1 rows; they must be equally long");
    assertThatThrownBy(() -> VarianceMeasures.parkinson(HIGH, new double[] {0, 1}))
        .hasMessageContaining("low 0.0");
    assertThatThrownBy(() -> VarianceMeasures.yangZhang(OPEN, HIGH, LOW, CLOSE, 1))
        .hasMessage("days is 1; Yang and Zhang need at least 2");
    assertThatThrownBy(() -> VarianceMeasures.bipowerVariation(new double[1]))
        .hasMessage("1 returns in the day; at least 2 are wanted");
    assertThatThrownBy(() -> VarianceMeasures.realizedVariance(new double[] {Double.NaN}))
        .hasMessage("return NaN at 0 in the day; it must be finite");
    assertThatThrownBy(
            () -> VarianceMeasures.squaredResiduals(new double[] {1}, new double[] {Double.NaN}))
        .hasMessage("return 1.0 less NaN in row 0 is not a finite number");
    assertThatThrownBy(() -> VarianceMeasures.annualizedVolatility(-1))
        .hasMessage("variance is -1.0; it must be at least 0 and finite");
  }
}
