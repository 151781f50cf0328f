package io.github.volatility4j.baseline;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fitted members and their weights. */
final class CombinationFit implements FittedVolatility {
  private final List<FittedVolatility> members;
  private final double[] weights;
  private final boolean weighed;
  private final List<String> names;

  CombinationFit(List<FittedVolatility> members, double[] weights, boolean weighed) {
    this.members = members;
    this.weights = weights;
    this.weighed = weighed;
    this.names =
        members.get(0).names().stream()
            .filter(name -> members.stream().allMatch(member -> member.names().contains(name)))
            .toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no series is forecast by all members of a combination");
    }
  }

  double[] weights() {
    return weights.clone();
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean converged() {
    return weighed && members.stream().allMatch(FittedVolatility::converged);
  }

  @Override
  public VolatilityForecast forecast(String name, int horizon) {
    double[] sum = new double[Math.max(0, horizon)];
    VolatilityForecast last = members.get(0).forecast(name, horizon);
    for (int m = 0; m < weights.length; m++) {
      last = members.get(m).forecast(name, horizon);
      double[] variance = last.variance();
      for (int k = 0; k < horizon; k++) {
        sum[k] += weights[m] * variance[k];
      }
    }
    return new VolatilityForecast(name, last.lastDate(), sum, last.unit());
  }

  @Override
  public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive) {
    List<SeriesSet> replays = new ArrayList<>();
    for (FittedVolatility member : members) {
      replays.add(member.historicalForecasts(history, from, toInclusive));
    }
    List<TimeSeries> out = new ArrayList<>();
    for (TimeSeries days : MemberForecasts.common(replays)) {
      double[] sum = new double[days.size()];
      for (int m = 0; m < weights.length; m++) {
        double[] variance = days.values(MemberForecasts.member(m));
        for (int i = 0; i < sum.length; i++) {
          sum[i] += weights[m] * variance[i];
        }
      }
      out.add(
          TimeSeries.of(days.name(), days.dates(), sum)
              .withAttribute(TimeSeries.UNIT, days.unit()));
    }
    return SeriesSet.of(out);
  }

  @Override
  public String toString() {
    return "weights " + Arrays.toString(weights) + " of " + members;
  }
}
