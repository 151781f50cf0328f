package io.github.volatility4j.garch;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Hansen's skewed t: {@code g(z) = ln b + t(w)}, {@code w = (b·z + a)/k}, {@code k = 1 + λ·sign(b·z
 * + a)}, with t the log-density of Student's t of variance 1. All derivatives are those of t by the
 * chain rule, with {@code a = 4·λ·m(ν)}, {@code m = c·(ν−2)/(ν−1)} and {@code b² = 1 + 3λ² − a²}.
 *
 * <p>At the break {@code z = −a/b} g and g' are continuous and g'' jumps.
 */
final class SkewTDensity extends Distribution {
  private static final int NODES = 30;

  private final double nu;
  private final double lambda;
  private final StudentTDensity t;

  // a and b with their derivatives by ν (N) and λ (L); ∂²a/∂λ² is 0.
  private final double a;
  private final double aN;
  private final double aL;
  private final double aNn;
  private final double aNl;
  private final double b;
  private final double bN;
  private final double bL;
  private final double bNn;
  private final double bNl;
  private final double bLl;

  SkewTDensity(double nu, double lambda) {
    this.nu = nu;
    this.lambda = lambda;
    this.t = new StudentTDensity(nu);
    double m = Math.exp(t.constant) * (nu - 2) / (nu - 1);
    double up = 1 / (nu - 2);
    double down = 1 / (nu - 1);
    double byNu = t.slope + up - down; // of ln m
    double mN = m * byNu;
    double mNn = m * (byNu * byNu + t.curvature - up * up + down * down);
    this.a = 4 * lambda * m;
    this.aN = 4 * lambda * mN;
    this.aL = 4 * m;
    this.aNn = 4 * lambda * mNn;
    this.aNl = 4 * mN;
    this.b = Math.sqrt(1 + 3 * lambda * lambda - a * a);
    double half = 0.5 / b;
    this.bN = -2 * a * aN * half;
    this.bL = (6 * lambda - 2 * a * aL) * half;
    this.bNn = -2 * (aN * aN + a * aNn) * half - bN * bN / b;
    this.bNl = -2 * (aL * aN + a * aNl) * half - bN * bL / b;
    this.bLl = (6 - 2 * aL * aL) * half - bL * bL / b;
  }

  @Override
  int shapes() {
    return 2;
  }

  @Override
  double breakPoint() {
    return -a / b;
  }

  @Override
  public double logDensity(double z) {
    double w = b * z + a;
    return Math.log(b) + t.logDensity(w / (w < 0 ? 1 - lambda : 1 + lambda));
  }

  @Override
  void derivatives(double z, double[] out) {
    double n = b * z + a;
    double sign = n < 0 ? -1 : 1;
    double inverse = 1 / (1 + sign * lambda);
    double w = n * inverse;
    t.derivatives(w, out);
    double t1 = out[1];
    double t2 = out[2];
    double tN = out[3];
    double t1N = out[4];
    double tNn = out[5];
    double wN = (bN * z + aN) * inverse;
    double nL = bL * z + aL;
    double wL = (nL - w * sign) * inverse;
    double wNn = (bNn * z + aNn) * inverse;
    double wNl = (bNl * z + aNl - wN * sign) * inverse;
    double wLl = (bLl * z - 2 * sign * (nL - w * sign) * inverse) * inverse;
    double steep = b * inverse; // ∂w/∂z
    double logN = bN / b;
    double logL = bL / b;
    out[0] += Math.log(b);
    out[1] = t1 * steep;
    out[2] = t2 * steep * steep;
    out[3] = logN + t1 * wN + tN;
    out[4] = logL + t1 * wL;
    out[5] = bN * inverse * t1 + steep * (t2 * wN + t1N);
    out[6] = (bL - sign * steep) * inverse * t1 + steep * t2 * wL;
    out[7] = bNn / b - logN * logN + t2 * wN * wN + 2 * t1N * wN + tNn + t1 * wNn;
    out[8] = bNl / b - logN * logL + t2 * wN * wL + t1N * wL + t1 * wNl;
    out[9] = bLl / b - logL * logL + t2 * wL * wL + t1 * wLl;
  }

  @Override
  public double cumulative(double z) {
    double w = b * z + a;
    return w < 0
        ? (1 - lambda) * t.cumulative(w / (1 - lambda))
        : 1 - (1 + lambda) * t.cumulative(-w / (1 + lambda));
  }

  @Override
  double inverse(double probability) {
    double left = 0.5 * (1 - lambda);
    double w =
        probability < left
            ? (1 - lambda) * t.inverse(probability / (1 - lambda))
            : -(1 + lambda) * t.inverse((1 - probability) / (1 + lambda));
    return (w - a) / b;
  }

  @Override
  public double sample(RandomGenerator random) {
    double size = Math.abs(t.sample(random));
    boolean left = random.nextDouble() < 0.5 * (1 - lambda);
    return ((left ? -(1 - lambda) : 1 + lambda) * size - a) / b;
  }

  @Override
  double absoluteMoment() {
    // The mean is 0: both halves are alike.
    return lambda < 0
        ? new SkewTDensity(nu, -lambda).absoluteMoment()
        : 2 * ((1 - lambda) * t.absoluteMoment() + a) / b * (0.5 * (1 - lambda))
            - 2 * betweenBreakAndZero(z -> z);
  }

  @Override
  double negativeShare() {
    if (lambda < 0) {
      return 1 - new SkewTDensity(nu, -lambda).negativeShare();
    }
    double k = 1 - lambda;
    double leftOfBreak = (k * k + 2 * k * a * t.absoluteMoment() + a * a) / (b * b) * (0.5 * k);
    return leftOfBreak + betweenBreakAndZero(z -> z * z);
  }

  private double betweenBreakAndZero(DoubleUnaryOperator f) {
    if (breakPoint() == 0) {
      return 0;
    }
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(NODES, breakPoint(), 0);
    return rule.integrate(z -> f.applyAsDouble(z) * Math.exp(logDensity(z)));
  }

  /** {@code h·E[(∂log f/∂e)²]} is that of Student's t times this. */
  double locationFactor() {
    return b * b / (1 - lambda * lambda);
  }

  /** What skewness adds to {@code 2h²·E[(∂log f/∂h)²]}, in units of Student's t's location. */
  double scaleSurplus() {
    return 0.5 * a * a / (1 - lambda * lambda);
  }

  @Override
  public String toString() {
    return "skewed t, nu=" + nu + ", lambda=" + lambda;
  }
}
