package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several trained networks whose variances are averaged: {@code h = Σ h[m]/M}. Their spread, the
 * standard deviation {@code √(Σ(h[m] − h)²/(M − 1))}, tells how far they disagree; it knows nothing
 * of an error that they share (Lakshminarayanan, Pritzel and Blundell 2017, Simple and scalable
 * predictive uncertainty estimation using deep ensembles, arXiv 1612.01474). Immutable and safe to
 * use from many threads.
 *
 * @see EnsembleTrainer
 */
public final class VolatilityEnsemble implements TrainedVolatility {
  /** Further component of {@link #predict} and {@link #historicalForecasts}. */
  public static final String SPREAD = "spread";

  /** Fewer have no spread. */
  static final int LEAST_MEMBERS = 2;

  private final List<NeuralVolatility> members;

  private VolatilityEnsemble(List<NeuralVolatility> members) {
    this.members = List.copyOf(members);
  }

  /**
   * An ensemble of networks that were trained on the same stocks by the same dataset options.
   *
   * @param members at least two
   * @return the ensemble
   * @throws IllegalArgumentException if there are fewer, or they don't go together
   */
  public static VolatilityEnsemble of(List<NeuralVolatility> members) {
    if (members.size() < LEAST_MEMBERS) {
      throw new IllegalArgumentException(
          "an ensemble has %d members, must have at least %d"
              .formatted(members.size(), LEAST_MEMBERS));
    }
    NeuralVolatility first = members.get(0);
    for (NeuralVolatility member : members) {
      requireSame("stocks", first.names(), member.names());
      requireSame("units", first.unit(), member.unit());
      DatasetOptions one = first.options();
      DatasetOptions other = member.options();
      requireSame("windows", one.inputChunkLength(), other.inputChunkLength());
      requireSame("truths", one.truth(), other.truth());
      requireSame("covariates", one.covariates(), other.covariates());
    }
    return new VolatilityEnsemble(members);
  }

  private static void requireSame(String what, Object first, Object other) {
    if (!first.equals(other)) {
      throw new IllegalArgumentException(
          "members of an ensemble have different %s: %s and %s".formatted(what, first, other));
    }
  }

  /** {@return the networks} */
  public List<NeuralVolatility> members() {
    return members;
  }

  @Override
  public List<String> names() {
    return members.get(0).names();
  }

  /** {@return whether training of every member ended because it no longer improved} */
  @Override
  public boolean converged() {
    return members.stream().allMatch(NeuralVolatility::converged);
  }

  @Override
  public int returnsNeeded() {
    return members.get(0).returnsNeeded();
  }

  @Override
  public VolatilityForecast forecast(String name, int horizon) {
    return mean(memberForecasts(name, horizon));
  }

  @Override
  public Map<String, VolatilityForecast> forecast(SeriesSet history, int horizon) {
    Map<String, VolatilityForecast> means = new LinkedHashMap<>();
    memberForecasts(history, horizon).forEach((name, all) -> means.put(name, mean(all)));
    return means;
  }

  /**
   * How far the members disagree on one series.
   *
   * @param name of the series
   * @param horizon trading days ahead, at least 1
   * @return standard deviation of their variances for each day ahead, in the same unit // [horizon]
   */
  public double[] spread(String name, int horizon) {
    return spread(memberForecasts(name, horizon));
  }

  /**
   * What each member forecasts of a series.
   *
   * @param name of the series
   * @param horizon trading days ahead, at least 1
   * @return a forecast of each member, in their order
   */
  public List<VolatilityForecast> memberForecasts(String name, int horizon) {
    return members.stream().map(member -> member.forecast(name, horizon)).toList();
  }

  /**
   * What each member forecasts from other returns than those it was fitted to.
   *
   * @param history as for {@link #forecast(SeriesSet, int)}
   * @param horizon trading days ahead, at least 1
   * @return for each series, in the order of the set, a forecast of each member
   */
  public Map<String, List<VolatilityForecast>> memberForecasts(SeriesSet history, int horizon) {
    Map<String, List<VolatilityForecast>> all = new LinkedHashMap<>();
    for (NeuralVolatility member : members) {
      member
          .forecast(history, horizon)
          .forEach((name, one) -> all.computeIfAbsent(name, n -> new ArrayList<>()).add(one));
    }
    return all;
  }

