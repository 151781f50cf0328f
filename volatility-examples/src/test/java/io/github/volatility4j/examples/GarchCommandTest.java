package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GarchCommandTest {
  @TempDir private Path dir;
  private Path dem2gbp = Path.of("");

  @BeforeEach
  void copyData() {
    dem2gbp = TestData.embedded("dem2gbp.csv.gz", dir);
  }

  private static double number(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\": ([-0-9.E]+)").matcher(json);
    assertThat(found.find()).as(name + " in " + json).isTrue();
    return Double.parseDouble(found.group(1));
  }

  @Test
  void fitsTheBenchmarkOfBollerslevAndGhysels() {
    CommandLineRun run = CommandLineRun.of("garch", "--input", dem2gbp, "--json");
    assertThat(run.code()).isZero();
    // Fiorentini, Calzolari and Panattoni (1996), pre-sample fcp, to the digits of TSP.
    assertThat(number(run.out(), "logLikelihood"))
        .isCloseTo(-1106.60788104129, Offset.offset(1e-8));
    assertThat(number(run.out(), "mu")).isCloseTo(-.0061904083799, Offset.offset(1e-10));
    assertThat(number(run.out(), "omega")).isCloseTo(.0107613978518, Offset.offset(1e-10));
    assertThat(number(run.out(), "alpha1")).isCloseTo(.15313406182, Offset.offset(1e-9));
    assertThat(number(run.out(), "beta1")).isCloseTo(.80597367031, Offset.offset(1e-9));
    assertThat(number(run.out(), "observations")).isEqualTo(1974);
    assertThat(run.out())
        .contains("\"converged\": true")
        .contains("\"degenerate\": []")
        .contains("\"forecastMethod\": \"analytic\"")
        .doesNotContain("standardErrors")
        .doesNotContain("NaN");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void withEveryParameterFixedItEvaluatesOnce() {
    CommandLineRun run =
        CommandLineRun.of(
            "garch",
            "--input",
            dem2gbp,
            "--column=DEM2GBP",
            "--fix",
            "mu=-.0061904083799375,omega=.0107613978518178,alpha1=.153134061820467,beta1=.8059736703053702",
            "--horizon=3",
            "--json");
    assertThat(run.code()).isZero();
    assertThat(number(run.out(), "logLikelihood"))
        .isCloseTo(-1106.60788104128874, Offset.offset(1e-9));
    assertThat(run.out())
        .contains("\"status\": \"given\"")
        .containsPattern("\"forecastVariance\": \\[[0-9.]+, [0-9.]+, [0-9.]+]");
  }

  @Test
  void readsPricesAndAWindowOfThem() {
    Path sp500 = TestData.embedded("sp500_2000_2020.csv.gz", dir);
    CommandLineRun run =
        CommandLineRun.of(
            "garch",
            "--input",
            sp500,
            "--column",
            "close",
            "--kind",
            "prices",
            "--window",
            "1000:500",
            "--mean",
            "ar:1",
            "--model",
            "gjr:1,1,1",
            "--dist",
            "t",
            "--presample",
            "ewma",
            "--json");
    assertThat(run.code()).isZero();
    assertThat(number(run.out(), "observations")).isEqualTo(499);
    assertThat(run.out()).contains("\"const\"", "\"ar1\"", "\"gamma1\"", "\"nu\"");
  }

  @Test
  void withoutJsonItPrintsASummary() {
    CommandLineRun run = CommandLineRun.of("garch", "--input", dem2gbp);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("GARCH(1,1)", "log-likelihood", "-1106.607881", "variance, day 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model egarch:1,1 | --model egarch:1,1 is not available in this version; there is arch:P",
        "--model garch:1 | --model is garch:1; whole numbers as in garch:P,Q are wanted",
        "--dist ged | --dist ged is not available in this version; there is normal or t",
        "--mean arma:1 | --mean arma:1 is not available",
        "--presample median | --presample median is not available in this version; there is fcp",
        "--window 1970:10 | --window is 1970:10; at least one return is wanted and there are 1974",
        "--window all | --window is all; two whole numbers FIRST:COUNT are wanted",
        "--horizon 0 | --horizon is 0, must be at least 1",
        "--scale 0 | --scale is 0.0, must be finite and not 0",
        "--column DEM | has no column DEM; there are [DEM2GBP]",
        "--fix gamma1=0 | no parameter gamma1 to fix",
        "--fix mu | mu",
        "--kind levels | --kind",
        "--kind prices | price",
        "--nonsense | --nonsense",
      })
  void wrongArgumentsAreNamedInOneLine(String arguments, String says) {
    String[] given = ("garch --input " + dem2gbp + " " + arguments).split(" ");
    CommandLineRun run = CommandLineRun.of((Object[]) given);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(says);
  }

  @Test
  void pricesTakenForReturnsAreRefused() {
    Path sp500 = TestData.embedded("sp500_2000_2020.csv.gz", dir);
    CommandLineRun run = CommandLineRun.of("garch", "--input", sp500, "--column", "close");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("looks like prices");
  }

  @Test
  void aConstantSeriesIsRefused() {
    Path file = TestData.lines(dir.resolve("c.csv"), java.util.Collections.nCopies(100, "0"));
    TestData.lines(
        file,
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("r"), java.util.Collections.nCopies(100, "0").stream())
            .toList());
    CommandLineRun run = CommandLineRun.of("garch", "--input", file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("r");
  }
}
