package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Where the likelihood has a maximum at a residual of exactly 0, the absolute value of which is in
 * it, no search by derivatives arrives: the slope jumps there, or, as of GED with ν near 1, is as
 * steep as a jump. A residual is linear in the parameters of the mean, so that the search goes on
 * along residuals held at 0, where the likelihood is smooth.
 */
final class Kinks {
  /** A step off a kink, in units of the residual, that shows the slopes on both sides. */
  private static final double OFF = 1e-6;

  /** Mean log-likelihood that rounding may cost. */
  private static final double NOISE = 1e-10;

  private final Specification model;
  private final Likelihood likelihood;
  private final FreeObjective objective;
  private final Constraints constraints;
  private final int[] free;

  Kinks(
      Specification model,
      Likelihood likelihood,
      FreeObjective objective,
      Constraints constraints,
      int[] free) {
    this.model = model;
    this.likelihood = likelihood;
    this.objective = objective;
    this.constraints = constraints;
    this.free = free;
  }

  /**
   * Holds the smallest residuals at 0, one after the other, until what is left of the likelihood
   * has its maximum.
   *
   * @param search ended without one
   * @param converged the projected gradient that counts as none
   * @param gain for the searches along kinks
   * @param steps to polish their ends
   * @return where the search has ended at a maximum; the search that came in if there is none
   */
  Sqp from(Sqp search, double converged, double gain, int steps) {
    List<double[]> rows = new ArrayList<>();
    List<Integer> held = new ArrayList<>();
    Constraints onKinks = constraints;
    Sqp along = search;
    while (rows.size() < model.varianceAt() && !(along.projectedGradient() <= converged)) {
      double[] x = along.x();
      likelihood.value(objective.full(x));
      VariancePath path = likelihood.path();
      int at = smallest(path, held);
      double[] row = new double[free.length];
      double left = path.e[at];
      for (int i = 0; i < free.length && free[i] < model.varianceAt(); i++) {
        row[i] = path.x[free[i]][at];
        left += row[i] * x[i];
      }
      held.add(at);
      rows.add(row);
      onKinks = onKinks.with(row, left);
      onKinks.moveOntoEquations(x);
      along = new Sqp(objective, onKinks);
      along.minimise(x, gain);
      along.polish(steps);
    }
    boolean isMaximum =
        along.projectedGradient() <= converged && along.value() <= search.value() + NOISE;
    return isMaximum && fallsBeside(along.x(), rows) ? along : search;
  }

  private static int smallest(VariancePath path, List<Integer> but) {
    int at = -1;
    for (int t = path.padding; t < path.end; t++) {
      if (!but.contains(t) && (at < 0 || Math.abs(path.e[t]) < Math.abs(path.e[at]))) {
        at = t;
      }
    }
    return at;
  }

  /**
   * Whether the likelihood falls on both sides of each kink as one goes along the others: each is
   * the absolute value of a residual of its own, so that no other way has to be looked at.
   */
  private boolean fallsBeside(double[] end, List<double[]> rows) {
    if (rows.isEmpty()) {
      return true;
    }
    RealMatrix residuals = MatrixUtils.createRealMatrix(rows.toArray(double[][]::new));
    SingularValueDecomposition decomposition = new SingularValueDecomposition(residuals);
    if (decomposition.getRank() < rows.size()) {
      return false; // a residual that the parameters don't move, or that moves with another
    }
    RealMatrix ways = decomposition.getSolver().getInverse(); // [free][kinks]
    double[] slopes = new double[free.length];
    for (int k = 0; k < rows.size(); k++) {
      double[] way = ways.getColumn(k);
      for (int side = -1; side <= 1; side += 2) {
        double[] beside = end.clone();
        for (int i = 0; i < way.length; i++) {
          beside[i] += side * OFF * way[i];
        }
        objective.valueAndGradient(beside, slopes);
        double outward = 0;
        for (int i = 0; i < way.length; i++) {
          outward += side * slopes[i] * way[i];
        }
        if (!(outward >= 0)) {
          return false;
        }
      }
    }
    return true;
  }
}
