import io.github.volatility4j.forecast.VolatilityForecast;
import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchFit;
import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** What the front page promises, as a stranger would write it. */
public final class PublicFace {
  public static void main(String[] args) throws IOException {
    Path path = simulatedPrices("A", 1, 700);
    oneSeries(path);
    manySeries();
  }

  private static void oneSeries(Path path) throws IOException {
    TimeSeries prices = TimeSeries.readCsv(path);
    TimeSeries returns = Returns.logPercent(prices);
    GarchFit garch = Garch.builder().arMean(1).gjr(1, 1, 1).studentT().fit(returns);
    System.out.println(garch);

    NeuralVolatility n = trainer().fit(returns);
    VolatilityForecast f = n.forecast(10);
    check(f.variance(), 10);
    System.out.println(f);
    System.out.println("engine: " + n.engine());

    Path model = Files.createTempFile("model", ".v4j");
    n.save(model);
    double[] again = NeuralVolatility.load(model).forecast(10).variance();
    for (int i = 0; i < 10; i++) {
      require(again[i] == f.variance()[i], "a loaded model forecasts something else");
    }
    Files.delete(model);
  }

  private static void manySeries() throws IOException {
    SeriesSet returns =
        Returns.logPercent(
            SeriesSet.of(
                List.of(
                    TimeSeries.readCsv(simulatedPrices("A", 1, 700)),
                    TimeSeries.readCsv(simulatedPrices("B", 2, 600)))));
    NeuralVolatility n = trainer().fit(returns);
    check(n.forecast("B", 5).variance(), 5);
    require(n.forecasts(5).size() == 2, "forecasts of all series");
    try {
      n.forecast(5);
      throw new IllegalStateException("forecast(h) of two series was not refused");
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      require(e.getMessage().contains("B"), "refused without a name: " + e.getMessage());
    }
  }

  /** The line of the front page with fewer epochs. */
  private static VolatilityTrainer trainer() {
    return VolatilityTrainer.builder().lambda(0.01).lstm().epochs(2).seed(1);
  }

  /** The line itself, which need only compile here. */
  static NeuralVolatility frontPage(TimeSeries returns) {
    return VolatilityTrainer.builder().lambda(0.01).lstm().fit(returns);
  }

  static NeuralVolatility frontPage(SeriesSet returns) {
    return VolatilityTrainer.builder().lambda(0.01).lstm().fit(returns);
  }

  private static Path simulatedPrices(String name, long seed, int days) throws IOException {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("date," + name + "\n");
    LocalDate date = LocalDate.of(2020, 1, 1);
    double price = 100;
    double h = 1;
    for (int i = 0; i < days; i++) {
      double e = Math.sqrt(h) * random.nextGaussian();
      price *= Math.exp(e / 100);
      h = 0.05 + 0.1 * e * e + 0.85 * h;
      csv.append(date).append(',').append(price).append('\n');
      date = date.plusDays(date.getDayOfWeek() == DayOfWeek.FRIDAY ? 3 : 1);
    }
    Path file = Files.createTempFile(name, ".csv");
    file.toFile().deleteOnExit();
    return Files.writeString(file, csv);
  }

  private static void check(double[] variance, int horizon) {
    require(variance.length == horizon, "horizon " + variance.length);
    for (double v : variance) {
      require(v > 0 && v < 1000, "variance " + v);
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
