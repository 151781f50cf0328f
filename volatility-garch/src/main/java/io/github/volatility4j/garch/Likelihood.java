package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * The log-likelihood of one series as a function of all parameters, with its exact gradient and
 * Fisher's information. One for each fit: it owns the paths and is not for several threads.
 *
 * <p>It works on returns divided by {@link #scale}, so that the residuals of least squares have mean
 * square 1 and no starting value, bound or tolerance depends on the unit of the returns.
 *
 * <p>{@code L(θ) = Σ log f(e[t](θ) | h[t](θ))}. With the innovation's derivatives by e and by h, and
 * {@code ∂e[t] = −x[t]}, {@code ∂h[t]} from the recursion: {@code ∂L = Σ (∂log f/∂h)·∂h[t] + (∂log
 * f/∂e)·∂e[t]}. The information {@code Σ I_h·∂h·∂h'/(2h²) + I_e·x·x'/h} needs no second derivatives
 * and is never indefinite: it is where the optimiser's curvature starts.
 */
final class Likelihood {
  /** arch's weights of the first residuals. */
  private static final double EWMA_DECAY = 0.94;

  private static final int EWMA_LENGTH = 75;

  /** Residuals this small beside the returns are nothing but rounding. */
  private static final double ROUNDING = 1e-13;

  private final Specification model;
  private final VariancePath path;
  private final double[] y; // [end]
  private final int meanSize;
  private final int varianceAt;
  private final int shapeAt;
  private final int size;
  private final double[] leastSquares; // [mean parameters]
  private final double scale;
  private final double fixedBackcast;
  private final double[] byResidual; // [end]
  private final double[] byVariance; // [end]
  private final double[][] byShape; // [shape parameters, end]

  /**
   * The likelihood of some returns.
   *
   * @param model what to fit
   * @param returns more than the mean is conditioned on
   */
  Likelihood(Specification model, double[] returns) {
    this.model = model;
    this.meanSize = model.varianceAt();
    this.varianceAt = meanSize;
    this.shapeAt = model.innovationAt();
    this.size = model.size();
    int pad = model.variance().padding();
    int n = returns.length - model.mean().conditionedOn();
    this.path = new VariancePath(pad, n, meanSize, shapeAt, size);
    this.y = new double[path.end];
    this.byResidual = new double[path.end];
    this.byVariance = new double[path.end];
    this.byShape = new double[size - shapeAt][path.end];

    double largest = 0;
    for (double r : returns) {
      largest = Math.max(largest, Math.abs(r));
    }
    load(returns, largest);
    double meanSquare = weightedSquares(path.e, pad, path.end, 1);
    this.scale = meanSquare > ROUNDING * ROUNDING ? largest * Math.sqrt(meanSquare) : 0;
    this.leastSquares = load(returns, scale);
    this.fixedBackcast =
        model.preSample() == PreSample.EWMA
            ? weightedSquares(path.e, pad, Math.min(path.end, pad + EWMA_LENGTH), EWMA_DECAY)
            : weightedSquares(path.e, pad, path.end, 1);
  }

  /** Sets the data to returns/unit and the residuals to those of least squares, which it returns. */
  private double[] load(double[] returns, double unit) {
    double[] scaled = new double[returns.length];
    for (int t = 0; t < scaled.length; t++) {
      scaled[t] = unit > 0 ? returns[t] / unit : 0;
    }
    int n = path.observations();
    model.mean().regressors(scaled, path.x, path.padding);
    System.arraycopy(scaled, scaled.length - n, y, path.padding, n);
    double[] coefficients = LeastSquares.fit(path.x, y, path.padding, path.end);
    path.residuals(y, coefficients);
    return coefficients;
  }

  /** {@code Σ d^i·e[i]² / Σ d^i}. */
  private static double weightedSquares(double[] e, int from, int end, double decay) {
    double sum = 0;
    double weights = 0;
    double weight = 1;
    for (int t = from; t < end; t++) {
      sum += weight * e[t] * e[t];
      weights += weight;
      weight *= decay;
    }
    return sum / weights;
  }

  int observations() {
    return path.observations();
  }

  /** {@return the paths of the last evaluation} */
  VariancePath path() {
    return path;
  }

  /** {@return the mean's parameters by least squares} */
  double[] leastSquares() {
    return leastSquares;
  }

  /**
   * {@return what the returns are divided by; 0 if the mean explains them all, so that nothing is left
   * to model}
   */
  double scale() {
    return scale;
  }

  double value(double[] theta) {
    paths(theta, false);
    return model.innovation().logLikelihood(path, theta, shapeAt);
  }

  double valueAndGradient(double[] theta, double[] gradient) {
    paths(theta, true);
    double value =
        model.innovation().score(path, theta, shapeAt, byResidual, byVariance, byShape);
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
    return value;
  }

  /**
   * Fisher's information at the point of the last {@link #valueAndGradient}; for the shape the sum of
   * the squared scores, apart from the rest.
   */
  void information(double[] theta, double[][] out) {
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
        out[i][j] = entry;
        out[j][i] = entry;
      }
    }
    for (int i = shapeAt; i < size; i++) {
      out[i][i] = dot(byShape[i - shapeAt], byShape[i - shapeAt]);
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
    double[] slopes = path.backcastGradient;
    PreSample rule = model.preSample();
    path.firstVarianceGiven = rule == PreSample.H1;
    switch (rule) {
      case EWMA, SAMPLE -> path.backcast = fixedBackcast;
      case STEADY -> path.backcast = model.variance().longRun(theta, varianceAt, slopes);
      case FCP, H1 -> {
        int n = path.observations();
        path.backcast = dot(path.e, path.e) / n;
        for (int j = 0; derivatives && j < meanSize; j++) {
          slopes[j] = -2 * dot(path.e, path.x[j]) / n;
        }
      }
    }
    model.variance().filter(path, theta, varianceAt, derivatives);
  }
}
