package io.github.volatility4j.nn;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Chooses what to try next by a tree-structured Parzen estimator (Bergstra et al. 2011, see {@link
 * ParzenEstimator}). Trials are divided into the best γ = 15 % and the rest; for each parameter
 * separately, the value taken is that of 24 drawn from the density l of the best which has the
 * greatest l/g, g being the density of the rest: the greatest expected improvement under these
 * densities.
 *
 * <p>A trial that was pruned ranks behind the complete ones, the later the better; one that failed
 * ranks last.
 *
 * @param startUpTrials drawn at random before there is something to go by, at least 1; {@link
 *     Integer#MAX_VALUE} makes it a random search
 */
record TreeParzenSampler(int startUpTrials) {
  private static final double BEST = 0.15;
  private static final int MOST_BEST = 25;
  private static final int CANDIDATES = 24;

  private static final Comparator<Trial> RANK =
      Comparator.comparing(Trial::state)
          .thenComparingInt(trial -> trial.state() == Trial.State.PRUNED ? -trial.epochs() : 0)
          .thenComparingDouble(Trial::loss);

  TreeParzenSampler {
    if (startUpTrials < 1) {
      throw new IllegalArgumentException(
          "start-up trials is " + startUpTrials + ", must be at least 1");
    }
  }

  Map<String, Double> next(SearchSpace space, List<Trial> trials, SplittableRandom random) {
    if (trials.size() < startUpTrials) {
      return space.draw(random);
    }
    List<Trial> ranked = trials.stream().sorted(RANK).toList();
    int best = (int) Math.min(MOST_BEST, Math.ceil(BEST * ranked.size()));
    return space.each(
        (name, domain) ->
            next(
                domain,
                values(ranked.subList(0, best), name),
                values(ranked.subList(best, ranked.size()), name),
                random));
  }

  private static double[] values(List<Trial> trials, String name) {
    return trials.stream().mapToDouble(trial -> trial.parameters().get(name)).toArray();
  }

  private static double next(Domain domain, double[] best, double[] rest, SplittableRandom random) {
    Density good = domain.density(best);
    Density bad = domain.density(rest);
    double taken = Double.NaN;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < CANDIDATES; i++) {
      double candidate = good.draw(random);
      double ratio = good.at(candidate) / bad.at(candidate);
      if (ratio > greatest) {
        taken = candidate;
        greatest = ratio;
      }
    }
    return taken;
  }
}
