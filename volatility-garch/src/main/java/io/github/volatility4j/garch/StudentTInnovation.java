package io.github.volatility4j.garch;

import java.util.List;

/**
 * Student's t with ν degrees of freedom, scaled to variance 1 (Bollerslev 1987,
 * doi:10.2307/1925546):
 *
 * <p>{@code log f = C(ν) − ½·ln h − (ν+1)/2·ln(1 + e²/(h·(ν−2)))} with {@code C(ν) = ln Γ((ν+1)/2)
 * − ln Γ(ν/2) − ½·ln(π·(ν−2))}.
 *
 * <p>Inside, the parameter is {@code η = 1/ν}: thin tails are at 0 and not at infinity, where a
 * likelihood in ν is flat and an optimiser creeps. With {@code u = η·z²/(1−2η)} the last term is
 * {@code −(1+η)/(2η)·ln(1+u)}.
 */
record StudentTInnovation() implements Innovation {
  static final double MIN_NU = 2.05;
  static final double MAX_NU = 500;

  /** Below this η, ln(1+u) is needed to more digits than a product of (1+u) keeps. */
  private static final double THIN_TAILS = 0.01;

  @Override
  public List<String> parameterNames() {
    return List.of("nu");
  }

  @Override
  public void constrain(Constraints set, int at) {
    set.atLeast(at, 1 / MAX_NU, "nu at its bound " + (int) MAX_NU);
    set.atMost(at, 1 / MIN_NU, "nu at its bound " + MIN_NU);
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
  public double userSlope(double[] theta, int at, int shape) {
    return -1 / (theta[at] * theta[at]);
  }

  @Override
  public double logLikelihood(VariancePath path, double[] theta, int at) {
    double eta = theta[at];
    double toU = eta / (1 - 2 * eta);
    LogProduct logs = new LogProduct();
    LogProduct tails = new LogProduct();
    double tailSum = 0;
    for (int t = path.padding; t < path.end; t++) {
      double h = path.h[t];
      logs.times(h);
      double u = toU * path.e[t] * path.e[t] / h;
      if (eta < THIN_TAILS) {
        tailSum += Math.log1p(u);
      } else {
        tails.times(1 + u);
      }
    }
    return path.observations() * constant(eta)
        - 0.5 * logs.sum()
        - (1 + eta) / (2 * eta) * (tailSum + tails.sum());
  }

  @Override
  public double score(
      VariancePath path,
      double[] theta,
      int at,
      double[] byResidual,
      double[] byVariance,
      double[][] byShape) {
    double eta = theta[at];
    double thin = 1 / (1 - 2 * eta);
    double toU = eta * thin;
    double weight = (1 + eta) * thin;
    double constantSlope = constantSlope(eta);
    double halfSquare = 0.5 / (eta * eta);
    double[] shape = byShape[0];
    LogProduct logs = new LogProduct();
    double tails = 0;
    for (int t = path.padding; t < path.end; t++) {
      double h = path.h[t];
      logs.times(h);
      double inverse = 1 / h;
      double standardised = path.e[t] * inverse;
      double square = path.e[t] * standardised;
      double u = toU * square;
      double log = Math.log1p(u);
      tails += log;
      double pull = weight / (1 + u);
      byResidual[t] = -pull * standardised;
      byVariance[t] = 0.5 * inverse * (pull * square - 1);
      // d/dη of −(1+η)/(2η)·ln(1+u), with du/dη = z²/(1−2η)²
      shape[t] = constantSlope + halfSquare * log - pull * thin * square / (2 * eta);
    }
    return path.observations() * constant(eta) - 0.5 * logs.sum() - (1 + eta) / (2 * eta) * tails;
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
  public void toUser(double[] theta, int at) {
    theta[at] = 1 / theta[at];
  }

  @Override
  public void fromUser(double[] theta, int at) {
    theta[at] = 1 / theta[at];
  }

  @Override
  public String label() {
    return "Student t";
  }
}
