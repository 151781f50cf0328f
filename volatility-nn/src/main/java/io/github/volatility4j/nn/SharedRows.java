package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.Progress;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a dataset for trainings one after the other: references are fitted again only where a
 * training wants others than the one before.
 */
final class SharedRows {
  private final VolatilityDataset data;
  private Optional<Wanted> made = Optional.empty();
  private List<Rows> rows = List.of();

  /** What of a recipe rows depend on. */
  private record Wanted(
      Optional<Reference> anchor, Optional<Reference> teacher, Encoder.Inputs inputs) {}

  SharedRows(VolatilityDataset data) {
    this.data = data;
  }

  /** Trains on the dataset, whose options replace the trainer's. */
  NeuralVolatility train(
      VolatilityTrainer trainer, TrainingListener listener, Optional<RunDirectory> directory) {
    Recipe recipe = trainer.recipe().with(data.options());
    return new Training(recipe, data, listener, directory).run(of(recipe, listener::onProgress));
  }

  private List<Rows> of(Recipe recipe, Progress progress) {
    Optional<Wanted> wanted =
        Optional.of(new Wanted(recipe.anchor(), recipe.teacher(), recipe.inputs()));
    if (!wanted.equals(made)) {
      rows = PanelRows.forTraining(recipe, data.labels(), progress);
      made = wanted;
    }
    return rows;
  }
}
