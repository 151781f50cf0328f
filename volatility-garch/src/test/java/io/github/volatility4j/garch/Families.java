package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.List;

/** The parts that models are made of, for tests that every one of them has to pass. */
final class Families {
  private Families() {}

  static List<VarianceModel> variances() {
    return List.of(
        new GjrGarch(1, 0, 0),
        new GjrGarch(3, 0, 0),
        new GjrGarch(1, 0, 1),
        new GjrGarch(1, 0, 2),
        new GjrGarch(2, 0, 1),
        new GjrGarch(1, 1, 1),
        new GjrGarch(1, 2, 1),
        new GjrGarch(2, 1, 2),
        new GjrGarch(1, 1, 1, 1, false),
        new GjrGarch(2, 1, 1, 1, false),
        new GjrGarch(1, 2, 1, 1.5, false),
        new GjrGarch(1, 0, 1, 2, true),
        new GjrGarch(2, 0, 2, 2, true));
  }

  static List<MeanModel> means() {
    return List.of(
        new LinearMean(false, 0),
        new LinearMean(true, 0),
        new LinearMean(true, 1),
        new LinearMean(true, 3),
        new LinearMean(
            true, List.of(LinearMean.Lags.last(1), LinearMean.Lags.last(5)), Regressors.NONE));
  }

  static List<Innovation> innovations() {
    return List.of(new NormalInnovation(), new StudentTInnovation());
  }

  /** The rules that a family knows. */
  static List<PreSample> rules(VarianceModel variance) {
    List<PreSample> rules = new ArrayList<>(List.of(PreSample.values()));
    if (!variance.hasLongRun()) {
      rules.remove(PreSample.STEADY);
    }
    return rules;
  }

  static Specification model(
      MeanModel mean, VarianceModel variance, Innovation innovation, PreSample rule) {
    return new Specification(mean, variance, Regressors.NONE, innovation, rule, 1.7);
  }
}
