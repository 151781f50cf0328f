package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search, ensembles of what it found, and a sweep over λ, on a small panel. */
class SearchCommandsTest {
  @TempDir private static Path dir;
  private static Path data = Path.of("");
  private static Path panel = Path.of("");

  @BeforeAll
  static void makeDataset() {
    panel = TestData.lines(dir.resolve("panel.csv"), TestData.widePanel(320, "A", "B"));
    Path labels = dir.resolve("labels.csv");
    data = dir.resolve("small.data");
    ok("labels", "--input", panel, "--output", labels);
    ok("dataset", "--input", labels, "--output", data, "--input-chunk-length", 20);
  }

  private static CommandLineRun ok(Object... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private static CommandLineRun training(String command, Object... more) {
    List<Object> args = new ArrayList<>(List.of(command, "--data", data, "--model", "tsmixer"));
    args.addAll(List.of("--epochs", 2, "--hidden_size", 4, "--ff-size", 4, "--num_blocks", 1));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray());
  }

  @Test
  void whatASearchFoundIsAveragedEvaluatedAndForecasts() {
    Path trials = dir.resolve("trials.csv");
    Object[] search = {
      "--output", trials, "--trials", 3, "--space", "lr=log:1e-4:1e-2", "--space", "dropout=0:0.1"
    };
    CommandLineRun found = training("search", search);
    assertThat(found.code()).as(found.err()).isZero();
    assertThat(found.out()).contains("best of 3 trials", "--lr ", "--dropout ");
    assertThat(TestData.read(trials)).hasSize(4);
    CommandLineRun again = training("search", search);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("trials.csv is there already; give --resume");

    for (String kind : List.of("deep", "parameters")) {
      Path model = dir.resolve(kind + ".model");
      Object[] ensemble = {
        "--search", trials, "--kind", kind, "--members", 2, "--model_path", model
      };
      CommandLineRun trained = training("ensemble", ensemble);
      assertThat(trained.code()).as(trained.err()).isZero();
      ok("evaluate", "--data", data, "--model-path", model, "--output", dir.resolve(kind));
      assertThat(TestData.read(dir.resolve(kind).resolve("metrics.csv"))).hasSize(4);
      String forecast = forecast(model);
      assertThat(forecast.lines()).hasSize(3);
      assertThat(forecast.lines().findFirst().orElseThrow())
          .endsWith(",annualised_volatility,spread");
      assertThat(spread(forecast)).isPositive();
      assertThat(ok("forecast", "--model-path", model, "--input", panel, "--json").out())
          .contains("\"spread\": [" + spread(forecast));

      CommandLineRun resumed = training("ensemble", with(ensemble, "--resume"));
      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(forecast(model)).isEqualTo(forecast);
    }
  }

  private static String forecast(Path model) {
    return ok("forecast", "--model-path", model, "--input", panel).out();
  }

  private static double spread(String forecast) {
    String first = forecast.lines().skip(1).findFirst().orElseThrow();
    return Double.parseDouble(first.substring(first.lastIndexOf(',') + 1));
  }

  private static Object[] with(Object[] arguments, Object more) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.add(more);
    return all.toArray();
  }

  @Test
  void aSweepHasARowForEachLambdaAndForGarch() {
    Path output = dir.resolve("sweep");
    Object[] sweep = {"--lambdas", "0,0.5", "--output", output};
    CommandLineRun run = training("sweep", sweep);
    assertThat(run.code()).as(run.err()).isZero();
    List<String> rows = TestData.read(output.resolve("sweep.csv"));
    assertThat(rows).hasSize(4);
    assertThat(rows.get(1)).startsWith("GARCH,");
    assertThat(rows.get(3)).startsWith("0.5,").contains("/2");
    assertThat(run.out().lines()).hasSize(4);

    CommandLineRun resumed = training("sweep", with(sweep, "--resume"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(TestData.read(output.resolve("sweep.csv"))).isEqualTo(rows);
  }

  @Test
  void wrongOptionsAreRefusedByName() {
    Path out = dir.resolve("no.csv");
    CommandLineRun space = training("search", "--output", out, "--space", "lambda=0:1");
    assertThat(space.code()).isEqualTo(2);
    assertThat(space.err()).contains("lambda can't be searched over");
    CommandLineRun members = training("ensemble", "--model-path", out, "--members", 1);
    assertThat(members.code()).isEqualTo(2);
    assertThat(members.err()).contains("an ensemble has 1 members");
    CommandLineRun lambda = training("sweep", "--lambdas", "2", "--output", out);
    assertThat(lambda.code()).isEqualTo(2);
    assertThat(lambda.err()).contains("lambda is 2.0, must be in [0, 1]");
  }
}
