package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * The likelihood of any model, with its exact gradient and Fisher's information. It owns the paths
 * and is not for several threads.
 *
 * <p>{@code L(θ) = Σ log f(e[t](θ) | h[t](θ))}. With the innovation's derivatives by e and by h,
 * and {@code ∂e[t] = −x[t]}, {@code ∂h[t]} from the recursion: {@code ∂L = Σ (∂log f/∂h)·∂h[t] +
 * (∂log f/∂e)·∂e[t]}. The information {@code Σ I_h·∂h·∂h'/(2h²) + I_e·x·x'/h} needs no second
 * derivatives and is never indefinite: it is where the optimiser's curvature starts.
 */
final class Likelihood implements WindowLikelihood {
  /** arch's weights of the first residuals. */
  static final double EWMA_DECAY = 0.94;

  static final int EWMA_LENGTH = 75;

  /** Residuals this small beside the returns are nothing but rounding. */
  static final double ROUNDING = 1e-13;

  private final Specification model;
  private final VariancePath path;
  private final double[] y; // [end]
  private final double[] window; // [returns]
  private final int meanSize;
  private final int varianceAt;
  private final int shapeAt;
  private final int size;
  private final double[] byResidual; // [end]
  private final double[] byVariance; // [end]
  private final double[][] byShape; // [shape parameters, end]

  private double scale;
  private double fixedBackcast;
  private double[] leastSquares = {}; // [mean parameters]
  private final double[] lastTheta; // [parameters] of the last gradient

  /**
   * A likelihood without data.
   *
   * @param model what to fit
   * @param returns how many it will have, more than the mean is conditioned on
   */
  Likelihood(Specification model, int returns) {
    this.model = model;
    this.meanSize = model.varianceAt();
    this.varianceAt = meanSize;
    this.shapeAt = model.innovationAt();
    this.size = model.size();
    this.path = model.path(returns, shapeAt, size);
    this.y = new double[path.end];
    this.window = new double[returns];
    this.lastTheta = new double[size];
    this.byResidual = new double[path.end];
    this.byVariance = new double[path.end];
    this.byShape = new double[size - shapeAt][path.end];
  }

  @Override
  public boolean load(double[] returns, int from) {
    double largest = 0;
    for (int t = from; t < from + window.length; t++) {
      largest = Math.max(largest, Math.abs(returns[t]));
    }
    // Twice: what the returns are divided by is known only when least squares has been done, and
    // before that their squares could overflow.
    double unit = largest > 0 ? largest : 1;
    leastSquares = leastSquares(returns, from, unit);
    model.mean().rescale(leastSquares, unit);
    double meanSquare = weightedPowers(path.e, path.padding, path.end, 1, 2);
    scale = meanSquare > ROUNDING * ROUNDING ? unit * Math.sqrt(meanSquare) : 0;
    if (!(scale > 0)) {
      return false;
    }
    leastSquares(returns, from, scale);
    fixedBackcast = fixedBackcast();
    return true;
  }

  private double fixedBackcast() {
    if (model.preSample() == PreSample.GIVEN) {
      return model.given() / (scale * scale);
    }
    boolean ewma = model.preSample() == PreSample.EWMA;
    int end = ewma ? Math.min(path.end, path.padding + EWMA_LENGTH) : path.end;
    return weightedPowers(
        path.e, path.padding, end, ewma ? EWMA_DECAY : 1, model.variance().power());
  }

  /** Sets the data to returns/unit and the residuals to those of the coefficients it returns. */
  private double[] leastSquares(double[] returns, int from, double unit) {
    for (int t = 0; t < window.length; t++) {
      window[t] = returns[from + t] / unit;
    }
    int n = path.observations();
    model.mean().regressors(window, path.x, path.padding);
    System.arraycopy(window, window.length - n, y, path.padding, n);
    double[] coefficients = LeastSquares.fit(path.x, y, path.padding, path.end);
    path.residuals(y, coefficients);
    return coefficients;
  }

  /** {@code (Σ d^i·|e[i]|^δ / Σ d^i)^(2/δ)}. */
  private static double weightedPowers(double[] e, int from, int end, double decay, double power) {
    double sum = 0;
    double weights = 0;
    double weight = 1;
    for (int t = from; t < end; t++) {
      sum += weight * (power == 2 ? e[t] * e[t] : Math.pow(Math.abs(e[t]), power));
      weights += weight;
      weight *= decay;
    }
    return power == 2 ? sum / weights : Math.pow(sum / weights, 2 / power);
  }

