package io.github.volatility4j.evaluation;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.special.Gamma;

/** Variances of means over time, and the distributions that tests compare with. */
final class LongRun {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private LongRun() {}

  /**
   * The variance of {@code √n·mean(x)} with Bartlett weights: {@code γ₀ + 2·Σ (1 − k/(L+1))·γ[k]},
   * γ the autocovariances with divisor n. It is never negative.
   */
  static double variance(double[] x, int lags) {
    int n = x.length;
    double mean = mean(x);
    double sum = 0;
    for (int k = 0; k <= Math.min(lags, n - 1); k++) {
      double covariance = 0;
      for (int t = k; t < n; t++) {
        covariance += (x[t] - mean) * (x[t - k] - mean);
      }
      sum += (k == 0 ? 1 : 2 * (1 - k / (lags + 1.0))) * covariance / n;
    }
    return sum;
  }

  /** {@return [k][k] Bartlett's sum of outer products of rows as they are, not demeaned, over n} */
  static double[][] covariance(double[][] rows, int lags) {
    int n = rows.length;
    int k = rows[0].length;
    double[][] out = new double[k][k];
    for (int lag = 0; lag <= Math.min(lags, n - 1); lag++) {
      double weight = 1 - lag / (lags + 1.0);
      for (int t = lag; t < n; t++) {
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k; j++) {
            double now = rows[t][i] * rows[t - lag][j];
            double mirrored = rows[t - lag][i] * rows[t][j];
            out[i][j] += weight * (lag == 0 ? now : now + mirrored) / n;
          }
        }
      }
    }
    return out;
  }

  /**
   * {@code v'M⁻¹v}.
   *
   * @throws IllegalArgumentException if the matrix is singular, saying what it is of
   */
  static double quadratic(double[] v, double[][] m, String what) {
    try {
      ArrayRealVector vector = new ArrayRealVector(v, false);
      return new LUDecomposition(new Array2DRowRealMatrix(m, false), 1e-300)
          .getSolver()
          .solve(vector)
          .dotProduct(vector);
    } catch (SingularMatrixException e) {
      throw new IllegalArgumentException(what + " are collinear", e);
    }
  }

  static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum / x.length;
  }

  /** Both tails of the normal distribution. */
  static double normalP(double statistic) {
    return 2 * NORMAL.cumulativeProbability(-Math.abs(statistic));
  }

  /** The upper tail of the χ² distribution. */
  static double chiSquaredP(double statistic, int degrees) {
    return Gamma.regularizedGammaQ(degrees / 2.0, Math.max(0, statistic) / 2);
  }

  static double[] requireFinite(String what, double[] x, int least) {
    if (x.length < least) {
      throw new IllegalArgumentException(
          "%d %ss; at least %d are wanted".formatted(x.length, what, least));
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException(
            "%s %s in row %d; it must be a finite number".formatted(what, x[i], i));
      }
    }
    return x;
  }

  static int requireLags(int lags, int n) {
    if (lags < 0 || lags >= n) {
      throw new IllegalArgumentException(
          "lags is %d; it must be from 0 to %d, less than the number of rows"
              .formatted(lags, n - 1));
    }
    return lags;
  }
}
