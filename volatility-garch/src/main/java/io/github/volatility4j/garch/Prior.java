package io.github.volatility4j.garch;

import java.util.List;

/**
 * Weak priors for samples that are too short for a GARCH. With the persistence P, the part M of it
 * that is memory (Σβ) and the rest A = P − M that is reaction:
 *
 * <p>{@code P ~ Beta(20, 2)}, {@code A/P ~ Beta(2, 12)}, {@code ln(long-run variance / sample
 * variance) ~ N(0, 1)}.
 *
 * <p>They weigh as much as some twenty observations: a sample of thousands overrules them, one of
 * ninety is kept from the boundary, where three of four of its likelihoods are highest.
 */
final class Prior {
  private static final double P_A = 20;
  private static final double P_B = 2;
  private static final double SHARE_A = 2;
  private static final double SHARE_B = 12;
  private static final double LONG_RUN_SD = 1;

  private final double[] persistence; // [variance parameters]
  private final double[] memory; // [variance parameters]
  private final boolean split; // into reaction and memory
  private final int at;

  private Prior(double[] persistence, double[] memory, boolean split, int at) {
    this.persistence = persistence;
    this.memory = memory;
    this.split = split;
    this.at = at;
  }

  /** The priors of a model whose persistence is linear, else they are refused. */
  static Prior of(Specification model) {
    double[] weights = model.variance().persistenceWeights();
    List<String> names = model.variance().parameterNames();
    double[] memory = new double[weights.length];
    boolean split = false;
    boolean any = false;
    for (int i = 0; i < weights.length; i++) {
      boolean lag = names.get(i).startsWith("beta");
      memory[i] = lag ? weights[i] : 0;
      split |= lag;
      any |= weights[i] != 0;
    }
    if (!any) {
      throw new IllegalArgumentException(
          "there are no priors for %s; they are for ARCH, GARCH, GJR, TGARCH and HARCH"
              .formatted(model.variance().label()));
    }
    return new Prior(weights, memory, split, model.varianceAt());
  }

  private double sum(double[] weights, double[] theta) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * theta[at + i];
    }
    return sum;
  }

  /**
   * Minus the log density, but for a constant, with its derivatives.
   *
   * @param theta scaled parameters
   * @param scale of what is added to the gradient
   * @param gradient to add to
   */
  double add(double[] theta, double scale, double[] gradient) {
    double p = sum(persistence, theta);
    double m = sum(memory, theta);
    double a = p - m;
    double omega = theta[at];
    double logLongRun = Math.log(omega / (1 - p));
    double square = logLongRun / (LONG_RUN_SD * LONG_RUN_SD);
    double value = 0.5 * logLongRun * square;
    double byP = square / (1 - p);
    double byM = 0;
    gradient[at] += scale * square / omega;
    value -= (P_A - 1) * Math.log(p) + (P_B - 1) * Math.log(1 - p);
    byP -= (P_A - 1) / p - (P_B - 1) / (1 - p);
    if (split) {
      value -= (SHARE_A - 1) * Math.log(a / p) + (SHARE_B - 1) * Math.log(m / p);
      byP -= (SHARE_A - 1) / a - (SHARE_A + SHARE_B - 2) / p;
      byM -= (SHARE_B - 1) / m - (SHARE_A - 1) / a;
    }
    for (int i = 1; i < persistence.length; i++) {
      gradient[at + i] += scale * (byP * persistence[i] + byM * memory[i]);
    }
    return scale * value;
  }

  /** Adds the part of its second derivatives that is never negative. */
  void addCurvature(double[] theta, double scale, double[][] out) {
    double p = sum(persistence, theta);
    double m = sum(memory, theta);
    double a = p - m;
    double onP = (P_A - 1) / (p * p) + (P_B - 1) / ((1 - p) * (1 - p));
    double onA = split ? (SHARE_A - 1) / (a * a) : 0;
    double onM = split ? (SHARE_B - 1) / (m * m) : 0;
    double sd = LONG_RUN_SD;
    out[at][at] += scale / (sd * sd * theta[at] * theta[at]);
    for (int i = 1; i < persistence.length; i++) {
      for (int j = 1; j < persistence.length; j++) {
        double reaction = (persistence[i] - memory[i]) * (persistence[j] - memory[j]);
        out[at + i][at + j] +=
            scale
                * (onP * persistence[i] * persistence[j]
                    + onA * reaction
                    + onM * memory[i] * memory[j]);
      }
    }
  }
}
