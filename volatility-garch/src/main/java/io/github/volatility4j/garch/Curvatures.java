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

  /** Derivatives of the terms {@code log f(e[t] | h[t])}, [end] each. */
  private static final class Terms {
    final double[] byE;
    final double[] byH;
    final double[] byEe;
    final double[] byEh;
    final double[] byHh;
    final double[][] byS; // [shapes, end]
    final double[][] byEs;
    final double[][] byHs;
    final double[][] bySs; // [pairs, end]

    Terms(VariancePath path, Distribution distribution) {
      int end = path.end;
      int shapes = distribution.shapes();
      byE = new double[end];
      byH = new double[end];
      byEe = new double[end];
      byEh = new double[end];
      byHh = new double[end];
      byS = new double[shapes][end];
      byEs = new double[shapes][end];
      byHs = new double[shapes][end];
      bySs = new double[VariancePath.pairs(shapes)][end];
      double[] out = new double[distribution.derivativeCount()];
      for (int t = path.padding; t < end; t++) {
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

  /**
   * Computes all of them.
   *
   * @param model of the path
   * @param theta of the path, shapes as the optimiser knows them
   * @param path with first and second derivatives
   */
  static Curvatures of(Specification model, double[] theta, VariancePath path) {
    int at = model.innovationAt();
    Distribution distribution = model.innovation().distribution(theta, at);
    Terms terms = new Terms(path, distribution);
    int means = model.varianceAt();
    int size = theta.length;
    double[][] scores = scores(path, terms, means, at, size);
    double[][] expected = distribution.information();
    double[][] hessian = new double[size][size];
    double[][] outer = new double[size][size];
    double[][] information = new double[size][size];
    double[] ofByE = new double[path.end]; // ∂L_e/∂θ[i]
    double[] ofByH = new double[path.end]; // ∂L_h/∂θ[i]
    for (int i = 0; i < size; i++) {
      slopes(path, terms, means, at, i, ofByE, ofByH);
      for (int j = 0; j <= i; j++) {
        double curvature = 0;
        double information1 = 0;
        if (j >= at) {
          curvature = sum(terms.bySs[VariancePath.pair(i - at, j - at)], path);
          information1 = path.observations() * expected[2 + i - at][2 + j - at];
        } else {
          double[] second = i < at ? path.d2h[VariancePath.pair(i, j)] : new double[0];
          curvature = curvature(path, terms, means, j, ofByE, ofByH, second);
          information1 = expected(path, expected, means, at, i, j);
        }
        hessian[i][j] = -curvature;
        hessian[j][i] = -curvature;
        outer[i][j] = dot(scores[i], scores[j], path);
        outer[j][i] = outer[i][j];
        information[i][j] = information1;
        information[j][i] = information1;
      }
    }
    return new Curvatures(scores, hessian, outer, information);
  }

  private static double[][] scores(VariancePath path, Terms terms, int means, int at, int size) {
    double[][] scores = new double[size][];
    for (int i = 0; i < size; i++) {
      if (i >= at) {
        scores[i] = terms.byS[i - at];
        continue;
      }
      double[] score = new double[path.end];
      double[] dh = path.dh[i];
      for (int t = path.padding; t < path.end; t++) {
        score[t] = terms.byH[t] * dh[t];
      }
      if (i < means) {
        double[] x = path.x[i];
        for (int t = path.padding; t < path.end; t++) {
          score[t] -= terms.byE[t] * x[t];
        }
      }
      scores[i] = score;
    }
    return scores;
  }

  private static void slopes(
      VariancePath path, Terms terms, int means, int at, int i, double[] ofByE, double[] ofByH) {
    if (i >= at) {
      System.arraycopy(terms.byEs[i - at], 0, ofByE, 0, path.end);
      System.arraycopy(terms.byHs[i - at], 0, ofByH, 0, path.end);
      return;
    }
    double[] dh = path.dh[i];
    for (int t = path.padding; t < path.end; t++) {
      ofByE[t] = terms.byEh[t] * dh[t];
      ofByH[t] = terms.byHh[t] * dh[t];
    }
    if (i < means) {
      double[] x = path.x[i];
      for (int t = path.padding; t < path.end; t++) {
        ofByE[t] -= terms.byEe[t] * x[t];
        ofByH[t] -= terms.byEh[t] * x[t];
      }
    }
  }

  private static double curvature(
      VariancePath path,
      Terms terms,
      int means,
      int j,
      double[] ofByE,
      double[] ofByH,
      double[] second) {
    double[] dh = path.dh[j];
    double sum = 0;
    if (second.length > 0) {
      for (int t = path.padding; t < path.end; t++) {
        sum += ofByH[t] * dh[t] + terms.byH[t] * second[t];
      }
    } else {
      sum = dot(ofByH, dh, path);
    }
    return j < means ? sum - dot(ofByE, path.x[j], path) : sum;
  }

  /** The expected curvature of a pair, j a parameter of the mean or the variance. */
  private static double expected(
      VariancePath path, double[][] unit, int means, int at, int i, int j) {
    if (j < means && i >= means) {
      return 0;
    }
    double sum = 0;
    double[] h = path.h;
    double[] right = path.dh[j];
    if (i >= at) {
      for (int t = path.padding; t < path.end; t++) {
        sum += right[t] / h[t];
      }
      return unit[1][2 + i - at] * sum;
    }
    double[] left = path.dh[i];
    for (int t = path.padding; t < path.end; t++) {
      sum += left[t] * right[t] / (h[t] * h[t]);
    }
    double information = unit[1][1] * sum;
    if (i < means) {
      sum = 0;
      for (int t = path.padding; t < path.end; t++) {
        sum += path.x[i][t] * path.x[j][t] / h[t];
      }
      information += unit[0][0] * sum;
    }
    return information;
  }

  private static double sum(double[] a, VariancePath path) {
    double sum = 0;
    for (int t = path.padding; t < path.end; t++) {
      sum += a[t];
    }
    return sum;
  }

  private static double dot(double[] a, double[] b, VariancePath path) {
    double sum = 0;
    for (int t = path.padding; t < path.end; t++) {
      sum += a[t] * b[t];
    }
    return sum;
  }
}
