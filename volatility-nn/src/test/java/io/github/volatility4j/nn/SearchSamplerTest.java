package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Evidence: densities against their integral, their draws and values worked out by hand; the
 * sampler against random search on functions whose minimum is known; pruning against medians worked
 * out by hand.
 */
class SearchSamplerTest {
  private static final SearchSpace.Setter NOTHING = (trainer, value) -> trainer;

  private static final SearchSpace SPACE =
      SearchSpace.empty()
          .logUniform("lr", 1e-4, 1e-2, NOTHING)
          .uniform("dropout", 0, 0.5, NOTHING)
          .choices("hidden_size", NOTHING, 16, 32, 64, 128)
          .choices("num_layers", NOTHING, 1, 2, 4);

  private static double square(double x) {
    return x * x;
  }

  /** A valley along which nothing helps but all four; the least is 0. */
  private static double valley(Map<String, Double> p) {
    return square(Math.log10(p.get("lr")) + 2.7)
        + 4 * square(p.get("dropout") - 0.13)
        + (p.get("hidden_size") == 64 ? 0 : 0.3)
        + 0.1 * (p.get("num_layers") - 1);
  }

  /** Two valleys, the narrower of which is the deeper, so that few trials lead astray. */
  private static double twoValleys(Map<String, Double> p) {
    double u = Math.log10(p.get("lr")) + 4;
    return -Math.exp(-square((u - 1.6) / 0.1))
        - 0.6 * Math.exp(-square((u - 0.4) / 0.5))
        + square(p.get("dropout"));
  }

  private static Trial trial(int number, Trial.State state, double... losses) {
    return new Trial(number, state, Map.of("x", 1.0), Arrays.stream(losses).boxed().toList(), 0);
  }

  private static double best(
      ToDoubleFunction<Map<String, Double>> function, int startUp, int trials, long seed) {
    TreeParzenSampler sampler = new TreeParzenSampler(startUp);
    List<Trial> done = new ArrayList<>();
    for (int number = 1; number <= trials; number++) {
      Map<String, Double> next =
          sampler.next(SPACE, done, new SplittableRandom(1000 * seed + number));
      done.add(
          new Trial(number, Trial.State.COMPLETE, next, List.of(function.applyAsDouble(next)), 0));
    }
    return new SearchResult(done).best().loss();
  }

  private static double median(
      ToDoubleFunction<Map<String, Double>> function, int startUp, int trials) {
    double[] all =
        IntStream.range(0, 51).mapToDouble(s -> best(function, startUp, trials, s)).toArray();
    Arrays.sort(all);
    return all[25];
  }

  @ParameterizedTest
  @CsvSource({"valley,40", "valley,80", "two,80"})
  void treeParzenBeatsRandomInTheMedianOverSeeds(String name, int trials) {
    ToDoubleFunction<Map<String, Double>> function =
        name.equals("two") ? SearchSamplerTest::twoValleys : SearchSamplerTest::valley;
    double random = median(function, Integer.MAX_VALUE, trials);
    double parzen = median(function, 10, trials);
    assertThat(parzen).isLessThan(random);
  }

  @Test
  void startUpTrialsAreThoseOfRandomSearch() {
    List<Trial> nine = new ArrayList<>();
    for (int k = 1; k <= 9; k++) {
      Map<String, Double> next = SPACE.draw(new SplittableRandom(k));
      nine.add(new Trial(k, Trial.State.COMPLETE, next, List.of(1.0 * k), 0));
      assertThat(new TreeParzenSampler(10).next(SPACE, nine, new SplittableRandom(99)))
          .isEqualTo(SPACE.draw(new SplittableRandom(99)));
    }
  }

