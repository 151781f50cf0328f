package io.github.volatility4j.garch;

import io.github.volatility4j.garch.Estimate.Freedom;
import io.github.volatility4j.garch.Estimate.Outcome;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Maximum likelihood for one series: searches from a few fixed points, one after the other, then
 * from the best end again to rounding; what was reached is checked by the conditions of a maximum.
 *
 * <p>In a short sample the likelihood of a GARCH has several maxima, most of them on the boundary
 * of the domain. From one start the highest is found in four of five windows of 90 days, from all
 * of them in nearly every one; so in short samples every start is followed. In long ones the starts
 * are ranked by likelihood and the best one to three do, and all where one of these ends on the
 * boundary or where a maximum may be a low one.
 */
final class Estimation {
  private static final int POLISHING_STEPS = 4;

  /**
   * Gain of the mean log-likelihood that a search from a start may leave behind. BFGS can promise a
   * thousandth of what there is to gain on a flat ridge; 1e-7 loses twice as many windows.
   */
  static final double FIRST_GAIN = 1e-9;

  // Where exact Newton steps begin.
  private static final double FIRST_GAIN_IN_LONG_SAMPLES = 1e-7;

  /** Gain of the mean log-likelihood that the search from the best end may leave behind. */
  static final double LAST_GAIN = 1e-18;

  /** The projected gradient of the mean log-likelihood that counts as none. */
  private static final double CONVERGED = 1e-6;

  /** Observations that a sample must have beyond one for each parameter. */
  private static final int MIN_SPARE = 10;

  /** Fits one series; messages name it. */
  static GarchFit fit(Specification model, Settings settings, TimeSeries returns) {
    settings.requireNamesOf(model);
    if (settings.fixed().size() < model.size()) {
      Returns.requireReturns(returns);
    }
    try {
      Specification there = model.on(returns);
      Likelihood likelihood = load(there, returns.values(), settings);
      Estimate estimate = estimate(there, likelihood, settings);
      Later<Evidence> evidence = Evidence.later(there, estimate, returns, likelihood);
      return new GarchFit(there, returns, estimate, evidence);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("series " + returns.name() + ": " + e.getMessage(), e);
    }
  }

  /** {@return how many returns a fit of all parameters takes} */
  static int leastReturns(Specification model) {
    return model.mean().conditionedOn() + model.size() + MIN_SPARE;
  }

  /**
   * Estimates what is not fixed.
   *
   * @param model what to fit, its regressors on the days of the returns
   * @param returns finite
   * @param settings how
   * @return the estimate; with everything fixed one evaluation
   * @throws IllegalArgumentException if the sample is too short or constant or the settings leave
   *     nothing to choose; the message does not name the series
   */
  static Estimate estimate(Specification model, double[] returns, Settings settings) {
    return estimate(model, load(model, returns, settings), settings);
  }

  private static Likelihood load(Specification model, double[] returns, Settings settings) {
    int needed = leastReturns(model) - settings.fixed().size();
    if (returns.length < needed) {
      throw new IllegalArgumentException(
          "%d returns are too few for %s; it takes %d"
              .formatted(returns.length, model.label(), needed));
    }
    if (model.preSample() == PreSample.STEADY && !model.variance().hasLongRun()) {
      throw new IllegalArgumentException(
          "%s has no long-run variance for the pre-sample rule STEADY"
              .formatted(model.variance().label()));
    }
    if (!model.regressors().series().isEmpty() && !model.variance().takesRegressors()) {
      throw new IllegalArgumentException(
          "%s takes no regressors of the variance".formatted(model.variance().label()));
    }
    Likelihood likelihood = Likelihood.fast(model, returns.length);
    if (!likelihood.load(returns, 0)) {
      throw new IllegalArgumentException(
          "the returns are constant, or explained by their mean without error: no variance to"
              + " model");
    }
    return likelihood;
  }

  private static Estimate estimate(Specification model, Likelihood likelihood, Settings settings) {
    Map<String, Double> fixed = fixed(model, likelihood, settings);
    double[] user = new double[model.size()];
    int[] free = overlay(model, fixed, user);
    if (free.length == 0) {
      return evaluate(model, likelihood, model.fromUser(user, likelihood.scale()));
    }
    return new Estimation(model, likelihood, settings, user, free).search();
  }

