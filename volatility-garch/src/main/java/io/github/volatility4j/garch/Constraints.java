package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.List;

/**
 * Linear inequalities {@code a·x ≥ bound}, each with the words that tell a user that it binds. Filled
 * once before an estimation.
 */
final class Constraints {
  /** An inequality counts as binding when it holds with this little to spare. */
  static final double SLACK = 1e-10;

  private static final double SNAP = 1e-15;

  private final int dimension;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Double> bounds = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<Integer> onlyCoordinate = new ArrayList<>(); // of a bound, else -1

  Constraints(int dimension) {
    this.dimension = dimension;
  }

  int dimension() {
    return dimension;
  }

  int size() {
    return rows.size();
  }

  double[] row(int i) {
    return rows.get(i);
  }

  double bound(int i) {
    return bounds.get(i);
  }

  void atLeast(double[] row, double bound, String whenBinding) {
    rows.add(row);
    bounds.add(bound);
    words.add(whenBinding);
    onlyCoordinate.add(onlyCoordinate(row));
  }

  void atLeast(int index, double bound, String whenBinding) {
    double[] row = new double[dimension];
    row[index] = 1;
    atLeast(row, bound, whenBinding);
  }

  void atMost(int index, double bound, String whenBinding) {
    double[] row = new double[dimension];
    row[index] = -1;
    atLeast(row, -bound, whenBinding);
  }

  /** {@code a·x − bound} of one inequality: negative where it is broken. */
  double slack(int i, double[] x) {
    double[] row = rows.get(i);
    double sum = -bounds.get(i);
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * x[j];
    }
    return sum;
  }

  /** {@return the words of those that bind at a point} */
  List<String> binding(double[] x) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (slack(i, x) <= SLACK) {
        found.add(words.get(i));
      }
    }
    return found;
  }

  boolean hold(double[] x) {
    for (int i = 0; i < size(); i++) {
      if (!(slack(i, x) >= -SLACK)) {
        return false;
      }
    }
    return true;
  }

  /** Moves coordinates that miss a bound of their own by rounding onto it. */
  void snap(double[] x) {
    for (int i = 0; i < size(); i++) {
      int only = onlyCoordinate.get(i);
      if (only >= 0 && Math.abs(slack(i, x)) < SNAP) {
        x[only] = bounds.get(i) / rows.get(i)[only];
      }
    }
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

  /**
   * The same inequalities where some coordinates are known. Those without an unknown are left out.
   *
   * @param x values of the known coordinates
   * @param free indices of the unknown ones
   */
  Constraints restrictedTo(int[] free, double[] x) {
    Constraints some = new Constraints(free.length);
    boolean[] unknown = new boolean[dimension];
    for (int j : free) {
      unknown[j] = true;
    }
    for (int i = 0; i < size(); i++) {
      double[] row = new double[free.length];
      boolean any = false;
      for (int j = 0; j < free.length; j++) {
        row[j] = rows.get(i)[free[j]];
        any |= row[j] != 0;
      }
      double bound = bounds.get(i);
      for (int j = 0; j < dimension; j++) {
        bound -= unknown[j] ? 0 : rows.get(i)[j] * x[j];
      }
      if (any) {
        some.atLeast(row, bound, words.get(i));
      }
    }
    return some;
  }
}
