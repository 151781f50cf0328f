package io.github.volatility4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.baseline.Baseline;
import io.github.volatility4j.forecast.VolatilityEstimator;
import io.github.volatility4j.metrics.VarianceMetrics;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tables against their definitions, on simulated stocks; what a cheat gets. */
class BacktestTest {
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
  private static final int DAYS = 300;

  /** Stock s begins on day 10·s; its truth is missing in its first 20 rows and on some days. */
  static SeriesSet panel() {
    List<TimeSeries> all = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      SplittableRandom random = new SplittableRandom(s);
      double[] r = new double[DAYS - 10 * s];
      double[] y = new double[r.length];
      double h = 1;
      for (int t = 0; t < r.length; t++) {
        r[t] = Math.sqrt(h) * random.nextGaussian();
        y[t] = t < 20 || t % 37 == 0 ? Double.NaN : t % 41 == 0 ? 0 : r[t] * r[t];
        h = 0.05 + 0.1 * r[t] * r[t] + 0.85 * h;
      }
      LocalDate first = FIRST.plusDays(10L * s);
      List<LocalDate> days = IntStream.range(0, r.length).mapToObj(first::plusDays).toList();
      all.add(TimeSeries.of("S" + s, days, r).with("y", y));
    }
    return SeriesSet.of(all);
  }

  private static Backtest backtest() {
    return Backtest.of(panel(), "y")
        .model("const", List.of(Baseline.constant().measure("y")))
        .model("ewma", List.of(Baseline.ewma(0.94).measure("y")))
        .model("har", List.of(Baseline.har().measure("y")));
  }

  @Test
  void theSplitIsOfTheDaysThatHaveATruth() {
    BacktestResult result = backtest().split(0.2, 0.1).run();

    // The first stock has the truth of days 20 to 299 but for multiples of 37, which the other
    // stocks, beginning later, fill from day 30 on: 280 days, so 196 and 252 come before.
    assertThat(result.validationStart()).isEqualTo(FIRST.plusDays(20 + 196));
    assertThat(result.testStart()).isEqualTo(FIRST.plusDays(20 + 252));
    assertThat(result.testEnd()).isEqualTo(FIRST.plusDays(299));
  }

  @Test
  void figuresAreTheMetricsOfTheForecasts() {
    BacktestResult result = backtest().run();
    SeriesSet panel = panel();
    SeriesSet forecasts =
        Baseline.ewma(0.94)
            .measure("y")
            .fit(panel.map(series -> series.until(result.testStart().minusDays(1))))
            .historicalForecasts(
                io.github.volatility4j.forecast.History.of(panel),
                result.testStart(),
                result.testEnd());
    double sum = 0;
    double squares = 0;
    double explained = 0;
    for (TimeSeries h : forecasts) {
      TimeSeries known = panel.get(h.name());
      TimeSeries rows = h.where(i -> !known.isMissing("y", known.firstRowFrom(h.date(i))));
      double[] y = new double[rows.size()];
      Arrays.setAll(y, i -> known.value("y", known.firstRowFrom(rows.date(i))));
      double qlike = VarianceMetrics.qlike(y, rows.values());
      sum += qlike / 3;
      squares += VarianceMetrics.rmse(y, rows.values()) / 3;
      explained += VarianceMetrics.r2(y, rows.values()) / 3;
      assertThat(result.stocks())
          .filteredOn(row -> row.model().equals("ewma") && row.code().equals(h.name()))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.n()).isEqualTo(y.length);
                assertThat(row.qlike()).isCloseTo(qlike, within(1e-12));
                assertThat(row.mae())
                    .isCloseTo(VarianceMetrics.mae(y, rows.values()), within(1e-12));
              });
    }
    BacktestResult.Model ewma = result.models().get(1);
    assertThat(ewma.qlike()).isCloseTo(sum, within(1e-12));
    assertThat(ewma.rmse()).isCloseTo(squares, within(1e-12));
    assertThat(ewma.r2().orElseThrow()).isCloseTo(explained, within(1e-12));
  }

  @Test
  void pairsMirrorEachOtherAndTheReferenceHasNone() {
    BacktestResult result = backtest().run();

    assertThat(result.againstReference("const")).isEmpty();
    BacktestResult.Pair pair = result.againstReference("har").orElseThrow();
    BacktestResult.Pair mirror =
        result.pairs().stream()
            .filter(p -> p.model().equals("const") && p.against().equals("har"))
            .findFirst()
            .orElseThrow();
    assertThat(mirror.wins()).isEqualTo(pair.stocks() - pair.wins());
    assertThat(mirror.dieboldMariano().normal().statistic())
        .isCloseTo(-pair.dieboldMariano().normal().statistic(), within(1e-12));
    assertThat(result.pairs()).hasSize(6);
    assertThat(result.models())
        .allSatisfy(model -> assertThat(model.mcsPValue().orElseThrow()).isBetween(0.0, 1.0))
        .anySatisfy(model -> assertThat(model.mcsPValue()).hasValue(1));
  }

  /** A model is compared on the days that it has: a twin that begins late is no different. */
  @Test
  void aModelThatIsMissingDaysIsComparedOnThoseItHas() {
    VolatilityEstimator late =
        history -> new TestModels.From(Baseline.ewma(0.94).measure("y").fit(history), 285, FIRST);
    BacktestResult result =
        Backtest.of(panel(), "y")
            .model("ewma", List.of(Baseline.ewma(0.94).measure("y")))
            .model("late", List.of(late))
            .run();

    BacktestResult.Pair pair = result.againstReference("late").orElseThrow();
    assertThat(pair.dieboldMariano().mean()).isZero();
    assertThat(pair.dieboldMariano().normal().pValue()).isEqualTo(1);
    assertThat(pair.wins()).isZero();
    assertThat(result.models().get(1).days()).isLessThan(result.models().get(0).days());
  }

  @Test
  void severalRunsCountByTheirMeanLoss() {
    Baseline slow = Baseline.ewma(0.97).measure("y");
    Baseline fast = Baseline.ewma(0.9).measure("y");
    BacktestResult result =
        Backtest.of(panel(), "y")
            .model("both", List.of(slow, fast))
            .model("slow", List.of(slow))
            .model("fast", List.of(fast))
            .run();

    BacktestResult.Model both = result.models().get(0);
    double a = result.models().get(1).qlike();
    double b = result.models().get(2).qlike();
    assertThat(both.runs()).containsExactly(a, b);
    assertThat(both.qlike()).isCloseTo((a + b) / 2, within(1e-12));
    assertThat(both.spread().orElseThrow())
        .isCloseTo(Math.abs(a - b) / Math.sqrt(2), within(1e-12));
  }

  @Test
  void theValidationPartIsScoredOnRequest() {
    assertThat(backtest().run().models().get(0).validationQlike()).isEmpty();
    assertThat(backtest().scoreValidation(true).run().models().get(0).validationQlike())
        .isPresent();
  }

  @Test
  void fitIsHandedThePastOnly() {
    List<LocalDate> last = new ArrayList<>();
    VolatilityEstimator spy =
        history -> {
          history.returns().forEach(series -> last.add(series.date(series.size() - 1)));
          return Baseline.constant().measure("y").fit(history);
        };
    BacktestResult result = Backtest.of(panel(), "y").model("spy", List.of(spy)).run();

    assertThat(last).hasSize(3).allMatch(day -> day.isBefore(result.testStart()));
  }

  @Test
  void aModelThatKnowsTheDayOrTheNextOneIsCaught() {
    for (int ahead : new int[] {0, 1, 5}) {
      Backtest backtest =
          Backtest.of(panel(), "y").model("cheat", List.of(new TestModels.Cheat(ahead)));
      assertThatThrownBy(backtest::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("model cheat looks ahead: its forecast of S0 for ");
    }
    assertThat(
            Backtest.of(panel(), "y")
                .model("honest", List.of(new TestModels.Cheat(-1)))
                .run()
                .models())
        .hasSize(1);
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertThatThrownBy(() -> Backtest.of(panel(), "y").run())
        .hasMessage("no model to backtest; name at least one");
    assertThatThrownBy(() -> Backtest.of(panel(), "rv"))
        .hasMessageStartingWith("series S0 has no component rv");
    assertThatThrownBy(() -> Backtest.of(SeriesSet.of(TimeSeries.of("A", new double[3])), "value"))
        .hasMessage("series A has no dates; a backtest splits by date");
    assertThatThrownBy(() -> backtest().split(0.5, 0.5)).hasMessageStartingWith("validation 0.5");
    assertThatThrownBy(() -> backtest().split(Double.NaN, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> backtest().split(0.9989, 0.001).run())
        .hasMessageContaining("leaves a part of it empty");
    assertThatThrownBy(() -> backtest().model("har", List.of(Baseline.har())))
        .hasMessageStartingWith("model 'har' with 1 runs");
    VolatilityEstimator none =
        history -> new TestModels.From(Baseline.har().measure("y").fit(history), 999, FIRST);
    assertThatThrownBy(() -> Backtest.of(panel(), "y").model("none", List.of(none)).run())
        .hasMessageStartingWith("the reference none forecasts no day");
    assertThat(backtest().model("none", List.of(none)).run().leftOut()).containsExactly("none");
    VolatilityEstimator zero = history -> new TestModels.Zero();
    assertThatThrownBy(() -> Backtest.of(panel(), "y").model("zero", List.of(zero)).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model zero: forecast 0.0 of S0 for ");
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> backtest().run())
        .isInstanceOf(java.util.concurrent.CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
