package io.github.volatility4j.examples;

import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.nn.TrainedVolatility;
import io.github.volatility4j.nn.VolatilityEnsemble;
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
import java.util.Optional;
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
      "An ensemble also gives the standard deviation of its members' variances, spread.",
    })
final class ForecastCommand implements Runnable {
  private static final List<String> HEADER =
      List.of("code", "last_date", "step", "variance", "volatility", "annualised_volatility");

  /** A forecast, and for each day how far the members of an ensemble disagree. */
  private record Row(VolatilityForecast forecast, Optional<double[]> spread) {}

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
    // All at once: together they are the market.
    List<Row> rows = forecasts(model, longEnough(model, returns));
    if (json) {
      shell.print(
          "%s",
          Json.write(Map.of("forecasts", rows.stream().map(ForecastCommand::object).toList())));
    } else {
      printCsv(rows);
    }
  }

  private List<Row> forecasts(TrainedVolatility model, SeriesSet returns) {
    if (model instanceof VolatilityEnsemble ensemble) {
      return ensemble.memberForecasts(returns, horizon).values().stream()
          .map(
              members ->
                  new Row(
                      VolatilityEnsemble.mean(members),
                      Optional.of(VolatilityEnsemble.spread(members))))
          .toList();
    }
    return model.forecast(returns, horizon).values().stream()
        .map(forecast -> new Row(forecast, Optional.empty()))
        .toList();
  }

  /** A stock with too short a past is named and left out, as long as one remains. */
  private SeriesSet longEnough(TrainedVolatility model, SeriesSet returns) {
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
    return SeriesSet.of(kept);
  }

  private void printCsv(List<Row> rows) {
    List<String> header = new ArrayList<>(HEADER);
    rows.get(0).spread().ifPresent(spread -> header.add(VolatilityEnsemble.SPREAD));
    try {
      CsvFile.table(
          shell.out(),
          header,
          csv -> {
            for (Row row : rows) {
              for (int k = 0; k < row.forecast().horizon(); k++) {
                csv.writeRecord(cells(row, k));
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the standard output", e);
    }
  }

  private static List<String> cells(Row row, int k) {
    VolatilityForecast forecast = row.forecast();
    List<String> cells = new ArrayList<>();
    cells.add(forecast.name());
    cells.add(forecast.lastDate().map(LocalDate::toString).orElse(""));
    cells.add(Integer.toString(k + 1));
    cells.add(Numbers.shortest(forecast.variance()[k]));
    cells.add(Numbers.shortest(forecast.volatility()[k]));
    cells.add(Numbers.shortest(forecast.annualizedVolatility()[k]));
    row.spread().ifPresent(spread -> cells.add(Numbers.shortest(spread[k])));
    return cells;
  }

  private static Map<String, Object> object(Row row) {
    VolatilityForecast forecast = row.forecast();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("code", forecast.name());
    forecast.lastDate().ifPresent(date -> object.put("lastDate", date.toString()));
    object.put("unit", forecast.unit());
    object.put("variance", forecast.variance());
    object.put("volatility", forecast.volatility());
    object.put("annualisedVolatility", forecast.annualizedVolatility());
    row.spread().ifPresent(spread -> object.put(VolatilityEnsemble.SPREAD, spread));
    return object;
  }
}
