package io.github.volatility4j.garch;

import java.util.List;
import java.util.Random;

/** Points to evaluate a likelihood at, and what differences say there. */
final class Points {
  private Points() {}

  /** A random point inside the domain, around one of the variance's starts. */
  static double[] interior(Specification model, WindowLikelihood likelihood, Random random) {
    double[] theta = new double[model.size()];
    double[] mean = likelihood.leastSquares();
    for (int j = 0; j < mean.length; j++) {
      theta[j] = mean[j] + 0.1 * random.nextGaussian();
    }
    model.mean().rescale(theta, 1 / likelihood.scale());
    Constraints constraints = model.constraints(0.95);
    List<double[]> starts = model.variance().starts();
    do {
      double[] start = starts.get(random.nextInt(starts.size()));
      for (int j = 0; j < start.length; j++) {
        theta[model.varianceAt() + j] =
            start[j] * (0.6 + 0.4 * random.nextDouble()) + 0.05 * random.nextDouble();
      }
      for (int j = model.regressorsAt(); j < model.innovationAt(); j++) {
        theta[j] = 0.1 * random.nextDouble();
      }
      for (int j = model.innovationAt(); j < model.size(); j++) {
        theta[j] = 0.01 + 0.4 * random.nextDouble();
      }
    } while (!constraints.holdInequalities(theta));
    return theta;
  }

  /** A derivative by central differences of order four. */
  static double slope(Objective function, double[] theta, int j) {
    double step = 2e-4 * (0.05 + Math.abs(theta[j]));
    return (8 * (at(function, theta, j, step) - at(function, theta, j, -step))
            - (at(function, theta, j, 2 * step) - at(function, theta, j, -2 * step)))
        / (12 * step);
  }

  private static double at(Objective function, double[] theta, int j, double step) {
    double[] moved = theta.clone();
    moved[j] += step;
    return function.valueAndGradient(moved, new double[theta.length]);
  }
}
