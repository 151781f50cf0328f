package io.github.volatility4j.garch;

import io.github.volatility4j.garch.Estimate.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Maximum likelihood for one series: searches from a few fixed points, one after the other, then
 * from the best end again to rounding; what was reached is checked by the conditions of a maximum.
 *
 * <p>In a short sample the likelihood of a GARCH has several maxima, most of them on the boundary
 * of the domain. From one start the highest is found in four of five windows of 90 days, from all
 * of them in nearly every one; so in short samples every start is followed. In long ones the starts
 * are ranked by likelihood and the best two do.
 */
final class Estimation {
  /** Below so many observations every start is followed. */
  private static final int SHORT = 500;

  private static final int STARTS_IN_LONG_SAMPLES = 2;
  private static final int POLISHING_STEPS = 4;

  /**
   * Gain of the mean log-likelihood that a search from a start may leave behind. BFGS can promise a
   * thousandth of what there is to gain on a flat ridge; 1e-7 loses twice as many windows.
   */
  static final double FIRST_GAIN = 1e-9;

  /** Gain of the mean log-likelihood that the search from the best end may leave behind. */
  static final double LAST_GAIN = 1e-18;

  /** The projected gradient of the mean log-likelihood that counts as none. */
  private static final double CONVERGED = 1e-6;

  /** Observations that a sample must have beyond one for each parameter. */
  private static final int MIN_SPARE = 10;

  private Estimation() {}

  /** {@return how many returns a fit of all parameters takes} */
  static int leastReturns(Specification model) {
    return model.mean().conditionedOn() + model.size() + MIN_SPARE;
  }

  /**
   * Estimates what is not fixed.
   *
   * @param model what to fit
   * @param returns finite
   * @param fixed values of parameters by name, in the user's units
   * @return the estimate; with everything fixed one evaluation
   * @throws IllegalArgumentException if the sample is too short or constant or the fixed values
   *     leave nothing to choose; the message does not name the series
   */
  static Estimate estimate(Specification model, double[] returns, Map<String, Double> fixed) {
    int needed = leastReturns(model) - fixed.size();
    if (returns.length < needed) {
      throw new IllegalArgumentException(
          "%d returns are too few for %s; it takes %d"
              .formatted(returns.length, model.label(), needed));
    }
    Likelihood likelihood = new Likelihood(model, returns.length);
    if (!likelihood.load(returns, 0)) {
      throw new IllegalArgumentException(
          "the returns are constant, or explained by their mean without error: no variance to model");
    }
    double[] theta = new double[model.size()];
    int[] free = overlay(model, fixed, likelihood.scale(), theta);
    if (free.length == 0) {
      return evaluate(model, likelihood, theta);
    }
    return search(model, likelihood, theta, free);
  }

  /** Puts the fixed values into theta, scaled; returns the indices of the other parameters. */
  private static int[] overlay(
      Specification model, Map<String, Double> fixed, double scale, double[] theta) {
    List<String> names = model.parameterNames();
    double[] user = new double[theta.length];
    Arrays.fill(user, 1);
    for (int j = 0; j < user.length; j++) {
      user[j] = fixed.getOrDefault(names.get(j), 1.0);
    }
    System.arraycopy(model.fromUser(user, scale), 0, theta, 0, theta.length);
    int[] free = new int[theta.length];
    int count = 0;
    for (int j = 0; j < theta.length; j++) {
      if (!fixed.containsKey(names.get(j))) {
        free[count++] = j;
      }
    }
    return Arrays.copyOf(free, count);
  }

