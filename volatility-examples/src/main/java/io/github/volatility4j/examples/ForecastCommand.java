package io.github.volatility4j.examples;

import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.nn.TrainedVolatility;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A saved model on new prices. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Forecasts the days after the last one of each stock with a saved model.",
      "Variance and volatility are daily, of returns in percent; annualised is √(252·variance).",
    })
final class ForecastCommand implements Runnable {
  private static final List<String> HEADER =
      List.of("code", "last_date", "step", "variance", "volatility", "annualised_volatility");

  private final Shell shell;

  @Option(names = "--model-path", required = true, description = "Model.")
  private Path modelPath = Path.of("");

  @Option(names = "--input", required = true, description = "Panel of prices, wide or long CSV.")
  private Path input = Path.of("");

  @Option(names = "--horizon", description = "Trading days ahead (default: 1).")
  private int horizon = 1;

  @Option(names = "--json", description = "Print JSON rather than CSV.")
  private boolean json;

  ForecastCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if (horizon < 1) {
      throw new IllegalArgumentException("--horizon is " + horizon + ", must be at least 1");
    }
    TrainedVolatility model = Input.read(modelPath, TrainedVolatility::load);
    SeriesSet returns = Input.read(input, file -> Returns.logPercent(SeriesSet.readCsv(file)));
    List<VolatilityForecast> forecasts = forecasts(model, returns);
    if (json) {
      shell.print(
          "%s", Json.write(Map.of("forecasts", forecasts.stream().map(this::object).toList())));
    } else {
      printCsv(forecasts);
    }
  }

  /** A stock with too short a past is named and left out, as long as one remains. */
  private List<VolatilityForecast> forecasts(TrainedVolatility model, SeriesSet returns) {
    List<TimeSeries> kept = new ArrayList<>();
    for (TimeSeries stock : returns) {
      if (stock.size() >= model.returnsNeeded()) {
        kept.add(stock);
      } else {
        shell.say(
            "left out: %s has %d returns; a forecast needs %d",
            stock.name(), stock.size(), model.returnsNeeded());
      }
    }
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no stock has the %d returns that a forecast needs"
              .formatted(input, model.returnsNeeded()));
    }
    // All at once: together they are the market.
    return List.copyOf(model.forecast(SeriesSet.of(kept), horizon).values());
  }

  private void printCsv(List<VolatilityForecast> forecasts) {
    try {
      CsvFile.table(
          shell.out(),
          HEADER,
          csv -> {
            for (VolatilityForecast forecast : forecasts) {
              for (int k = 0; k < forecast.horizon(); k++) {
                csv.writeRecord(
                    forecast.name(),
                    lastDate(forecast),
                    Integer.toString(k + 1),
                    Numbers.shortest(forecast.variance()[k]),
                    Numbers.shortest(forecast.volatility()[k]),
                    Numbers.shortest(forecast.annualizedVolatility()[k]));
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the standard output", e);
    }
  }

  private Map<String, Object> object(VolatilityForecast forecast) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("code", forecast.name());
    forecast.lastDate().ifPresent(date -> object.put("lastDate", date.toString()));
    object.put("unit", forecast.unit());
    object.put("variance", forecast.variance());
    object.put("volatility", forecast.volatility());
    object.put("annualisedVolatility", forecast.annualizedVolatility());
    return object;
  }

  private static String lastDate(VolatilityForecast forecast) {
    return forecast.lastDate().map(LocalDate::toString).orElse("");
  }
}
