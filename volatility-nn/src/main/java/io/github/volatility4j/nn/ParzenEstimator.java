package io.github.volatility4j.nn;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A density on [0, 1] of points seen there: an equal mixture of the uniform density, for what has
 * not been seen, and of a normal density around each point, cut off at 0 and 1. A point's standard
 * deviation is the greater of the distances to its neighbours, the ends counting as such, and at
 * least 1/min(100, n + 2) (Bergstra, Bardenet, Bengio and Kégl 2011, Algorithms for hyper-parameter
 * optimization, NIPS 24, section 4.2).
 */
final class ParzenEstimator implements Density {
  private final double[] centre; // sorted
  private final double[] width;
  private final NormalDistribution[] kernel;
  private final double[] inside; // share of the kernel in [0, 1]

  ParzenEstimator(double[] points) {
    centre = points.clone();
    Arrays.sort(centre);
    int n = centre.length;
    width = new double[n];
    kernel = new NormalDistribution[n];
    inside = new double[n];
    double least = 1.0 / Math.min(100, n + 2);
    for (int i = 0; i < n; i++) {
      double left = centre[i] - (i > 0 ? centre[i - 1] : 0);
      double right = (i < n - 1 ? centre[i + 1] : 1) - centre[i];
      width[i] = Math.max(least, Math.max(left, right));
      kernel[i] = new NormalDistribution(null, centre[i], width[i]);
      inside[i] = kernel[i].probability(0, 1);
    }
  }

  @Override
  public double at(double x) {
    double sum = 1;
    for (int i = 0; i < centre.length; i++) {
      sum += kernel[i].density(x) / inside[i];
    }
    return sum / (centre.length + 1);
  }

  @Override
  public double draw(SplittableRandom random) {
    int component = random.nextInt(centre.length + 1);
    if (component == centre.length) {
      return random.nextDouble();
    }
    // A kernel is centred in [0, 1] and no wider, so that at least a third of the draws stay.
    double x;
    do {
      x = centre[component] + width[component] * random.nextGaussian();
    } while (!(x >= 0 && x <= 1));
    return x;
  }
}