  /**
   * The average of forecasts of one series.
   *
   * @param forecasts of the same days, at least one
   * @return their mean in units of variance
   */
  public static VolatilityForecast mean(List<VolatilityForecast> forecasts) {
    VolatilityForecast first = forecasts.get(0);
    return new VolatilityForecast(
        first.name(), first.lastDate(), means(variances(forecasts)), first.unit());
  }

  /**
   * The spread of forecasts of one series.
   *
   * @param forecasts of the same days, at least two
   * @return standard deviation of their variances for each day ahead // [horizon]
   */
  public static double[] spread(List<VolatilityForecast> forecasts) {
    double[][] variances = variances(forecasts);
    return deviations(variances, means(variances));
  }

  private static double[][] variances(List<VolatilityForecast> forecasts) {
    return forecasts.stream().map(VolatilityForecast::variance).toArray(double[][]::new);
  }

  @Override
  public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive) {
    return averaged(
        members.stream()
            .map(member -> member.historicalForecasts(history, from, toInclusive))
            .toList());
  }

  /** {@return the days ahead that every member forecasts at once} */
  @Override
  public int outputChunkLength() {
    return members.stream().mapToInt(NeuralVolatility::outputChunkLength).min().orElseThrow();
  }

  /**
   * Forecasts over a part of a dataset, without refitting.
   *
   * @return for each stock its forecasts, main component {@value TrainedVolatility#VARIANCE}, and
   *     as a further component {@value #SPREAD}
   */
  @Override
  public SeriesSet predict(VolatilityDataset data, Split split, int daysAhead) {
    return averaged(
        members.stream().map(member -> member.predict(data, split, daysAhead)).toList());
  }

  /** Members share window and labels, so that their forecasts are of the same days. */
  private static SeriesSet averaged(List<SeriesSet> forecasts) {
    return forecasts
        .get(0)
        .map(
            series -> {
              double[][] variances =
                  forecasts.stream()
                      .map(one -> one.get(series.name()).values())
                      .toArray(double[][]::new);
              double[] mean = means(variances);
              TimeSeries out =
                  series.isDated()
                      ? TimeSeries.of(series.name(), series.dates(), mean)
                      : TimeSeries.of(series.name(), mean);
              return out.mainNamed(VARIANCE).with(SPREAD, deviations(variances, mean));
            });
  }

  /** // [member][day] -> [day] */
  private static double[] means(double[][] values) {
    double[] mean = new double[values[0].length];
    for (double[] one : values) {
      for (int t = 0; t < mean.length; t++) {
        mean[t] += one[t];
      }
    }
    for (int t = 0; t < mean.length; t++) {
      mean[t] /= values.length;
    }
    return mean;
  }

  /** // [member][day], [day] -> [day] */
  private static double[] deviations(double[][] values, double[] mean) {
    double[] squares = new double[mean.length];
    for (double[] one : values) {
      for (int t = 0; t < mean.length; t++) {
        squares[t] += (one[t] - mean[t]) * (one[t] - mean[t]);
      }
    }
    for (int t = 0; t < squares.length; t++) {
      squares[t] = Math.sqrt(squares[t] / (values.length - 1));
    }
    return squares;
  }

  @Override
  public void save(Path file) {
    EnsembleFile.write(file, members);
  }

  /**
   * Loads a saved ensemble. Sizes, version and checksums are checked first; nothing in the file is
   * executed or deserialized.
   *
   * @param file written by {@link #save}
   * @return an ensemble that forecasts the same numbers
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not a whole, unchanged model file of a known version,
   *     or holds one network
   */
  public static VolatilityEnsemble load(Path file) {
    if (TrainedVolatility.load(file) instanceof VolatilityEnsemble ensemble) {
      return ensemble;
    }
    throw new IllegalArgumentException(file + " holds one network, an ensemble is wanted");
  }
}
