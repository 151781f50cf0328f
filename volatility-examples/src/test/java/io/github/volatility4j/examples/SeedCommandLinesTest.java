package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command lines of the Python workflow, option by option, behind our commands' names, on small
 * data. Only file names, epochs and sizes differ from those in use.
 */
class SeedCommandLinesTest {
  @TempDir private static Path dir;

  @BeforeAll
  static void makeData() {
    List<String> panel = TestData.widePanel(420, "A", "B", "C");
    Path prices = TestData.lines(dir.resolve("prices.csv"), panel);
    ok("labels --input " + prices + " --output " + dir.resolve("labels.csv"));
    // The workflow's tables have alpha columns behind the labels.
    List<String> lines = new ArrayList<>(TestData.read(dir.resolve("labels.csv")));
    lines.set(0, lines.get(0) + ",alpha1,alpha2");
    for (int i = 1; i < lines.size(); i++) {
      lines.set(i, lines.get(i) + "," + i % 7 + "," + (i % 5 == 0 ? "" : Math.sin(i)));
    }
    TestData.lines(dir.resolve("raw.csv"), lines);
    ok(
        "dataset --input raw.csv --output ts_data.pkl --val_frac 0.2 --test_frac 0.1"
            + " --input_chunk_length 30 --static_mode ticker --target_col var_true_90"
            + " --garch_col garch_var_90");
    Path models = dir.resolve("models");
    assertThat(models.toFile().mkdir()).isTrue();
  }

  /** Runs a command line; files are in the test's directory. */
  private static CommandLineRun run(String line) {
    Object[] args =
        Arrays.stream(line.split(" "))
            .map(arg -> arg.matches(".*\\.(csv|pkl|pth)|logs|outputs/.*") ? dir.resolve(arg) : arg)
            .toArray();
    return CommandLineRun.of(args);
  }

  private static CommandLineRun ok(String line) {
    CommandLineRun run = run(line);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  @Test
  void preprocess() {
    CommandLineRun run =
        ok(
            "dataset --input raw.csv --output clean.pkl"
                + " --disabled_features close log_return u_hat_90 --use_log_target"
                + " --target_col var_true_90 --garch_col garch_var_90 --input_chunk_length 30");
    assertThat(run.err()).contains("covariates: alpha1, alpha2");
  }

  @Test
  void preprocessWithAlphasAsRanksAndACalendar() {
    CommandLineRun run =
        ok(
            "dataset --input raw.csv --output alphas.pkl --rank alpha1,alpha2"
                + " --calendar day_of_week --input_chunk_length 30 --scale zscore");
    assertThat(run.err())
        .contains("covariates: alpha1_rank, alpha2_rank, day_of_week_sin, day_of_week_cos");
    ok(
        "train --model tsmixer --data alphas.pkl --epochs 1 --hidden_size 4 --ff_size 4"
            + " --num_blocks 1 --covariate_mode lagged --model_path models/alphas.pth");
    ok(
        "evaluate --data alphas.pkl --model models/alphas.pth --split test --output outputs/alphas"
            + " --covariate_mode alpha --covariate_lag 1 --invert_train_scale zscore");
    CommandLineRun wrong =
        run(
            "evaluate --data alphas.pkl --model models/alphas.pth --output outputs/no"
                + " --invert_train_scale mean");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--invert-train-scale is mean, but", "was made with zscore");
  }

  @Test
  void trainTsMixerAndPredict() {
    ok(
        "train --model tsmixer --data ts_data.pkl --lambda 0 --epochs 2 --lr 2e-4"
            + " --lr_scheduler exponential --lr_gamma 0.99 --grad_clip 0.5 --hidden_size 8"
            + " --ff_size 16 --num_blocks 2 --dropout 0.1 --batch_size 32 --seed 42 --log_dir logs"
            + " --input_chunk_length 30 --covariate_mode none"
            + " --model_path models/tsmixer_lambda0.pth");
    assertThat(dir.resolve("models/tsmixer_lambda0.pth")).exists();
    assertThat(TestData.names(dir.resolve("logs")))
        .contains("best.model", "history.jsonl", "last.checkpoint", "options.properties")
        .anyMatch(name -> name.startsWith("events.out.tfevents."));
    predict("tsmixer_lambda0");
  }

  @Test
  void trainLstmAndPredict() {
    ok(
        "train --model lstm --data ts_data.pkl --lambda 0.01 --epochs 1 --lr 2e-4"
            + " --lr_scheduler exponential --lr_gamma 0.99 --grad_clip 0.5 --hidden_size 8"
            + " --num_layers 3 --dropout 0.1 --model_path models/lstm_lambda0.pth");
    predict("lstm_lambda0");
  }

  private static void predict(String model) {
    ok(
        "evaluate --data ts_data.pkl --model models/"
            + model
            + ".pth --split test --output outputs/"
            + model
            + " --save_plots --covariate_mode none --covariate_lag 1 --invert_train_scale none");
    assertThat(TestData.names(dir.resolve("outputs").resolve(model)))
        .contains("metrics.csv", "wins.csv", "A.png", "A-5d.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cosine", "plateau", "none"})
  void anInterruptedRunIsResumedByTheSameCommand(String schedule) throws IOException {
    String command =
        "train --model tsmixer --data ts_data.pkl --epochs %d --hidden_size 4 --num_blocks 1"
            + " --optimizer adam --validate-every 1 --lr-warm-up 1 --lr-scheduler " + schedule
            + " --model_path models/%s.pth --log_dir %s";
    Path log = dir.resolve("log-" + schedule);
    ok(command.formatted(3, "whole-" + schedule, log));
    Path other = dir.resolve("log2-" + schedule);
    Thread.currentThread().interrupt();
    CommandLineRun stopped = run(command.formatted(3, "again-" + schedule, other));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stopped.code()).isEqualTo(130);
    assertThat(stopped.err()).contains("give the same command with --resume");
    ok(command.formatted(3, "again-" + schedule, other) + " --resume");
    for (String name : List.of("whole-", "again-")) {
      ok(
          "evaluate --data ts_data.pkl --model models/" + name + schedule + ".pth --output outputs/"
              + name + schedule);
    }
    assertThat(Files.readAllBytes(dir.resolve("outputs/again-" + schedule + "/metrics.csv")))
        .isEqualTo(Files.readAllBytes(dir.resolve("outputs/whole-" + schedule + "/metrics.csv")));
  }
}
