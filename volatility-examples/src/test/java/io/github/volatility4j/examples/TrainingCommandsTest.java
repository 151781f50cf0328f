package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From labels to forecasts on a small panel, and what is refused on the way. */
class TrainingCommandsTest {
  @TempDir private static Path dir;
  private static Path panel = Path.of("");
  private static Path data = Path.of("");

  @BeforeAll
  static void makeDataset() {
    panel = TestData.lines(dir.resolve("panel.csv"), TestData.widePanel(320, "A", "B"));
    Path labels = dir.resolve("labels.csv");
    data = dir.resolve("small.data");
    ok("labels", "--input", panel, "--output", labels);
    CommandLineRun run =
        ok("dataset", "--input", labels, "--output", data, "--input-chunk-length", 20);
    assertThat(run.err()).contains("2 stocks").contains("training 280", "validation 92", "test 46");
  }

  private static CommandLineRun ok(Object... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private static List<Object> training(String model, Path modelPath) {
    return new ArrayList<>(
        Arrays.asList(
            "train",
            "--data",
            data,
            "--model",
            model,
            "--model_path",
            modelPath,
            "--epochs",
            2,
            "--hidden_size",
            4,
            "--dropout",
            0,
            "--lr",
            "1e-2"));
  }

  private static CommandLineRun train(String model, Path modelPath, Object... more) {
    List<Object> args = training(model, modelPath);
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray());
  }

  @ParameterizedTest
  @CsvSource({"lstm, --num-layers", "tsmixer, --num-blocks"})
  void trainsEvaluatesAndForecasts(String model, String depth) throws IOException {
    Path modelPath = dir.resolve(model + ".model");
    Path logs = dir.resolve(model + "-logs");
    CommandLineRun trained = train(model, modelPath, depth, 1, "--log-dir", logs);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).isEmpty();
    assertThat(trained.err())
        .contains("train loss   validation loss")
        .contains(modelPath.toString());
    assertThat(TestData.read(logs.resolve("training.csv"))).hasSize(3);

    Path output = dir.resolve(model + "-out");
    CommandLineRun evaluated =
        ok(
            "evaluate",
            "--data",
            data,
            "--model-path",
            modelPath,
            "--output",
            output,
            "--save-plots");
    assertThat(evaluated.out()).contains("MAE", "model", "GARCH", "wins", "/2");
    List<String> metrics = TestData.read(output.resolve("metrics.csv"));
    assertThat(metrics.get(0))
        .isEqualTo("code,MAE_model,RMSE_model,MAE_garch,RMSE_garch,QLIKE_model,QLIKE_garch,n");
    assertThat(metrics).hasSize(4);
    assertThat(metrics.get(1)).startsWith("A,").endsWith(",23");
    assertThat(metrics.get(3)).startsWith("ALL,").endsWith(",46");
    double[] a = numbers(metrics.get(1));
    double[] b = numbers(metrics.get(2));
    double[] all = numbers(metrics.get(3));
    for (int i = 0; i < 6; i++) {
      assertThat(all[i]).isEqualTo((a[i] + b[i]) / 2);
    }
    for (String name : List.of("A.png", "A-5d.png", "B.png", "B-5d.png")) {
      var picture = ImageIO.read(output.resolve(name).toFile());
      assertThat(new int[] {picture.getWidth(), picture.getHeight()}).containsExactly(1200, 700);
    }
    assertThat(TestData.read(output.resolve("wins.csv")))
        .hasSize(4)
        .startsWith("metric,wins,stocks")
        .allMatch(line -> line.startsWith("metric") || line.matches("(MAE|RMSE|QLIKE),[0-2],2"));

