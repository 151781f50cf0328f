package io.github.volatility4j.garch;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Student's t with variance 1: {@code g(z) = C − (ν+1)/2·ln(1 + z²/s)}, {@code s = ν − 2}. With
 * {@code q = s + z²}: {@code g' = −(ν+1)·z/q}, {@code g'' = −(ν+1)·(s − z²)/q²}, {@code ∂g'/∂ν =
 * z·(3 − z²)/q²}.
 */
final class StudentTDensity extends Distribution {
  final double nu;
  final double constant; // C
  final double slope; // dC/dν
  final double curvature; // d²C/dν²
  private final double toStandard; // from variance 1 to the textbook's t
  private final TDistribution standard;

  StudentTDensity(double nu) {
    this.nu = nu;
    double s = nu - 2;
    this.constant = GammaRatio.logHalfStep(0.5 * nu) - 0.5 * Math.log(Math.PI * s);
    this.slope = 0.5 * GammaRatio.digammaHalfStep(0.5 * nu) - 0.5 / s;
    this.curvature = 0.25 * GammaRatio.trigammaHalfStep(0.5 * nu) + 0.5 / (s * s);
    this.toStandard = Math.sqrt(nu / s);
    this.standard = new TDistribution(null, nu);
  }

  @Override
  int shapes() {
    return 1;
  }

  @Override
  public double logDensity(double z) {
    return constant - 0.5 * (nu + 1) * Math.log1p(z * z / (nu - 2));
  }

  @Override
  void derivatives(double z, double[] out) {
    double s = nu - 2;
    double square = z * z;
    double log = Math.log1p(square / s);
    double inverse = 1 / (s + square);
    double tail = square * inverse / s; // z²/(s·q)
    out[0] = constant - 0.5 * (nu + 1) * log;
    out[1] = -(nu + 1) * z * inverse;
    out[2] = -(nu + 1) * (s - square) * inverse * inverse;
    out[3] = slope - 0.5 * log + 0.5 * (nu + 1) * tail;
    out[4] = z * (3 - square) * inverse * inverse;
    out[5] = curvature + tail - 0.5 * (nu + 1) * tail * (1 / s + inverse);
  }

  /** In closed form: {@code z²/(s + z²)} has a Beta distribution, with parameters ½ and ν/2. */
  @Override
  double[][] information() {
    double s = nu - 2;
    double byBoth = 3 / ((nu + 1) * (nu + 3) * s);
    double byShape = (1 + nu / (nu + 3)) / (2 * s * s) - 1 / (s * (nu + 1)) - curvature;
    double byE = nu * (nu + 1) / (s * (nu + 3));
    return new double[][] {{byE, 0, 0}, {0, 0.5 * nu / (nu + 3), byBoth}, {0, byBoth, byShape}};
  }

  @Override
  public double cumulative(double z) {
    return standard.cumulativeProbability(z * toStandard);
  }

  @Override
  double inverse(double probability) {
    // Above the middle 1 − p would lose digits of a small tail, below it nothing is lost.
    return probability > 0.5
        ? -inverse(1 - probability)
        : standard.inverseCumulativeProbability(probability) / toStandard;
  }

  /** Bailey's polar method (1994), doi:10.1090/S0025-5718-1994-1219703-6. */
  @Override
  public double sample(RandomGenerator random) {
    double u;
    double w;
    do {
      u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      w = u * u + v * v;
    } while (!(w <= 1 && w > 0));
    return u * Math.sqrt((nu - 2) * Math.expm1(-2 / nu * Math.log(w)) / w);
  }

  @Override
  double absoluteMoment() {
    return 2 * Math.exp(constant) * (nu - 2) / (nu - 1);
  }

  @Override
  public String toString() {
    return "Student t, nu=" + nu;
  }
}
