package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Linear inequalities {@code a·x ≥ bound}, each with the words that tell a user that it binds.
 * Filled once before an estimation.
 */
final class Constraints {
  /** An inequality counts as binding when it holds with this little to spare. */
  static final double SLACK = 1e-10;

  private static final double SNAP = 1e-15;

  private final int dimension;
  private final List<String> words = new ArrayList<>();
  private double[][] rows = new double[0][];
  private double[] bounds = {};
  private int[] onlyCoordinate = {}; // of an inequality in one coordinate, else −1

  Constraints(int dimension) {
    this.dimension = dimension;
  }

  int dimension() {
    return dimension;
  }

  int size() {
    return rows.length;
  }

  double[] row(int i) {
    return rows[i];
  }

  void atLeast(double[] row, double bound, String whenBinding) {
    int n = rows.length;
    rows = Arrays.copyOf(rows, n + 1);
    bounds = Arrays.copyOf(bounds, n + 1);
    onlyCoordinate = Arrays.copyOf(onlyCoordinate, n + 1);
    rows[n] = row;
    bounds[n] = bound;
    onlyCoordinate[n] = onlyCoordinate(row);
    words.add(whenBinding);
  }

  void atLeast(int index, double bound, String whenBinding) {
    double[] row = new double[dimension];
    row[index] = 1;
    atLeast(row, bound, whenBinding);
  }

  /**
   * An equation, as two inequalities that bind without words.
   *
   * @param row a
   * @param value of {@code a·x}
   */
  void equal(double[] row, double value) {
    double[] negative = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      negative[j] = -row[j];
    }
    atLeast(row, value, "");
    atLeast(negative, -value, "");
  }

  /** {@code Σ weights[i]·x[at + i] ≤ most}. */
  void persistence(int at, double[] weights, double most) {
    double[] row = new double[dimension];
    for (int i = 0; i < weights.length; i++) {
      row[at + i] = 0.0 - weights[i];
    }
    atLeast(row, -most, most == 1 ? "persistence=1" : "persistence at its bound " + most);
  }

  void atMost(int index, double bound, String whenBinding) {
    double[] row = new double[dimension];
    row[index] = -1;
    atLeast(row, -bound, whenBinding);
  }

  private static int onlyCoordinate(double[] row) {
    int only = -1;
    for (int j = 0; j < row.length; j++) {
      if (row[j] != 0) {
        if (only >= 0) {
          return -1;
        }
        only = j;
      }
    }
    return only;
  }

  /** {@code a·x − bound} of one inequality: negative where it is broken. */
  double slack(int i, double[] x) {
    double[] row = rows[i];
    double sum = -bounds[i];
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * x[j];
    }
    return sum;
  }

  /** Moves coordinates that rounding has left beside or beyond a bound of their own onto it. */
  void snap(double[] x) {
    for (int i = 0; i < rows.length; i++) {
      int only = onlyCoordinate[i];
      if (only >= 0 && rows[i][only] * x[only] - bounds[i] < SNAP) {
        x[only] = bounds[i] / rows[i][only] + 0.0; // not −0
      }
    }
  }

  boolean hold(double[] x) {
    for (int i = 0; i < rows.length; i++) {
      if (!(slack(i, x) >= -SLACK)) {
        return false;
      }
    }
    return true;
  }

  /** Whether x fulfils all but the equations, which are the inequalities without words. */
  boolean holdInequalities(double[] x) {
    for (int i = 0; i < rows.length; i++) {
      if (!words.get(i).isEmpty() && !(slack(i, x) >= -SLACK)) {
        return false;
      }
    }
    return true;
  }

  /** {@return how many equations there are, each of which takes a degree of freedom} */
  int equations() {
    return (int) words.stream().filter(String::isEmpty).count() / 2;
  }

  boolean anyBinds(double[] x) {
    for (int i = 0; i < rows.length; i++) {
      if (slack(i, x) <= SLACK && !words.get(i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** {@return the words of those that bind at a point} */
  List<String> binding(double[] x) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (slack(i, x) <= SLACK && !words.get(i).isEmpty()) {
        found.add(words.get(i));
      }
    }
    return found;
  }

  /**
   * How far x can go both ways along a direction before an inequality that does not bind is met.
   */
  double room(double[] x, double[] way) {
    double room = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.length; i++) {
      double slope = Math.abs(QuadraticProgram.dot(rows[i], way));
      double left = slack(i, x);
      if (slope > 1e-12 && left > SLACK) {
        room = Math.min(room, left / slope);
      }
    }
    return room;
  }

  /** An orthonormal basis of the directions that leave all binding inequalities as they are. */
  double[][] faceBasis(double[] x) {
    double[][] basis = new double[dimension][];
    int normals = 0;
    for (int i = 0; i < rows.length && normals < dimension; i++) {
      if (slack(i, x) <= SLACK) {
        normals += orthogonal(rows[i], basis, normals);
      }
    }
    int found = normals;
    for (int j = 0; j < dimension && found < dimension; j++) {
      double[] axis = new double[dimension];
      axis[j] = 1;
      found += orthogonal(axis, basis, found);
    }
    return Arrays.copyOfRange(basis, normals, found);
  }

  /** Adds what is left of v beside a basis as its next vector; 0 if that is next to nothing. */
  private static int orthogonal(double[] v, double[][] basis, int count) {
    double[] rest = v.clone();
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < count; i++) {
        double along = QuadraticProgram.dot(rest, basis[i]);
        for (int j = 0; j < rest.length; j++) {
          rest[j] -= along * basis[i][j];
        }
      }
    }
    double norm = Math.sqrt(QuadraticProgram.dot(rest, rest));
    if (norm < 1e-6 * Math.sqrt(QuadraticProgram.dot(v, v))) {
      return 0;
    }
    for (int j = 0; j < rest.length; j++) {
      rest[j] /= norm;
    }
    basis[count] = rest;
    return 1;
  }

  /**
   * The same inequalities where some coordinates are known. Those without an unknown are left out.
   *
   * @param free indices of the unknown ones
   * @param x values of the known coordinates
   */
  Constraints restrictedTo(int[] free, double[] x) {
    Constraints some = new Constraints(free.length);
    double[] known = x.clone();
    for (int j : free) {
      known[j] = 0;
    }
    for (int i = 0; i < rows.length; i++) {
      double[] row = new double[free.length];
      boolean any = false;
      for (int j = 0; j < free.length; j++) {
        row[j] = rows[i][free[j]];
        any |= row[j] != 0;
      }
      if (any) {
        some.atLeast(row, -slack(i, known), words.get(i));
      }
    }
    return some;
  }
}
