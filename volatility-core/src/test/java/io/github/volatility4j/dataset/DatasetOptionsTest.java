package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DatasetOptionsTest {
  private final DatasetOptions defaults = DatasetOptions.defaults();

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void defaultsAreThoseOfTheMethod() {
    assertThat(defaults)
        .isEqualTo(
            new DatasetOptions(
                0.2,
                0.1,
                90,
                "var_true_90",
                "garch_var_90",
                List.of(),
                1,
                StaticMode.NONE,
                Transform.NONE,
                Scale.NONE));
  }

  @Test
  void eachCopyChangesItsOwnPart() {
    DatasetOptions all =
        defaults
            .withFractions(0.3, 0)
            .withInputChunkLength(10)
            .withTruth("t")
            .withTeacher("g")
            .withCovariates(List.of("a", "b"), 2)
            .withStaticMode(StaticMode.TICKER)
            .withTransform(Transform.LOG)
            .withScale(Scale.MEAN);

    assertThat(all)
        .isEqualTo(
            new DatasetOptions(
                0.3,
                0,
                10,
                "t",
                "g",
                List.of("a", "b"),
                2,
                StaticMode.TICKER,
                Transform.LOG,
                Scale.MEAN));
  }

  @Test
  void covariatesAreCopied() {
    List<String> names = new ArrayList<>(List.of("a"));
    DatasetOptions options = defaults.withCovariates(names, 1);
    names.add("b");

    assertThat(options.covariates()).containsExactly("a");
  }

  @Test
  void whatIsOutOfItsDomainIsNamedWithItsValue() {
    assertRefused(
        () -> defaults.withFractions(-0.1, 0), "validationFraction is -0.1, must be in [0, 1)");
    assertRefused(
        () -> defaults.withFractions(Double.NaN, 0),
        "validationFraction is NaN, must be in [0, 1)");
    assertRefused(() -> defaults.withFractions(0, 1), "testFraction is 1.0, must be in [0, 1)");
    assertRefused(
        () -> defaults.withFractions(0.5, 0.5),
        "validationFraction is 0.5 and testFraction is 0.5; together they must be below 1");
    assertRefused(
        () -> defaults.withInputChunkLength(0), "inputChunkLength is 0, must be at least 1");
    assertRefused(() -> defaults.withTruth(" "), "truth has a blank name, must name a component");
    assertRefused(
        () -> defaults.withTeacher("var_true_90"),
        "truth and teacher are both var_true_90, must differ");
    assertRefused(
        () -> defaults.withCovariates(List.of("a", "a"), 1),
        "covariates is [a, a], must not repeat a name");
    assertRefused(
        () -> defaults.withCovariates(List.of("a"), 0),
        "covariateLag is 0, must be at least 1: a covariate of the label's own day is a leak");
  }
}
