package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The likelihood in lanes and the plain one are the same function; a lane does not see another. */
class LaneLikelihoodTest {
  private static final int WINDOW = 90;
  private static final int LANES = LaneLikelihood.LANES;
  private static final int K = LaneLikelihood.SIZE;
  private static final Specification MODEL =
      new Specification(
          new LinearMean(true, 1), new GjrGarch(1, 0, 1), new NormalInnovation(), PreSample.EWMA);

  private final double[] returns = Data.simulate(3, 700, 0.04, 0.1, 0.05, 0.1, 0, 0.85);
  private final Likelihood plain = new Likelihood(MODEL, WINDOW);
  private final WindowData data = new WindowData(WINDOW, 2);
  private final LaneLikelihood lanes = new LaneLikelihood(WINDOW - 1);
  private final double[] z = new double[WINDOW];
  private final double[][] points = new double[LANES][];
  private final double[] at = new double[K * LANES];

  private void load(int lane, int from, Random random) {
    assertThat(data.load(returns, from + WINDOW, PreSample.EWMA)).isTrue();
    assertThat(plain.load(returns, from)).isTrue();
    assertThat(data.scale()).isCloseTo(plain.scale(), within(1e-13));
    assertThat(new double[] {data.constant(), data.slope()})
        .containsExactly(plain.leastSquares(), within(1e-12));
    data.copyTo(z, 0);
    lanes.load(lane, z, 0, data.backcast());
    points[lane] = Points.interior(MODEL, plain, random);
    setPoint(lane, points[lane]);
  }

  {
    Arrays.fill(at, 2 * LANES, 3 * LANES, 1);
  }

  private void setPoint(int lane, double[] point) {
    for (int j = 0; j < K; j++) {
      at[j * LANES + lane] = point[j];
    }
    lanes.setPoints(at, 0);
  }

  private double gradient(int lane, int parameter) {
    double[] all = new double[K * LANES];
    lanes.getGradients(all, 0);
    return all[parameter * LANES + lane];
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 64})
  void valueGradientAndCurvatureAgree(int busy) {
    Random random = new Random(1);
    for (int l = 0; l < busy; l++) {
      load(l, 9 * l, random);
    }
    lanes.evaluate(busy);
    lanes.curvature();

    for (int l = 0; l < busy; l++) {
      plain.load(returns, 9 * l);
      double[] gradient = new double[K];
      double[][] curvature = new double[K][K];
      assertThat(lanes.value(l))
          .isCloseTo(plain.valueAndGradient(points[l], gradient), within(1e-13));
      plain.curvature(curvature);
      for (int i = 0; i < K; i++) {
        assertThat(gradient(l, i)).isCloseTo(gradient[i], within(1e-11));
        for (int j = 0; j <= i; j++) {
          assertThat(lanes.information(l, i, j)).isCloseTo(curvature[i][j], within(1e-9));
        }
      }
    }
  }

  @Test
  void aLaneGivesTheSameBitsWhereverItIsAndWhateverIsBesideIt() {
    load(0, 100, new Random(2));
    lanes.evaluate(1);
    lanes.curvature();
    double[] alone = numbers(0);

    Random random = new Random(3);
    for (int l = 0; l < LANES; l++) {
      load(l, 7 * l, random);
    }
    for (int l : new int[] {0, 5, 31, 63}) {
      load(l, 100, new Random(2));
    }
    lanes.evaluate(LANES);
    lanes.curvature();

    for (int l : new int[] {0, 5, 31, 63}) {
      assertThat(numbers(l)).containsExactly(alone);
    }
  }

  @Test
  void theCurvatureOfOneLaneIsThatOfAll() {
    Random random = new Random(6);
    for (int l = 0; l < LANES; l++) {
      load(l, 8 * l, random);
    }
    lanes.evaluate(LANES);
    lanes.curvature();
    double[] together = numbers(21);

    load(22, 3, random); // so that nothing can be left from before
    lanes.evaluate(LANES);
    lanes.curvature(21);

    assertThat(numbers(21)).containsExactly(together);
  }

  private double[] numbers(int lane) {
    double[] all = new double[1 + K + K * K];
    all[0] = lanes.value(lane);
    for (int i = 0; i < K; i++) {
      all[1 + i] = gradient(lane, i);
      for (int j = 0; j <= i; j++) {
        all[1 + K + i * K + j] = lanes.information(lane, i, j);
      }
    }
    return all;
  }

  @Test
  void variancesThatLeaveTheRangeOfTheirProductAreStillAddedUp() {
    load(0, 0, new Random(4));
    double[] theta = {0, 0, 1e-8, 0, 0.01}; // variances down to 1e-8: their product underflows
    setPoint(0, theta);
    lanes.evaluate(1);

    double expected = plain.valueAndGradient(theta, new double[K]);
    assertThat(lanes.value(0)).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    assertThat(Arrays.stream(numbers(0)).allMatch(Double::isFinite)).isTrue();
  }
}
