package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Evidence: searches that were interrupted and taken up again, against undisturbed ones; trials
 * against the trainings they stand for.
 */
class HyperparameterSearchTest {
  private static final SearchSpace SPACE =
      SearchSpace.empty()
          .logUniform("lr", 1e-4, 3e-1, VolatilityTrainer::learningRate)
          .choices("hidden_size", SearchSpace.HIDDEN, 2, 4)
          .choices("dropout", SearchSpace.DROPOUT, 0, 0.2);

  private static SeriesSet labels = SeriesSet.of(List.of());
  private static VolatilityDataset data;

  @TempDir Path dir;

  @BeforeAll
  static void label() {
    labels = GarchTeacher.of(40).label(SimulatedPanel.of(2, 200, 1)).series();
    data = dataset(0.2);
  }

  private static VolatilityDataset dataset(double validation) {
    return VolatilityDataset.of(
        labels,
        DatasetOptions.defaults()
            .withInputChunkLength(10)
            .withTruth("var_true_40")
            .withTeacher("garch_var_40")
            .withParts(validation, 0.1));
  }

  private static VolatilityTrainer trainer() {
    return VolatilityTrainer.builder()
        .tsMixer(Preset.SEED)
        .tsMixer(new TsMixerOptions(4, 4, 1, 0, false))
        .loss(Loss.qlike())
        .lambda(0.5)
        .epochs(4);
  }

  private static HyperparameterSearch search() {
    return HyperparameterSearch.of(trainer())
        .space(SPACE)
        .trials(12)
        .treeParzen(4)
        .medianPruning(2, 1)
        .seed(7);
  }

  /** The rows of a table without the seconds they took. */
  private static List<String> rows(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(
            line -> {
              List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
              cells.remove(cells.size() - 3);
              return String.join(",", cells);
            })
        .toList();
  }

