package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden numbers on the Deutschmark against the pound: 80-bit arithmetic, and Python's arch. */
class GoldenTest {
  private static final Properties FCP = Data.golden("fcp-benchmark.properties");
  private static final Properties ARCH = Data.golden("arch-7.2.0.properties");
  private static final TimeSeries RETURNS = Data.demGbp();

  @ParameterizedTest
  @EnumSource(
      value = PreSample.class,
      mode = Mode.EXCLUDE,
      names = {"EWMA", "GIVEN"})
  void coefficientsAndLikelihoodHaveTenDigits(PreSample rule) {
    GarchFit fit = Garch.builder().preSample(rule).fit(RETURNS);

    assertThat(fit.status()).isEqualTo(GarchFit.Status.CONVERGED_INTERIOR);
    assertThat(digits(fit.logLikelihood(), Data.number(FCP, rule + ".logLikelihood")))
        .as("digits of the log-likelihood")
        .isGreaterThan(10);
    fit.parameters()
        .forEach(
            (name, value) ->
                assertThat(digits(value, Data.number(FCP, rule + "." + name)))
                    .as("digits of %s", name)
                    .isGreaterThan(10));
  }

  private static double digits(double ours, double golden) {
    return -Math.log10(Math.abs(ours / golden - 1) + 1e-16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garch.1.1.normal",
        "garch.2.1.t",
        "garch.1.2.normal",
        "gjr.1.1.1.t",
        "gjr.1.2.1.normal",
        "arch.3.normal",
        "ar.1.garch.1.1.normal",
        "ar.3.gjr.1.1.1.t"
      })
  void atGivenParametersEverythingIsAsInArch(String name) {
    Garch garch = garch(name);
    List<String> names = garch.specification().parameterNames();
    double[] parameters = Data.numbers(ARCH, name + ".parameters");
    assertThat(names).hasSameSizeAs(parameters);
    for (int j = 0; j < parameters.length; j++) {
      garch = garch.fix(names.get(j), parameters[j]);
    }

    GarchFit fit = garch.fit(RETURNS);

    assertThat(fit.status()).isEqualTo(GarchFit.Status.GIVEN);
    double[] variance = fit.conditionalVariance();
    assertSame(fit.logLikelihood(), name + ".logLikelihood");
    assertSame(Arrays.stream(variance).sum(), name + ".varianceSum");
    assertSame(variance[0], name + ".varianceFirst");
    assertSame(variance[variance.length - 1], name + ".varianceLast");
    double[] forecast = Data.numbers(ARCH, name + ".forecast");
    assertThat(fit.forecast(forecast.length).variance()).containsExactly(forecast, within(1e-12));
  }

  private static void assertSame(double ours, String key) {
    double golden = Data.number(ARCH, key);
    assertThat(ours).as(key).isCloseTo(golden, within(1e-10 * Math.abs(golden)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"garch.1.1.normal", "gjr.1.1.1.t", "ar.1.garch.1.1.normal"})
  void noFitIsBelowArch(String name) {
    GarchFit fit = garch(name).fit(RETURNS);

    assertThat(fit.logLikelihood())
        .isGreaterThan(Data.number(ARCH, "fit." + name + ".logLikelihood") - 1e-6);
    double[] parameters = Data.numbers(ARCH, "fit." + name + ".parameters");
    assertThat(fit.parameters().values().stream().mapToDouble(x -> x).toArray())
        .containsExactly(parameters, within(1e-4));
  }

  /** The model that a key such as ar.3.gjr.1.1.1.t names. */
  private static Garch garch(String name) {
    Garch garch = Garch.builder().preSample(PreSample.EWMA);
    String rest = name;
    if (name.startsWith("ar.")) {
      garch = garch.arMean(name.charAt(3) - '0');
      rest = name.substring(5);
    } else if (name.startsWith("garch.2.1")) {
      garch = garch.zeroMean();
    }
    String[] words = rest.split("\\.");
    int[] order = Arrays.stream(words, 1, words.length - 1).mapToInt(Integer::parseInt).toArray();
    garch =
        switch (words[0]) {
          case "arch" -> garch.arch(order[0]);
          case "garch" -> garch.garch(order[0], order[1]);
          default -> garch.gjr(order[0], order[1], order[2]);
        };
    return rest.endsWith(".t") ? garch.studentT() : garch.normal();
  }
}
