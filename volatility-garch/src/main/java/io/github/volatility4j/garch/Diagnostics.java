package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Tests of what a fit has left in its residuals. Small p-values speak against the model.
 *
 * <p>The p-values treat the standardised residuals as if the parameters were known; with thousands
 * of observations and few parameters the difference is small, and the tests then reject a little
 * too seldom.
 */
public final class Diagnostics {
  private final double[] residuals;
  private final double[] standardised;
  private final Map<String, double[]> scores;

  /**
   * A test.
   *
   * @param name of the test
   * @param statistic its value
   * @param pValue the probability of a larger one (of a larger absolute value for a t) if the model
   *     is right
   */
  public record Test(String name, double statistic, double pValue) {}

  /**
   * Nyblom's test of constant parameters.
   *
   * @param joint of all of them
   * @param individual of each, by name
   */
  public record Stability(Test joint, Map<String, Test> individual) {
    /**
     * Copies the map.
     *
     * @param joint of all of them
     * @param individual of each, by name
     */
    public Stability {
      individual = Collections.unmodifiableMap(new LinkedHashMap<>(individual));
    }
  }

  Diagnostics(double[] residuals, double[] standardised, Map<String, double[]> scores) {
    this.residuals = residuals;
    this.standardised = standardised;
    this.scores = scores;
  }

  /**
   * Ljung and Box (1978), doi:10.1093/biomet/65.2.297: {@code Q = n·(n+2)·Σ ρ[k]²/(n−k)}, ρ the
   * autocorrelations of the standardised residuals; χ² with as many degrees of freedom as lags.
   *
   * @param lags from 1 to less than the number of observations
   * @return the test
   * @throws IllegalArgumentException if there are not so many lags
   */
  public Test ljungBox(int lags) {
    return ljungBox("Ljung-Box", standardised, lags);
  }

  /**
   * The same on squared standardised residuals (McLeod and Li 1983,
   * doi:10.1111/j.1467-9892.1983.tb00373.x).
   *
   * @param lags from 1 to less than the number of observations
   * @return the test
   * @throws IllegalArgumentException if there are not so many lags
   */
  public Test ljungBoxSquared(int lags) {
    return ljungBox("Ljung-Box of squares", squares(), lags);
  }

  private static Test ljungBox(String name, double[] x, int lags) {
    requireLags(lags, x.length);
    int n = x.length;
    double mean = StatUtils.mean(x);
    double all = 0;
    for (double value : x) {
      all += (value - mean) * (value - mean);
    }
    double q = 0;
    for (int k = 1; k <= lags; k++) {
      double sum = 0;
      for (int t = k; t < n; t++) {
        sum += (x[t] - mean) * (x[t - k] - mean);
      }
      q += sum / all * (sum / all) / (n - k);
    }
    return chiSquare(name + " (" + lags + ")", n * (n + 2.0) * q, lags);
  }

  /**
   * Engle's (1982) Lagrange multiplier test for remaining ARCH: squared standardised residuals on
   * their lags, {@code n·R²}; χ² with as many degrees of freedom as lags. doi:10.2307/1912773
   *
   * @param lags from 1 to a third of the number of observations
   * @return the test
   * @throws IllegalArgumentException if there are not so many lags
   */
  public Test archLm(int lags) {
    double[] squares = squares();
    requireLags(lags, squares.length / 3);
    int n = squares.length - lags;
    double[][] x = new double[n][lags];
    for (int t = 0; t < n; t++) {
      for (int k = 1; k <= lags; k++) {
        x[t][k - 1] = squares[t + lags - k];
      }
    }
    OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
    ols.newSampleData(Arrays.copyOfRange(squares, lags, squares.length), x);
    return chiSquare("ARCH-LM (" + lags + ")", n * ols.calculateRSquared(), lags);
  }

