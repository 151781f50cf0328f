package io.github.volatility4j.garch;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Steps a model with known parameters from day to day: variance, residual, return. Not for several
 * threads.
 */
final class Simulator {
  private final Specification model;
  private final double[] theta; // in the user's units
  private final double[] window; // [lags of the mean + 1] of returns, the last one not yet known
  private final double[][] x; // [mean parameters, 1]

  /**
   * A simulator.
   *
   * @throws IllegalArgumentException if the model has regressors, which nobody knows ahead
   */
  Simulator(Specification model, double[] theta) {
    MeanModel alone = model.mean().with(Regressors.NONE);
    if (alone.parameterNames().size() < model.varianceAt()
        || !model.regressors().series().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has regressors, whose values on the days to come are not known"
              .formatted(model.label()));
    }
    this.model = model;
    this.theta = theta;
    this.window = new double[model.mean().conditionedOn() + 1];
    this.x = new double[model.varianceAt()][1];
  }

  /**
   * Simulates all observations of a path.
   *
   * @param path whose columns before the first observation are known; its residuals and variances
   *     are written
   * @param returns [lags of the mean + observations] of which the first are known; receives the
   *     others
   * @param innovations standardised
   */
  void run(VariancePath path, double[] returns, DoubleSupplier innovations) {
    VarianceModel variance = model.variance();
    int at = model.varianceAt();
    int lost = window.length - 1;
    double mean = lost == 0 ? mean(returns, 0) : 0;
    for (int t = 0; t < path.observations(); t++) {
      int column = path.padding + t;
      variance.next(path, column, theta, at);
      path.e[column] = Math.sqrt(path.h[column]) * innovations.getAsDouble();
      returns[lost + t] = (lost == 0 ? mean : mean(returns, t)) + path.e[column];
    }
  }

  /** The expected return after {@code lags} returns from {@code from} on. */
  double mean(double[] returns, int from) {
    int lost = window.length - 1;
    System.arraycopy(returns, from, window, 0, lost);
    window[lost] = 0;
    model.mean().regressors(window, x, 0);
    double mean = 0;
    for (int j = 0; j < x.length; j++) {
      mean += theta[j] * x[j][0];
    }
    return mean;
  }

  /** {@return a path that begins in the model's long run, and returns at their mean} */
  Simulation fresh(int observations, int burnIn, DoubleSupplier innovations) {
    int lost = window.length - 1;
    int all = burnIn + observations;
    VariancePath path = model.path(lost + all, 0, model.size());
    path.backcast = start();
    model.variance().begin(path, theta, model.varianceAt());
    double[] returns = new double[lost + all];
    run(path, returns, innovations);
    double[] variance = Arrays.copyOfRange(path.h, path.end - observations, path.end);
    for (double h : variance) {
      if (!(h > 0 && h < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the simulated variance becomes %s: with these parameters it does not stay positive and finite"
                .formatted(h));
      }
    }
    return new Simulation(Arrays.copyOfRange(returns, lost + burnIn, lost + all), variance);
  }

  private double start() {
    if (model.preSample() == PreSample.GIVEN) {
      return model.given();
    }
    int at = model.varianceAt();
    double longRun = model.variance().longRun(theta, at, new double[model.size()]);
    if (longRun > 0 && longRun < Double.POSITIVE_INFINITY) {
      return longRun;
    }
    // An integrated process has no mean to begin at, yet with ω > 0 forgets where it began.
    if (model.variance().parameterNames().contains("omega") && theta[at] > 0) {
      return 50 * theta[at];
    }
    throw new IllegalArgumentException(
        "%s has no long-run variance to begin at; give one with preSample(variance)"
            .formatted(model.variance().label()));
  }
}
