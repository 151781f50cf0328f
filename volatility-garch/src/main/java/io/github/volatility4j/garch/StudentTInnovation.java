package io.github.volatility4j.garch;

/**
 * Student's t with ν degrees of freedom, scaled to variance 1 (Bollerslev 1987,
 * doi:10.2307/1925546):
 *
 * <p>{@code log f = C(ν) − ½·ln h − (ν+1)/2·ln(1 + e²/(h·(ν−2)))} with {@code C(ν) = ln Γ((ν+1)/2)
 * − ln Γ(ν/2) − ½·ln(π·(ν−2))}.
 *
 * <p>With {@code η = 1/ν} and {@code u = η·z²/(1−2η)} the last term is {@code −(1+η)/(2η)·ln(1+u)}.
 */
record StudentTInnovation() implements TailInnovation {
  /**
   * Below this η, ln(1+u) is needed to more digits than a product of (1+u) keeps: the slope by η
   * has {@code ln(1+u)/(2η²)} in it, so that rounding errors of 1e-16·√n in the sum of n logarithms
   * are some 3e-14 in its mean over 5000 observations here.
   */
  private static final double THIN_TAILS = 0.005;

  @Override
  public double minNu() {
    return 2.05;
  }

  @Override
  public double[] start() {
    return new double[] {0.125};
  }

  @Override
  public Distribution distribution(double[] theta, int at) {
    return new StudentTDensity(1 / theta[at]);
  }

  @Override
  public double logLikelihood(VariancePath path, double[] theta, int at) {
    double eta = theta[at];
    double toU = eta / (1 - 2 * eta);
    double[] u = path.scratch;
    for (int t = path.padding; t < path.end; t++) {
      u[t] = toU * path.e[t] * path.e[t] / path.h[t];
    }
    return value(path, eta, tails(path, eta, u));
  }

  private static double value(VariancePath path, double eta, double tails) {
    return path.observations() * constant(eta)
        - 0.5 * LogProduct.sum(0, path.h, path.padding, path.end)
        - (1 + eta) / (2 * eta) * tails;
  }

  /** {@code Σ ln(1 + u[t])}. */
  private static double tails(VariancePath path, double eta, double[] u) {
    if (!(eta < THIN_TAILS)) {
      return LogProduct.sum(1, u, path.padding, path.end);
    }
    double sum = 0;
    for (int t = path.padding; t < path.end; t++) {
      sum += Math.log1p(u[t]);
    }
    return sum;
  }

  @Override
  public double score(
      VariancePath path,
      double[] theta,
      int at,
      double[] byResidual,
      double[] byVariance,
      double[] byShape) {
    double eta = theta[at];
    double thin = 1 / (1 - 2 * eta);
    double[] u = path.scratch;
    scores(path, eta * thin, (1 + eta) * thin, byResidual, byVariance, u);
    double tails = tails(path, eta, u);
    double pulls = -Sums.dot(path.e, byResidual, path.padding, path.end);
    // d/dη of −(1+η)/(2η)·ln(1+u), with du/dη = z²/(1−2η)²
    byShape[0] =
        path.observations() * constantSlope(eta)
            + (0.5 / (eta * eta)) * tails
            - thin / (2 * eta) * pulls;
    return value(path, eta, tails);
  }

  // One division for 1/h and 1/q, q = h·(1 + u).
  private static void scores(
      VariancePath path,
      double toU,
      double weight,
      double[] byResidual,
      double[] byVariance,
      double[] u) {
    double[] e = path.e;
    double[] h = path.h;
    for (int t = path.padding; t < path.end; t++) {
      double square = e[t] * e[t];
      double q = h[t] + toU * square;
      double inverse = 1 / (h[t] * q);
      double pull = weight * (h[t] * inverse);
      double ofH = q * inverse;
      byResidual[t] = -pull * e[t];
      byVariance[t] = 0.5 * ofH * (pull * square - 1);
      u[t] = toU * square * ofH;
    }
  }

  /** C(ν) at η. */
  private static double constant(double eta) {
    return GammaRatio.logHalfStep(0.5 / eta) - 0.5 * Math.log(Math.PI * (1 - 2 * eta) / eta);
  }

  /** dC/dη = −ν²·dC/dν. */
  private static double constantSlope(double eta) {
    double byNu = 0.5 * GammaRatio.digammaHalfStep(0.5 / eta) - 0.5 * eta / (1 - 2 * eta);
    return -byNu / (eta * eta);
  }

  @Override
  public double locationInformation(double[] theta, int at) {
    double eta = theta[at];
    return (1 + eta) / ((1 - 2 * eta) * (1 + 3 * eta));
  }

  @Override
  public double scaleInformation(double[] theta, int at) {
    return 1 / (1 + 3 * theta[at]);
  }

  @Override
  public String label() {
    return "Student t";
  }
}
