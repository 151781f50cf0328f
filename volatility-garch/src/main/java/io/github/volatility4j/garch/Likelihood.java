package io.github.volatility4j.garch;

import java.util.Arrays;
import java.util.Optional;

/**
 * The likelihood of any model, with its exact gradient and Fisher's information. It owns the paths
 * and is not for several threads.
 *
 * <p>{@code L(θ) = Σ log f(e[t](θ) | h[t](θ))}. With the innovation's derivatives by e and by h,
 * and {@code ∂e[t] = −x[t]}, {@code ∂h[t]} from the recursion: {@code ∂L = Σ (∂log f/∂h)·∂h[t] +
 * (∂log f/∂e)·∂e[t]}. The information {@code Σ I_h·∂h·∂h'/(2h²) + I_e·x·x'/h} needs no second
 * derivatives and is never indefinite: it is where the optimiser's curvature starts.
 */
final class Likelihood implements Objective {
  /** arch's weights of the first residuals. */
  static final double EWMA_DECAY = 0.94;

  static final int EWMA_LENGTH = 75;

  /** Residuals this small beside the returns are nothing but rounding. */
  static final double ROUNDING = 1e-13;

  private final Specification model;
  private final boolean inStrands;
  private final VariancePath path;
  private final double[] y; // [end]
  private final double[] window; // [returns]
  private final int meanSize;
  private final int varianceAt;
  private final int shapeAt;
  private final int size;
  private final double[] byResidual; // [end]
  private final double[] byVariance; // [end]
  private final double[] byShape; // [shape parameters]
  private final double[] weighted; // [end] scratch

  private double scale;
  private double fixedBackcast;
  private double[] leastSquares = {}; // [mean parameters]
  private Optional<MeanSquare> quadratic = Optional.empty(); // for the rules that need it, fast
  private final double[] lastTheta; // [parameters] of the last gradient
  private Curvatures[] curvatures = {}; // one, when it is first asked for

  /**
   * A likelihood without data.
   *
   * @param model what to fit
   * @param returns how many it will have, more than the mean is conditioned on
   */
  Likelihood(Specification model, int returns) {
    this(model, returns, 1);
  }

  /**
   * {@return a likelihood without data whose recursions run in {@link Strands}, if the model's can
   * and there are enough observations}
   */
  static Likelihood fast(Specification model, int returns) {
    boolean many = returns - model.mean().conditionedOn() >= Strands.LEAST;
    return new Likelihood(
        model, returns, many && model.variance().runsInStrands() ? Strands.COUNT : 1);
  }

  /** With so many columns from an observation to the next, 1 or {@link Strands#COUNT}. */
  Likelihood(Specification model, int returns, int step) {
    this.model = model;
    this.inStrands = step > 1;
    this.meanSize = model.varianceAt();
    this.varianceAt = meanSize;
    this.shapeAt = model.innovationAt();
    this.size = model.size();
    this.path = model.path(returns, shapeAt, size, step);
    this.y = new double[path.end];
    this.window = new double[returns];
    this.lastTheta = new double[size];
    this.byResidual = new double[path.end];
    this.byVariance = new double[path.end];
    this.byShape = new double[size - shapeAt];
    this.weighted = new double[path.end];
  }

