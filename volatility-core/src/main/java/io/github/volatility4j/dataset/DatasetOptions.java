package io.github.volatility4j.dataset;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * How a labelled panel becomes a dataset.
 *
 * @param validation labelled rows of each series for validation: a share in [0, 1), or a whole
 *     number of rows from 1 on
 * @param test labelled rows for the test, the last ones: a share in [0, 1), or a whole number of
 *     rows from 1 on; shares of both together are below 1
 * @param burnIn first rows of each series, labelled or not, that are no labels, at least 0
 * @param inputChunkLength rows L that a window looks back, at least 1
 * @param truth component that holds the truth, a variance of at least 0
 * @param teacher component that holds the teacher's variance, positive
 * @param covariates what else a network may see
 * @param staticMode facts about a series as a whole
 * @param transform of truth and teacher
 * @param scale of the transformed truth and teacher
 */
public record DatasetOptions(
    double validation,
    double test,
    int burnIn,
    int inputChunkLength,
    String truth,
    String teacher,
    Covariates covariates,
    StaticMode staticMode,
    Transform transform,
    Scale scale) {

  /**
   * Checks the options.
   *
   * @param validation in [0, 1), or a whole number
   * @param test in [0, 1), or a whole number
   * @param burnIn at least 0
   * @param inputChunkLength at least 1
   * @param truth not blank
   * @param teacher not blank, not the truth
   * @param covariates any
   * @param staticMode any
   * @param transform any
   * @param scale any
   * @throws IllegalArgumentException naming the option that is out of its domain, and its value
   */
  public DatasetOptions {
    requirePart("validation", validation);
    requirePart("test", test);
    if (validation < 1 && test < 1 && !(validation + test < 1)) {
      throw new IllegalArgumentException(
          "validation is %s and test is %s; together they must be below 1"
              .formatted(validation, test));
    }
    if (burnIn < 0) {
      throw new IllegalArgumentException("burnIn is " + burnIn + ", must be at least 0");
    }
    if (inputChunkLength < 1) {
      throw new IllegalArgumentException(
          "inputChunkLength is " + inputChunkLength + ", must be at least 1");
    }
    requireName("truth", truth);
    requireName("teacher", teacher);
    if (truth.equals(teacher)) {
      throw new IllegalArgumentException("truth and teacher are both " + truth + ", must differ");
    }
  }

  private static void requirePart(String name, double value) {
    boolean share = value >= 0 && value < 1;
    boolean count = value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value);
    if (!(share || count)) {
      throw new IllegalArgumentException(
          "%s is %s, must be a share in [0, 1) or a whole number of rows".formatted(name, value));
    }
  }

  private static void requireName(String option, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(option + " has a blank name, must name a component");
    }
  }

  /**
   * 70 % training, 20 % validation, 10 % test; no burn-in; 90 rows back; {@code var_true_90} taught
   * by {@code garch_var_90}; no covariates, statics, transform or scale.
   *
   * @return the options
   */
  public static DatasetOptions defaults() {
    return new DatasetOptions(
        0.2,
        0.1,
        0,
        90,
        "var_true_90",
        "garch_var_90",
        Covariates.NONE,
        StaticMode.NONE,
        Transform.NONE,
        Scale.NONE);
  }

  /**
   * The same options with other parts.
   *
   * @param newValidation a share in [0, 1), or a whole number of rows from 1 on
   * @param newTest a share in [0, 1), or a whole number of rows from 1 on
   * @return new options
   */
  public DatasetOptions withParts(double newValidation, double newTest) {
    return edit(
        draft -> {
          draft.validation = newValidation;
          draft.test = newTest;
        });
  }

  /**
   * The same options with another burn-in.
   *
   * @param rows at least 0
   * @return new options
   */
  public DatasetOptions withBurnIn(int rows) {
    return edit(draft -> draft.burnIn = rows);
  }

  /**
   * The same options with another look back.
   *
   * @param rows at least 1
   * @return new options
   */
  public DatasetOptions withInputChunkLength(int rows) {
    return edit(draft -> draft.inputChunkLength = rows);
  }

  /**
   * The same options with another truth.
   *
   * @param component its name
   * @return new options
   */
  public DatasetOptions withTruth(String component) {
    return edit(draft -> draft.truth = component);
  }

  /**
   * The same options with another teacher.
   *
   * @param component its name
   * @return new options
   */
  public DatasetOptions withTeacher(String component) {
    return edit(draft -> draft.teacher = component);
  }

  /**
   * The same options with other covariates.
   *
   * @param newCovariates what else a network may see
   * @return new options
   */
  public DatasetOptions withCovariates(Covariates newCovariates) {
    return edit(draft -> draft.covariates = newCovariates);
  }

  /**
   * The same options with other statics.
   *
   * @param mode which facts
   * @return new options
   */
  public DatasetOptions withStaticMode(StaticMode mode) {
    return edit(draft -> draft.staticMode = mode);
  }

  /**
   * The same options with another transform.
   *
   * @param newTransform of truth and teacher
   * @return new options
   */
  public DatasetOptions withTransform(Transform newTransform) {
    return edit(draft -> draft.transform = newTransform);
  }

  /**
   * The same options with another scale.
   *
   * @param newScale of the transformed truth and teacher
   * @return new options
   */
  public DatasetOptions withScale(Scale newScale) {
    return edit(draft -> draft.scale = newScale);
  }

  /**
   * The options as text, for files.
   *
   * @return a value for each key
   */
  public SortedMap<String, String> toText() {
    return OptionsText.of(this);
  }

  /**
   * Reads what {@link #toText} made.
   *
   * @param text may have further keys, which are not looked at
   * @return equal options
   * @throws IllegalArgumentException naming a key that is missing or has no usable value
   */
  public static DatasetOptions ofText(Map<String, String> text) {
    return OptionsText.parse(text);
  }

  private DatasetOptions edit(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new DatasetOptions(
        draft.validation,
        draft.test,
        draft.burnIn,
        draft.inputChunkLength,
        draft.truth,
        draft.teacher,
        draft.covariates,
        draft.staticMode,
        draft.transform,
        draft.scale);
  }

  /** Options while they are being changed; what comes of it is checked. */
  private static final class Draft {
    private double validation;
    private double test;
    private int burnIn;
    private int inputChunkLength;
    private String truth;
    private String teacher;
    private Covariates covariates;
    private StaticMode staticMode;
    private Transform transform;
    private Scale scale;

    private Draft(DatasetOptions from) {
      validation = from.validation;
      test = from.test;
      burnIn = from.burnIn;
      inputChunkLength = from.inputChunkLength;
      truth = from.truth;
      teacher = from.teacher;
      covariates = from.covariates;
      staticMode = from.staticMode;
      transform = from.transform;
      scale = from.scale;
    }
  }
}
