package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sub-samples of DEM/GBP whose highest likelihood lies at residuals of 0, where GED with ν near 1
 * is as good as an edge: the fit says that it has converged, no step of any parameter gains, and
 * the mean is not taken for certain.
 */
class KinksTest {
  @ParameterizedTest
  @CsvSource({
    "arch,700,500",
    "garch,974,1000",
    "garch22,974,1000",
    "tgarch,974,1000",
    "harch,974,1000"
  })
  void aMaximumAtZeroResidualsIsOne(String family, int from, int count) {
    double[] part = Arrays.copyOfRange(Data.demGbp().values(), from, from + count);
    TimeSeries returns = TimeSeries.of("part", part);
    Garch ar = Garch.builder().arMean(1).ged().preSample(PreSample.EWMA);
    Garch model =
        switch (family) {
          case "arch" -> ar.arch(1);
          case "garch" -> ar.garch(1, 1);
          case "garch22" -> ar.constantMean().garch(2, 2);
          case "tgarch" -> ar.tgarch(1, 1, 1);
          default -> ar.harch(1, 5, 22);
        };
    GarchFit fit = model.fit(returns);

    assertThat(fit.converged()).as(fit.toString()).isTrue();
    for (Map.Entry<String, Double> moved : fit.parameters().entrySet()) {
      for (double step : new double[] {-1e-3, -1e-5, 1e-5, 1e-3}) {
        Garch at = model;
        for (Map.Entry<String, Double> each : fit.parameters().entrySet()) {
          double value = each.getValue();
          at =
              at.fix(
                  each.getKey(), each.getKey().equals(moved.getKey()) ? value * (1 + step) : value);
        }
        if (moved.getValue() != 0) {
          assertThat(at.fit(returns).logLikelihood())
              .as("%s moved by %s", moved, step)
              .isLessThan(fit.logLikelihood() + 1e-7);
        }
      }
    }
  }

  /** Of the information matrix that needs no curvature of single residuals. */
  @ParameterizedTest
  @CsvSource({"0,1974,0", "0,1974,1", "974,1000,0", "974,1000,1", "1200,500,0", "700,500,1"})
  void theMeanIsAsUncertainAsByTheInformationMatrix(int from, int count, int lags) {
    double[] part = Arrays.copyOfRange(Data.demGbp().values(), from, from + count);
    Garch garch = Garch.builder().ged().preSample(PreSample.EWMA);
    GarchFit fit = (lags == 0 ? garch : garch.arMean(lags)).fit(TimeSeries.of("part", part));
    String mean = lags == 0 ? "mu" : "const";
    double expected = fit.standardErrors(Covariance.IM).getOrDefault(mean, Double.NaN);

    for (Covariance kind : Covariance.values()) {
      assertThat(fit.standardErrors(kind)).hasSameSizeAs(fit.parameters());
      assertThat(fit.standardErrors(kind).getOrDefault(mean, 0.0))
          .as("%s, %s", kind, fit)
          .isCloseTo(expected, within(0.2 * expected));
    }
  }
}
