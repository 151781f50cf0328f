package io.github.volatility4j.garch;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.special.Gamma;

/**
 * The generalised error distribution: {@code g(z) = K(ν) − A}, {@code A = ½·|z/c|^ν}. A has the
 * Gamma distribution with shape 1/ν; all moments follow from it. With {@code D = ln|z/c| − ν·(ln
 * c)'}: {@code ∂A/∂ν = A·D}, {@code ∂A/∂z = ν·A/z}.
 *
 * <p>At z = 0 the second derivative by z is infinite for ν below 2.
 */
final class GedDensity extends Distribution {
  private final double nu;
  private final double logC;
  private final double logC1; // d ln c/dν
  private final double logC2; // d² ln c/dν²
  private final double constant; // K
  private final double constant1;
  private final double constant2;
  private final GammaDistribution ofA;

  GedDensity(double nu) {
    this.nu = nu;
    double eta = 1 / nu;
    double eta2 = eta * eta;
    double log1 = Gamma.logGamma(eta);
    double log3 = Gamma.logGamma(3 * eta);
    // Derivatives by ν of ln Γ(1/ν) and ln Γ(3/ν).
    double psi1 = PolyGamma.digamma(eta);
    double psi3 = PolyGamma.digamma(3 * eta);
    double first1 = -psi1 * eta2;
    double first3 = -3 * psi3 * eta2;
    double second1 = PolyGamma.trigamma(eta) * eta2 * eta2 + 2 * psi1 * eta2 * eta;
    double second3 = 9 * PolyGamma.trigamma(3 * eta) * eta2 * eta2 + 6 * psi3 * eta2 * eta;
    double log2 = Math.log(2);
    this.logC = -log2 * eta + 0.5 * (log1 - log3);
    this.logC1 = log2 * eta2 + 0.5 * (first1 - first3);
    this.logC2 = -2 * log2 * eta2 * eta + 0.5 * (second1 - second3);
    this.constant = Math.log(nu) - (1 + eta) * log2 - log1 - logC;
    this.constant1 = eta + log2 * eta2 - first1 - logC1;
    this.constant2 = -eta2 - 2 * log2 * eta2 * eta - second1 - logC2;
    this.ofA = new GammaDistribution(null, eta, 1);
  }

  @Override
  int shapes() {
    return 1;
  }

  @Override
  public double logDensity(double z) {
    return constant - amount(z);
  }

  /** A. */
  private double amount(double z) {
    return 0.5 * Math.exp(nu * (Math.log(Math.abs(z)) - logC));
  }

  @Override
  void derivatives(double z, double[] out) {
    if (z == 0) {
      out[0] = constant;
      out[1] = 0;
      out[2] = nu < 2 ? Double.NEGATIVE_INFINITY : nu > 2 ? 0 : -1;
      out[3] = constant1;
      out[4] = 0;
      out[5] = constant2;
      return;
    }
    double logY = Math.log(Math.abs(z)) - logC;
    double amount = 0.5 * Math.exp(nu * logY);
    double d = logY - nu * logC1;
    double perZ = amount / z;
    out[0] = constant - amount;
    out[1] = -nu * perZ;
    out[2] = -nu * (nu - 1) * perZ / z;
    out[3] = constant1 - amount * d;
    out[4] = -perZ * (1 + nu * d);
    out[5] = constant2 - amount * (d * d - 2 * logC1 - nu * logC2);
  }

  @Override
  double[][] information() {
    double eta = 1 / nu;
    double psi = PolyGamma.digamma(1 + eta);
    double trigamma = PolyGamma.trigamma(1 + eta);
    double alpha = Math.log(2) * eta - nu * logC1; // D = alpha + eta·ln A
    double meanAd = eta * (alpha + eta * psi);
    double meanAdd =
        eta * (alpha * alpha + 2 * alpha * eta * psi + eta * eta * (trigamma + psi * psi));
    double byBoth = -0.5 * (eta + nu * meanAd);
    double byShape = -constant2 + meanAdd - (2 * logC1 + nu * logC2) * eta;
    return new double[][] {
      {locationInformation(), 0, 0}, {0, 0.25 * nu, byBoth}, {0, byBoth, byShape}
    };
  }

  /** {@return whether the second derivative by z is infinite at 0} */
  boolean hasEdge() {
    return nu < 2;
  }

  /**
   * The mean of {@code g''} over {@code |z| < width}: integrals of powers of A, with {@code |z| =
   * c·(2A)^(1/ν)}. Over the whole line it is minus the {@link #locationInformation}.
   */
  double meanCurvature(double width) {
    double eta = 1 / nu;
    double a = amount(width);
    double ratio = Gamma.regularizedGammaP(1 - eta, a) / Gamma.regularizedGammaP(eta, a);
    return -nu
        * nu
        * ratio
        * Math.exp(Gamma.logGamma(2 - eta) - Gamma.logGamma(eta) - 2 * (logC + Math.log(2) * eta));
  }

  /** {@code E[g'²]}. */
  double locationInformation() {
    double eta = 1 / nu;
    return nu
        * nu
        * Math.exp(Gamma.logGamma(3 * eta) + Gamma.logGamma(2 - eta) - 2 * Gamma.logGamma(eta));
  }

  @Override
  public double cumulative(double z) {
    if (z == 0) {
      return 0.5;
    }
    double a = amount(z);
    return z < 0
        ? 0.5 * Gamma.regularizedGammaQ(1 / nu, a)
        : 0.5 + 0.5 * Gamma.regularizedGammaP(1 / nu, a);
  }

  @Override
  double inverse(double probability) {
    if (probability == 0.5) {
      return 0;
    }
    if (probability > 0.5) {
      return -inverse(1 - probability);
    }
    double amount = ofA.inverseCumulativeProbability(1 - 2 * probability);
    return -Math.exp(logC + Math.log(2 * amount) / nu);
  }

  /**
   * |z| = c·(2A)^(1/ν) with A of shape 1/ν: a Gamma variable of shape 1 + 1/ν (Marsaglia and Tsang
   * 2000, doi:10.1145/358407.358414) times the ν-th power of a uniform one.
   */
  @Override
  public double sample(RandomGenerator random) {
    double size = Math.exp(logC + Math.log(2 * gamma(random, 1 + 1 / nu)) / nu);
    return size * (2 * random.nextDouble() - 1);
  }

  private static double gamma(RandomGenerator random, double shape) {
    double d = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1 + c * x;
      v = v * v * v;
      if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d * (1 - v + Math.log(v))) {
        return d * v;
      }
    }
  }

  @Override
  double integralTo(double end) {
    double above = end == 0 ? 1 : Gamma.regularizedGammaQ(2 / nu, amount(end));
    return -0.5 * absoluteMoment() * above;
  }

  @Override
  double absoluteMoment() {
    double eta = 1 / nu;
    return Math.exp(logC + eta * Math.log(2) + Gamma.logGamma(2 * eta) - Gamma.logGamma(eta));
  }

  @Override
  public String toString() {
    return "GED, nu=" + nu;
  }
}