  @Test
  void drawsStayInTheSpace() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      Map<String, Double> one = SPACE.draw(random);
      assertThat(one.get("lr")).isBetween(1e-4, 1e-2);
      assertThat(one.get("dropout")).isBetween(0.0, 0.5);
      assertThat(one.get("hidden_size")).isIn(16.0, 32.0, 64.0, 128.0);
    }
  }

  @Test
  void halfOfALogUniformIsBelowTheGeometricMean() {
    SplittableRandom random = new SplittableRandom(4);
    long below =
        IntStream.range(0, 10_000).filter(i -> SPACE.draw(random).get("lr") < 1e-3).count();
    assertThat(below).isBetween(4800L, 5200L); // four standard deviations of 50
  }

  @Test
  void aDensityIntegratesToOne() {
    Density density = new ParzenEstimator(new double[] {0.02, 0.5, 0.51, 0.97, 0.97});
    assertThat(new SimpsonIntegrator().integrate(100_000, density::at, 0, 1))
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void aDensityOfOnePointIsWhatIsWorkedOutByHand() {
    // Width max(0.25, 0.75) = 0.75: ½·(1 + φ(0)/0.75/(Φ(1) − Φ(−1/3))).
    double kernel = 0.3989422804014327 / 0.75 / (0.8413447460685429 - 0.36944134018176367);
    assertThat(new ParzenEstimator(new double[] {0.25}).at(0.25))
        .isCloseTo((1 + kernel) / 2, within(1e-12));
    assertThat(new ParzenEstimator(new double[0]).at(0.7)).isEqualTo(1);
  }

  @Test
  void drawsOfADensityHaveItsFrequencies() {
    Density density = new ParzenEstimator(new double[] {0.1, 0.15, 0.2, 0.8});
    SplittableRandom random = new SplittableRandom(5);
    long[] observed = new long[10];
    double[] expected = new double[10];
    for (int i = 0; i < 20_000; i++) {
      observed[(int) Math.min(9, 10 * density.draw(random))]++;
    }
    for (int bin = 0; bin < 10; bin++) {
      expected[bin] =
          new SimpsonIntegrator().integrate(100_000, density::at, bin / 10.0, (bin + 1) / 10.0);
    }
    assertThat(TestUtils.chiSquareTest(expected, observed)).isGreaterThan(0.001);
  }

  @Test
  void aChoiceCountsItsShareAndOneMoreForAll() {
    Density seen = new Domain.Choices(List.of(1.0, 2.0, 4.0)).density(new double[] {2, 2, 4});
    assertThat(seen.at(1)).isCloseTo(1 / 12.0, within(1e-15));
    assertThat(seen.at(2)).isCloseTo(7 / 12.0, within(1e-15));
    assertThat(seen.at(4)).isCloseTo(4 / 12.0, within(1e-15));
  }

  @Test
  void whatWasPrunedOrFailedIsLearnedFrom() {
    SearchSpace two = SearchSpace.empty().choices("x", NOTHING, 1, 2);
    List<Trial> trials = new ArrayList<>();
    for (int k = 1; k <= 20; k++) {
      boolean good = k % 2 == 1;
      trials.add(
          new Trial(
              k,
              good ? Trial.State.COMPLETE : k % 4 == 0 ? Trial.State.FAILED : Trial.State.PRUNED,
              Map.of("x", good ? 1.0 : 2.0),
              good ? List.of(5.0) : k % 4 == 0 ? List.of() : List.of(1.0),
              0));
    }
    for (int seed = 0; seed < 20; seed++) {
      assertThat(new TreeParzenSampler(5).next(two, trials, new SplittableRandom(seed)))
          .containsEntry("x", 1.0);
    }
  }

  @Test
  void aTrialIsPrunedAboveTheMedianOfCompleteOnesAtThatEpoch() {
    List<Trial> earlier =
        List.of(
            trial(1, Trial.State.COMPLETE, 9, 5, 4, 3),
            trial(2, Trial.State.COMPLETE, 8, 6, 5),
            trial(3, Trial.State.PRUNED, 1, 1, 1, 1, 1),
            trial(4, Trial.State.FAILED),
            trial(5, Trial.State.COMPLETE, 7, 7, 1, 1));
    MedianPruner pruner = new MedianPruner(3, 1);
    assertThat(pruner.prunes(List.of(10.0), earlier)).as("warm-up").isFalse();
    // After two epochs the complete ones had 5, 6, 7.
    assertThat(pruner.prunes(List.of(10.0, 6.0), earlier)).as("at the median").isFalse();
    assertThat(pruner.prunes(List.of(10.0, 6.1), earlier)).as("above").isTrue();
    assertThat(pruner.prunes(List.of(5.9, 9.0), earlier)).as("the lowest counts").isFalse();
    // After four, one had 3 and one 1, the median being 2.
    assertThat(pruner.prunes(List.of(9.0, 9.0, 9.0, 2.1), earlier)).isTrue();
    assertThat(pruner.prunes(List.of(9.0, 9.0, 9.0, 2.0), earlier)).isFalse();
    assertThat(pruner.prunes(List.of(9.0, 9.0, 9.0, 9.0, 9.0), earlier)).as("none").isFalse();
    assertThat(new MedianPruner(4, 0).prunes(List.of(99.0), earlier)).as("start-up").isFalse();
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    SearchSpace empty = SearchSpace.empty();
    assertThatThrownBy(() -> empty.logUniform("lr", 0, 1, NOTHING))
        .hasMessageContaining("parameter lr: the range is 0.0 to 1.0, must be finite and positive");
    assertThatThrownBy(() -> empty.uniform("x", 1, Double.NaN, NOTHING))
        .hasMessageContaining("parameter x: the range is 1.0 to NaN");
    assertThatThrownBy(() -> empty.uniform("x", 2, 1, NOTHING)).hasMessageContaining("2.0 to 1.0");
    assertThatThrownBy(() -> empty.choices("x", NOTHING)).hasMessageContaining("choices are []");
    assertThatThrownBy(() -> empty.choices("x", NOTHING, 1, 1)).hasMessageContaining("different");
    assertThatThrownBy(() -> empty.choices("state", NOTHING, 1)).hasMessageContaining("\"state\"");
    assertThatThrownBy(() -> empty.choices("a,b", NOTHING, 1)).hasMessageContaining("\"a,b\"");
    assertThatThrownBy(() -> SPACE.choices("lr", NOTHING, 1)).hasMessageContaining("lr is there");
    assertThatThrownBy(() -> new TreeParzenSampler(0)).hasMessageContaining("start-up trials is 0");
    assertThatThrownBy(() -> new MedianPruner(0, 1)).hasMessageContaining("is 0, must be at least");
    assertThatThrownBy(() -> new MedianPruner(1, -1)).hasMessageContaining("is -1");
  }

  @Test
  void theBestAreThoseOfLeastLossAmongComplete() {
    SearchResult found =
        new SearchResult(
            List.of(
                trial(1, Trial.State.COMPLETE, 3, 4),
                trial(2, Trial.State.PRUNED, 1),
                trial(3, Trial.State.COMPLETE, 2),
                trial(4, Trial.State.FAILED),
                trial(5, Trial.State.COMPLETE, 2)));
    assertThat(found.best().number()).isEqualTo(3);
    assertThat(found.best(3)).extracting(Trial::number).containsExactly(3, 5, 1);
    assertThatThrownBy(() -> found.best(4)).hasMessage("4 complete trials are wanted, 3 of 5 are");
    assertThatThrownBy(() -> found.best(0)).hasMessageContaining("count is 0");
  }
}
