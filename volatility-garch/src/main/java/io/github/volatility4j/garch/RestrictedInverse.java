package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The inverse of a symmetric matrix along some directions: {@code B'·(B·M·B')⁻¹·B}. What binds, a
 * bound or a sum of parameters, is an equality that the directions B keep.
 *
 * <p>B·M·B' is scaled to a unit diagonal first, so that units don't matter. A direction along which
 * it vanishes is not inverted; the parameters in it are not identified.
 *
 * @param matrix [all, all], 0 outside of the directions
 * @param unidentified parameters that take part in a direction without curvature
 */
record RestrictedInverse(double[][] matrix, List<Integer> unidentified) {
  /** Eigenvalues of a matrix with a unit diagonal that count as none. */
  private static final double SINGULAR = 1e-11;

  private static final double TAKES_PART = 1e-6;

  /** Why there is no inverse. */
  static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1;

    Unavailable(String message) {
      super(message);
    }
  }

  /**
   * Inverts.
   *
   * @param m [all, all] symmetric
   * @param basis [directions, all]
   * @param what its name, for the reason
   * @throws Unavailable if it isn't finite or has a negative eigenvalue
   */
  static RestrictedInverse of(double[][] m, double[][] basis, String what) throws Unavailable {
    int all = m.length;
    int n = basis.length;
    if (n == 0) {
      return new RestrictedInverse(new double[all][all], List.of());
    }
    double[][] inside = new double[n][n];
    double[] unit = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inside[i][j] = form(m, basis[i], basis[j]);
      }
      unit[i] = inside[i][i] > 0 ? 1 / Math.sqrt(inside[i][i]) : 1;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inside[i][j] *= unit[i] * unit[j];
        if (!Double.isFinite(inside[i][j])) {
          throw new Unavailable("the " + what + " is not finite");
        }
      }
    }
    return invert(eigen(inside, what), basis, unit, all, what);
  }

  private static EigenDecomposition eigen(double[][] symmetric, String what) throws Unavailable {
    try {
      return new EigenDecomposition(new Array2DRowRealMatrix(symmetric, false));
    } catch (MathIllegalStateException e) {
      throw new Unavailable("the " + what + " has no eigenvalues: " + e.getMessage());
    }
  }

  private static RestrictedInverse invert(
      EigenDecomposition eigen, double[][] basis, double[] unit, int all, String what)
      throws Unavailable {
    double[][] inverse = new double[all][all];
    List<Integer> unidentified = new ArrayList<>();
    double[] way = new double[all];
    for (int k = 0; k < unit.length; k++) {
      double value = eigen.getRealEigenvalue(k);
      if (!(value > -SINGULAR)) {
        throw new Unavailable("the " + what + " is not positive definite");
      }
      for (int j = 0; j < all; j++) {
        way[j] = 0;
        for (int i = 0; i < unit.length; i++) {
          double part = basis[i][j] * eigen.getEigenvector(k).getEntry(i);
          way[j] += part * unit[i];
          if (value < SINGULAR && Math.abs(part) > TAKES_PART && !unidentified.contains(j)) {
            unidentified.add(j);
          }
        }
      }
      if (value >= SINGULAR) {
        addSquare(inverse, way, 1 / value);
      }
    }
    return new RestrictedInverse(inverse, unidentified);
  }

  private static void addSquare(double[][] to, double[] way, double weight) {
    for (int i = 0; i < way.length; i++) {
      for (int j = 0; j < way.length; j++) {
        to[i][j] += weight * way[i] * way[j];
      }
    }
  }

  private static double form(double[][] m, double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      if (left[i] != 0) {
        double row = 0;
        for (int j = 0; j < right.length; j++) {
          if (right[j] != 0) {
            row += m[i][j] * right[j];
          }
        }
        sum += left[i] * row;
      }
    }
    return sum;
  }

  /** {@return {@code inverse·middle·inverse}} */
  double[][] sandwich(double[][] middle) {
    Array2DRowRealMatrix bread = new Array2DRowRealMatrix(matrix, false);
    return bread.multiply(new Array2DRowRealMatrix(middle, false)).multiply(bread).getData();
  }
}
