package io.github.volatility4j.garch;

import io.github.volatility4j.garch.Estimate.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Maximum likelihood for one series: a fixed grid of starting points ranked by likelihood, the best
 * of them followed to their optimum, the best optimum polished and checked.
 *
 * <p>The likelihood of a GARCH in a short sample has several maxima, often on the boundary: in nine of
 * ten samples of 90 days at least two. One start finds the best of them in four of five samples; all
 * of the grid's in nearly every one. In long samples they agree and a few are enough.
 */
final class Estimation {
  private static final int SHORT = 500;
  private static final int STARTS_SHORT = 8;
  private static final int STARTS_LONG = 3;
  private static final int MAX_ITERATIONS = 300;
  private static final double TOLERANCE = 1e-9;

  /** The projected gradient of the mean log-likelihood that counts as none. */
  private static final double CONVERGED = 1e-7;

  /** Observations that a sample must have beyond one for each parameter. */
  private static final int MIN_SPARE = 10;

  private Estimation() {}

  /**
   * Estimates what is not fixed.
   *
   * @param model what to fit
   * @param returns finite
   * @param fixed values of parameters by name, in the user's units
   * @return the estimate; with everything fixed one evaluation
   * @throws IllegalArgumentException if the sample is too short or constant or the fixed values leave
   *     nothing to choose; the message does not name the series
   */
  static Estimate estimate(Specification model, double[] returns, Map<String, Double> fixed) {
    int needed = model.mean().conditionedOn() + model.size() - fixed.size() + MIN_SPARE;
    if (returns.length < needed) {
      throw new IllegalArgumentException(
          "%d returns are too few for %s; it takes %d"
              .formatted(returns.length, model.label(), needed));
    }
    Likelihood likelihood = new Likelihood(model, returns);
    if (!(likelihood.scale() > 0)) {
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
    return inUserUnits(
        model, likelihood, theta, 0, value, new Outcome(GarchFit.Status.GIVEN, binding, 0, 0));
  }

  private static Estimate search(
      Specification model, Likelihood likelihood, double[] theta, int[] free) {
    Constraints all = model.constraints();
    Constraints constraints = all.restrictedTo(free, theta);
    Restricted objective = new Restricted(likelihood, theta, free);
    List<double[]> starts = starts(model, likelihood, theta, free, constraints);
    starts = bestFirst(starts, likelihood, theta, free);
    int count = likelihood.observations() < SHORT ? STARTS_SHORT : STARTS_LONG;
    Sqp search = new Sqp(objective, constraints);
    double[] best = starts.get(0);
    double bestValue = Double.POSITIVE_INFINITY;
    int iterations = 0;
    for (double[] start : starts.subList(0, Math.min(count, starts.size()))) {
      search.minimise(start, MAX_ITERATIONS, TOLERANCE);
      iterations += search.iterations();
      if (search.value() < bestValue) {
        bestValue = search.value();
        best = search.x();
      }
    }
    search.minimise(best, MAX_ITERATIONS, TOLERANCE);
    search.polish(4);
    iterations += search.iterations();
    double[] at = objective.full(search.x());
    double value = likelihood.value(at);
    double projected = search.projectedGradient();
    List<String> binding = constraints.binding(search.x());
    GarchFit.Status status = GarchFit.Status.FAILED;
    if (projected <= CONVERGED && Double.isFinite(value)) {
      status =
          binding.isEmpty()
              ? GarchFit.Status.CONVERGED_INTERIOR
              : GarchFit.Status.CONVERGED_BOUNDARY;
    }
    Outcome outcome = new Outcome(status, binding, iterations, projected);
    return inUserUnits(model, likelihood, at, free.length, value, outcome);
  }

  private static Estimate inUserUnits(
      Specification model,
      Likelihood likelihood,
      double[] theta,
      int freeCount,
      double value,
      Outcome outcome) {
    double scale = likelihood.scale();
    return new Estimate(
        model.toUser(theta, scale),
        freeCount,
        value - likelihood.observations() * Math.log(scale),
        likelihood.path().backcast * scale * scale,
        outcome);
  }

  /** The grid of the variance beside least squares for the mean, as far as the constraints hold. */
  private static List<double[]> starts(
      Specification model,
      Likelihood likelihood,
      double[] theta,
      int[] free,
      Constraints constraints) {
    List<double[]> starts = new ArrayList<>();
    // Where fixed parameters leave less room, the free weights of the past are taken down.
    for (double shrink = 1; starts.isEmpty() && shrink > 1e-4; shrink *= 0.5) {
      for (double[] variance : model.variance().starts()) {
        double[] all = new double[theta.length];
        System.arraycopy(likelihood.leastSquares(), 0, all, 0, model.varianceAt());
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
    return starts;
  }

  private static List<double[]> bestFirst(
      List<double[]> starts, Likelihood likelihood, double[] theta, int[] free) {
    record Ranked(double[] start, double value) {}
    Restricted objective = new Restricted(likelihood, theta, free);
    return starts.stream()
        .map(start -> new Ranked(start, likelihood.value(objective.full(start))))
        .sorted(Comparator.comparingDouble(ranked -> -ranked.value()))
        .map(Ranked::start)
        .toList();
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
      int n = likelihood.observations();
      double value = likelihood.valueAndGradient(theta, gradient);
      for (int i = 0; i < free.length; i++) {
        out[i] = -gradient[free[i]] / n;
      }
      return -value / n;
    }

    @Override
    public void curvature(double[][] out) {
      int n = likelihood.observations();
      likelihood.information(theta, information);
      for (int i = 0; i < free.length; i++) {
        for (int j = 0; j < free.length; j++) {
          out[i][j] = information[free[i]][free[j]] / n;
        }
      }
    }
  }
}
