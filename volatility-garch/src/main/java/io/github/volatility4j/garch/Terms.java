package io.github.volatility4j.garch;

/**
 * Derivatives of the terms {@code log f(e[t] | h[t])} of a likelihood by residual e, variance h and
 * shapes s, [end] each.
 *
 * <p>With {@code z = e/√h} and {@code log f = g(z; s) − ½·ln h}: by e {@code g'/√h}, by h {@code
 * −½·(1 + z·g')/h}, and their derivatives.
 */
final class Terms {
  final double[] byE;
  final double[] byH;
  final double[] byEe;
  final double[] byEh;
  final double[] byHh;
  final double[][] byS; // [shapes, end]
  final double[][] byEs;
  final double[][] byHs;
  final double[][] bySs; // [pairs, end]

  private Terms(int end, int shapes) {
    byE = new double[end];
    byH = new double[end];
    byEe = new double[end];
    byEh = new double[end];
    byHh = new double[end];
    byS = new double[shapes][end];
    byEs = new double[shapes][end];
    byHs = new double[shapes][end];
    bySs = new double[VariancePath.pairs(shapes)][end];
  }

  static Terms of(VariancePath path, Distribution distribution) {
    Terms terms = new Terms(path.end, distribution.shapes());
    if (distribution instanceof NormalDensity) {
      terms.normal(path.e, path.h, path.padding, path.end);
    } else {
      terms.any(path, distribution);
    }
    return terms;
  }

  /** The same without square roots and calls. */
  private void normal(double[] e, double[] h, int from, int end) {
    for (int t = from; t < end; t++) {
      double inverse = 1 / h[t];
      double pull = e[t] * inverse;
      double square = e[t] * pull;
      byE[t] = -pull;
      byH[t] = 0.5 * (square - 1) * inverse;
      byEe[t] = -inverse;
      byEh[t] = pull * inverse;
      byHh[t] = (0.5 - square) * inverse * inverse;
    }
  }

  private void any(VariancePath path, Distribution distribution) {
    int shapes = byS.length;
    double[] out = new double[distribution.derivativeCount()];
    for (int t = path.padding; t < path.end; t++) {
      double inverse = 1 / Math.sqrt(path.h[t]);
      double square = inverse * inverse;
      double z = path.e[t] * inverse;
      distribution.derivatives(z, out);
      double first = out[1];
      double zFirst = z * first;
      double zSecond = z == 0 ? 0 : z * out[2]; // a GED's second derivative is infinite at 0
      byE[t] = first * inverse;
      byH[t] = -0.5 * (1 + zFirst) * square;
      byEe[t] = out[2] * square;
      byEh[t] = -0.5 * (first + zSecond) * square * inverse;
      byHh[t] = (0.5 + 0.75 * zFirst + 0.25 * z * zSecond) * square * square;
      int at = Distribution.SHAPES;
      for (int s = 0; s < shapes; s++) {
        byS[s][t] = out[at + s];
        byEs[s][t] = out[at + shapes + s] * inverse;
        byHs[s][t] = -0.5 * z * out[at + shapes + s] * square;
      }
      for (int s = 0; s < bySs.length; s++) {
        bySs[s][t] = out[at + 2 * shapes + s];
      }
    }
  }
}
