package io.github.volatility4j.garch;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;

/** {@code g(z) = −½·(ln 2π + z²)}. */
final class NormalDensity extends Distribution {
  static final NormalDensity INSTANCE = new NormalDensity();
  static final double HALF_LOG_2_PI = 0.5 * Math.log(2 * Math.PI);

  private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

  private NormalDensity() {}

  @Override
  int shapes() {
    return 0;
  }

  @Override
  public double logDensity(double z) {
    return -HALF_LOG_2_PI - 0.5 * z * z;
  }

  @Override
  void derivatives(double z, double[] out) {
    out[0] = logDensity(z);
    out[1] = -z;
    out[2] = -1;
  }

  @Override
  double[][] information() {
    return new double[][] {{1, 0}, {0, 0.5}};
  }

  @Override
  public double cumulative(double z) {
    return STANDARD.cumulativeProbability(z);
  }

  @Override
  double inverse(double probability) {
    return STANDARD.inverseCumulativeProbability(probability);
  }

  @Override
  public double sample(RandomGenerator random) {
    return random.nextGaussian();
  }

  @Override
  double absoluteMoment() {
    return Math.sqrt(2 / Math.PI);
  }

  @Override
  public String toString() {
    return "normal";
  }
}
