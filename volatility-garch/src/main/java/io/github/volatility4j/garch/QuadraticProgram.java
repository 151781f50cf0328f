package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * Minimises {@code ½·d'Bd + g'd} over {@code a[i]·d ≥ −slack[i]}, B positive definite, slack ≥ 0: the
 * step of sequential quadratic programming from a feasible point.
 *
 * <p>A primal active-set method (Nocedal and Wright 2006, algorithm 16.3, doi:10.1007/978-0-387-40065-5)
 * for a handful of variables: it starts at d = 0, which is feasible; minimises on the working set by a
 * Cholesky factor of B and one of {@code A·B⁻¹·A'}; stops at the first inequality in the way and adds
 * it, or drops the one with the most negative multiplier. An added row is never in the span of those
 * in the set, so the small factor exists. Work arrays are made once.
 */
final class QuadraticProgram {
  private final Constraints constraints;
  private final int k;
  private final int m;
  private final double[][] factor; // [k, k] lower Cholesky factor L of B
  private final int[] working; // [k] rows in the working set, in order of entry
  private final boolean[] inSet; // [m]
  private final double[][] solved; // [k, k] row i: L⁻¹·a of the i-th row in the set
  private final double[][] small; // [k, k] Cholesky factor of A·B⁻¹·A'
  private final double[] multiplier; // [k]
  private final double[] half; // [k]
  private final double[] step; // [k]
  private int count;

  QuadraticProgram(Constraints constraints) {
    this.constraints = constraints;
    this.k = constraints.dimension();
    this.m = constraints.size();
    this.factor = new double[k][k];
    this.working = new int[k];
    this.inSet = new boolean[m];
    this.solved = new double[k][k];
    this.small = new double[k][k];
    this.multiplier = new double[k];
    this.half = new double[k];
    this.step = new double[k];
  }

  /**
   * Solves it.
   *
   * @param b [k, k] symmetric
   * @param g [k]
   * @param slack [m] not negative
   * @param d [k] receives the minimiser
   * @return false if B is not positive definite
   */
  boolean solve(double[][] b, double[] g, double[] slack, double[] d) {
    if (!cholesky(b, factor, k)) {
      return false;
    }
    Arrays.fill(d, 0);
    Arrays.fill(inSet, false);
    count = 0;
    double tolerance = 1e-13 * (1e-300 + maxAbs(g));
    // Each round adds or drops one row; far more rounds than rows would mean going round in circles.
    for (int round = 0; round < 20 + 10 * m; round++) {
      minimiseOnWorkingSet(g, d);
      int blocking = -1;
      double length = 1;
      for (int i = 0; i < m; i++) {
        if (inSet[i]) {
          continue;
        }
        double slope = dot(constraints.row(i), step);
        if (slope < 0) {
          double room = Math.max(0, slack[i] + dot(constraints.row(i), d));
          if (room < -slope * length) {
            length = room / -slope;
            blocking = i;
          }
        }
      }
      for (int j = 0; j < k; j++) {
        d[j] += length * step[j];
      }
      if (blocking >= 0 && count < k) {
        working[count++] = blocking;
        inSet[blocking] = true;
        continue;
      }
      int worst = -1;
      for (int i = 0; i < count; i++) {
        if (multiplier[i] < -tolerance && (worst < 0 || multiplier[i] < multiplier[worst])) {
          worst = i;
        }
      }
      if (worst < 0) {
        return true;
      }
      inSet[working[worst]] = false;
      System.arraycopy(working, worst + 1, working, worst, count - worst - 1);
      count--;
    }
    return true;
  }

  /** {@return how many inequalities hold the last minimiser} */
  int bindingCount() {
    return count;
  }

  /** {@return the row number of an inequality that holds the last minimiser} */
  int binding(int i) {
    return working[i];
  }

  /** From d to the minimiser where all rows in the working set keep their value; multipliers there. */
  private void minimiseOnWorkingSet(double[] g, double[] d) {
    // half = L⁻¹·(B·d + g) = L'·d + L⁻¹·g
    forward(factor, g, half, k);
    for (int i = 0; i < k; i++) {
      for (int j = i; j < k; j++) {
        half[i] += factor[j][i] * d[j];
      }
    }
    for (int r = 0; r < count; r++) {
      forward(factor, constraints.row(working[r]), solved[r], k);
      for (int c = 0; c <= r; c++) {
        small[r][c] = dot(solved[r], solved[c]);
      }
      multiplier[r] = dot(solved[r], half);
    }
    if (count > 0) {
      cholesky(small, small, count);
      forward(small, multiplier, multiplier, count);
      backward(small, multiplier, count);
      for (int r = 0; r < count; r++) {
        for (int j = 0; j < k; j++) {
          half[j] -= multiplier[r] * solved[r][j];
        }
      }
    }
    for (int j = 0; j < k; j++) {
      step[j] = -half[j];
    }
    backward(factor, step, k);
  }

  /** Lower factor of a symmetric matrix of which the lower half is read; may be done in place. */
  static boolean cholesky(double[][] a, double[][] l, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int c = 0; c < j; c++) {
          sum -= l[i][c] * l[j][c];
        }
        if (i == j) {
          if (!(sum > 1e-14 * Math.abs(a[i][i]) && sum < Double.POSITIVE_INFINITY)) {
            return false;
          }
          l[i][i] = Math.sqrt(sum);
        } else {
          l[i][j] = sum / l[j][j];
        }
      }
    }
    return true;
  }

  /** out = L⁻¹·v. */
  private static void forward(double[][] l, double[] v, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double sum = v[i];
      for (int c = 0; c < i; c++) {
        sum -= l[i][c] * out[c];
      }
      out[i] = sum / l[i][i];
    }
  }

  /** v = L'⁻¹·v. */
  private static void backward(double[][] l, double[] v, int n) {
    for (int i = n - 1; i >= 0; i--) {
      double sum = v[i];
      for (int c = i + 1; c < n; c++) {
        sum -= l[c][i] * v[c];
      }
      v[i] = sum / l[i][i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static double maxAbs(double[] v) {
    double max = 0;
    for (double x : v) {
      max = Math.max(max, Math.abs(x));
    }
    return max;
  }
}
