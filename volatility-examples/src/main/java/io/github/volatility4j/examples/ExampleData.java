package io.github.volatility4j.examples;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;

/** The market data embedded for examples and tests; DATA.md tells where they come from. */
public final class ExampleData {
  private ExampleData() {}

  /** {@return daily prices of 30 Dow Jones stocks, 1990-12-31 to 2001-01-02} */
  public static SeriesSet dowJones30() {
    return read("dowjones30_1991_2000.csv.gz", SeriesSet::readCsv);
  }

  /** {@return daily closes of the S&P 500, 2000-01-03 to 2020-04-17} */
  public static TimeSeries sp500() {
    return read("sp500_2000_2020.csv.gz", file -> TimeSeries.readCsv(file, "close"))
        .named("S&P 500");
  }

  /**
   * {@return the S&P 500's daily prices, 2000-01-03 to 2020-04-17: components close, open, high,
   * low}
   */
  public static TimeSeries sp500Ohlc() {
    SeriesSet columns = read("sp500_2000_2020.csv.gz", SeriesSet::readCsv);
    TimeSeries prices = sp500().mainNamed("close");
    for (String name : List.of("open", "high", "low")) {
      prices = prices.with(name, columns.get(name).values());
    }
    return prices;
  }

  /** {@return 1974 undated daily returns of the mark against the pound, in percent} */
  public static TimeSeries dem2gbp() {
    return read("dem2gbp.csv.gz", file -> TimeSeries.readCsv(file, "DEM2GBP"))
        .withAttribute(TimeSeries.UNIT, TimeSeries.PERCENT);
  }

  // The readers take a file, and a resource inside a jar is none.
  private static <T> T read(String resource, Function<Path, T> reader) {
    try (InputStream in = ExampleData.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing from the jar");
      }
      Path file = Files.createTempFile("volatility-", "-" + resource);
      try {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return reader.apply(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
