package io.github.volatility4j.garch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the parameters of a model are estimated.
 *
 * @param fixed values of parameters that are not, in the user's units
 * @param starts values to start from, in the user's units
 * @param targeting whether the long-run variance is kept at the mean square of the residuals of
 *     least squares
 * @param priors whether weak priors are added to the likelihood
 * @param twoStep whether the mean stays as least squares finds it
 * @param maxPersistence upper bound of the persistence
 */
record Settings(
    Map<String, Double> fixed,
    Map<String, Double> starts,
    boolean targeting,
    boolean priors,
    boolean twoStep,
    double maxPersistence) {
  static final Settings DEFAULT = new Settings(Map.of(), Map.of(), false, false, false, 1);

  static Settings fixed(Map<String, Double> fixed) {
    return new Settings(fixed, Map.of(), false, false, false, 1);
  }

  Settings withFixed(String name, double value) {
    Map<String, Double> all = with(fixed, name, value);
    return new Settings(all, starts, targeting, priors, twoStep, maxPersistence);
  }

  Settings withStart(String name, double value) {
    Map<String, Double> all = with(starts, name, value);
    return new Settings(fixed, all, targeting, priors, twoStep, maxPersistence);
  }

  Settings withTargeting() {
    return new Settings(fixed, starts, true, priors, twoStep, maxPersistence);
  }

  Settings withPriors() {
    return new Settings(fixed, starts, targeting, true, twoStep, maxPersistence);
  }

  Settings inTwoSteps() {
    return new Settings(fixed, starts, targeting, priors, true, maxPersistence);
  }

  Settings withMaxPersistence(double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "maxPersistence is " + value + "; it must be above 0 and at most 1");
    }
    return new Settings(fixed, starts, targeting, priors, twoStep, value);
  }

  /** Refuses values of parameters that a model does not have. */
  void requireNamesOf(Specification model) {
    requireNames(fixed, "fix", model);
    requireNames(starts, "start", model);
  }

  private static void requireNames(Map<String, Double> all, String what, Specification model) {
    List<String> names = model.parameterNames();
    for (String name : all.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "%s has no parameter %s to %s; it has %s".formatted(model.label(), name, what, names));
      }
    }
  }

  private static Map<String, Double> with(Map<String, Double> all, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be a finite number");
    }
    Map<String, Double> more = new LinkedHashMap<>(all);
    more.put(name, value);
    return more;
  }
}
