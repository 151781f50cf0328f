package io.github.volatility4j.garch;

/**
 * Derivatives of the terms {@code log f(e[t] | h[t])} of a likelihood by residual e, variance h and
 * shapes s, [end] each.
 *
 * <p>With {@code z = e/√h} and {@code log f = g(z; s) − ½·ln h}: by e {@code g'/√h}, by h {@code
 * −½·(1 + z·g')/h}, and their derivatives.
 */
final class Terms {
  final double[] inverse; // 1/h
  final double[] byE;
  final double[] byH;
  final double[] byEe;
  final double[] byEh;
  final double[] byHh;
  final double[][] byEs; // [shapes, end]
  final double[][] byHs;
  final double[][] bySs; // [pairs, end]
  private final double[][] byS;
  private final VariancePath path;
  private boolean logsAreDue; // of the scores of Student's ν

  /** With two rows to write to, [end], which may be anyone's scratch. */
  Terms(VariancePath path, int shapes, double[] byE, double[] byH) {
    int end = path.end;
    this.path = path;
    inverse = new double[end];
    this.byE = byE;
    this.byH = byH;
    byEe = new double[end];
    byEh = new double[end];
    byHh = new double[end];
    byS = new double[shapes][end];
    byEs = new double[shapes][end];
    byHs = new double[shapes][end];
    bySs = new double[VariancePath.pairs(shapes)][end];
  }

  /** Computes them for the residuals and variances that the path has now. */
  void fill(Distribution distribution) {
    reciprocals(path.h, inverse, path.padding, path.end);
    logsAreDue = false;
    if (distribution instanceof NormalDensity) {
      normal(path.e, inverse, path.padding, path.end);
    } else if (distribution instanceof StudentTDensity t) {
      studentT(t);
      logsAreDue = true;
    } else {
      any(distribution);
    }
  }

  /**
   * Evens out the curvature by residuals where a GED with ν below 2 makes it infinite at 0: for
   * {@code |z| < 1/√n} its mean there takes its place. One residual that a maximum was drawn to
   * would outweigh all others, and without one much of the expected curvature is missing. The band
   * holds some √n residuals, as estimates of a density at a point want it: it shrinks, and more and
   * more residuals are in it.
   */
  void evenOut(GedDensity density) {
    double width = 1 / Math.sqrt(path.observations());
    double mean = density.meanCurvature(width);
    for (int t = path.padding; t < path.end; t++) {
      if (Math.abs(path.e[t]) * Math.sqrt(inverse[t]) < width) {
        byEe[t] = mean * inverse[t];
      }
    }
  }

  /** {@return [end] derivatives by a shape} */
  double[] byS(int shape) {
    if (logsAreDue) {
      double[] row = byS[0];
      for (int t = path.padding; t < path.end; t++) {
        row[t] -= 0.5 * Math.log1p(path.scratch[t]);
      }
      logsAreDue = false;
    }
    return byS[shape];
  }

  private static void reciprocals(double[] h, double[] out, int from, int end) {
    for (int t = from; t < end; t++) {
      out[t] = 1 / h[t];
    }
  }

  /** The same without square roots and calls. */
  private void normal(double[] e, double[] inverse, int from, int end) {
    normalFirst(e, inverse, byE, byH, from, end);
    normalSecond(e, inverse, byEe, byEh, byHh, from, end);
  }

  private static void normalFirst(
      double[] e, double[] inverse, double[] byE, double[] byH, int from, int end) {
    for (int t = from; t < end; t++) {
      double pull = e[t] * inverse[t];
      byE[t] = -pull;
      byH[t] = 0.5 * (e[t] * pull - 1) * inverse[t];
    }
  }

  private static void normalSecond(
      double[] e,
      double[] inverse,
      double[] byEe,
      double[] byEh,
      double[] byHh,
      int from,
      int end) {
    for (int t = from; t < end; t++) {
      double pull = e[t] * inverse[t];
      byEe[t] = -inverse[t];
      byEh[t] = pull * inverse[t];
      byHh[t] = (0.5 - e[t] * pull) * inverse[t] * inverse[t];
    }
  }

