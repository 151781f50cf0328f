package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The few starts of a fit against the ends of twenty random ones and of all that the family has, on
 * sub-samples of DEM/GBP and of simulated returns, some two hundred of each length.
 */
@Tag("heavy")
class FewStartsTest {
  @ParameterizedTest
  @ValueSource(ints = {400, 500, 700, 1000, 1400})
  void noOtherStartFindsMore(int window) {
    double[] close = Data.simulate(91, 4000, 0.02, 0, 0.02, 0.04, 0, 0.94);
    double[] fat = Data.simulate(92, 4000, 0.02, 0, 0.1, 0.12, 0, 0.6, 4);
    double[] slow = Data.simulate(94, 6000, 0.02, 0, 0.005, 0.03, 0, 0.965, 6);
    double[] slowest = Data.simulate(97, 8000, 0.02, 0, 0.003, 0.02, 0, 0.977);
    for (double[] source : new double[][] {Data.demGbp().values(), close, fat, slow, slowest}) {
      for (int from = 0; from + window <= source.length; from += source.length < 2000 ? 50 : 100) {
        double[] returns = Arrays.copyOfRange(source, from, from + window);
        GarchFit fit = Garch.builder().fit(TimeSeries.of("part", returns));

        assertThat(fit.converged()).isTrue();
        assertThat(highest(returns) - fit.logLikelihood())
            .as("%d returns from %d: %s", window, from, fit)
            .isLessThan(1e-4);
      }
    }
  }

  private static double highest(double[] returns) {
    Specification model = Specification.DEFAULT;
    Likelihood likelihood = Likelihood.fast(model, returns.length);
    likelihood.load(returns, 0);
    Sqp search = new Sqp(likelihood, model.constraints());
    double mean = likelihood.leastSquares()[0] / likelihood.scale();
    Random random = new Random(3);
    double best = Double.POSITIVE_INFINITY;
    for (double[] start : model.variance().starts()) {
      search.minimise(new double[] {mean, start[0], start[1], start[2]}, 1e-12);
      best = Math.min(best, search.value());
    }
    for (int i = 0; i < 20; i++) {
      double persistence = 1 - Math.pow(10, -3 * random.nextDouble());
      double alpha = persistence * Math.pow(random.nextDouble(), 2);
      double omega = Math.max(1e-6, (1 - persistence) * Math.exp(2 * random.nextDouble() - 1));
      search.minimise(new double[] {mean, omega, alpha, persistence - alpha}, 1e-12);
      best = Math.min(best, search.value());
    }
    return -likelihood.observations() * (best + Math.log(likelihood.scale()));
  }
}
