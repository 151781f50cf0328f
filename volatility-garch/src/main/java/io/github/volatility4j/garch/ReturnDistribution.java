package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * The distribution of a return to come, or of the sum of several, in the returns' unit. Immutable.
 *
 * <p>Either exact, {@code mean + √variance·z} with z of a known {@link Distribution}, or a sample.
 * In a sample of n, a quantile is interpolated between order statistics (R's type 7), and expected
 * shortfall is the mean of the part beyond it.
 */
public abstract sealed class ReturnDistribution {
  private ReturnDistribution() {}

  /** {@return the expected return} */
  public abstract double mean();

  /** {@return the variance of the return} */
  public abstract double variance();

  /**
   * A quantile of the return.
   *
   * @param probability above 0, below 1
   * @return the return that is fallen short of with this probability
   * @throws IllegalArgumentException if the probability is not between 0 and 1
   */
  public abstract double quantile(double probability);

  /**
   * The mean of the returns up to a quantile.
   *
   * @param probability above 0, below 1
   * @return {@code E[r | r ≤ quantile(probability)]}
   * @throws IllegalArgumentException if the probability is not between 0 and 1
   */
  public abstract double tailMean(double probability);

  /**
   * Value at risk: the loss that is exceeded with a small probability, as a positive number where
   * it is a loss.
   *
   * @param tail the small probability, for instance 0.01
   * @return {@code −quantile(tail)}
   * @throws IllegalArgumentException if the probability is not between 0 and 1
   */
  public double valueAtRisk(double tail) {
    return -quantile(tail);
  }

  /**
   * Expected shortfall: the mean loss beyond the value at risk, as a positive number where it is a
   * loss.
   *
   * @param tail the small probability, for instance 0.025
   * @return {@code −tailMean(tail)}, at least the value at risk
   * @throws IllegalArgumentException if the probability is not between 0 and 1
   */
  public double expectedShortfall(double tail) {
    return -tailMean(tail);
  }

  static ReturnDistribution exact(double mean, double variance, Distribution z) {
    return new Exact(mean, variance, z);
  }

  static ReturnDistribution sample(double[] values) {
    return new Sample(values);
  }

  private static final class Exact extends ReturnDistribution {
    private final double mean;
    private final double variance;
    private final Distribution z;

    Exact(double mean, double variance, Distribution z) {
      this.mean = mean;
      this.variance = variance;
      this.z = z;
    }

    @Override
    public double mean() {
      return mean;
    }

    @Override
    public double variance() {
      return variance;
    }

    @Override
    public double quantile(double probability) {
      return mean + Math.sqrt(variance) * z.quantile(probability);
    }

    @Override
    public double tailMean(double probability) {
      return mean + Math.sqrt(variance) * z.tailMean(probability);
    }
  }

  private static final class Sample extends ReturnDistribution {
    private final double[] sorted;

    Sample(double[] values) {
      sorted = values.clone();
      Arrays.sort(sorted);
    }

    @Override
    public double mean() {
      return Arrays.stream(sorted).average().orElseThrow();
    }

    @Override
    public double variance() {
      double mean = mean();
      double squares = 0;
      for (double r : sorted) {
        squares += (r - mean) * (r - mean);
      }
      return squares / (sorted.length - 1);
    }

    @Override
    public double quantile(double probability) {
      double place = Distribution.requireProbability(probability) * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public double tailMean(double probability) {
      double end = quantile(probability);
      double sum = 0;
      int count = 0;
      while (count < sorted.length && sorted[count] <= end) {
        sum += sorted[count++];
      }
      return sum / count;
    }
  }
}
