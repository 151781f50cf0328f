package io.github.volatility4j.nn.loss;

import org.apache.commons.math3.distribution.NormalDistribution;

/** See {@link Loss#pinball(double)}. */
final class Pinball implements Loss {
  private final double tau;
  private final double normalQuantile; // of z², z standard normal

  Pinball(double tau) {
    if (!(tau > 0 && tau < 1)) {
      throw new IllegalArgumentException("pinball's tau is " + tau + ", must be in (0, 1)");
    }
    this.tau = tau;
    // P(z² ≤ q) = τ where P(z ≤ √q) = (1 + τ)/2.
    double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + tau) / 2);
    this.normalQuantile = z * z;
  }

  @Override
  public double valueAndGradient(double target, double[] output, double[] gradientOut) {
    double shortfall = target - output[0];
    if (shortfall > 0) {
      gradientOut[0] = -tau;
      return tau * shortfall;
    }
    gradientOut[0] = shortfall < 0 ? 1 - tau : 0;
    return (tau - 1) * shortfall;
  }

  @Override
  public boolean inTargetUnit() {
    return true;
  }

  @Override
  public double ofTeacher(double variance) {
    return variance * normalQuantile;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pinball that && tau == that.tau;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(tau);
  }

  @Override
  public String toString() {
    return "pinball:" + tau;
  }
}
