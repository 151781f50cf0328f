package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Returns seen through a model with known parameters, in the user's units.
 *
 * @param model what they are seen through
 * @param theta its parameters
 * @param path residuals and variances
 */
record FilteredReturns(Specification model, double[] theta, VariancePath path) {
  /** Filters returns, from the pre-sample value of an estimate, which stays as it is. */
  static FilteredReturns of(Specification model, Estimate estimate, double[] returns) {
    int pad = model.variance().padding();
    int lost = model.mean().conditionedOn();
    double[] theta = estimate.theta();
    VariancePath path = model.path(returns.length, 0, model.size());
    model.mean().regressors(returns, path.x, pad);
    double[] y = new double[path.end];
    System.arraycopy(returns, lost, y, pad, returns.length - lost);
    path.residuals(y, theta);
    path.backcast = estimate.backcast();
    path.residualBefore = !Double.isNaN(estimate.meanResidual());
    path.meanResidual = estimate.meanResidual();
    path.firstVarianceGiven = model.preSample() == PreSample.H1;
    model.variance().filter(path, theta, model.varianceAt(), false);
    return new FilteredReturns(model, theta, path);
  }

  /** Writes the variances of the days after the last return. */
  void forecast(double[] out) {
    if (!model.regressors().series().isEmpty()) {
      throw new IllegalArgumentException(
          "a forecast of %s takes the values of its regressors %s after the sample, which are not known"
              .formatted(model.label(), model.regressors().names()));
    }
    double negative = model.userDistribution(theta).negativeShare();
    model.variance().forecast(path, theta, model.varianceAt(), negative, out);
  }

  double[] residuals() {
    return Arrays.copyOfRange(path.e, path.padding, path.end);
  }

  double[] variances() {
    return Arrays.copyOfRange(path.h, path.padding, path.end);
  }

  double[] standardised() {
    double[] z = residuals();
    for (int t = 0; t < z.length; t++) {
      z[t] /= Math.sqrt(path.h[path.padding + t]);
    }
    return z;
  }

  /** The variances of a history's series of a name, on the days between two that have returns. */
  static SeriesSet replay(
      Specification model,
      Estimate estimate,
      String name,
      History history,
      LocalDate from,
      LocalDate toInclusive) {
    List<TimeSeries> found = new ArrayList<>();
    for (TimeSeries series : history.returns()) {
      if (series.name().equals(name)) {
        if (!series.isDated()) {
          throw new IllegalArgumentException(
              "series " + name + " has no dates to forecast between");
        }
        replay(model, estimate, series.until(toInclusive), from).ifPresent(found::add);
      }
    }
    return SeriesSet.of(found);
  }

  /** The variances of the days from {@code from} on that there are returns of. */
  private static Optional<TimeSeries> replay(
      Specification model, Estimate estimate, TimeSeries known, LocalDate from) {
    int lost = model.mean().conditionedOn();
    int first = Math.max(lost + 1, known.firstRowFrom(from));
    if (first >= known.size()) {
      return Optional.empty();
    }
    double[] all = of(model.on(known), estimate, known.values()).variances();
    TimeSeries days = known.slice(first, known.size());
    return Optional.of(
        TimeSeries.of(known.name(), days.dates(), Arrays.copyOfRange(all, first - lost, all.length))
            .withAttribute(TimeSeries.UNIT, known.unit()));
  }
}
