package io.github.volatility4j.baseline;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * Minimises {@code Q(b) = mean(ln h + y/h)}, {@code h = offset + x'b}, over {@code b ≥ 0}, or over
 * the simplex {@code b ≥ 0, Σb = 1}.
 *
 * <p>Fisher scoring: QLIKE is the negative log-likelihood of an exponential distribution with mean
 * h, whose information is {@code mean(x·x'/h²)}; each step solves the quadratic programme with that
 * matrix, by trying every set of non-zero coefficients, and goes as far along it as Q falls. With
 * up to {@value #MOST} coefficients that is cheap and exact. Q is not convex (it bends down where h
 * is above 2y), so it starts from several points and keeps the best end.
 */
final class QlikeRegression {
  /** Most coefficients: their sets are tried one by one. */
  static final int MOST = 10;

  private static final int MOST_STEPS = 200;
  private static final double TOLERANCE = 1e-12;

  /** Added to the information's diagonal, as a share of it: columns may be collinear. */
  private static final double RIDGE = 1e-10;

  private final double[] y;
  private final double[][] x; // [coefficients][rows], columns of mean square 1
  private final double[] size; // what each column was divided by
  private final double offset;
  private final boolean simplex;

  /** Where the search ended. */
  record Result(double[] coefficients, double qlike, boolean converged) {}

  private QlikeRegression(double[] y, double[][] x, double offset, boolean simplex) {
    if (x.length > MOST) {
      throw new IllegalArgumentException(
          "%d coefficients to fit; at most %d".formatted(x.length, MOST));
    }
    this.y = y;
    this.offset = offset;
    this.simplex = simplex;
    this.size = new double[x.length];
    this.x = new double[x.length][];
    for (int j = 0; j < x.length; j++) {
      double square = Arrays.stream(x[j]).map(v -> v * v).average().orElseThrow();
      double root = simplex || !(square > 0) ? 1 : Math.sqrt(square);
      size[j] = root;
      this.x[j] = Arrays.stream(x[j]).map(v -> v / root).toArray();
    }
  }

  /**
   * Non-negative coefficients.
   *
   * @param y [rows] at least 0
   * @param x [coefficients][rows] at least 0
   * @param offset positive
   */
  static Result nonNegative(double[] y, double[][] x, double offset) {
    QlikeRegression problem = new QlikeRegression(y, x, offset, false);
    double level = Arrays.stream(y).average().orElseThrow();
    double[] start = new double[x.length];
    for (int j = 0; j < start.length; j++) {
      double mean = Arrays.stream(problem.x[j]).average().orElseThrow();
      start[j] = mean > 0 ? level / mean / x.length : 0;
    }
    Result found = problem.descend(start);
    double[] b = found.coefficients().clone();
    for (int j = 0; j < b.length; j++) {
      b[j] /= problem.size[j];
    }
    return new Result(b, found.qlike(), found.converged());
  }

  /**
   * Weights that add up to 1.
   *
   * @param y [rows] at least 0
   * @param x [weights][rows] positive
   */
  static Result simplex(double[] y, double[][] x) {
    QlikeRegression problem = new QlikeRegression(y, x, 0, true);
    double[] equal = new double[x.length];
    Arrays.fill(equal, 1.0 / x.length);
    Result best = problem.descend(equal);
    for (int j = 0; j < x.length; j++) {
      double[] mostly = new double[x.length];
      Arrays.fill(mostly, 0.1 / x.length);
      mostly[j] += 0.9;
      Result other = problem.descend(mostly);
      best = other.qlike() < best.qlike() ? other : best;
    }
    return best;
  }

  private Result descend(double[] start) {
    int k = x.length;
    double[] b = start;
    double[] gradient = new double[k];
    double[][] information = new double[k][k];
    double q = value(b, gradient, information);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] goal = programme(b, gradient, information);
      double slope = 0;
      for (int j = 0; j < k; j++) {
        slope += gradient[j] * (goal[j] - b[j]);
      }
      if (!(slope < -TOLERANCE * (1 + Math.abs(q)))) {
        return new Result(b, q, true);
      }
      double length = 1;
      double[] next = b;
      double lower = q;
      while (length > 1e-12) {
        next = between(b, goal, length);
        lower = value(next);
        if (lower <= q + 1e-4 * length * slope) {
          break;
        }
        length /= 2;
      }
      if (!(lower < q)) {
        return new Result(b, q, -slope < 1e-8); // what is left is rounding, or it is stuck
      }
      b = next;
      q = value(b, gradient, information);
    }
    return new Result(b, q, false);
  }

  private static double[] between(double[] from, double[] to, double share) {
    double[] out = new double[from.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = from[j] + share * (to[j] - from[j]);
    }
    return out;
  }

  private double h(double[] b, int t) {
    double sum = offset;
    for (int j = 0; j < b.length; j++) {
      sum += b[j] * x[j][t];
    }
    return sum;
  }

  private double value(double[] b) {
    double sum = 0;
    for (int t = 0; t < y.length; t++) {
      double h = h(b, t);
      sum += Math.log(h) + y[t] / h;
    }
    return sum / y.length;
  }

  private double value(double[] b, double[] gradient, double[][] information) {
    int k = b.length;
    Arrays.fill(gradient, 0);
    for (double[] row : information) {
      Arrays.fill(row, 0);
    }
    double sum = 0;
    for (int t = 0; t < y.length; t++) {
      double h = h(b, t);
      double ratio = y[t] / h;
      sum += Math.log(h) + ratio;
      double slope = (1 - ratio) / h / y.length;
      double weight = 1 / (h * h) / y.length;
      for (int i = 0; i < k; i++) {
        gradient[i] += slope * x[i][t];
        for (int j = 0; j <= i; j++) {
          information[i][j] += weight * x[i][t] * x[j][t];
        }
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        information[j][i] = information[i][j];
      }
      information[i][i] *= 1 + RIDGE;
    }
    return sum / y.length;
  }

  /** The minimum of {@code g'(z − b) + ½(z − b)'F(z − b)} over the domain. */
  private double[] programme(double[] b, double[] g, double[][] f) {
    int k = b.length;
    double[] linear = new double[k]; // the programme is ½z'Fz − linear'z
    for (int i = 0; i < k; i++) {
      linear[i] = -g[i];
      for (int j = 0; j < k; j++) {
        linear[i] += f[i][j] * b[j];
      }
    }
    double[] best = b;
    double lowest = objective(b, linear, f);
    for (int set = simplex ? 1 : 0; set < 1 << k; set++) {
      double[] z = onSet(set, linear, f);
      if (Arrays.stream(z).allMatch(v -> v >= 0)) {
        double value = objective(z, linear, f);
        if (value < lowest) {
          lowest = value;
          best = z;
        }
      }
    }
    return best;
  }

  private static double objective(double[] z, double[] linear, double[][] f) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z.length; j++) {
        sum += 0.5 * z[i] * f[i][j] * z[j];
      }
      sum -= linear[i] * z[i];
    }
    return sum;
  }

  /**
   * The programme's stationary point with zeros outside of a set; not-a-number if there is none.
   */
  private double[] onSet(int set, double[] linear, double[][] f) {
    int[] free =
        java.util.stream.IntStream.range(0, linear.length)
            .filter(j -> (set >> j & 1) == 1)
            .toArray();
    double[] z = new double[linear.length];
    int m = free.length;
    if (m == 0) {
      return z;
    }
    int order = simplex ? m + 1 : m;
    double[][] matrix = new double[order][order];
    double[] right = new double[order];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        matrix[i][j] = f[free[i]][free[j]];
      }
      right[i] = linear[free[i]];
      if (simplex) {
        matrix[i][m] = 1;
        matrix[m][i] = 1;
      }
    }
    if (simplex) {
      right[m] = 1;
    }
    DecompositionSolver solver =
        new LUDecomposition(new Array2DRowRealMatrix(matrix, false), 0).getSolver();
    if (!solver.isNonSingular()) {
      Arrays.fill(z, Double.NaN);
      return z;
    }
    double[] solved = solver.solve(new ArrayRealVector(right, false)).toArray();
    for (int i = 0; i < m; i++) {
      z[free[i]] = solved[i];
    }
    return z;
  }
}
