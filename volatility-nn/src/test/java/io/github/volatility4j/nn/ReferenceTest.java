package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.Progress;
import io.github.volatility4j.garch.GarchRoll;
import io.github.volatility4j.garch.TruthLabels;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence: identities with GarchRoll and plain sums, what stands in for what, bad names. */
class ReferenceTest {
  private static final String TRUTH = "var_true_90";
  private static final TimeSeries LABELS = labels(SimulatedPanel.stock("A", 400, 3, 2));

  private static TimeSeries labels(TimeSeries returns) {
    TimeSeries labels = TruthLabels.label(returns, 90);
    return labels.slice(90, labels.size());
  }

  private static ReferencePath path(Reference reference, int from, int horizon) {
    return ReferencePath.of(
            Set.of(reference),
            SeriesSet.of(LABELS),
            TRUTH,
            new int[] {from},
            horizon,
            Progress.NONE)
        .get(reference)
        .get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garch", "gjr-t", "egarch-ged"})
  void garchIsTheRollOfTheGarchModuleAndBeforeItEwma(String name) {
    ReferencePath path = path(new Reference(name + ":120:7"), 0, 3);
    History history = History.of(SeriesSet.of(LABELS.only(LABELS.mainComponent())));
    FittedVolatility roll = GarchRoll.named(name, 120).refitEvery(7).fit(history);
    TimeSeries expected =
        roll.historicalForecasts(history, LABELS.date(0), LocalDate.of(2100, 1, 1)).get("A");
    double[] ewma = path(Reference.ewma(), 0, 3).oneStep();
    for (int row = 1; row < LABELS.size(); row++) {
      double wanted = row < 120 ? ewma[row] : expected.value(row - 120);
      assertThat(path.oneStep()[row]).isCloseTo(wanted, within(1e-12 * wanted));
    }
    double[] ahead = roll.forecast("A", 3).variance();
    for (int k = 0; k < 3; k++) {
      assertThat(path.ahead()[k]).isCloseTo(ahead[k], within(1e-12 * ahead[k]));
    }
    assertThat(path.oneStep()[LABELS.size()]).isEqualTo(path.ahead()[0]);
  }

  @Test
  void severalAreTheirGeometricMean() {
    double[] garch = path(Reference.garch(100), 0, 2).oneStep();
    double[] ewma = path(Reference.ewma(), 0, 2).oneStep();
    double[] both = path(Reference.garch(100).and(Reference.ewma()), 0, 2).oneStep();
    assertThat(both[50]).isCloseTo(ewma[50], within(1e-12 * ewma[50]));
    for (int row = 100; row < both.length; row++) {
      double wanted = Math.sqrt(garch[row] * ewma[row]);
      assertThat(both[row]).isCloseTo(wanted, within(1e-12 * wanted));
    }
  }

  @Test
  void ewmaIsTheWeightedMeanOfTheTruthsBeforeADay() {
    double[] truth = {4, 1, 9, 0, 0};
    double[] h = ReferencePath.ewma(truth, 2);
    assertThat(h[0]).isNaN();
    for (int t = 1; t < h.length; t++) {
      double sum = 0;
      double weights = 0;
      for (int i = 0; i < Math.min(t, truth.length); i++) {
        double weight = Math.pow(0.94, Math.min(t, truth.length) - 1 - i);
        sum += weight * truth[i];
        weights += weight;
      }
      assertThat(h[t]).isCloseTo(sum / weights, within(1e-12));
    }
    assertThat(ReferencePath.ewma(new double[] {0, 0}, 1)[2]).isPositive();
  }

  @Test
  void theSameWhicheverRowsAreAskedFor() {
    double[] all = path(new Reference("garch:100:9+ewma"), 0, 1).oneStep();
    double[] late = path(new Reference("garch:100:9+ewma"), 230, 1).oneStep();
    for (int row = 230; row < all.length; row++) {
      assertThat(late[row]).isEqualTo(all[row]);
    }
    assertThat(late[229]).isNaN();
  }

  @Test
  void marketTermsAreMeansOverTheStocksOfADay() {
    TimeSeries a = LABELS;
    TimeSeries b = labels(SimulatedPanel.stock("B", 400, 4, 5)).where(row -> row % 10 != 3);
    Recipe recipe = VolatilityTrainer.builder().anchor(Reference.ewma()).recipe();
    List<Rows> panel =
        PanelRows.forForecasts(recipe, SeriesSet.of(List.of(a, b)), new int[] {0, 0}, 0);
    Map<String, double[][]> own =
        Map.of("A", OwnTerms.of(panel.get(0)), "B", OwnTerms.of(panel.get(1)));
    for (int row = 20; row < 40; row++) {
      int other = b.firstRowFrom(a.date(row));
      double mine = own.get("A")[OwnTerms.WEEK][row];
      double wanted =
          b.date(other).equals(a.date(row))
              ? (mine + own.get("B")[OwnTerms.WEEK][other]) / 2
              : mine;
      assertThat(panel.get(0).market()[2][row]).isCloseTo(wanted, within(1e-12));
    }
  }

  @Test
  void tailsBeginWhereRefitsFallOnTheSameRows() {
    Recipe recipe =
        VolatilityTrainer.builder()
            .anchor(new Reference("garch:100:6+garch:50:4"))
            .teacher(Reference.ewma())
            .recipe();
    int start = Reach.of(recipe).tailStart(1000);
    assertThat(start % 12).isZero();
    assertThat(1000 - start).isBetween(90 + 600 + 1, 90 + 600 + 1 + 12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"garch", "garch:x", "garch:100+", "", "har", "ewma:0.9", "garch:100:0", "har:90"})
  void aNameThatIsNoReferenceIsRefused(String name) {
    assertThatThrownBy(() -> new Reference(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
