package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Identity: a likelihood in strands is the plain one, for every family that runs in strands. */
class StrandsTest {
  static Stream<Specification> models() {
    return Families.variances().stream()
        .filter(VarianceModel::runsInStrands)
        .flatMap(
            variance ->
                Families.rules(variance).stream()
                    .flatMap(
                        rule ->
                            Families.means().stream()
                                .flatMap(
                                    mean ->
                                        Stream.of(new NormalInnovation(), new StudentTInnovation())
                                            .map(z -> Families.model(mean, variance, z, rule)))));
  }

  @ParameterizedTest
  @MethodSource("models")
  void valueAndDerivativesAreThoseOfThePlainRecursion(Specification model) {
    int n = 512 + Math.floorMod(model.label().hashCode(), 200);
    double[] returns = Data.simulate(5, n, 0.05, 0.1, 0.05, 0.08, 0.06, 0.82, 7);
    Likelihood plain = new Likelihood(model, n);
    Likelihood strands = new Likelihood(model, n, Strands.COUNT);
    plain.load(returns, 0);
    strands.load(returns, 0);
    int k = model.size();
    for (int trial = 0; trial < 3; trial++) {
      double[] theta = Points.interior(model, plain, new Random(trial));
      assertThat(strands.value(theta))
          .isCloseTo(plain.value(theta), within(1e-12 * Math.abs(plain.value(theta))));
      double[][] expected = new double[1][k];
      double[][] found = new double[1][k];
      assertThat(strands.valueAndGradient(theta, found[0]))
          .isCloseTo(plain.valueAndGradient(theta, expected[0]), within(1e-12));
      assertClose(found, expected);
      expected = new double[k][k];
      found = new double[k][k];
      plain.curvature(expected);
      strands.curvature(found);
      for (int j = model.innovationAt(); j < k; j++) {
        // A guess from some of the observations, which are others in another order.
        assertThat(found[j][j]).isBetween(0.2 * expected[j][j], 5 * expected[j][j]);
        found[j][j] = expected[j][j];
      }
      assertClose(found, expected);
      assertThat(plain.hessian(expected)).isTrue();
      assertThat(strands.hessian(found)).isTrue();
      assertClose(found, expected);
      assertThat(strands.path().inTime(strands.path().h))
          .containsExactly(plain.path().inTime(plain.path().h), within(1e-12));
    }
  }

  private static void assertClose(double[][] found, double[][] expected) {
    double size =
        Arrays.stream(expected).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(1e-11 * (1 + size)));
    }
  }

  static IntStream lengths() {
    return IntStream.of(512, 513, 575, 576, 1000);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void layingOutAndReadingInTimeAreInverse(int n) {
    double[] x = IntStream.range(0, n + Strands.COUNT).mapToDouble(i -> i).toArray();
    double[] laid = x.clone();

    Strands.lay(laid, Strands.COUNT, n, new double[laid.length]);

    assertThat(Strands.inTime(laid, Strands.COUNT, n))
        .containsExactly(Arrays.copyOfRange(x, Strands.COUNT, x.length));
    assertThat(laid[Strands.COUNT]).isEqualTo(Strands.COUNT);
    assertThat(laid[2 * Strands.COUNT]).isEqualTo(Strands.COUNT + 1);
  }
}
