package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * Minimises a smooth function under linear inequalities by sequential quadratic programming.
 *
 * <p>The curvature starts as the one that the function offers (Fisher's information) and is updated
 * by damped BFGS (Powell 1978, doi:10.1007/BFb0067703), so that it stays positive definite where
 * the function is not convex. Every subproblem is solved exactly: the search moves along a
 * boundary, leaves it or ends on it, and never needs the boundary pushed to infinity by a change of
 * variables. Close to the minimum, where differences of the function drown in rounding, steps are
 * accepted by the slope instead (the approximate Wolfe condition of Hager and Zhang 2005,
 * doi:10.1137/030601880).
 *
 * <p>Whether a point is a minimum is not for the search to say: {@link #projectedGradient} measures
 * by how much the Karush–Kuhn–Tucker conditions fail there. Work arrays are made once; not for
 * several threads.
 */
final class Sqp {
  static final double ARMIJO = 1e-4;
  static final int BACKTRACKS = 40;
  static final int MAX_ITERATIONS = 300;

  private static final double CHORD = 1e-2; // shrinks the gradient enough to use a Hessian again

  /** A projected gradient that polishing would only stir. */
  private static final double ROUNDING = 1e-13;

  private final Objective function;
  private final Constraints constraints;
  private final int k;
  private final QuadraticProgram program;
  private final double[][] curvature;
  private final double[][] identity;
  private final double[] slack;
  private final double[] direction;
  private final DampedBfgs bfgs;

  private final double[] bestX;
  private double[] x;
  private double[] gradient;
  private double[] trial;
  private double[] trialGradient;
  private double value;
  private double trialValue;
  private int iterations;
  private boolean isCurrent; // whether the function was evaluated last at x
  private boolean isExact; // whether the curvature began as a Hessian

  Sqp(Objective function, Constraints constraints) {
    this.function = function;
    this.constraints = constraints;
    this.k = constraints.dimension();
    this.program = new QuadraticProgram(constraints);
    this.curvature = new double[k][k];
    this.identity = new double[k][k];
    for (int j = 0; j < k; j++) {
      identity[j][j] = 1;
    }
    this.slack = new double[constraints.size()];
    this.direction = new double[k];
    this.bfgs = new DampedBfgs(k);
    this.bestX = new double[k];
    this.x = new double[k];
    this.gradient = new double[k];
    this.trial = new double[k];
    this.trialGradient = new double[k];
  }

  /**
   * Searches from several points and goes on from the best end.
   *
   * @param starts fulfil the constraints
   * @param count how many of them to use
   * @param firstGain ends a search when the next step promises less
   * @param lastGain ends the search from the best end
   */
  void minimiseFromAll(double[][] starts, int count, double firstGain, double lastGain) {
    int total = 0;
    double best = Double.POSITIVE_INFINITY;
    System.arraycopy(starts[0], 0, bestX, 0, k);
    for (int i = 0; i < count; i++) {
      minimise(starts[i], firstGain);
      total += iterations;
      if (value < best) {
        best = value;
        System.arraycopy(x, 0, bestX, 0, k);
      }
    }
    minimise(bestX, lastGain);
    iterations += total;
  }

  /**
   * Searches from one point.
   *
   * @param start fulfils the constraints
   * @param gain ends the search when the next step promises less
   */
  void minimise(double[] start, double gain) {
    minimise(start, gain, false);
  }

  /**
   * Searches from a point near the minimum: the curvature starts as the exact one, if the function
   * knows it and it is positive definite.
   *
   * @param start fulfils the constraints
   * @param gain ends the search when the next step promises less
   */
  void refine(double[] start, double gain) {
    minimise(start, gain, true);
  }

  private void minimise(double[] start, double gain, boolean exact) {
    program.forget();
    iterations = 0;
    if (!(exact && isCurrent && Arrays.equals(start, x))) {
      System.arraycopy(start, 0, x, 0, k);
      value = function.valueAndGradient(x, gradient);
      isCurrent = true;
    }
    isExact = false;
    if (!Double.isFinite(value)) {
      return;
    }
    boolean fresh = !(exact && function.hessian(curvature) && solve(curvature));
    if (fresh) {
      restart();
    }
    isExact = !fresh;
    while (iterations < MAX_ITERATIONS) {
      if (!solve(curvature)) {
        if (fresh) {
          return;
        }
        refresh();
        fresh = true;
        continue;
      }
      double slope = QuadraticProgram.dot(gradient, direction);
      if (!(slope < -2 * gain)) {
        return;
      }
      iterations++;
      if (search(slope)) {
        bfgs.update(curvature, x, trial, gradient, trialGradient);
        accept();
        fresh = false;
      } else if (fresh) {
        return;
      } else {
        refresh();
        fresh = true;
      }
    }
  }

  /**
   * Newton steps on the face of the constraints that hold the point, with exact second derivatives
   * or, where the function has none, those from differences of the gradient: from where BFGS ends
   * to rounding. A step is kept only if it brings the projected gradient down. The first one takes
   * the curvature of a search that began with the exact one, as long as it serves.
   */
  void polish(int steps) {
    double before = projectedGradient();
    double[][] face = constraints.faceBasis(x); // [directions, k]
    double[][] second = isExact ? onto(face, curvature) : new double[0][];
    boolean isUsable = isExact;
    for (int i = 0; i < steps && before > ROUNDING && face.length > 0; i++) {
      boolean isHere = !isUsable;
      if (isHere) {
        second = along(face);
        if (second.length == 0) {
          break;
        }
      }
      double[] at = x.clone();
      double[] gradientAt = gradient.clone();
      double valueAt = value;
      double after = newtonStep(face, second) ? projectedGradient() : before;
      if (!(after < before && value <= valueAt + noise(valueAt))) {
        x = at;
        gradient = gradientAt;
        value = valueAt;
        isCurrent = false;
        if (isHere) {
          break;
        }
        isUsable = false;
        continue;
      }
      iterations++;
      double[][] faceHere = constraints.faceBasis(x);
      isUsable = after < CHORD * before && Arrays.deepEquals(faceHere, face);
      face = faceHere;
      before = after;
    }
  }

  /** {@return the largest component of the step to the projection of {@code x − gradient}} */
  double projectedGradient() {
    solve(identity);
    double max = 0;
    for (double d : direction) {
      max = Math.max(max, Math.abs(d));
    }
    return max;
  }

  double[] x() {
    return x.clone();
  }

  double value() {
    return value;
  }

  int iterations() {
    return iterations;
  }

  private boolean solve(double[][] matrix) {
    constraints.touch(x);
    for (int i = 0; i < slack.length; i++) {
      slack[i] = Math.max(0, constraints.slack(i, x));
    }
    return program.solve(matrix, gradient, slack, direction);
  }

  /** Fisher's information with a ridge that is too small to matter where there is information. */
  private void restart() {
    isExact = false;
    function.curvature(curvature);
    double largest = 0;
    for (int j = 0; j < k; j++) {
      largest = Math.max(largest, curvature[j][j]);
    }
    for (int j = 0; j < k; j++) {
      curvature[j][j] += 1e-9 * curvature[j][j] + 1e-10 * largest + 1e-12;
    }
  }

  /** Curvature at x, from which searches have led away. */
  private void refresh() {
    function.valueAndGradient(x, trialGradient);
    isCurrent = true;
    restart();
  }

  /** Backtracks along the direction to an acceptable {@code trial}; false if there is none. */
  private boolean search(double slope) {
    double length = 1;
    double noise = noise(value);
    for (int i = 0; i < BACKTRACKS; i++) {
      for (int j = 0; j < k; j++) {
        trial[j] = x[j] + length * direction[j];
      }
      constraints.snap(trial);
      if (!constraints.pull(trial)) {
        length *= 0.5;
        continue;
      }
      isCurrent = false;
      trialValue = function.valueAndGradient(trial, trialGradient);
      double change = trialValue - value;
      if (change <= ARMIJO * length * slope) {
        return true;
      }
      double trialSlope = QuadraticProgram.dot(trialGradient, direction);
      if (Math.abs(change) <= noise && Math.abs(trialSlope) <= 0.9 * Math.abs(slope)) {
        return true;
      }
      length = shorter(length, slope, change);
    }
    return false;
  }

  /** The minimum of the parabola through both values and the slope, kept off both ends. */
  static double shorter(double length, double slope, double change) {
    double parabola = -0.5 * slope * length * length / (change - slope * length);
    boolean usable = parabola > 0.1 * length && parabola < 0.5 * length;
    return usable ? parabola : (parabola >= 0.5 * length ? 0.5 : 0.1) * length;
  }

  static double noise(double value) {
    return 4e-14 * (1 + Math.abs(value));
  }

  private void accept() {
    double[] point = x;
    x = trial;
    trial = point;
    double[] slopes = gradient;
    gradient = trialGradient;
    trialGradient = slopes;
    value = trialValue;
    isCurrent = true;
  }

  /** Second derivatives along a face, where the gradient is known; empty if there are none. */
  private double[][] along(double[][] face) {
    if (!isCurrent) {
      function.valueAndGradient(x, trialGradient);
      isCurrent = true;
    }
    double[][] all = new double[k][k];
    if (function.hessian(all)) {
      return onto(face, all);
    }
    isCurrent = false; // what follows moves away
    double[][] second = new double[face.length][face.length];
    for (int i = 0; i < face.length; i++) {
      double step = 1e-5 * Math.min(1, 0.5 * constraints.room(x, face[i]) / 1e-5);
      if (!(step > 1e-9)) {
        return new double[0][];
      }
      double[] up = gradientAlong(face[i], step);
      double[] down = gradientAlong(face[i], -step);
      for (int j = 0; j < face.length; j++) {
        second[i][j] =
            (QuadraticProgram.dot(face[j], up) - QuadraticProgram.dot(face[j], down)) / (2 * step);
      }
    }
    for (int i = 0; i < face.length; i++) {
      for (int j = 0; j < i; j++) {
        second[i][j] = 0.5 * (second[i][j] + second[j][i]);
        second[j][i] = second[i][j];
      }
    }
    return second;
  }

  private double[][] onto(double[][] face, double[][] all) {
    double[][] second = new double[face.length][face.length];
    for (int i = 0; i < face.length; i++) {
      for (int j = 0; j < k; j++) {
        double row = QuadraticProgram.dot(all[j], face[i]);
        for (int l = 0; l < face.length; l++) {
          second[i][l] += face[l][j] * row;
        }
      }
    }
    return second;
  }

  private boolean newtonStep(double[][] face, double[][] second) {
    int free = face.length;
    double[] slope = new double[free];
    for (int i = 0; i < free; i++) {
      slope[i] = QuadraticProgram.dot(face[i], gradient);
    }
    QuadraticProgram newton = new QuadraticProgram(new Constraints(free));
    double[] along = new double[free];
    if (!newton.solve(second, slope, new double[0], along)) {
      return false;
    }
    double[] to = x.clone();
    for (int i = 0; i < free; i++) {
      for (int j = 0; j < k; j++) {
        to[j] += along[i] * face[i][j];
      }
    }
    constraints.snap(to);
    if (!constraints.pull(to) || !constraints.hold(to)) {
      return false;
    }
    double[] slopes = new double[k];
    isCurrent = false;
    double there = function.valueAndGradient(to, slopes);
    if (!Double.isFinite(there)) {
      return false;
    }
    x = to;
    gradient = slopes;
    value = there;
    isCurrent = true;
    return true;
  }

  private double[] gradientAlong(double[] way, double step) {
    double[] point = x.clone();
    for (int j = 0; j < k; j++) {
      point[j] += step * way[j];
    }
    double[] slopes = new double[k];
    function.valueAndGradient(point, slopes);
    return slopes;
  }
}
