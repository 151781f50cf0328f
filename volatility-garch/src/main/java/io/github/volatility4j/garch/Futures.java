package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What comes after a filtered path.
 *
 * @param model of it
 * @param theta in the user's units
 * @param path filtered
 * @param returns that it was filtered from
 */
record Futures(Specification model, double[] theta, VariancePath path, double[] returns) {
  /** Days that a simulation from nothing forgets its beginning in. */
  static final int BURN_IN = 1000;

  private static final int MOST_NUMBERS = 50_000_000;

  /** The distribution of the first day's return. */
  ReturnDistribution nextReturn(Distribution z) {
    double[] h = new double[1];
    new FilteredReturns(model, theta, path).forecast(h);
    double mean = new Simulator(model, theta).mean(lastReturns(0), 0);
    return ReturnDistribution.exact(mean, h[0], z);
  }

  /** The last returns, as many as the mean looks back, with room for more. */
  private double[] lastReturns(int more) {
    int lost = model.mean().conditionedOn();
    double[] last = Arrays.copyOf(new double[0], lost + more);
    System.arraycopy(returns, returns.length - lost, last, 0, lost);
    return last;
  }

  ForecastDistribution simulate(
      int horizon,
      int paths,
      DoubleSupplier innovations,
      Optional<ReturnDistribution> firstDay,
      Optional<LocalDate> lastDate) {
    if (paths < 2 || (long) paths * horizon > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "paths is %d, for %d days; there must be at least 2, and at most %d numbers in all"
              .formatted(paths, horizon, MOST_NUMBERS));
    }
    int lost = model.mean().conditionedOn();
    Simulator simulator = new Simulator(model, theta);
    double[][] futures = new double[paths][];
    double[] mean = new double[horizon];
    double[] squares = new double[horizon];
    VariancePath tail = path.tail(horizon);
    double[] all = lastReturns(horizon);
    for (int k = 0; k < paths; k++) {
      simulator.run(tail, all, innovations);
      futures[k] = Arrays.copyOfRange(all, lost, lost + horizon);
      for (int t = 0; t < horizon; t++) {
        // Welford's update: the variance of day 1 is the same on all paths, its spread exactly 0.
        double h = tail.h[tail.padding + t];
        double off = h - mean[t];
        mean[t] += off / (k + 1);
        squares[t] += off * (h - mean[t]);
      }
    }
    double[] error = new double[horizon];
    for (int t = 0; t < horizon; t++) {
      error[t] = Math.sqrt(squares[t] / (paths - 1.0) / paths);
    }
    return new ForecastDistribution(lastDate, futures, mean, error, firstDay);
  }

  /** To mean 0 and variance 1. */
  static double[] standardise(double[] z) {
    double mean = StatUtils.mean(z);
    double deviation = Math.sqrt(StatUtils.populationVariance(z, mean));
    return Arrays.stream(z).map(x -> (x - mean) / deviation).toArray();
  }

  static Simulation fresh(
      Specification model, double[] theta, Distribution z, int observations, long seed) {
    if (observations < 1) {
      throw new IllegalArgumentException(
          "observations is %d, must be at least 1".formatted(observations));
    }
    SplittableRandom random = new SplittableRandom(seed);
    return new Simulator(model, theta).fresh(observations, BURN_IN, () -> z.sample(random));
  }

  static Simulation fresh(Specification model, Settings settings, int observations, long seed) {
    settings.requireNamesOf(model);
    List<String> names = model.parameterNames();
    List<String> missing =
        names.stream().filter(name -> !settings.fixed().containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no value for %s; a simulation takes fix(name, value) for each parameter"
              .formatted(model.label(), String.join(", ", missing)));
    }
    double[] theta =
        names.stream().mapToDouble(name -> settings.fixed().getOrDefault(name, 0.0)).toArray();
    return fresh(model, theta, model.userDistribution(theta), observations, seed);
  }

  static double[] newsImpact(
      Specification model, double[] theta, double[] variances, double[] residuals) {
    VarianceModel variance = model.variance();
    int at = model.varianceAt();
    VariancePath path = new VariancePath(variance.padding(), 2, 0, 0, theta.length);
    double longRun = variance.longRun(theta, at, new double[theta.length]);
    path.backcast =
        longRun > 0 && longRun < Double.POSITIVE_INFINITY ? longRun : StatUtils.mean(variances);
    double[] impact = new double[residuals.length];
    for (int i = 0; i < impact.length; i++) {
      variance.begin(path, theta, at);
      variance.next(path, path.padding, theta, at);
      path.e[path.padding] = residuals[i];
      variance.next(path, path.padding + 1, theta, at);
      impact[i] = path.h[path.padding + 1];
    }
    return impact;
  }

  /** One series after another. */
  static TimeSeries join(TimeSeries before, TimeSeries after) {
    double[] values = Arrays.copyOf(before.values(), before.size() + after.size());
    System.arraycopy(after.values(), 0, values, before.size(), after.size());
    if (before.isDated() != after.isDated()) {
      throw new IllegalArgumentException(
          "one of the fitted and the later returns of %s has dates, the other has none"
              .formatted(before.name()));
    }
    if (!before.isDated()) {
      return TimeSeries.of(before.name(), values).withAttribute(TimeSeries.UNIT, before.unit());
    }
    LocalDate last = before.date(before.size() - 1);
    if (after.size() > 0 && !after.date(0).isAfter(last)) {
      throw new IllegalArgumentException(
          "the later returns of %s begin on %s; they must come after %s, the last day of the fit"
              .formatted(before.name(), after.date(0), last));
    }
    List<LocalDate> dates = new ArrayList<>(before.dates());
    dates.addAll(after.dates());
    return TimeSeries.of(before.name(), dates, values)
        .withAttribute(TimeSeries.UNIT, before.unit());
  }
}
