package io.github.volatility4j.garch;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One GARCH fit for each series of a panel. */
final class GarchPanelFit implements FittedVolatility {
  private final Map<String, GarchFit> fits;

  GarchPanelFit(List<GarchFit> inOrder) {
    this.fits = new LinkedHashMap<>();
    for (GarchFit fit : inOrder) {
      fits.put(fit.names().get(0), fit);
    }
  }

  /** Fits every series by itself, on all cores. */
  static GarchPanelFit of(Garch garch, List<TimeSeries> series, Progress progress) {
    GarchFit[] fits = new GarchFit[series.size()];
    Parallel.run(
        fits.length,
        Runtime.getRuntime().availableProcessors(),
        "garch",
        fits.length,
        progress,
        i -> {
          fits[i] = garch.fit(series.get(i));
          return 1;
        });
    return new GarchPanelFit(List.of(fits));
  }

  @Override
  public List<String> names() {
    return List.copyOf(fits.keySet());
  }

  @Override
  public boolean converged() {
    return fits.values().stream().allMatch(GarchFit::converged);
  }

  @Override
  public VolatilityForecast forecast(String name, int horizon) {
    GarchFit fit = fits.get(name);
    if (fit == null) {
      throw new IllegalArgumentException("no series " + name + "; fitted to " + names());
    }
    return fit.forecast(name, horizon);
  }

  @Override
  public SeriesSet historicalForecasts(History history, LocalDate from, LocalDate toInclusive) {
    List<TimeSeries> found = new ArrayList<>();
    for (GarchFit fit : fits.values()) {
      fit.historicalForecasts(history, from, toInclusive).forEach(found::add);
    }
    return SeriesSet.of(found);
  }
}
