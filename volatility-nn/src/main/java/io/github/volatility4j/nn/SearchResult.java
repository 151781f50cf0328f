package io.github.volatility4j.nn;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What a search has tried.
 *
 * @param trials in their order
 */
public record SearchResult(List<Trial> trials) {
  /**
   * Copies the list.
   *
   * @param trials in their order
   */
  public SearchResult {
    trials = List.copyOf(trials);
  }

  /**
   * {@return the complete trial with the lowest validation loss, the first of equals}
   *
   * @throws IllegalArgumentException if no trial is complete
   */
  public Trial best() {
    return best(1).get(0);
  }

  /**
   * The complete trials with the lowest validation losses.
   *
   * @param count how many, at least 1
   * @return so many trials, the best first
   * @throws IllegalArgumentException if there are fewer complete trials
   */
  public List<Trial> best(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("the count is " + count + ", must be at least 1");
    }
    List<Trial> best =
        trials.stream()
            .filter(trial -> trial.state() == Trial.State.COMPLETE)
            .sorted(Comparator.comparingDouble(Trial::loss))
            .limit(count)
            .toList();
    if (best.size() < count) {
      throw new IllegalArgumentException(
          "%d complete trials are wanted, %d of %d are"
              .formatted(count, best.size(), trials.size()));
    }
    return best;
  }

  /**
   * Reads the table that {@link HyperparameterSearch#file} was told to write.
   *
   * @param file comma-separated
   * @return its trials
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException naming the row that is not a trial
   */
  public static SearchResult readCsv(Path file) {
    return new SearchResult(TrialFile.read(file).trials());
  }
}
