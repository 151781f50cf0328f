package io.github.volatility4j.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The Model Confidence Set of Hansen, Lunde and Nason 2011, Econometrica 79:453–497,
 * doi:10.3982/ECTA5771: the models that the data cannot tell from the best.
 *
 * <p>While more than one model is left, the hypothesis that all of them lose equally is tested, and
 * the worst goes. A model's p-value is the largest of the tests' up to the one it left by; the last
 * model has 1. The set at level α holds the models whose p-value is above α; it contains the best
 * model with a probability of at least 1 − α.
 *
 * <ul>
 *   <li>{@link Statistic#RANGE}: the largest {@code (L̄[i] − L̄[j]) / s[ij]} over pairs; the worst
 *       is the i of that pair.
 *   <li>{@link Statistic#MAX}: the largest {@code (L̄[i] − L̄) / s[i]}, L̄ the mean over those
 *       left.
 * </ul>
 *
 * <p>Distribution and standard errors come from the stationary bootstrap (Politis and Romano 1994,
 * doi:10.1080/01621459.1994.10476870): blocks that start anywhere, wrap around the end, and whose
 * length is geometric. The same draws serve all steps.
 *
 * <p>Immutable. The same seed gives the same bits.
 */
public final class ModelConfidenceSet {
  /** What the models are compared by. */
  public enum Statistic {
    /** The largest standardised difference of two models. */
    RANGE,
    /** The largest standardised difference of a model from the mean of those left. */
    MAX
  }

  private final Statistic statistic;
  private final double blockLength; // 0: √n
  private final int draws;
  private final long seed;

  private ModelConfidenceSet(Statistic statistic, double blockLength, int draws, long seed) {
    this.statistic = statistic;
    this.blockLength = blockLength;
    this.draws = draws;
    this.seed = seed;
  }

  /** {@return by the range statistic, 10 000 draws, blocks of √n, seed 1} */
  public static ModelConfidenceSet create() {
    return new ModelConfidenceSet(Statistic.RANGE, 0, 10_000, 1);
  }

  /**
   * By another statistic.
   *
   * @param newStatistic RANGE by default
   * @return a new one
   */
  public ModelConfidenceSet statistic(Statistic newStatistic) {
    return new ModelConfidenceSet(newStatistic, blockLength, draws, seed);
  }

  /**
   * With another mean length of the bootstrap's blocks.
   *
   * @param rows at least 1
   * @return a new one
   */
  public ModelConfidenceSet blockLength(double rows) {
    if (!(rows >= 1 && rows < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("blockLength is " + rows + "; it must be at least 1");
    }
    return new ModelConfidenceSet(statistic, rows, draws, seed);
  }

  /**
   * With another number of bootstrap samples.
   *
   * @param count at least 100
   * @return a new one
   */
  public ModelConfidenceSet draws(int count) {
    if (count < 100) {
      throw new IllegalArgumentException("draws is " + count + "; it must be at least 100");
    }
    return new ModelConfidenceSet(statistic, blockLength, count, seed);
  }

  /**
   * With another seed.
   *
   * @param newSeed any
   * @return a new one
   */
  public ModelConfidenceSet seed(long newSeed) {
    return new ModelConfidenceSet(statistic, blockLength, draws, newSeed);
  }

  /**
   * The p-value of each model.
   *
   * @param losses a row for each model, a column for each day in order of time; at least one model,
   *     at least 2 days
   * @return in the order of the models; where several are left that lose equally, to the last bit,
   *     all of them have 1
   * @throws IllegalArgumentException if rows differ in length or a loss is not finite
   */
  public double[] pValues(double[][] losses) {
    int n = losses.length == 0 ? 0 : losses[0].length;
    double length = blockLength > 0 ? blockLength : Math.max(1, Math.floor(Math.sqrt(n)));
    SplittableRandom random = new SplittableRandom(seed);
    int[] sample = new int[n];
    return pValues(
        losses,
        draws,
        draw -> {
          stationary(length, random, sample);
          return sample;
        });
  }

  /**
   * The p-value of each model, from given bootstrap samples.
   *
   * @param losses as in {@link #pValues(double[][])}
   * @param samples a row for each draw: the days it consists of, from 0
   * @return in the order of the models
   * @throws IllegalArgumentException if rows differ in length or a loss is not finite
   */
  public double[] pValues(double[][] losses, int[][] samples) {
    return pValues(losses, samples.length, draw -> samples[draw]);
  }

  private double[] pValues(double[][] losses, int count, IntFunction<int[]> samples) {
    int k = losses.length;
    int n = k == 0 ? 0 : losses[0].length;
    double[] mean = new double[k];
    for (int i = 0; i < k; i++) {
      LongRun.requireFinite("loss", losses[i], 2);
      if (losses[i].length != n) {
        throw new IllegalArgumentException(
            "losses of %d and %d days; they must be equally many".formatted(n, losses[i].length));
      }
      mean[i] = LongRun.mean(losses[i]);
    }
    if (k == 0) {
      throw new IllegalArgumentException("no model to compare; at least one is wanted");
    }
    double[][] centred = centredMeans(losses, mean, count, samples);
    return statistic == Statistic.RANGE ? range(mean, centred) : max(mean, centred);
  }

  /** Fills in the days of one draw. */
  static void stationary(double blockLength, SplittableRandom random, int[] sample) {
    int n = sample.length;
    double newBlock = 1 / blockLength;
    int day = 0;
    for (int t = 0; t < n; t++) {
      boolean jump = t == 0 || random.nextDouble() < newBlock;
      day = jump ? random.nextInt(n) : day + 1 == n ? 0 : day + 1;
      sample[t] = day;
    }
  }

  /** {@return [draws][models] means over a draw's days, less the means over all days} */
  private static double[][] centredMeans(
      double[][] losses, double[] mean, int count, IntFunction<int[]> samples) {
    double[][] out = new double[count][losses.length];
    for (int b = 0; b < count; b++) {
      int[] sample = samples.apply(b);
      for (int i = 0; i < losses.length; i++) {
        double[] loss = losses[i];
        double sum = 0;
        for (int day : sample) {
          sum += loss[day];
        }
        out[b][i] = sum / sample.length - mean[i];
      }
    }
    return out;
  }

  private static double[] range(double[] mean, double[][] centred) {
    int k = mean.length;
    double[][] deviation = new double[k][k];
    for (double[] draw : centred) {
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          double d = draw[i] - draw[j];
          deviation[i][j] += d * d / centred.length;
        }
      }
    }
    for (double[] row : deviation) {
      Arrays.setAll(row, j -> Math.sqrt(row[j]));
    }
    boolean[] left = new boolean[k];
    Arrays.fill(left, true);
    double[] p = new double[k];
    double highest = 0;
    for (int models = k; models > 1; models--) {
      double largest = 0;
      int worst = -1;
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          double t = left[i] && left[j] ? over(mean[i] - mean[j], deviation[i][j]) : 0;
          if (t > largest) {
            largest = t;
            worst = i;
          }
        }
      }
      if (worst < 0) {
        break; // those left lose equally, to the last bit: none is worse
      }
      int above = 0;
      for (double[] draw : centred) {
        above += largestPair(draw, deviation, left) > largest ? 1 : 0;
      }
      highest = Math.max(highest, (double) above / centred.length);
      p[worst] = highest;
      left[worst] = false;
    }
    return onesWhereLeft(p, left);
  }

  private static double largestPair(double[] draw, double[][] deviation, boolean[] left) {
    double largest = 0;
    for (int i = 0; i < draw.length; i++) {
      for (int j = 0; j < i; j++) {
        if (left[i] && left[j]) {
          largest = Math.max(largest, over(Math.abs(draw[i] - draw[j]), deviation[i][j]));
        }
      }
    }
    return largest;
  }

  /** Standardises; two models that never differ have no deviation, and no difference either. */
  private static double over(double difference, double deviation) {
    return deviation > 0 ? difference / deviation : 0;
  }

  private static double[] max(double[] mean, double[][] centred) {
    int k = mean.length;
    boolean[] left = new boolean[k];
    Arrays.fill(left, true);
    double[] p = new double[k];
    double highest = 0;
    for (int models = k; models > 1; models--) {
      int[] in = IntStream.range(0, k).filter(i -> left[i]).toArray();
      double grand = Arrays.stream(in).mapToDouble(i -> mean[i]).average().orElseThrow();
      double[][] from = new double[centred.length][in.length];
      double[] deviation = new double[in.length];
      for (int b = 0; b < from.length; b++) {
        double middle = 0;
        for (int i : in) {
          middle += centred[b][i] / in.length;
        }
        for (int m = 0; m < in.length; m++) {
          from[b][m] = centred[b][in[m]] - middle;
          deviation[m] += from[b][m] * from[b][m] / from.length;
        }
      }
      double largest = 0;
      int worst = -1;
      for (int m = 0; m < in.length; m++) {
        deviation[m] = Math.sqrt(deviation[m]);
        double t = over(mean[in[m]] - grand, deviation[m]);
        if (t > largest) {
          largest = t;
          worst = in[m];
        }
      }
      if (worst < 0) {
        break;
      }
      int above = 0;
      for (double[] row : from) {
        double draw = 0;
        for (int m = 0; m < in.length; m++) {
          draw = Math.max(draw, over(row[m], deviation[m]));
        }
        above += draw > largest ? 1 : 0;
      }
      highest = Math.max(highest, (double) above / from.length);
      p[worst] = highest;
      left[worst] = false;
    }
    return onesWhereLeft(p, left);
  }

  private static double[] onesWhereLeft(double[] p, boolean[] left) {
    for (int i = 0; i < p.length; i++) {
      p[i] = left[i] ? 1 : p[i];
    }
    return p;
  }
}