  /** Interrupts its thread at the n-th piece of progress. */
  private static SearchListener interruptingAfter(int calls) {
    return new SearchListener() {
      private int left = calls;

      @Override
      public void onProgress(String stage, long done, long total) {
        if (--left == 0) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  @Test
  void aSearchThatIsStoppedAgainAndAgainGivesTheSameTrials() throws IOException {
    Path undisturbed = dir.resolve("undisturbed.csv");
    SearchResult whole = search().file(undisturbed).run(data);
    assertThat(whole.trials()).extracting(Trial::state).contains(Trial.State.PRUNED);
    Path file = dir.resolve("stopped.csv");
    for (int stops = 0; ; stops++) {
      try {
        search().file(file).listener(interruptingAfter(25)).run(data);
        assertThat(stops).isGreaterThan(3);
        break;
      } catch (CancellationException e) {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
    assertThat(rows(file)).isEqualTo(rows(undisturbed));
    List<Trial> read = SearchResult.readCsv(undisturbed).trials();
    assertThat(read).isEqualTo(whole.trials());
  }

  @Test
  void aLongerSearchBeginsWithTheTrialsOfAShorterOne() throws IOException {
    Path file = dir.resolve("grown.csv");
    search().trials(5).file(file).run(data);
    List<String> five = rows(file);
    List<Trial> told = new ArrayList<>();
    SearchListener listener =
        new SearchListener() {
          @Override
          public void onTrial(Trial trial) {
            told.add(trial);
          }
        };
    SearchResult grown = search().trials(8).file(file).listener(listener).run(data);
    assertThat(grown.trials()).hasSize(8);
    assertThat(told).extracting(Trial::number).containsExactly(6, 7, 8);
    assertThat(rows(file).subList(0, 6)).isEqualTo(five);
  }

  @Test
  void aTrialIsTheTrainingOfItsParameters() {
    Trial best = search().withoutPruning().trials(3).run(data).best();
    NeuralVolatility trained = SPACE.apply(trainer(), best.parameters()).fit(data);
    assertThat(trained.epochs().stream().map(Epoch::validationLoss).toList())
        .isEqualTo(best.validationLosses());
  }

  @Test
  void aRateAtWhichTrainingDivergesFails() {
    SearchSpace wild =
        SearchSpace.empty().choices("lr", VolatilityTrainer::learningRate, 1e-3, 1e30);
    SearchResult found =
        HyperparameterSearch.of(trainer().loss(Loss.mse())).space(wild).trials(2).run(data);
    assertThat(found.trials())
        .extracting(Trial::state)
        .containsExactlyInAnyOrder(Trial.State.COMPLETE, Trial.State.FAILED);
    assertThat(found.best().parameters()).containsEntry("lr", 1e-3);
  }

  @Test
  void nothingIsTriedTwice() {
    SearchSpace few = SearchSpace.empty().choices("hidden_size", SearchSpace.HIDDEN, 1, 2, 3);
    SearchResult found = HyperparameterSearch.of(trainer().epochs(1)).space(few).run(data);
    assertThat(found.trials().stream().map(t -> t.parameters().get("hidden_size")))
        .containsExactlyInAnyOrder(1.0, 2.0, 3.0);
  }

  @Test
  void noTrialBeginsAfterTheTimeLimit() {
    SearchResult found = search().timeLimit(Duration.ofNanos(1)).run(data);
    assertThat(found.trials()).isEmpty();
    assertThatThrownBy(found::best).hasMessageContaining("0 of 0");
  }

  @Test
  void theWorkflowsSpaceFitsEachNetwork() {
    Map<String, Double> lstm =
        Map.of("lr", 2e-3, "num_layers", 4.0, "dropout", 0.3, "hidden_size", 16.0);
    Recipe one = SearchSpace.lstm().apply(VolatilityTrainer.builder().lstm(), lstm).recipe();
    assertThat(one.network()).isEqualTo(new LstmOptions(4, 16, 0.3, 0));
    assertThat(one.training().learningRate()).isEqualTo(2e-3);
    Map<String, Double> mixer =
        Map.of("lr", 2e-3, "num_blocks", 4.0, "dropout", 0.3, "hidden_size", 16.0, "ff_size", 32.0);
    Recipe other =
        SearchSpace.tsMixer()
            .apply(VolatilityTrainer.builder().tsMixer(Preset.SEED), mixer)
            .recipe();
    assertThat(other.network()).isEqualTo(new TsMixerOptions(16, 32, 4, 0.3, true));
    assertThatThrownBy(() -> SearchSpace.tsMixer().apply(VolatilityTrainer.builder(), mixer))
        .hasMessageContaining("an LSTM has no feed-forward width");
    assertThatThrownBy(() -> SearchSpace.tsMixer().apply(VolatilityTrainer.builder(), lstm))
        .hasMessageContaining("num_layers")
        .hasMessageContaining("the space has [lr, num_blocks, dropout, hidden_size, ff_size]");
  }

  @Test
  void anotherSearchIsNotTakenForTheContinuation() {
    Path file = dir.resolve("first.csv");
    search().trials(1).file(file).run(data);
    List<HyperparameterSearch> others =
        List.of(
            search().seed(8),
            search().random(),
            search().medianPruning(3, 1),
            search().space(SPACE.choices("ff_size", SearchSpace.FEED_FORWARD, 1, 2)),
            HyperparameterSearch.of(trainer().lambda(0.4)).space(SPACE).trials(12));
    for (HyperparameterSearch other : others) {
      assertThatThrownBy(() -> other.file(file).run(data))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("first.csv belongs to a search with another space");
    }
    assertThatThrownBy(() -> search().file(file).run(dataset(0.3)))
        .hasMessageContaining("first.csv belongs to a search with another space");
  }

  @Test
  void whatCannotBeSearchedIsRefused() {
    assertThatThrownBy(() -> search().run(dataset(0)))
        .hasMessageContaining("has no validation part");
    assertThatThrownBy(() -> search().trials(0)).hasMessage("trials is 0, must be at least 1");
    assertThatThrownBy(() -> search().timeLimit(Duration.ZERO))
        .hasMessageContaining("time limit is PT0S, must be positive");
    assertThatThrownBy(() -> search().space(SearchSpace.empty()))
        .hasMessageContaining("has no parameter");
    SearchSpace half = SearchSpace.empty().choices("hidden_size", SearchSpace.HIDDEN, 1.5);
    assertThatThrownBy(() -> search().space(half).run(data))
        .hasMessage("trial {hidden_size=1.5}: hidden size is 1.5, must be a whole number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | number | nr | is not a table of trials",
        "2 | complete | finished | row 2: state is \"finished\", must be complete, pruned or failed",
        "3 | 2, | 7, | row 3: number is \"7\", must be 2",
        "2 | ,2,4, | ,3,4, | row 2: epochs is \"3\", must be 2",
        "2 | 0.5,2 | 0.4,2 | row 2: validation_loss is \"0.4\", must be the lowest",
        "2 | 0.5,2 | NaN,2 | row 2: validation_loss is \"NaN\", must be a finite number",
        "2 | 0.01 | 1e-2x | row 2: lr is \"1e-2x\", must be a finite number",
        "3 | abc | abd | row 3: it belongs to another search",
        "3 | ,abc | '' | row 3: it has 7 cells where the header has 8",
      })
  void aTableThatWasDamagedIsRefusedByItsRow(int row, String from, String to, String says)
      throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "number,state,lr,validation_loss,epochs,seconds,validation_losses,search",
                "1,complete,0.01,0.5,2,4,0.75 0.5,abc",
                "2,failed,0.02,,0,1,,abc"));
    Path file = dir.resolve("trials.csv");
    Files.write(file, lines);
    assertThat(SearchResult.readCsv(file).trials()).hasSize(2);
    lines.set(row - 1, lines.get(row - 1).replaceFirst(from, to));
    Files.write(file, lines);
    assertThatThrownBy(() -> SearchResult.readCsv(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trials.csv")
        .hasMessageContaining(says);
  }
}
