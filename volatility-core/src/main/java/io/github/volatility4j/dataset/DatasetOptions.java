package io.github.volatility4j.dataset;

import java.util.HashSet;
import java.util.List;

/**
 * How a labelled panel becomes a dataset.
 *
 * @param validationFraction share of each series' labelled rows for validation, in [0, 1)
 * @param testFraction share for the test, the last rows, in [0, 1); both together below 1
 * @param inputChunkLength rows L that a window looks back, at least 1
 * @param truth component that holds the truth, a variance of at least 0
 * @param teacher component that holds the teacher's variance, positive
 * @param covariates further components that a network may see
 * @param covariateLag days by which covariates lag the label, at least 1: the covariate of the
 *     label's own day would be a leak
 * @param staticMode facts about a series as a whole
 * @param transform of truth and teacher
 * @param scale of the transformed truth and teacher
 */
public record DatasetOptions(
    double validationFraction,
    double testFraction,
    int inputChunkLength,
    String truth,
    String teacher,
    List<String> covariates,
    int covariateLag,
    StaticMode staticMode,
    Transform transform,
    Scale scale) {

  /**
   * Checks the options.
   *
   * @param validationFraction in [0, 1)
   * @param testFraction in [0, 1), below 1 together with the other
   * @param inputChunkLength at least 1
   * @param truth not blank
   * @param teacher not blank, not the truth
   * @param covariates copied; not blank, none twice
   * @param covariateLag at least 1
   * @param staticMode any
   * @param transform any
   * @param scale any
   * @throws IllegalArgumentException naming the option that is out of its domain, and its value
   */
  public DatasetOptions {
    requireFraction("validationFraction", validationFraction);
    requireFraction("testFraction", testFraction);
    if (!(validationFraction + testFraction < 1)) {
      throw new IllegalArgumentException(
          "validationFraction is %s and testFraction is %s; together they must be below 1"
              .formatted(validationFraction, testFraction));
    }
    requireAtLeastOne("inputChunkLength", inputChunkLength);
    requireName("truth", truth);
    requireName("teacher", teacher);
    if (truth.equals(teacher)) {
      throw new IllegalArgumentException("truth and teacher are both " + truth + ", must differ");
    }
    covariates = List.copyOf(covariates);
    covariates.forEach(name -> requireName("covariates", name));
    if (new HashSet<>(covariates).size() < covariates.size()) {
      throw new IllegalArgumentException(
          "covariates is " + covariates + ", must not repeat a name");
    }
    if (covariateLag < 1) {
      throw new IllegalArgumentException(
          "covariateLag is %d, must be at least 1: a covariate of the label's own day is a leak"
              .formatted(covariateLag));
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is " + value + ", must be in [0, 1)");
    }
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
    }
  }

  private static void requireName(String option, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(option + " has a blank name, must name a component");
    }
  }

  /**
   * 70 % training, 20 % validation, 10 % test; 90 rows back; {@code var_true_90} taught by {@code
   * garch_var_90}; no covariates (lag 1), statics, transform or scale.
   *
   * @return the options
   */
  public static DatasetOptions defaults() {
    return new DatasetOptions(
        0.2,
        0.1,
        90,
        "var_true_90",
        "garch_var_90",
        List.of(),
        1,
        StaticMode.NONE,
        Transform.NONE,
        Scale.NONE);
  }

  /**
   * The same options with other parts.
   *
   * @param validation share for validation, in [0, 1)
   * @param test share for the test, in [0, 1)
   * @return new options
   */
  public DatasetOptions withFractions(double validation, double test) {
    return new DatasetOptions(
        validation,
        test,
        inputChunkLength,
        truth,
        teacher,
        covariates,
        covariateLag,
        staticMode,
        transform,
        scale);
  }

  /**
   * The same options with another look back.
   *
   * @param rows at least 1
   * @return new options
   */
  public DatasetOptions withInputChunkLength(int rows) {
    return new DatasetOptions(
        validationFraction,
        testFraction,
        rows,
        truth,
        teacher,
        covariates,
        covariateLag,
        staticMode,
        transform,
        scale);
  }

  /**
   * The same options with another truth.
   *
   * @param component its name
   * @return new options
   */
  public DatasetOptions withTruth(String component) {
    return new DatasetOptions(
        validationFraction,
        testFraction,
        inputChunkLength,
        component,
        teacher,
        covariates,
        covariateLag,
        staticMode,
        transform,
        scale);
  }

  /**
   * The same options with another teacher.
   *
   * @param component its name
   * @return new options
   */
  public DatasetOptions withTeacher(String component) {
    return new DatasetOptions(
        validationFraction,
        testFraction,
        inputChunkLength,
        truth,
        component,
        covariates,
        covariateLag,
        staticMode,
        transform,
        scale);
  }

  /**
   * The same options with other covariates.
   *
   * @param components their names
   * @param lag days, at least 1
   * @return new options
   */
  public DatasetOptions withCovariates(List<String> components, int lag) {
    return new DatasetOptions(
        validationFraction,
        testFraction,
        inputChunkLength,
        truth,
        teacher,
        components,
        lag,
        staticMode,
        transform,
        scale);
  }

  /**
   * The same options with other statics.
   *
   * @param mode which facts
   * @return new options
   */
  public DatasetOptions withStaticMode(StaticMode mode) {
    return new DatasetOptions(
        validationFraction,
        testFraction,
        inputChunkLength,
        truth,
        teacher,
        covariates,
        covariateLag,
        mode,
        transform,
        scale);
  }

  /**
   * The same options with another transform.
   *
   * @param newTransform of truth and teacher
   * @return new options
   */
  public DatasetOptions withTransform(Transform newTransform) {
    return new DatasetOptions(
        validationFraction,
        testFraction,
        inputChunkLength,
        truth,
        teacher,
        covariates,
        covariateLag,
        staticMode,
        newTransform,
        scale);
  }

  /**
   * The same options with another scale.
   *
   * @param newScale of the transformed truth and teacher
   * @return new options
   */
  public DatasetOptions withScale(Scale newScale) {
    return new DatasetOptions(
        validationFraction,
        testFraction,
        inputChunkLength,
        truth,
        teacher,
        covariates,
        covariateLag,
        staticMode,
        transform,
        newScale);
  }
}
