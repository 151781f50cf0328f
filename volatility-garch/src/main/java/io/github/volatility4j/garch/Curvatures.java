package io.github.volatility4j.garch;

/**
 * Scores of all observations and the three matrices that covariances are made of. Mean and variance
 * are those of the path, the shapes are as users know them.
 *
 * <p>A term of the likelihood depends on parameters through the residual e, the variance h and the
 * shape: {@code ∂log f/∂θ[i] = L_e·∂e + L_h·∂h} or {@code L_s}. Its second derivative is {@code
 * ∂L_h/∂θ[i]·∂h[j] + ∂L_e/∂θ[i]·∂e[j] + L_h·∂²h[i,j]}, as e is linear.
 *
 * @param scores [parameters, end]
 * @param hessian [parameters, parameters] {@code −Σ ∂²log f}
 * @param outer [parameters, parameters] {@code Σ s·s'}
 * @param information [parameters, parameters] expectation of the Hessian, mean apart from the rest
 */
record Curvatures(double[][] scores, double[][] hessian, double[][] outer, double[][] information) {

  /**
   * Computes all of them.
   *
   * @param model of the path
   * @param theta of the path, shapes as the optimiser knows them
   * @param path with first and second derivatives
   */
  static Curvatures of(Specification model, double[] theta, VariancePath path) {
    Distribution distribution = model.innovation().distribution(theta, model.innovationAt());
    Sums sums = new Sums(path, Terms.of(path, distribution), model, distribution.information());
    int size = theta.length;
    double[][] scores = new double[size][];
    for (int i = 0; i < size; i++) {
      scores[i] = sums.score(i);
    }
    double[][] hessian = new double[size][size];
    double[][] outer = new double[size][size];
    double[][] information = new double[size][size];
    for (int i = 0; i < size; i++) {
      sums.slopes(i);
      for (int j = 0; j <= i; j++) {
        hessian[i][j] = -sums.curvature(i, j);
        hessian[j][i] = hessian[i][j];
        outer[i][j] = dot(scores[i], scores[j], path.padding, path.end);
        outer[j][i] = outer[i][j];
        information[i][j] = sums.expected(i, j);
        information[j][i] = information[i][j];
      }
    }
    return new Curvatures(scores, hessian, outer, information);
  }

  /** Rows of one parameter i, written by {@link #slopes}, and sums of them with a j up to i. */
  private static final class Sums {
    private final VariancePath path;
    private final Terms terms;
    private final double[][] unit; // information of one observation at h = 1
    private final int means;
    private final int at; // of the first shape
    private final double[] inverse; // [end] 1/h
    private final double[] ofByE; // [end] ∂L_e/∂θ[i]
    private final double[] ofByH; // [end] ∂L_h/∂θ[i]
    private final double[] relative; // [end] ∂h/∂θ[i]/h²
    private final double[] weighted; // [end] x[i]/h

    Sums(VariancePath path, Terms terms, Specification model, double[][] unit) {
      this.path = path;
      this.terms = terms;
      this.unit = unit;
      this.means = model.varianceAt();
      this.at = model.innovationAt();
      this.inverse = new double[path.end];
      this.ofByE = new double[path.end];
      this.ofByH = new double[path.end];
      this.relative = new double[path.end];
      this.weighted = new double[path.end];
      for (int t = path.padding; t < path.end; t++) {
        inverse[t] = 1 / path.h[t];
      }
    }

    double[] score(int i) {
      if (i >= at) {
        return terms.byS[i - at];
      }
      double[] score = new double[path.end];
      times(terms.byH, path.dh[i], score, path.padding, path.end);
      if (i < means) {
        subtractTimes(terms.byE, path.x[i], score, path.padding, path.end);
      }
      return score;
    }

    void slopes(int i) {
      int from = path.padding;
      int end = path.end;
      if (i >= at) {
        System.arraycopy(terms.byEs[i - at], 0, ofByE, 0, end);
        System.arraycopy(terms.byHs[i - at], 0, ofByH, 0, end);
        return;
      }
      double[] dh = path.dh[i];
      times(terms.byEh, dh, ofByE, from, end);
      times(terms.byHh, dh, ofByH, from, end);
      times(inverse, dh, relative, from, end);
      times(inverse, relative, relative, from, end);
      if (i < means) {
        subtractTimes(terms.byEe, path.x[i], ofByE, from, end);
        subtractTimes(terms.byEh, path.x[i], ofByH, from, end);
        times(inverse, path.x[i], weighted, from, end);
      }
    }

    double curvature(int i, int j) {
      if (j >= at) {
        return sum(terms.bySs[VariancePath.pair(i - at, j - at)], path.padding, path.end);
      }
      double sum = dot(ofByH, path.dh[j]);
      if (i < at) {
        sum += dot(terms.byH, path.d2h[VariancePath.pair(i, j)]);
      }
      return j < means ? sum - dot(ofByE, path.x[j]) : sum;
    }

    double expected(int i, int j) {
      if (j >= at) {
        return path.observations() * unit[2 + i - at][2 + j - at];
      }
      if (i < at && (j >= means) == (i >= means)) {
        double ofVariance = unit[1][1] * dot(relative, path.dh[j]);
        return i < means ? ofVariance + unit[0][0] * dot(weighted, path.x[j]) : ofVariance;
      }
      return j < means ? 0 : unit[1][2 + i - at] * dot(inverse, path.dh[j]);
    }

    private double dot(double[] a, double[] b) {
      return Curvatures.dot(a, b, path.padding, path.end);
    }
  }

  private static void times(double[] a, double[] b, double[] out, int from, int end) {
    for (int t = from; t < end; t++) {
      out[t] = a[t] * b[t];
    }
  }

  private static void subtractTimes(double[] a, double[] b, double[] out, int from, int end) {
    for (int t = from; t < end; t++) {
      out[t] -= a[t] * b[t];
    }
  }

  private static double sum(double[] a, int from, int end) {
    double sum = 0;
    for (int t = from; t < end; t++) {
      sum += a[t];
    }
    return sum;
  }

  /** Four sums side by side: one addition need not wait for the one before. */
  private static double dot(double[] a, double[] b, int from, int end) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int t = from;
    for (; t < end - 3; t += 4) {
      s0 += a[t] * b[t];
      s1 += a[t + 1] * b[t + 1];
      s2 += a[t + 2] * b[t + 2];
      s3 += a[t + 3] * b[t + 3];
    }
    for (; t < end; t++) {
      s0 += a[t] * b[t];
    }
    return s0 + s1 + (s2 + s3);
  }
}
