package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several days ahead at once, and weights of days, by the command line. */
class HorizonCommandsTest {
  @TempDir private static Path dir;
  private static Path panel = Path.of("");
  private static Path data = Path.of("");

  @BeforeAll
  static void makeDataset() {
    List<String> wide = TestData.widePanel(300, "A", "B");
    panel = TestData.lines(dir.resolve("panel.csv"), wide);
    List<String> rows = new ArrayList<>(List.of("date,code,close,importance"));
    for (String row : wide.subList(1, wide.size())) {
      String[] cells = row.split(",");
      rows.add(cells[0] + ",A," + cells[1] + ",1");
      rows.add(cells[0] + ",B," + cells[2] + ",0.5");
    }
    Path table = TestData.lines(dir.resolve("long.csv"), rows);
    Path labels = dir.resolve("labels.csv");
    data = dir.resolve("small.data");
    ok("labels", "--input", table, "--output", labels);
    ok("dataset", "--input", labels, "--output", data, "--input-chunk-length", 20);
  }

  private static CommandLineRun ok(Object... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private static CommandLineRun train(Path model, Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--model", "lstm"));
    args.addAll(List.of("--epochs", 1, "--hidden-size", 4, "--num-layers", 1));
    args.addAll(List.of("--model-path", model));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray());
  }

  @Test
  void everyDayAheadIsEvaluated() {
    Path model = dir.resolve("three.model");
    assertThat(train(model, "--output_chunk_length", 3).code()).isZero();
    Path output = dir.resolve("three");
    ok("evaluate", "--data", data, "--model-path", model, "--output", output);
    List<String> rows = TestData.read(output.resolve("horizons.csv"));
    assertThat(rows.get(0)).isEqualTo("days_ahead,code,MAE,RMSE,QLIKE,n");
    assertThat(rows).hasSize(1 + 3 * 3);
    assertThat(rows.get(3)).startsWith("1,ALL,").endsWith(",42");
    assertThat(rows.get(7)).startsWith("3,A,").endsWith(",21");
    // The first day ahead is what metrics.csv is about.
    String[] metrics = TestData.read(output.resolve("metrics.csv")).get(1).split(",");
    String[] first = rows.get(1).split(",");
    assertThat(List.of(first[2], first[3], first[4]))
        .containsExactly(metrics[1], metrics[2], metrics[5]);
    CommandLineRun forecast =
        ok("forecast", "--model-path", model, "--input", panel, "--horizon", 5);
    assertThat(forecast.out().lines()).hasSize(1 + 2 * 5);
  }

  @Test
  void daysWeighWhatAColumnSays() {
    Path plain = dir.resolve("plain.model");
    Path weighted = dir.resolve("weighted.model");
    assertThat(train(plain).code()).isZero();
    CommandLineRun run = train(weighted, "--sample-weights", "importance");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(TestData.read(dir.resolve("weighted.model.run").resolve("training.csv")))
        .isNotEqualTo(TestData.read(dir.resolve("plain.model.run").resolve("training.csv")));
    CommandLineRun none = train(dir.resolve("none.model"), "--sample-weights", "volume");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("no component volume, which is to hold sample weights");
  }
}
