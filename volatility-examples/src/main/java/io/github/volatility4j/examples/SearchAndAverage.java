package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.EnsembleTrainer;
import io.github.volatility4j.nn.HyperparameterSearch;
import io.github.volatility4j.nn.SearchResult;
import io.github.volatility4j.nn.SearchSpace;
import io.github.volatility4j.nn.VolatilityEnsemble;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import java.util.Arrays;
import java.util.List;

/** Parameters chosen by their validation loss, then several networks that share them. */
public final class SearchAndAverage {
  private SearchAndAverage() {}

  /**
   * Searches, trains and prints a forecast with its spread.
   *
   * @param args none
   */
  public static void main(String[] args) {
    SeriesSet prices = ExampleData.dowJones30();
    SeriesSet two = SeriesSet.of(List.of(prices.get("KO"), prices.get("PG")));

    SeriesSet labels = GarchTeacher.of(90).label(Returns.logPercent(two)).series();
    VolatilityDataset data = VolatilityDataset.of(labels, DatasetOptions.defaults());
    VolatilityTrainer trainer = VolatilityTrainer.builder().lambda(0.01).lstm().epochs(2);
    SearchSpace space =
        SearchSpace.empty()
            .logUniform("lr", 1e-4, 1e-2, VolatilityTrainer::learningRate)
            .choices("hidden", SearchSpace.HIDDEN, 8, 16);
    SearchResult found = HyperparameterSearch.of(trainer).space(space).trials(4).run(data);

    VolatilityTrainer best = space.apply(trainer, found.best().parameters());
    VolatilityEnsemble ensemble = EnsembleTrainer.deep(best, 3).fit(data);
    System.out.println(ensemble.forecast("KO", 5));
    System.out.println("spread " + Arrays.toString(ensemble.spread("KO", 5)));
  }
}
