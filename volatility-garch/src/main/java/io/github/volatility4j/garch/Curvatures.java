package io.github.volatility4j.garch;

/**
 * Scores of all observations and the three matrices that covariances are made of. Mean and variance
 * are those of a path, the shapes are as users know them. Arrays are made once; {@link #at} turns
 * to another point.
 *
 * <p>A term of the likelihood depends on parameters through the residual e, the variance h and the
 * shape: {@code ∂log f/∂θ[i] = L_e·∂e + L_h·∂h} or {@code L_s}. Its second derivative is {@code
 * ∂L_h/∂θ[i]·∂h[j] + ∂L_e/∂θ[i]·∂e[j] + L_h·∂²h[i,j]}, as e is linear.
 */
final class Curvatures {
  private final Specification model;
  private final VariancePath path;
  private final Terms terms;
  private final int size;
  private final int means;
  private final int shapeAt;
  private final int from;
  private final int end;
  private final double[] ofByE; // [end] ∂L_e/∂θ[i]
  private final double[] ofByH; // [end] ∂L_h/∂θ[i]
  private double[] theta = {};

  /**
   * For paths of a model.
   *
   * @param scratch [3 or more, end] to write to, which its owner leaves alone meanwhile
   */
  Curvatures(Specification model, VariancePath path, double[]... scratch) {
    this.model = model;
    this.path = path;
    this.terms = new Terms(path, model.size() - model.innovationAt(), scratch[0], scratch[1]);
    this.size = model.size();
    this.means = model.varianceAt();
    this.shapeAt = model.innovationAt();
    this.from = path.padding;
    this.end = path.end;
    this.ofByE = scratch[2];
    this.ofByH = new double[end];
  }

  /**
   * Turns to a point.
   *
   * @param point shapes as the optimiser knows them; the path has first derivatives there, and
   *     second ones unless the model {@link VarianceModel#weighsSecondDerivatives}
   */
  void at(double[] point) {
    theta = point.clone();
    terms.fill(distribution());
  }

  /** Makes the Hessian one that errors can be had from where it is infinite at residuals of 0. */
  void evenOut() {
    if (distribution() instanceof GedDensity ged && ged.hasEdge()) {
      terms.evenOut(ged);
    }
  }

  private Distribution distribution() {
    return model.innovation().distribution(theta, shapeAt);
  }

  /** {@return {@code ∂L/∂s} of a shape as users know it} */
  double shapeScore(int shape) {
    return Sums.sum(terms.byS(shape), from, end);
  }

  /** {@return [parameters, end]} */
  double[][] scores() {
    double[][] scores = new double[size][];
    for (int i = 0; i < size; i++) {
      if (i >= shapeAt) {
        scores[i] = terms.byS(i - shapeAt);
        continue;
      }
      scores[i] = new double[end];
      times(terms.byH, path.dh[i], scores[i], from, end);
      if (i < means) {
        subtractTimes(terms.byE, path.x[i], scores[i], from, end);
      }
    }
    return scores;
  }

  /** {@return [parameters, parameters] {@code Σ s·s'} of scores s} */
  double[][] outer(double[][] scores) {
    double[][] outer = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        outer[i][j] = dot(scores[i], scores[j]);
        outer[j][i] = outer[i][j];
      }
    }
    return outer;
  }

  /** {@return [parameters, parameters] {@code −Σ ∂²log f}} */
  double[][] hessian() {
    double[][] hessian = new double[size][size];
    boolean areWeighed = model.variance().weighsSecondDerivatives(path);
    if (areWeighed) {
      model.variance().addSecondDerivatives(path, theta, means, terms.byH, hessian);
    }
    for (int i = 0; i < size; i++) {
      slopes(i);
      for (int j = 0; j <= i; j++) {
        hessian[i][j] = -hessian[i][j] - second(i, j, areWeighed);
        hessian[j][i] = hessian[i][j];
      }
    }
    return hessian;
  }

  /** Writes how L_e and L_h move with a parameter. */
  private void slopes(int i) {
    if (i >= shapeAt) {
      System.arraycopy(terms.byEs[i - shapeAt], 0, ofByE, 0, end);
      System.arraycopy(terms.byHs[i - shapeAt], 0, ofByH, 0, end);
      return;
    }
    times(terms.byHh, path.dh[i], ofByH, from, end);
    if (i < means) {
      subtractTimes(terms.byEh, path.x[i], ofByH, from, end);
    }
    if (means > 0) {
      times(terms.byEh, path.dh[i], ofByE, from, end);
    }
    if (i < means) {
      subtractTimes(terms.byEe, path.x[i], ofByE, from, end);
    }
  }

  private double second(int i, int j, boolean areWeighed) {
    if (j >= shapeAt) {
      double[] row = terms.bySs[VariancePath.pair(i - shapeAt, j - shapeAt)];
      return Sums.sum(row, from, end);
    }
    double sum = dot(ofByH, path.dh[j]);
    int pair = VariancePath.pair(i, j);
    if (!areWeighed && i < shapeAt && !path.isStraight[pair]) {
      sum += dot(terms.byH, path.d2h[pair]);
    }
    return j < means ? sum - dot(ofByE, path.x[j]) : sum;
  }

  /** {@return [parameters, parameters] expectation of the Hessian, mean apart from the rest} */
  double[][] information() {
    double[][] unit = distribution().information();
    double[] inverse = terms.inverse;
    double[] relative = ofByH; // ∂h/∂θ[i]/h²
    double[] weighted = ofByE; // x[i]/h
    double[][] information = new double[size][size];
    for (int i = 0; i < size; i++) {
      if (i < shapeAt) {
        times(inverse, path.dh[i], relative, from, end);
        times(inverse, relative, relative, from, end);
      }
      if (i < means) {
        times(inverse, path.x[i], weighted, from, end);
      }
      for (int j = 0; j <= i; j++) {
        double entry = 0;
        if (j >= shapeAt) {
          entry = path.observations() * unit[2 + i - shapeAt][2 + j - shapeAt];
        } else if (i >= shapeAt) {
          entry = j < means ? 0 : unit[1][2 + i - shapeAt] * dot(inverse, path.dh[j]);
        } else if ((j >= means) == (i >= means)) {
          entry = unit[1][1] * dot(relative, path.dh[j]);
          entry += i < means ? unit[0][0] * dot(weighted, path.x[j]) : 0;
        }
        information[i][j] = entry;
        information[j][i] = entry;
      }
    }
    return information;
  }

  private double dot(double[] a, double[] b) {
    return Sums.dot(a, b, from, end);
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
}
