package io.github.volatility4j.garch;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * Many possible futures of one series: paths of returns over the next days, with everything known
 * up to {@link #lastDate}. Immutable.
 *
 * <p>Day 1 is the first trading day after {@code lastDate}. Its variance is known; from day 2 on it
 * depends on the path, and {@link #variance} is its expectation.
 */
public final class ForecastDistribution {
  private final Optional<LocalDate> lastDate;
  private final double[][] returns; // [paths, horizon]
  private final double[] variance; // [horizon]
  private final double[] varianceError; // [horizon]
  private final Optional<ReturnDistribution> firstDay;

  ForecastDistribution(
      Optional<LocalDate> lastDate,
      double[][] returns,
      double[] variance,
      double[] varianceError,
      Optional<ReturnDistribution> firstDay) {
    this.lastDate = lastDate;
    this.returns = returns;
    this.variance = variance;
    this.varianceError = varianceError;
    this.firstDay = firstDay;
  }

  /** {@return the last day whose information is used, empty for an undated series} */
  public Optional<LocalDate> lastDate() {
    return lastDate;
  }

  /** {@return the number of days} */
  public int horizon() {
    return variance.length;
  }

  /** {@return the number of paths} */
  public int paths() {
    return returns.length;
  }

  /**
   * {@return the expected variance of each day's residual, the mean over the paths; element k is
   * day k + 1}
   */
  public double[] variance() {
    return variance.clone();
  }

  /**
   * {@return the standard error of each element of {@link #variance} from there being few paths}
   */
  public double[] varianceError() {
    return varianceError.clone();
  }

  /**
   * The distribution of one day's return.
   *
   * @param day from 1 to the horizon
   * @return of day 1 the exact distribution, unless innovations were drawn from the residuals; of
   *     later days a sample
   * @throws IllegalArgumentException if there is no such day
   */
  public ReturnDistribution day(int day) {
    if (day < 1 || day > horizon()) {
      throw new IllegalArgumentException(
          "day is %d; it must be from 1 to %d".formatted(day, horizon()));
    }
    if (day == 1 && firstDay.isPresent()) {
      return firstDay.get();
    }
    return ReturnDistribution.sample(
        Arrays.stream(returns).mapToDouble(path -> path[day - 1]).toArray());
  }

  /** {@return the distribution of the sum of the returns of all days} */
  public ReturnDistribution total() {
    return ReturnDistribution.sample(
        Arrays.stream(returns).mapToDouble(path -> Arrays.stream(path).sum()).toArray());
  }

  /** {@return the returns of every path, [paths, horizon]} */
  public double[][] returns() {
    return Arrays.stream(returns).map(double[]::clone).toArray(double[][]::new);
  }
}
