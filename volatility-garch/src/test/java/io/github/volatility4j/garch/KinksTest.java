package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sub-samples of DEM/GBP whose highest likelihood lies at residuals of 0, where GED with ν near 1
 * is as good as an edge: the fit says that it has converged, and no step of any parameter gains.
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
}
