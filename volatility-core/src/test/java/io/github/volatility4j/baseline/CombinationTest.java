package io.github.volatility4j.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Identities, simulate-and-recover, properties of fitted weights. */
class CombinationTest {
  private static final List<Baseline> MEMBERS =
      List.of(Baseline.ewma(0.94), Baseline.har(), Baseline.constant());
  private static final History HISTORY =
      Panels.history(2, 400).withValidationFrom(Panels.FIRST.plusDays(250));
  private static final LocalDate FROM = Panels.FIRST.plusDays(300);
  private static final LocalDate TO = Panels.FIRST.plusDays(399);

  @Test
  void aCombinationIsTheWeightedMeanOfItsMembers() {
    double[] weights = {0.2, 0.3, 0.5};
    FittedVolatility fit = Combination.fixed(MEMBERS, weights).fit(HISTORY);
    double[] replayed = new double[100];
    double[] path = new double[7];
    for (int m = 0; m < weights.length; m++) {
      FittedVolatility member = MEMBERS.get(m).fit(HISTORY);
      double[] h = member.historicalForecasts(HISTORY, FROM, TO).get("S1").values();
      double[] ahead = member.forecast("S1", 7).variance();
      for (int t = 0; t < h.length; t++) {
        replayed[t] += weights[m] * h[t];
      }
      for (int k = 0; k < path.length; k++) {
        path[k] += weights[m] * ahead[k];
      }
    }

    assertThat(fit.historicalForecasts(HISTORY, FROM, TO).get("S1").values())
        .containsExactly(replayed, within(1e-12));
    assertThat(fit.forecast("S1", 7).variance()).containsExactly(path, within(1e-12));
    assertThat(fit.names()).containsExactly("S0", "S1");
    assertThat(fit.converged()).isTrue();
  }

  @Test
  void equalWeightsAreThoseOfTheirNumber() {
    SeriesSet equal =
        Combination.equal(MEMBERS).fit(HISTORY).historicalForecasts(HISTORY, FROM, TO);
    SeriesSet fixed =
        Combination.fixed(MEMBERS, new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3})
            .fit(HISTORY)
            .historicalForecasts(HISTORY, FROM, TO);

    assertThat(equal.get("S0").values()).isEqualTo(fixed.get("S0").values());
  }

  /** On the days they are fitted to, no member alone and no equal weights are better. */
  @Test
  void fittedWeightsAreTheBestOnTheValidationPart() {
    FittedVolatility fit = Combination.fitted(MEMBERS, "y").fit(HISTORY);
    double best = validationLoss(fit);

    assertThat(best).isLessThanOrEqualTo(validationLoss(Combination.equal(MEMBERS).fit(HISTORY)));
    for (Baseline member : MEMBERS) {
      assertThat(best).isLessThanOrEqualTo(validationLoss(member.fit(HISTORY)) + 1e-12);
    }
    double[] weights = ((CombinationFit) fit).weights();
    assertThat(Arrays.stream(weights)).allMatch(weight -> weight >= 0);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
  }

  private static double validationLoss(FittedVolatility fit) {
    double sum = 0;
    for (TimeSeries h : fit.historicalForecasts(HISTORY, Panels.FIRST.plusDays(250), TO)) {
      TimeSeries known = HISTORY.returns().get(h.name());
      for (int i = 0; i < h.size(); i++) {
        double y = known.value("y", known.firstRowFrom(h.date(i)));
        sum += Math.log(h.value(i)) + y / h.value(i);
      }
    }
    return sum;
  }

  /** Simulate and recover: truth is exponential around a known mixture of the members. */
  @Property(tries = 20)
  void weightsOfAMixtureAreRecovered(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double weight = random.nextDouble();
    int n = 20_000;
    double[][] members = new double[2][n];
    double[] y = new double[n];
    for (int t = 0; t < n; t++) {
      members[0][t] = Math.exp(random.nextGaussian());
      members[1][t] = Math.exp(random.nextGaussian());
      double h = weight * members[0][t] + (1 - weight) * members[1][t];
      y[t] = -h * Math.log(1 - random.nextDouble());
    }

    QlikeRegression.Result found = QlikeRegression.simplex(y, members);

    assertThat(found.converged()).isTrue();
    assertThat(found.coefficients()[0]).isCloseTo(weight, within(0.05)); // about 5 errors
  }

  @Test
  void whatIsNoConvexCombinationIsRefused() {
    assertThatThrownBy(() -> Combination.fixed(MEMBERS, new double[] {0.5, 0.6, -0.1}))
        .hasMessage("weight -0.1; it must be at least 0");
    assertThatThrownBy(() -> Combination.fixed(MEMBERS, new double[] {0.5, 0.6, 0.1}))
        .hasMessageStartingWith("weights [0.5, 0.6, 0.1] for 3 members");
    assertThatThrownBy(() -> Combination.fixed(MEMBERS, new double[] {0.5, 0.5}))
        .hasMessageStartingWith("weights [0.5, 0.5] for 3 members");
    assertThatThrownBy(() -> Combination.equal(List.of()))
        .hasMessage("0 members; a combination has from 1 to 10");
    assertThatThrownBy(() -> Combination.fitted(MEMBERS, "y").fit(Panels.history(1, 100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the weights of a combination are fitted on the validation part; the history has none");
  }
}
