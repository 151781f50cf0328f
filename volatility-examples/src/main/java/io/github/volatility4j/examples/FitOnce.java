package io.github.volatility4j.examples;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a model fitted to a history, and what that forecast: a network may stand on the
 * list by itself and be a member of combinations. It goes by the history object, not by what is in
 * it. For one thread.
 */
@SuppressWarnings("ReferenceEquality")
final class FitOnce implements VolatilityEstimator {
  private final VolatilityEstimator estimator;
  private @Nullable History fittedTo;
  private @Nullable FittedVolatility fitted;

  FitOnce(VolatilityEstimator estimator) {
    this.estimator = estimator;
  }

  @Override
  public FittedVolatility fit(History history) {
    FittedVolatility known = fitted;
    if (known == null || fittedTo != history) {
      known = new Remembering(estimator.fit(history));
      fitted = known;
      fittedTo = history;
    }
    return known;
  }

  private record Replay(History history, LocalDate from, LocalDate to, SeriesSet forecasts) {}

  private static final class Remembering implements FittedVolatility {
    private final FittedVolatility fit;
    private final List<Replay> replays = new ArrayList<>();

    private Remembering(FittedVolatility fit) {
      this.fit = fit;
    }

    @Override
    public List<String> names() {
      return fit.names();
    }

    @Override
    public boolean converged() {
      return fit.converged();
    }

    @Override
    public VolatilityForecast forecast(String name, int horizon) {
      return fit.forecast(name, horizon);
    }

    @Override
    public Map<String, VolatilityForecast> forecasts(int horizon) {
      return fit.forecasts(horizon);
    }

    @Override
    public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate to) {
      for (Replay replay : replays) {
        if (replay.history() == history && replay.from().equals(from) && replay.to().equals(to)) {
          return replay.forecasts();
        }
      }
      SeriesSet forecasts = fit.historicalForecasts(history, from, to);
      replays.add(new Replay(history, from, to, forecasts));
      return forecasts;
    }
  }
}