  /**
   * Turns to other returns, as many as before. They are divided by {@link #scale}, so that the
   * residuals of least squares have mean square 1 and no starting value, bound or tolerance depends
   * on their unit.
   *
   * @param returns finite
   * @param from first of them
   * @return false if the mean explains them without error, so that there is no variance to model
   */
  boolean load(double[] returns, int from) {
    double largest = 0;
    for (int t = from; t < from + window.length; t++) {
      largest = Math.max(largest, Math.abs(returns[t]));
    }
    // Twice: what the returns are divided by is known only when least squares has been done, and
    // before that their squares could overflow.
    double unit = largest > 0 ? largest : 1;
    divide(returns, from, unit);
    leastSquares = LeastSquares.fit(path.x, y, path.padding, path.end);
    path.residuals(y, leastSquares);
    double meanSquare = Sums.dot(path.e, path.e, path.padding, path.end) / path.observations();
    model.mean().rescale(leastSquares, unit);
    scale = meanSquare > ROUNDING * ROUNDING ? unit * Math.sqrt(meanSquare) : 0;
    if (!(scale > 0)) {
      return false;
    }
    divide(returns, from, scale);
    double[] scaled = leastSquares.clone();
    model.mean().rescale(scaled, 1 / scale);
    path.residuals(y, scaled);
    switch (model.preSample()) {
      case EWMA, SAMPLE, GIVEN -> fixedBackcast = fixedBackcast();
      case STEADY -> {}
      case FCP, H1 -> {
        if (inStrands && power() == 2) {
          quadratic = Optional.of(new MeanSquare(path, scaled));
        }
      }
    }
    path.lay(y);
    for (double[] row : path.x) {
      path.lay(row);
    }
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

  /** Sets the data to returns/unit, in the order of time. */
  private void divide(double[] returns, int from, double unit) {
    for (int t = 0; t < window.length; t++) {
      window[t] = returns[from + t] / unit;
    }
    int n = path.observations();
    model.mean().regressors(window, path.x, path.padding);
    System.arraycopy(window, window.length - n, y, path.padding, n);
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
  double[] leastSquares() {
    return leastSquares.clone();
  }

  /** {@return what the returns are divided by, 0 if there is no variance to model} */
  double scale() {
    return scale;
  }

  /** Variances of the days after the last return, scaled. */
  void forecast(double[] theta, double[] out) {
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
    paths(theta, true, !inStrands);
    double value = model.innovation().score(path, theta, shapeAt, byResidual, byVariance, byShape);
    if (inStrands) {
      model.variance().gradient(path, theta, varianceAt, byResidual, byVariance, gradient);
    } else {
      for (int j = 0; j < shapeAt; j++) {
        gradient[j] = dot(byVariance, path.dh[j]);
      }
      for (int j = 0; j < meanSize; j++) {
        gradient[j] -= dot(byResidual, path.x[j]);
      }
    }
    System.arraycopy(byShape, 0, gradient, shapeAt, byShape.length);
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
    if (inStrands) {
      paths(theta, true, true);
    }
    double byScale = 0.5 * model.innovation().scaleInformation(theta, shapeAt);
    double byLocation = model.innovation().locationInformation(theta, shapeAt);
    for (double[] row : out) {
      Arrays.fill(row, 0);
    }
    for (int i = 0; i < shapeAt; i++) {
      perSquare(path.dh[i], path.h, weighted, path.padding, path.end);
      for (int j = 0; j <= i; j++) {
        out[i][j] = byScale * dot(weighted, path.dh[j]) / n;
      }
      if (i < meanSize) {
        per(path.x[i], path.h, weighted, path.padding, path.end);
        for (int j = 0; j <= i; j++) {
          out[i][j] += byLocation * dot(weighted, path.x[j]) / n;
        }
      }
      for (int j = 0; j < i; j++) {
        out[j][i] = out[i][j];
      }
    }
    for (int i = shapeAt; i < size; i++) {
      out[i][i] = model.innovation().shapeInformation(path, theta, shapeAt, i - shapeAt);
    }
  }

  /** The exact second derivatives. */
  @Override
  public boolean hessian(double[][] out) {
    Innovation innovation = model.innovation();
    double[] theta = lastTheta;
    Curvatures curvatures = curvatures(theta);
    double[][] hessian = curvatures.hessian();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = hessian[i][j];
        if (i >= shapeAt) {
          entry *= innovation.userSlope(theta, shapeAt, i - shapeAt);
        }
        if (j >= shapeAt) {
          entry *= innovation.userSlope(theta, shapeAt, j - shapeAt);
        }
        if (i == j && i >= shapeAt) {
          entry -=
              innovation.userBend(theta, shapeAt, i - shapeAt) * curvatures.shapeScore(i - shapeAt);
        }
        out[i][j] = entry / path.observations();
        out[j][i] = out[i][j];
      }
    }
    return true;
  }

  /** {@return what covariances are made of, at a point; it lasts until the next evaluation} */
  Curvatures curvatures(double[] theta) {
    beginSecondDerivatives(theta);
    if (!model.variance().weighsSecondDerivatives(path)) {
      model.variance().secondDerivatives(path, theta, varianceAt);
    }
    if (curvatures.length == 0) {
      curvatures = new Curvatures[] {new Curvatures(model, path, byResidual, byVariance, weighted)};
    }
    curvatures[0].at(theta);
    return curvatures[0];
  }

  private static void per(double[] x, double[] h, double[] out, int from, int end) {
    for (int t = from; t < end; t++) {
      out[t] = x[t] / h[t];
    }
  }

  private static void perSquare(double[] x, double[] h, double[] out, int from, int end) {
    for (int t = from; t < end; t++) {
      out[t] = x[t] / (h[t] * h[t]);
    }
  }

  private double dot(double[] a, double[] b) {
    return Sums.dot(a, b, path.padding, path.end);
  }

  private void paths(double[] theta, boolean derivatives) {
    paths(theta, derivatives, derivatives);
  }

  /** Residuals and variances, and derivatives of the pre-sample value and of the variances. */
  private void paths(double[] theta, boolean derivatives, boolean slopes) {
    path.residuals(y, theta);
    PreSample rule = model.preSample();
    path.firstVarianceGiven = rule == PreSample.H1;
    path.residualBefore = rule == PreSample.FCP;
    switch (rule) {
      case EWMA, SAMPLE, GIVEN -> path.backcast = fixedBackcast;
      case STEADY ->
          path.backcast = model.variance().longRun(theta, varianceAt, path.backcastGradient);
      case FCP, H1 -> currentMean(theta, derivatives);
    }
    model.variance().filter(path, theta, varianceAt, slopes);
  }

  private void currentMean(double[] theta, boolean derivatives) {
    if (quadratic.isPresent()) {
      quadratic.get().write(path, theta);
    } else {
      CurrentMean.write(path, power(), derivatives);
    }
  }

  /** Of the residuals that the current mean's pre-sample value is the mean of. */
  private double power() {
    return model.preSample() == PreSample.H1 ? 2 : model.variance().power();
  }

  /**
   * First and second derivatives of the variances at a point.
   *
   * @param theta all parameters
   * @return the paths of this likelihood, with {@code dh} and {@code d2h}
   */
  VariancePath secondDerivatives(double[] theta) {
    beginSecondDerivatives(theta);
    model.variance().secondDerivatives(path, theta, varianceAt);
    return path;
  }

  private void beginSecondDerivatives(double[] theta) {
    paths(theta, true);
    switch (model.preSample()) {
      case EWMA, SAMPLE, GIVEN -> {}
      case STEADY -> model.variance().longRunHessian(theta, varianceAt, path.backcastHessian);
      case FCP, H1 -> {
        if (quadratic.isPresent()) {
          quadratic.get().writeSecond(path);
        } else {
          CurrentMean.writeSecond(path, power());
        }
      }
    }
  }
}