  int observations() {
    return path.observations();
  }

  /** {@return the paths of the last evaluation} */
  VariancePath path() {
    return path;
  }

  /** {@return a copy of the mean's parameters by least squares, in the user's units} */
  @Override
  public double[] leastSquares() {
    return leastSquares.clone();
  }

  @Override
  public double scale() {
    return scale;
  }

  @Override
  public void forecast(double[] theta, double[] out) {
    paths(theta, false);
    double negative = model.innovation().negativeShare(theta, shapeAt);
    model.variance().forecast(path, theta, varianceAt, negative, out);
  }

  /** {@return the log-likelihood of the scaled returns} */
  double value(double[] theta) {
    paths(theta, false);
    return model.innovation().logLikelihood(path, theta, shapeAt);
  }

  @Override
  public double valueAndGradient(double[] theta, double[] gradient) {
    System.arraycopy(theta, 0, lastTheta, 0, size);
    paths(theta, true);
    double value = model.innovation().score(path, theta, shapeAt, byResidual, byVariance, byShape);
    for (int j = 0; j < shapeAt; j++) {
      gradient[j] = dot(byVariance, path.dh[j]);
    }
    for (int j = 0; j < meanSize; j++) {
      gradient[j] -= dot(byResidual, path.x[j]);
    }
    for (int j = shapeAt; j < size; j++) {
      double sum = 0;
      for (int t = path.padding; t < path.end; t++) {
        sum += byShape[j - shapeAt][t];
      }
      gradient[j] = sum;
    }
    int n = path.observations();
    for (int j = 0; j < size; j++) {
      gradient[j] /= -n;
    }
    return -value / n;
  }

  /** Fisher's information; for the shape the sum of the squared scores, apart from the rest. */
  @Override
  public void curvature(double[][] out) {
    int n = path.observations();
    double[] theta = lastTheta;
    double byScale = 0.5 * model.innovation().scaleInformation(theta, shapeAt);
    double byLocation = model.innovation().locationInformation(theta, shapeAt);
    for (double[] row : out) {
      Arrays.fill(row, 0);
    }
    for (int i = 0; i < shapeAt; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int t = path.padding; t < path.end; t++) {
          sum += path.dh[i][t] * path.dh[j][t] / (path.h[t] * path.h[t]);
        }
        double entry = byScale * sum;
        if (i < meanSize) {
          sum = 0;
          for (int t = path.padding; t < path.end; t++) {
            sum += path.x[i][t] * path.x[j][t] / path.h[t];
          }
          entry += byLocation * sum;
        }
        out[i][j] = entry / n;
        out[j][i] = entry / n;
      }
    }
    for (int i = shapeAt; i < size; i++) {
      out[i][i] = dot(byShape[i - shapeAt], byShape[i - shapeAt]) / n;
    }
  }

  private double dot(double[] a, double[] b) {
    double sum = 0;
    for (int t = path.padding; t < path.end; t++) {
      sum += a[t] * b[t];
    }
    return sum;
  }

  private void paths(double[] theta, boolean derivatives) {
    path.residuals(y, theta);
    PreSample rule = model.preSample();
    path.firstVarianceGiven = rule == PreSample.H1;
    path.residualBefore = rule == PreSample.FCP;
    switch (rule) {
      case EWMA, SAMPLE, GIVEN -> path.backcast = fixedBackcast;
      case STEADY ->
          path.backcast = model.variance().longRun(theta, varianceAt, path.backcastGradient);
      case FCP -> CurrentMean.write(path, model.variance().power(), derivatives);
      case H1 -> CurrentMean.write(path, 2, derivatives);
    }
    model.variance().filter(path, theta, varianceAt, derivatives);
  }

  /**
   * First and second derivatives of the variances at a point.
   *
   * @param theta all parameters
   * @return the paths of this likelihood, with {@code dh} and {@code d2h}
   */
  VariancePath secondDerivatives(double[] theta) {
    paths(theta, true);
    switch (model.preSample()) {
      case EWMA, SAMPLE, GIVEN -> {}
      case STEADY -> model.variance().longRunHessian(theta, varianceAt, path.backcastHessian);
      case FCP -> CurrentMean.writeSecond(path, model.variance().power());
      case H1 -> CurrentMean.writeSecond(path, 2);
    }
    model.variance().secondDerivatives(path, theta, varianceAt);
    return path;
  }
}