  private static Estimate evaluate(Specification model, Likelihood likelihood, double[] theta) {
    double value = likelihood.value(theta);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the likelihood does not exist at the given parameters: a variance is not positive, or the"
              + " shape is out of its domain");
    }
    List<String> binding = model.constraints().binding(theta);
    Outcome outcome = new Outcome(GarchFit.Status.GIVEN, binding, 0, 0);
    return inUserUnits(model, likelihood, theta, new int[0], value, outcome);
  }

  private static Estimate search(
      Specification model, Likelihood likelihood, double[] theta, int[] free) {
    Constraints constraints = model.constraints().restrictedTo(free, theta);
    Restricted objective = new Restricted(likelihood, theta, free);
    double[][] starts = starts(model, likelihood, theta, free, constraints);
    int count = starts.length;
    if (likelihood.observations() >= SHORT) {
      starts = bestFirst(starts, likelihood, objective);
      count = Math.min(count, STARTS_IN_LONG_SAMPLES);
    }
    Sqp search = new Sqp(objective, constraints);
    search.minimiseFromAll(starts, count, FIRST_GAIN, LAST_GAIN);
    search.polish(POLISHING_STEPS);
    double[] at = objective.full(search.x());
    double value = likelihood.value(at);
    double projected = search.projectedGradient();
    List<String> binding = constraints.binding(search.x());
    GarchFit.Status status = status(projected, !binding.isEmpty());
    Outcome outcome = new Outcome(status, binding, search.iterations(), projected);
    return inUserUnits(model, likelihood, at, free, value, outcome);
  }

  /** What the conditions of a maximum say of a point. */
  static GarchFit.Status status(double projectedGradient, boolean onBoundary) {
    if (!(projectedGradient <= CONVERGED)) {
      return GarchFit.Status.FAILED;
    }
    return onBoundary ? GarchFit.Status.CONVERGED_BOUNDARY : GarchFit.Status.CONVERGED_INTERIOR;
  }

  private static Estimate inUserUnits(
      Specification model,
      Likelihood likelihood,
      double[] theta,
      int[] free,
      double value,
      Outcome outcome) {
    double scale = likelihood.scale();
    return new Estimate(
        model.toUser(theta, scale),
        free,
        value - likelihood.observations() * Math.log(scale),
        likelihood.path().backcast * scale * scale,
        outcome);
  }

  /** The grid of the variance beside least squares for the mean, as far as the constraints hold. */
  private static double[][] starts(
      Specification model,
      Likelihood likelihood,
      double[] theta,
      int[] free,
      Constraints constraints) {
    double[] mean = likelihood.leastSquares();
    model.mean().rescale(mean, 1 / likelihood.scale());
    List<double[]> starts = new ArrayList<>();
    // Where fixed parameters leave less room, the free weights of the past are taken down.
    for (double shrink = 1; starts.isEmpty() && shrink > 1e-4; shrink *= 0.5) {
      for (double[] variance : model.variance().starts()) {
        double[] all = new double[theta.length];
        System.arraycopy(mean, 0, all, 0, mean.length);
        System.arraycopy(variance, 0, all, model.varianceAt(), variance.length);
        for (int j = model.varianceAt() + 1; j < model.innovationAt(); j++) {
          all[j] *= shrink;
        }
        double[] shape = model.innovation().start();
        System.arraycopy(shape, 0, all, model.innovationAt(), shape.length);
        double[] start = new double[free.length];
        for (int i = 0; i < free.length; i++) {
          start[i] = all[free[i]];
        }
        if (constraints.hold(start)) {
          starts.add(start);
        }
      }
    }
    if (starts.isEmpty()) {
      throw new IllegalArgumentException(
          "the fixed parameters leave no values of the others for which the variance is positive and"
              + " its persistence at most 1");
    }
    return starts.toArray(double[][]::new);
  }

  private static double[][] bestFirst(
      double[][] starts, Likelihood likelihood, Restricted objective) {
    record Ranked(double[] start, double value) {}
    return Arrays.stream(starts)
        .map(start -> new Ranked(start, likelihood.value(objective.full(start))))
        .sorted(Comparator.comparingDouble(ranked -> -ranked.value()))
        .map(Ranked::start)
        .toArray(double[][]::new);
  }

  /** Minus the mean log-likelihood as a function of the free parameters. */
  private static final class Restricted implements Objective {
    private final Likelihood likelihood;
    private final double[] theta;
    private final int[] free;
    private final double[] gradient;
    private final double[][] information;

    Restricted(Likelihood likelihood, double[] theta, int[] free) {
      this.likelihood = likelihood;
      this.theta = theta.clone();
      this.free = free;
      this.gradient = new double[theta.length];
      this.information = new double[theta.length][theta.length];
    }

    double[] full(double[] x) {
      for (int i = 0; i < free.length; i++) {
        theta[free[i]] = x[i];
      }
      return theta.clone();
    }

    @Override
    public double valueAndGradient(double[] x, double[] out) {
      for (int i = 0; i < free.length; i++) {
        theta[free[i]] = x[i];
      }
      double value = likelihood.valueAndGradient(theta, gradient);
      for (int i = 0; i < free.length; i++) {
        out[i] = gradient[free[i]];
      }
      return value;
    }

    @Override
    public void curvature(double[][] out) {
      likelihood.curvature(information);
      for (int i = 0; i < free.length; i++) {
        for (int j = 0; j < free.length; j++) {
          out[i][j] = information[free[i]][free[j]];
        }
      }
    }
  }
}
