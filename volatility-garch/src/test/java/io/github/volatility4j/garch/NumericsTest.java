package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

/** Least squares, ratios of gamma functions and products of logarithms against commons-math. */
class NumericsTest {
  @Test
  void leastSquaresIsThatOfCommonsMath() {
    Random random = new Random(4);
    for (int k = 1; k < 6; k++) {
      int n = 40;
      double[][] x = new double[k + 1][n];
      double[][] rows = new double[n][k];
      double[] y = new double[n];
      for (int t = 0; t < n; t++) {
        x[0][t] = 1;
        y[t] = random.nextGaussian();
        for (int j = 0; j < k; j++) {
          rows[t][j] = random.nextGaussian() * Math.pow(10, j - 2) + 3;
          x[j + 1][t] = rows[t][j];
        }
      }
      OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
      regression.newSampleData(y, rows);

      double[] expected = regression.estimateRegressionParameters();
      double[] coefficients = LeastSquares.fit(x, y, 0, n);

      for (int j = 0; j <= k; j++) {
        assertThat(coefficients[j])
            .isCloseTo(expected[j], within(1e-10 * (1 + Math.abs(expected[j]))));
      }
    }
  }

  @Test
  void aRegressorThatDependsOnOthersGetsCoefficientZero() {
    double[][] x = {{1, 1, 1, 1}, {2, 2, 2, 2}, {1, 2, 3, 4}, {3, 4, 5, 6}};

    assertThat(LeastSquares.fit(x, new double[] {5, 7, 9, 11}, 0, 4))
        .containsExactly(new double[] {3, 0, 2, 0}, within(1e-12));
  }

  @Test
  void gammaRatiosAreThoseOfCommonsMath() {
    for (double x = 0.3; x < 60; x *= 1.1) {
      assertThat(GammaRatio.logHalfStep(x))
          .isCloseTo(Gamma.logGamma(x + 0.5) - Gamma.logGamma(x), within(1e-12));
      assertThat(GammaRatio.digammaHalfStep(x)) // commons-math's digamma has fewer digits
          .isCloseTo(Gamma.digamma(x + 0.5) - Gamma.digamma(x), within(1e-8));
    }
  }

  @Test
  void gammaRatiosAreExactAtHalves() {
    // ψ(m+1) − ψ(m+½) = H(m) + 2·ln 2 − 2·Σ 1/(2i−1)
    double harmonic = 0;
    double odd = 0;
    for (int m = 0; m < 60; m++) {
      assertThat(GammaRatio.digammaHalfStep(m + 0.5))
          .isCloseTo(harmonic + 2 * Math.log(2) - 2 * odd, within(1e-14));
      harmonic += 1.0 / (m + 1);
      odd += 1.0 / (2 * m + 1);
    }
  }

  @Test
  void gammaRatiosKeepTheirDigitsFarOut() {
    // Γ(1)/Γ(½) = 1/√π; and ln Γ(x+½) − ln Γ(x) = ½·ln x − 1/(8x) + O(x⁻³)
    assertThat(GammaRatio.logHalfStep(0.5)).isCloseTo(-0.5 * Math.log(Math.PI), within(1e-15));
    assertThat(GammaRatio.digammaHalfStep(0.5)).isCloseTo(2 * Math.log(2), within(1e-15));
    assertThat(GammaRatio.logHalfStep(1e9))
        .isCloseTo(0.5 * Math.log(1e9) - 0.125e-9, within(1e-15));
    assertThat(GammaRatio.digammaHalfStep(1e9)).isCloseTo(0.5e-9 + 0.125e-18, within(1e-24));
  }

  @Test
  void logarithmsOfAProductAddUp() {
    Random random = new Random(9);
    LogProduct logs = new LogProduct();
    double sum = 0;
    for (int i = 0; i < 5000; i++) {
      double x = Math.exp(20 * random.nextGaussian());
      logs.times(x);
      sum += Math.log(x);
    }

    assertThat(logs.sum()).isCloseTo(sum, within(1e-9));
  }

  @Test
  void aNumberThatIsNotPositiveSpoilsASumOfLogarithmsForGood() {
    for (double bad : new double[] {0, -1, Double.NaN}) {
      LogProduct logs = new LogProduct();
      logs.times(2);
      logs.times(bad);
      logs.times(bad);
      logs.times(3);

      assertThat(Double.isFinite(logs.sum())).isFalse();
    }
  }
}
