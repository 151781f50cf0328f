package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * Minimises {@code ½·d'Bd + g'd} over {@code a[i]·d ≥ −slack[i]}, B positive definite, slack ≥ 0:
 * the step of sequential quadratic programming from a feasible point.
 *
 * <p>A primal active-set method (Nocedal and Wright 2006, algorithm 16.3,
 * doi:10.1007/978-0-387-40065-5) for a handful of variables. With {@code B = L·L'} and {@code v =
 * L'd} it looks for the point nearest to {@code −L⁻¹g} on the rows {@code L⁻¹a} of the working set,
 * of which it keeps an orthonormal basis: a step is what the basis leaves of the way there, the
 * multipliers come from one triangular system. It stops at the first inequality in the way and adds
 * it, or drops the one with the most negative multiplier.
 *
 * <p>Work arrays are made once. The working set is kept from one call to the next as far as it
 * still binds, for it is mostly the same.
 */
final class QuadraticProgram {
  /** What is left of a row that depends on others, relative to the row. */
  private static final double DEPENDENT = 1e-9;

  private final Constraints constraints;
  private final int k;
  private final int m;
  private final double[][] factor; // [k, k] L below the diagonal, 1/L on it
  private final int[] working; // [k] rows in the working set, in order of entry
  private final boolean[] held; // [m] in the working set, or fixed by the rows in it
  private final double[][] basis; // [k, k] row i: orthonormal, spans L⁻¹·a of the first i + 1 rows
  private final double[][] triangle; // [k, k] row i: coordinates of the i-th L⁻¹·a in the basis
  private final double[] multiplier; // [k]
  private final double[] way; // [k] in the coordinates of v
  private final double[] step; // [k]
  private int count;

  QuadraticProgram(Constraints constraints) {
    this.constraints = constraints;
    this.k = constraints.dimension();
    this.m = constraints.size();
    this.factor = new double[k][k];
    this.working = new int[k];
    this.held = new boolean[m];
    this.basis = new double[k][k];
    this.triangle = new double[k][k];
    this.multiplier = new double[k];
    this.way = new double[k];
    this.step = new double[k];
  }

  /** Forgets the working set, so that the next solution does not depend on those before. */
  void forget() {
    Arrays.fill(held, false);
    count = 0;
  }

  /**
   * Solves it.
   *
   * @param b [k, k] symmetric, the lower half is read
   * @param g [k]
   * @param slack [m] not negative
   * @param d [k] receives the minimiser
   * @return false if B is not positive definite
   */
  boolean solve(double[][] b, double[] g, double[] slack, double[] d) {
    if (!factorise(b)) {
      return false;
    }
    keepBinding(slack);
    Arrays.fill(d, 0);
    double tolerance = 1e-13 * maxAbs(g);
    // A round adds or drops one row; far more rounds than rows would mean going round in circles.
    for (int round = 0; round < 20 + 10 * m; round++) {
      stepOnWorkingSet(g, d);
      double length = 1;
      int blocking = -1;
      for (int i = 0; i < m; i++) {
        if (!held[i]) {
          double slope = dot(constraints.row(i), step);
          if (slope < 0) {
            double room = Math.max(0, slack[i] + dot(constraints.row(i), d));
            if (room < -slope * length) {
              length = room / -slope;
              blocking = i;
            }
          }
        }
      }
      for (int j = 0; j < k; j++) {
        d[j] += length * step[j];
      }
      if (blocking >= 0 && count < k) {
        add(blocking);
        continue;
      }
      int worst = mostNegativeMultiplier(tolerance);
      if (worst < 0) {
        return true;
      }
      drop(worst);
    }
    return true;
  }

  private void keepBinding(double[] slack) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (slack[working[i]] <= 1e-15) {
        working[kept++] = working[i];
      }
    }
    rebuild(0, kept);
  }

  private void drop(int place) {
    System.arraycopy(working, place + 1, working, place, count - place - 1);
    rebuild(place, count - 1);
  }

  /** Makes the basis anew for the rows from one place on. */
  private void rebuild(int from, int to) {
    Arrays.fill(held, false);
    for (int i = 0; i < from; i++) {
      held[working[i]] = true;
    }
    count = from;
    for (int i = from; i < to; i++) {
      add(working[i]);
    }
  }

  /** Adds a row, unless those in the set fix it already and it only seemed to be in the way. */
  private void add(int row) {
    held[row] = true;
    double[] rest = basis[count];
    forward(constraints.row(row), rest);
    double before = dot(rest, rest);
    for (int i = 0; i < count; i++) {
      double along = dot(basis[i], rest);
      triangle[count][i] = along;
      for (int j = 0; j < k; j++) {
        rest[j] -= along * basis[i][j];
      }
    }
    double after = dot(rest, rest);
    if (!(after > DEPENDENT * DEPENDENT * before)) {
      return;
    }
    double norm = Math.sqrt(after);
    triangle[count][count] = norm;
    for (int j = 0; j < k; j++) {
      rest[j] /= norm;
    }
    working[count++] = row;
  }

  /** From d to the minimiser where all rows in the working set keep their value. */
  private void stepOnWorkingSet(double[] g, double[] d) {
    // −(L'd + L⁻¹g)
    forward(g, way);
    for (int i = 0; i < k; i++) {
      double sum = d[i] / factor[i][i];
      for (int j = i + 1; j < k; j++) {
        sum += factor[j][i] * d[j];
      }
      way[i] = -way[i] - sum;
    }
    for (int i = 0; i < count; i++) {
      double along = dot(basis[i], way);
      multiplier[i] = -along;
      for (int j = 0; j < k; j++) {
        way[j] -= along * basis[i][j];
      }
    }
    for (int i = k - 1; i >= 0; i--) {
      double sum = way[i];
      for (int j = i + 1; j < k; j++) {
        sum -= factor[j][i] * step[j];
      }
      step[i] = sum * factor[i][i];
    }
  }

  private int mostNegativeMultiplier(double tolerance) {
    int worst = -1;
    for (int i = count - 1; i >= 0; i--) {
      double sum = multiplier[i];
      for (int j = i + 1; j < count; j++) {
        sum -= triangle[j][i] * multiplier[j];
      }
      multiplier[i] = sum / triangle[i][i];
      if (multiplier[i] < -tolerance && (worst < 0 || multiplier[i] < multiplier[worst])) {
        worst = i;
      }
    }
    return worst;
  }

  /** Cholesky's L of B, with the reciprocals of its diagonal. */
  private boolean factorise(double[][] b) {
    for (int i = 0; i < k; i++) {
      double[] row = factor[i];
      double rest = b[i][i];
      for (int j = 0; j < i; j++) {
        double sum = b[i][j];
        for (int c = 0; c < j; c++) {
          sum -= row[c] * factor[j][c];
        }
        row[j] = sum * factor[j][j];
        rest -= row[j] * row[j];
      }
      if (!(rest > 1e-14 * Math.abs(b[i][i]) && rest < Double.POSITIVE_INFINITY)) {
        return false;
      }
      row[i] = 1 / Math.sqrt(rest);
    }
    return true;
  }

  /** out = L⁻¹·v. */
  private void forward(double[] v, double[] out) {
    for (int i = 0; i < k; i++) {
      double sum = v[i];
      for (int j = 0; j < i; j++) {
        sum -= factor[i][j] * out[j];
      }
      out[i] = sum * factor[i][i];
    }
  }

  static double dot(double[] a, double[] b) {
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