  /** With {@code s = ν − 2} and {@code q = s·h + e²}, and the logarithms of byS left out. */
  private void studentT(StudentTDensity density) {
    double s = density.nu - 2;
    double[] perQ = path.scratch;
    for (int t = path.padding; t < path.end; t++) {
      perQ[t] = 1 / (s * path.h[t] + path.e[t] * path.e[t]);
    }
    studentFirst(path.e, inverse, perQ, density.nu + 1, byE, byH, path.padding, path.end);
    studentMean(path.e, path.h, perQ, s, byEe, byEh, path.padding, path.end);
    studentVariance(path.e, inverse, perQ, s, byHh, path.padding, path.end);
    studentMixed(path.e, path.h, perQ, byEs[0], byHs[0], path.padding, path.end);
    double[] ofS = byS[0];
    double[] ofSs = bySs[0];
    for (int t = path.padding; t < path.end; t++) {
      double square = path.e[t] * path.e[t];
      double tail = square * perQ[t] / s;
      ofS[t] = density.slope + 0.5 * (density.nu + 1) * tail;
      ofSs[t] =
          density.curvature + tail - 0.5 * (density.nu + 1) * tail * (1 / s + path.h[t] * perQ[t]);
      byHs[0][t] *= inverse[t];
      perQ[t] = square * inverse[t] / s; // what the logarithms will be of, less 1
    }
  }

  private static void studentFirst(
      double[] e,
      double[] inverse,
      double[] perQ,
      double weight,
      double[] byE,
      double[] byH,
      int from,
      int end) {
    for (int t = from; t < end; t++) {
      double pull = weight * e[t] * perQ[t];
      byE[t] = -pull;
      byH[t] = 0.5 * (pull * e[t] - 1) * inverse[t];
    }
  }

  private static void studentMean(
      double[] e,
      double[] h,
      double[] perQ,
      double s,
      double[] byEe,
      double[] byEh,
      int from,
      int end) {
    double weight = s + 3;
    for (int t = from; t < end; t++) {
      double square = perQ[t] * perQ[t];
      byEe[t] = -weight * (s * h[t] - e[t] * e[t]) * square;
      byEh[t] = weight * s * e[t] * square;
    }
  }

  private static void studentVariance(
      double[] e, double[] inverse, double[] perQ, double s, double[] byHh, int from, int end) {
    double weight = s + 3;
    for (int t = from; t < end; t++) {
      double pull = weight * e[t] * e[t] * perQ[t];
      byHh[t] = -0.5 * inverse[t] * (pull * s * perQ[t] + (pull - 1) * inverse[t]);
    }
  }

  /** byHs times h. */
  private static void studentMixed(
      double[] e, double[] h, double[] perQ, double[] byEs, double[] byHs, int from, int end) {
    for (int t = from; t < end; t++) {
      double mixed = e[t] * (3 * h[t] - e[t] * e[t]) * perQ[t] * perQ[t];
      byEs[t] = mixed;
      byHs[t] = -0.5 * e[t] * mixed;
    }
  }

  private void any(Distribution distribution) {
    int shapes = byS.length;
    double[] out = new double[distribution.derivativeCount()];
    for (int t = path.padding; t < path.end; t++) {
      double root = Math.sqrt(inverse[t]);
      double square = inverse[t];
      double z = path.e[t] * root;
      distribution.derivatives(z, out);
      double first = out[1];
      double zFirst = z * first;
      double zSecond = z == 0 ? 0 : z * out[2]; // a GED's second derivative is infinite at 0
      byE[t] = first * root;
      byH[t] = -0.5 * (1 + zFirst) * square;
      byEe[t] = out[2] * square;
      byEh[t] = -0.5 * (first + zSecond) * square * root;
      byHh[t] = (0.5 + 0.75 * zFirst + 0.25 * z * zSecond) * square * square;
      int at = Distribution.SHAPES;
      for (int s = 0; s < shapes; s++) {
        byS[s][t] = out[at + s];
        byEs[s][t] = out[at + shapes + s] * root;
        byHs[s][t] = -0.5 * z * out[at + shapes + s] * square;
      }
      for (int s = 0; s < bySs.length; s++) {
        bySs[s][t] = out[at + 2 * shapes + s];
      }
    }
  }
}
