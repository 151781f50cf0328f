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
        .doesNotContain("NaN");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void itHasTheFiveStandardErrorsOfTheBenchmark() {
    CommandLineRun run = CommandLineRun.of("garch", "--input", dem2gbp, "--json");
    // alpha1 in 80-bit arithmetic; its first digits are those of TSP and of Fiorentini et al.
    String errors = run.out().substring(run.out().indexOf("\"standardErrors\""));
    assertThat(errors).startsWith("\"standardErrors\": {\"hessian\": {\"mu\": 0.0084621191");
    for (String kind : new String[] {"hessian", "opg", "qmle", "im", "bw"}) {
      double published =
          switch (kind) {
            case "hessian" -> .0265228309661151;
            case "opg" -> .0139737921484273;
            case "qmle" -> .0535317025345095;
            case "im" -> .0194011855160370;
            default -> .0273219339986705;
          };
      String table = errors.substring(errors.indexOf("\"" + kind + "\""));
      assertThat(number(table, "alpha1")).isCloseTo(published, Offset.offset(2e-10));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arch:2 | normal | mu omega alpha1 alpha2",
        "garch:2,1 | t | mu omega alpha1 alpha2 beta1 nu",
        "gjr:1,1,1 | skewt | mu omega alpha1 gamma1 beta1 nu lambda",
        "tgarch:1,1,1 | ged | mu omega alpha1 gamma1 beta1 nu",
        "egarch:1,1,1 | normal | mu omega alpha1 gamma1 beta1",
        "aparch:1,1,1 | t | mu omega alpha1 gamma1 beta1 delta nu",
        "figarch:1,1 | normal | mu omega phi d beta",
        "harch:1,5,22 | normal | mu omega alpha1 alpha5 alpha22",
        "igarch:1,1 | normal | mu omega alpha1 beta1",
        "cgarch | normal | mu omega alpha beta rho phi",
        "ewma | t | mu decay nu",
      })
  void everyModelHasItsParametersAndForecastsAWeek(String model, String dist, String names) {
    CommandLineRun run =
        CommandLineRun.of(
            "garch",
            "--input",
            dem2gbp,
            "--model",
            model,
            "--dist",
            dist,
            "--horizon",
            5,
            "--json");
    assertThat(run.code()).as(run.err()).isZero();
    for (String name : names.split(" ")) {
      assertThat(run.out()).contains("\"" + name + "\": ");
    }
    Matcher found = Pattern.compile("\"parameters\": \\{([^}]*)}").matcher(run.out());
    assertThat(found.find()).isTrue();
    assertThat(found.group(1).split(",")).hasSameSizeAs(names.split(" "));
    boolean closed = !model.matches("(tgarch|egarch|aparch).*");
    assertThat(run.out())
        .contains("\"forecastMethod\": \"" + (closed ? "analytic" : "simulation") + "\"")
        .containsPattern("\"forecastVariance\": \\[([0-9.E-]+(, )?){5}]")
        .doesNotContain("NaN", "Infinity");
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
        .contains("GARCH(1,1)", "log-likelihood", "-1106.607881", "std. error", "Ljung-Box")
        .contains("forecast of the variance (analytic)", "day 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model ngarch:1,1 | --model ngarch:1,1 is unknown; there is arch:P, garch:P,Q, gjr:P,O,Q",
        "--model egarch:1,1 | --model is egarch:1,1; whole numbers as in egarch:P,O,Q are wanted",
        "--model gjr:1,x,1 | --model is gjr:1,x,1; whole numbers as in gjr:P,O,Q are wanted",
        "--model ewma:0.94 | --model is ewma:0.94; ewma takes no numbers",
        "--model harch | --model is harch; whole numbers as in harch:1,5,22 are wanted",
        "--model garch:0,1 | p is 0",
        "--mean zero:1 | --mean is zero:1; zero takes no numbers",
        "--model garch:1 | --model is garch:1; whole numbers as in garch:P,Q are wanted",
        "--dist cauchy | --dist cauchy is unknown; there is normal, t, skewt or ged",
        "--mean arma:1 | --mean arma:1 is unknown; there is zero, constant or ar:P",
        "--presample median | --presample median is unknown; there is fcp",
        "--presample given | --presample given is unknown; there is fcp",
        "--fix omega=0.1,omega2=1 | no parameter omega2 to fix",
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