  /**
   * Engle and Ng's (1993) tests whether the sign and size of yesterday's residual tell something
   * about today's squared standardised one that the model has missed, doi:10.2307/2329066: {@code
   * z[t]² = c0 + c1·S + c2·S·e[t−1] + c3·(1−S)·e[t−1]}, S = 1 where e[t−1] is negative.
   *
   * @return t tests of c1 (sign), c2 (negative size), c3 (positive size), and the joint one, {@code
   *     n·R²}, χ² with 3 degrees of freedom
   */
  public List<Test> signBias() {
    int n = standardised.length - 1;
    double[][] x = new double[n][3];
    double[] y = new double[n];
    for (int t = 0; t < n; t++) {
      boolean negative = residuals[t] < 0;
      x[t][0] = negative ? 1 : 0;
      x[t][1] = negative ? residuals[t] : 0;
      x[t][2] = negative ? 0 : residuals[t];
      y[t] = standardised[t + 1] * standardised[t + 1];
    }
    OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
    ols.newSampleData(y, x);
    double[] coefficients = ols.estimateRegressionParameters();
    double[] errors = ols.estimateRegressionParametersStandardErrors();
    TDistribution students = new TDistribution(null, n - 4.0);
    List<Test> tests = new ArrayList<>();
    String[] names = {"sign bias", "negative size bias", "positive size bias"};
    for (int k = 1; k <= 3; k++) {
      double t = coefficients[k] / errors[k];
      tests.add(new Test(names[k - 1], t, 2 * students.cumulativeProbability(-Math.abs(t))));
    }
    tests.add(chiSquare("joint sign and size bias", n * ols.calculateRSquared(), 3));
    return tests;
  }

  /**
   * Nyblom's (1989) test whether the parameters are constant, in Hansen's (1992) form,
   * doi:10.1016/0161-8938(92)90019-9: with the cumulated scores S[t] and {@code V = Σ s[t]·s[t]'},
   * {@code L = Σ S[t]'·V⁻¹·S[t] / n}. Parameters that were fixed or are on a bound are left out.
   * p-values are of its limit, a Cramér-von Mises distribution; a joint one of four parameters
   * above 1.24 is in the last 5 %.
   *
   * @return the tests; the joint statistic and p-value are NaN if the scores are collinear
   */
  public Stability nyblom() {
    int n = residuals.length;
    int k = scores.size();
    double[][] columns = scores.values().toArray(double[][]::new);
    double[][] outer = new double[k][k];
    double[][] cumulated = new double[k][k];
    double[] sum = new double[k];
    for (int t = 0; t < n; t++) {
      for (int i = 0; i < k; i++) {
        sum[i] += columns[i][t];
        for (int j = 0; j <= i; j++) {
          outer[i][j] += columns[i][t] * columns[j][t];
          cumulated[i][j] += sum[i] * sum[j];
        }
      }
    }
    Map<String, Test> individual = new LinkedHashMap<>();
    List<String> names = List.copyOf(scores.keySet());
    double[] unit = new double[k];
    for (int i = 0; i < k; i++) {
      double statistic = cumulated[i][i] / outer[i][i] / n;
      individual.put(names.get(i), nyblom(names.get(i), statistic, 1));
      unit[i] = Math.sqrt(outer[i][i]);
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        outer[i][j] /= unit[i] * unit[j];
        outer[j][i] = outer[i][j];
        cumulated[i][j] /= unit[i] * unit[j];
        cumulated[j][i] = cumulated[i][j];
      }
    }
    return new Stability(nyblom("joint", k > 0 ? trace(outer, cumulated) / n : 0, k), individual);
  }

  /** {@code tr(V⁻¹·C)}. */
  private static double trace(double[][] v, double[][] c) {
    try {
      return new org.apache.commons.math3.linear.LUDecomposition(new Array2DRowRealMatrix(v))
          .getSolver()
          .solve(new Array2DRowRealMatrix(c))
          .getTrace();
    } catch (SingularMatrixException e) {
      return Double.NaN;
    }
  }

  private static Test nyblom(String name, double statistic, int parameters) {
    return new Test(
        "Nyblom, " + name, statistic, NyblomDistribution.exceedance(statistic, parameters));
  }

  private static Test chiSquare(String name, double statistic, int degrees) {
    double p = 1 - new ChiSquaredDistribution(null, degrees).cumulativeProbability(statistic);
    return new Test(name, statistic, p);
  }

  private double[] squares() {
    return Arrays.stream(standardised).map(z -> z * z).toArray();
  }

  private static void requireLags(int lags, int below) {
    if (!(lags >= 1 && lags < below)) {
      throw new IllegalArgumentException(
          "lags is %d; it must be from 1 to %d".formatted(lags, below - 1));
    }
  }
}
