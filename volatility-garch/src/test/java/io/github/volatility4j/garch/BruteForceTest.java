package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The few fixed starts of a window against a hundred random ones: how often the highest maximum is
 * found.
 */
@Tag("heavy")
class BruteForceTest {
  private static final int WINDOW = 90;
  private static final int RANDOM_STARTS = 100;
  private static final double TOLERANCE = 1e-4;

  /** Where windows come from. */
  enum Source {
    DEUTSCHMARK(Data.demGbp().values()),
    SIMULATED(Data.simulate(77, 2000, 0.04, 0.05, 0.03, 0.08, 0, 0.9)),
    FAT_TAILED(Data.simulate(78, 2000, 0, -0.1, 0.1, 0.15, 0, 0.7, 4));

    private final double[] returns;

    Source(double[] returns) {
      this.returns = returns;
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void inNearlyEveryWindowNoRandomStartFindsMore(Source source) {
    double[] r = source.returns;
    Specification model =
        new Specification(
            new LinearMean(true, 1), new GjrGarch(1, 0, 1), new NormalInnovation(), PreSample.EWMA);
    Likelihood likelihood = new Likelihood(model, WINDOW);
    Sqp brute = new Sqp(likelihood, model.constraints());
    LaneFit fit = new LaneFit(WINDOW, model);
    WindowResults one = new WindowResults(1, 5);
    Random random = new Random(5);
    int windows = 0;
    int found = 0;
    for (int end = WINDOW; end <= r.length; end += 2) {
      fit.fit(r, end, 1, 1, one);
      likelihood.load(r, end - WINDOW);
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < RANDOM_STARTS; i++) {
        brute.minimise(randomStart(likelihood, random), 1e-11);
        best = Math.min(best, brute.value());
      }
      double highest = -(WINDOW - 1) * (best + Math.log(likelihood.scale()));
      windows++;
      found += one.logLikelihood[0] >= highest - TOLERANCE ? 1 : 0;
    }

    assertThat(found / (double) windows).as("share of %d windows", windows).isGreaterThan(0.97);
  }

  private static double[] randomStart(Likelihood likelihood, Random random) {
    double persistence =
        random.nextInt(3) == 0 ? random.nextDouble() : 1 - Math.pow(10, -3.5 * random.nextDouble());
    double alpha = persistence * Math.pow(random.nextDouble(), 3);
    if (random.nextInt(5) == 0) {
      alpha = persistence - alpha;
    }
    double level = Math.exp(4 * random.nextDouble() - 3);
    double[] mean = likelihood.leastSquares();
    return new double[] {
      mean[0] / likelihood.scale() + 0.3 * (random.nextDouble() - 0.5),
      mean[1] + 0.4 * (random.nextDouble() - 0.5),
      Math.max(1e-6, level * (1 - persistence)),
      alpha,
      persistence - alpha
    };
  }
}