    CommandLineRun forecast =
        ok("forecast", "--model-path", modelPath, "--input", panel, "--horizon", 3);
    List<String> lines = forecast.out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("code,last_date,step,variance,volatility,annualised_volatility");
    assertThat(lines).hasSize(1 + 2 * 3);
    assertThat(lines.get(3)).startsWith("A,2011-03-25,3,");
    CommandLineRun json = ok("forecast", "--model-path", modelPath, "--input", panel, "--json");
    assertThat(json.out())
        .startsWith("{\"forecasts\": [{\"code\": \"A\", \"lastDate\": \"2011-03-25\"")
        .contains(lines.get(1).split(",")[3]);
  }

  private static double[] numbers(String row) {
    return Arrays.stream(row.split(",")).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void theSameSeedGivesTheSameFile() throws IOException {
    Path first = dir.resolve("first.model");
    Path again = dir.resolve("again.model");
    assertThat(train("tsmixer", first, "--seed", 7).code()).isZero();
    assertThat(train("tsmixer", again, "--seed", 7).code()).isZero();
    for (Path model : List.of(first, again)) {
      ok("evaluate", "--data", data, "--model-path", model, "--output", model + ".out");
    }
    assertThat(Path.of(again + ".out", "metrics.csv"))
        .hasSameBinaryContentAs(Path.of(first + ".out", "metrics.csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lambda 1.5 | lambda is 1.5, must be in [0, 1]",
        "--lambda -0.01 | lambda is -0.01, must be in [0, 1]",
        "--lambda NaN | lambda is NaN, must be in [0, 1]",
        "--loss mad | loss is \"mad\", must be one of",
        "--batch-size 0 | batch size is 0, must be at least 1",
        "--grad-clip -1 | gradient clip is -1.0, must be positive",
        "--dropout 1 | dropout is 1.0, must be in [0, 1)",
        "--num-blocks 2 | --num-blocks is not an option of an lstm",
        "--input-chunk-length 90 | --input-chunk-length is 90, but",
        "--precision fp8 | --precision",
        "--anchor garch | reference is \"garch\", must be NAME:W with NAME one of [garch,",
        "--teacher gjr | reference is \"gjr\", must be NAME:W with NAME one of [garch,",
        "--anchor garch:12 | window is 12",
        "--warm-up -1 | warm-up is -1, must be at least 0",
        "--patience many | --patience",
        "--optimizer lion | --optimizer",
        "--lr-scheduler step | --lr-scheduler",
        "--max-samples 0 | max samples is 0, must be at least 1",
        "--lambda-end 2 | lambda at the end is 2.0, must be in [0, 1]",
        "--checkpoint-minutes 0 | --checkpoint-minutes is 0.0, must be positive",
        "--checkpoint-epochs 0 | epochs between checkpoints is 0, must be at least 1",
        "--covariate-mode lagged | --covariate-mode is lagged, but",
      })
  void wrongOptionsAreRefusedByName(String more, String says) {
    List<String> before = TestData.names(dir);
    Object[] arguments = more.split(" ");
    CommandLineRun run = train("lstm", dir.resolve("refused.model"), arguments);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).contains(says);
    assertThat(TestData.names(dir)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--val-frac 0.9 --test-frac 0.2 | together they must be below 1",
        "--test-frac 1.5 | test is 1.5",
        "--covariates volume | volume",
        "--garch-col gjr_var_90 | no component gjr_var_90",
        "--lag 0 | covariate lag is 0",
        "--calendar moon | moon",
        "--disabled-features volume | there is no column volume",
        "--rank volume | no series has a component volume",
        "--burn-in -1 | burnIn is -1",
        "--use-log-target --transform log | --use-log-target is --transform log1p, not log",
        "--static-mode industry | industry",
        "--scale robust | robust",
        "--input-chunk-length 500 | 501 labelled rows",
      })
  void aDatasetThatCannotBeIsRefused(String more, String says) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "dataset",
                "--input",
                dir.resolve("labels.csv"),
                "--output",
                dir.resolve("no.data")));
    args.addAll(List.of(more.split(" ")));
    CommandLineRun run = CommandLineRun.of(args.toArray());
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).contains(says);
    assertThat(dir.resolve("no.data")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated", "foreign", "corrupt", "missing"})
  void aModelFileThatIsNotWholeIsRefused(String how) throws IOException {
    Path whole = dir.resolve(how + "-whole.model");
    assertThat(train("tsmixer", whole).code()).isZero();
    Path file = dir.resolve(how + ".model");
    byte[] bytes = Files.readAllBytes(whole);
    switch (how) {
      case "truncated" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      case "foreign" -> Files.copy(panel, file);
      case "corrupt" -> {
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
      }
      default -> assertThat(file).doesNotExist();
    }
    CommandLineRun run = CommandLineRun.of("forecast", "--model-path", file, "--input", panel);
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).contains(file.getFileName().toString());
  }

  @Test
  void aDatasetIsNotAModel() {
    CommandLineRun run = CommandLineRun.of("forecast", "--model-path", data, "--input", panel);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("small.data");
  }

  @Test
  void aModelThatCannotBeWrittenIsExitCodeOne() {
    CommandLineRun run = train("tsmixer", panel.resolve("x.model"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("cannot write").contains("is no directory");
  }

  @Test
  void theDirectoryOfAModelIsMade() {
    Path model = dir.resolve("models").resolve("tsmixer.model");
    assertThat(train("tsmixer", model).code()).isZero();
    assertThat(model).isRegularFile();
  }

  @Test
  void stocksTooShortToForecastAreNamed() {
    Path model = dir.resolve("short.model");
    assertThat(train("tsmixer", model).code()).isZero();
    List<String> lines = new ArrayList<>(TestData.widePanel(200, "A", "C"));
    for (int i = 1; i < 150; i++) {
      lines.set(i, lines.get(i).substring(0, lines.get(i).lastIndexOf(',') + 1));
    }
    Path input = TestData.lines(dir.resolve("short.csv"), lines);
    CommandLineRun run = ok("forecast", "--model-path", model, "--input", input);
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err()).contains("left out", "C");
  }
}