  /** What the user fixes, and the mean of the first of two steps. */
  private static Map<String, Double> fixed(
      Specification model, Likelihood likelihood, Settings settings) {
    Map<String, Double> fixed = new LinkedHashMap<>(settings.fixed());
    if (settings.twoStep()) {
      double[] mean = likelihood.leastSquares();
      for (int j = 0; j < mean.length; j++) {
        fixed.putIfAbsent(model.parameterNames().get(j), mean[j]);
      }
    }
    return fixed;
  }

  /** Puts the fixed values into a vector of ones; returns the indices of the other parameters. */
  private static int[] overlay(Specification model, Map<String, Double> fixed, double[] user) {
    List<String> names = model.parameterNames();
    int[] free = new int[user.length];
    int count = 0;
    for (int j = 0; j < user.length; j++) {
      user[j] = fixed.getOrDefault(names.get(j), 1.0);
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
          "the likelihood does not exist at the given parameters: a variance is not positive, or"
              + " the shape is out of its domain");
    }
    List<String> binding = model.constraints().binding(theta);
    Outcome outcome = new Outcome(GarchFit.Status.GIVEN, binding, 0, 0);
    return inUserUnits(model, likelihood, theta, Freedom.NONE, value, outcome);
  }

  private final Specification model;
  private final Likelihood likelihood;
  private final Settings settings;
  private final double[] user; // [parameters] fixed values in their places
  private final int[] free;
  private final FreeObjective objective;
  private final Constraints domain;
  private final Constraints constraints; // the domain, and residuals that a search keeps at 0

  private Estimation(
      Specification model, Likelihood likelihood, Settings settings, double[] user, int[] free) {
    this.model = model;
    this.likelihood = likelihood;
    this.settings = settings;
    this.user = user;
    this.free = free;
    this.objective = new FreeObjective(model, likelihood, user, free, settings.priors());
    Constraints all = model.constraints(settings.maxPersistence());
    if (settings.targeting()) {
      all.equal(targetingRow(), 1);
    }
    double[] fixed = model.fromUser(user, likelihood.scale());
    this.domain = all.restrictedTo(free, fixed);
    this.constraints = all.restrictedTo(free, fixed);
  }

  /** {@code ω + P·1 = 1}: the mean square of scaled residuals is 1. */
  private double[] targetingRow() {
    double[] weights = model.variance().persistenceWeights();
    if (model.variance().power() != 2 || Arrays.stream(weights).allMatch(w -> w == 0)) {
      throw new IllegalArgumentException(
          "variance targeting needs a long-run variance of the form ω/(1 − persistence); %s has none"
              .formatted(model.variance().label()));
    }
    double[] row = new double[model.size()];
    System.arraycopy(weights, 0, row, model.varianceAt(), weights.length);
    row[model.varianceAt()] = 1;
    return row;
  }

  private Estimate search() {
    double[][] starts = starts();
    int count = starts.length;
    boolean isLong = likelihood.observations() >= model.variance().shortSample();
    int enough = isLong ? model.variance().startsInLongSamples(likelihood.observations()) : count;
    double gain = isLong ? FIRST_GAIN_IN_LONG_SAMPLES : FIRST_GAIN;
    starts = isLong ? bestFirst(starts) : starts;
    Sqp search = new Sqp(objective, constraints);
    List<End> ends = new ArrayList<>();
    int iterations = 0;
    boolean isSuspect = false;
    for (int i = 0; i < count && (i < enough || isSuspect); i++) {
      search.minimise(starts[i], gain);
      iterations += search.iterations();
      ends.add(new End(search.x(), search.value()));
      isSuspect |= isSuspect(search);
    }
    // The highest maximum. What is no maximum, however high, comes last: an EGARCH has parameters
    // at which the variances are chaotic in them, and searches get lost there.
    ends.sort(Comparator.comparingDouble(End::value));
    Estimate highest = null;
    for (End end : ends) {
      if (highest != null && !Double.isFinite(end.value())) {
        break;
      }
      Estimate estimate = refine(search, end.x(), iterations);
      iterations = estimate.outcome().iterations();
      if (estimate.outcome().status() != GarchFit.Status.FAILED) {
        return estimate;
      }
      highest = highest == null ? estimate : highest;
    }
    return Objects.requireNonNull(highest);
  }

  private boolean isSuspect(Sqp search) {
    double[] x = search.x();
    return !Double.isFinite(search.value())
        || constraints.anyBinds(x)
        || model.variance().isDoubtful(objective.full(x), model.varianceAt());
  }

  /** Where a search from a start has ended. */
  private record End(double[] x, double value) {}

  /** From the end of a first search to rounding. */
  private Estimate refine(Sqp first, double[] from, int iterationsBefore) {
    Sqp search = first;
    search.refine(from, LAST_GAIN);
    search.polish(POLISHING_STEPS);
    if (model.variance().hasKink() || model.innovation().hasKink()) {
      search =
          new Kinks(model, likelihood, objective, constraints, free)
              .from(search, CONVERGED, LAST_GAIN, POLISHING_STEPS);
    }
    double[] at = objective.full(search.x());
    double value = likelihood.value(at);
    double projected = search.projectedGradient();
    List<String> binding = constraints.binding(search.x());
    GarchFit.Status status = status(projected, !binding.isEmpty());
    int iterations = iterationsBefore + search.iterations();
    Outcome outcome = new Outcome(status, binding, iterations, projected);
    Freedom freedom =
        new Freedom(free, free.length - domain.equations(), domain.faceBasis(search.x()));
    return inUserUnits(model, likelihood, at, freedom, value, outcome);
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
      Freedom freedom,
      double value,
      Outcome outcome) {
    double scale = likelihood.scale();
    return new Estimate(
        model.toUser(theta, scale),
        freedom,
        value - likelihood.observations() * Math.log(scale),
        likelihood.path().backcast * scale * scale,
        likelihood.path().residualBefore ? likelihood.path().meanResidual * scale : Double.NaN,
        outcome);
  }

  /** The grid of the variance beside least squares for the mean, as far as the constraints hold. */
  private double[][] starts() {
    double[] mean = likelihood.leastSquares();
    model.mean().rescale(mean, 1 / likelihood.scale());
    List<double[]> starts = new ArrayList<>();
    // Where fixed parameters leave less room, the free weights of the past are taken down.
    for (double shrink = 1; starts.isEmpty() && shrink > 1e-4; shrink *= 0.5) {
      for (double[] variance : model.variance().starts()) {
        double[] all = new double[user.length];
        System.arraycopy(mean, 0, all, 0, mean.length);
        System.arraycopy(variance, 0, all, model.varianceAt(), variance.length);
        for (int j = model.varianceAt() + 1; j < model.regressorsAt(); j++) {
          all[j] *= shrink;
        }
        double[] shape = model.innovation().start();
        System.arraycopy(shape, 0, all, model.innovationAt(), shape.length);
        add(all, starts);
      }
    }
    if (starts.isEmpty()) {
      throw new IllegalArgumentException(
          "the fixed parameters leave no values of the others for which the variance is positive"
              + " and its persistence at most "
              + settings.maxPersistence());
    }
    return starts.toArray(double[][]::new);
  }

  /** Adds a start, moved to what the user asks for, if the constraints hold there. */
  private void add(double[] all, List<double[]> starts) {
    double scale = likelihood.scale();
    double[] asked = model.toUser(all, scale);
    List<String> names = model.parameterNames();
    for (int j = 0; j < asked.length; j++) {
      asked[j] = settings.starts().getOrDefault(names.get(j), asked[j]);
    }
    for (double[] point :
        settings.starts().isEmpty() ? List.of(all) : List.of(model.fromUser(asked, scale), all)) {
      if (settings.targeting()) {
        target(point);
      }
      double[] start = new double[free.length];
      for (int i = 0; i < free.length; i++) {
        start[i] = point[free[i]];
      }
      constraints.moveOntoEquations(start);
      if (constraints.hold(start)) {
        starts.add(start);
      }
    }
  }

  /** ω so that the long-run variance is 1, with the fixed values in their places. */
  private void target(double[] point) {
    double[] fixed = model.fromUser(user, likelihood.scale());
    boolean[] isFree = new boolean[point.length];
    for (int j : free) {
      isFree[j] = true;
    }
    double[] weights = model.variance().persistenceWeights();
    double omega = 1;
    for (int i = 1; i < weights.length; i++) {
      int j = model.varianceAt() + i;
      omega -= weights[i] * (isFree[j] ? point[j] : fixed[j]);
    }
    point[model.varianceAt()] = omega;
  }

  private double[][] bestFirst(double[][] starts) {
    record Ranked(double[] start, double value) {}
    return Arrays.stream(starts)
        .map(start -> new Ranked(start, likelihood.value(objective.full(start))))
        .sorted(Comparator.comparingDouble(ranked -> -ranked.value()))
        .map(Ranked::start)
        .toArray(double[][]::new);
  }
}
