package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
                0,
                90,
                "var_true_90",
                "garch_var_90",
                Covariates.NONE,
                StaticMode.NONE,
                Transform.NONE,
                Scale.NONE));
  }

  @Test
  void eachCopyChangesItsOwnPart() {
    Covariates covariates =
        Covariates.past(List.of("a", "b"), 2)
            .withKnown(List.of("k"))
            .withRanked(List.of("a"))
            .withCalendar(List.of(CalendarFeature.MONTH));
    DatasetOptions all =
        defaults
            .withParts(0.3, 40)
            .withBurnIn(5)
            .withInputChunkLength(10)
            .withTruth("t")
            .withTeacher("g")
            .withCovariates(covariates)
            .withStaticMode(StaticMode.TICKER)
            .withTransform(Transform.LOG)
            .withScale(Scale.MEAN);

    assertThat(all)
        .isEqualTo(
            new DatasetOptions(
                0.3,
                40,
                5,
                10,
                "t",
                "g",
                covariates,
                StaticMode.TICKER,
                Transform.LOG,
                Scale.MEAN));
  }

  @Test
  void asTextAndBackTheyAreTheSame() {
    DatasetOptions options =
        defaults
            .withParts(0.1, 250)
            .withBurnIn(250)
            .withCovariates(
                Covariates.past(List.of("a", "b"), 3)
                    .withKnown(List.of("expiry"))
                    .withRanked(List.of("alpha1"))
                    .withCalendar(List.of(CalendarFeature.DAY_OF_WEEK, CalendarFeature.MONTH)))
            .withScale(Scale.ZSCORE);

    assertThat(DatasetOptions.ofText(options.toText())).isEqualTo(options);
    assertThat(DatasetOptions.ofText(defaults.toText())).isEqualTo(defaults);
    Map<String, String> text = options.toText();
    text.put("covariate.calendar.0", "FULL_MOON");
    assertThatThrownBy(() -> DatasetOptions.ofText(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("covariate.calendar is \"FULL_MOON\", must be one of");
  }

  @Test
  void covariatesAreCopied() {
    List<String> names = new ArrayList<>(List.of("a"));
    Covariates covariates = Covariates.past(names, 1);
    names.add("b");

    assertThat(covariates.past()).containsExactly("a");
  }

  @Test
  void pastCovariatesLagAndKnownOnesDoNot() {
    Covariates covariates =
        Covariates.past(List.of("a"), 2)
            .withKnown(List.of("k"))
            .withRanked(List.of("a"))
            .withCalendar(List.of(CalendarFeature.MONTH));

    assertThat(covariates.names())
        .containsExactly("a", "a_rank", "k", "month_sin", "month_cos");
    assertThat(IntStream.range(0, 5).map(covariates::lag)).containsExactly(2, 2, 0, 0, 0);
  }

  @Test
  void whatIsOutOfItsDomainIsNamedWithItsValue() {
    assertRefused(
        () -> defaults.withParts(-0.1, 0),
        "validation is -0.1, must be a share in [0, 1) or a whole number of rows");
    assertRefused(
        () -> defaults.withParts(Double.NaN, 0),
        "validation is NaN, must be a share in [0, 1) or a whole number of rows");
    assertRefused(
        () -> defaults.withParts(0, 1.5),
        "test is 1.5, must be a share in [0, 1) or a whole number of rows");
    assertRefused(
        () -> defaults.withParts(0.5, 0.5),
        "validation is 0.5 and test is 0.5; together they must be below 1");
    assertRefused(() -> defaults.withBurnIn(-1), "burnIn is -1, must be at least 0");
    assertRefused(
        () -> defaults.withInputChunkLength(0), "inputChunkLength is 0, must be at least 1");
    assertRefused(() -> defaults.withTruth(" "), "truth has a blank name, must name a component");
    assertRefused(
        () -> defaults.withTeacher("var_true_90"),
        "truth and teacher are both var_true_90, must differ");
    assertRefused(
        () -> Covariates.past(List.of("a", "a"), 1),
        "covariates are [a, a], must not repeat a name");
    assertRefused(
        () -> Covariates.past(List.of("a"), 1).withKnown(List.of("a")),
        "covariates are [a, a], must not repeat a name");
    assertRefused(
        () -> Covariates.past(List.of("a"), 0),
        "covariate lag is 0, must be at least 1: a covariate of the label's own day is a leak,"
            + " unless it is declared known");
  }
}
