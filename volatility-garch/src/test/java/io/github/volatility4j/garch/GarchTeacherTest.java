package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels: what they are, what they may know, and that nothing breaks them. */
class GarchTeacherTest {
  private static final double[] R = Data.simulate(21, 420, 0.05, 0.15, 0.04, 0.08, 0, 0.88);
  private static final TimeSeries RETURNS = Data.dated("ABC", R);
  private static final GarchTeacher TEACHER = GarchTeacher.of(90);

  private static TimeSeries label(TimeSeries returns) {
    return TEACHER.label(SeriesSet.of(returns)).series().get(returns.name());
  }

  @Test
  void rowsComponentsAndAttributesAreKept() {
    double[] prices = new double[R.length + 1];
    prices[0] = 100;
    for (int t = 0; t < R.length; t++) {
      prices[t + 1] = prices[t] * Math.exp(R[t] / 100);
    }
    TimeSeries returns =
        Returns.logPercent(Data.dated("ABC", prices).withAttribute("industry", "ships"));

    TimeSeries labels = label(returns);

    assertThat(labels.components())
        .containsExactly(Returns.RETURN, Returns.CLOSE, "u_hat_90", "var_true_90", "garch_var_90");
    assertThat(labels.dates()).isEqualTo(returns.dates());
    assertThat(labels.attributes()).isEqualTo(returns.attributes());
    assertThat(labels.values()).containsExactly(returns.values());
    assertThat(labels.mainComponent()).isEqualTo(Returns.RETURN);
  }

  @Test
  void theFirstWindowIsMissingAndAllTheRestIsPositive() {
    TimeSeries labels = label(RETURNS);

    for (String component : List.of("u_hat_90", "var_true_90", "garch_var_90")) {
      double[] column = labels.values(component);
      assertThat(Arrays.copyOf(column, 90)).containsOnly(Double.NaN);
      assertThat(Arrays.stream(column, 90, column.length).allMatch(Double::isFinite)).isTrue();
    }
    assertThat(Arrays.stream(labels.values("var_true_90"), 90, R.length).min().orElseThrow())
        .isPositive();
    assertThat(Arrays.stream(labels.values("garch_var_90"), 90, R.length).min().orElseThrow())
        .isPositive();
  }

  @Test
  void theExpectedReturnIsThatOfLeastSquares() {
    TimeSeries labels = label(RETURNS);

    for (int t = 90; t < R.length; t++) {
      SimpleRegression regression = new SimpleRegression();
      for (int i = t - 89; i < t; i++) {
        regression.addData(R[i - 1], R[i]);
      }
      double expected = regression.getIntercept() + regression.getSlope() * R[t - 1];
      assertThat(labels.value("u_hat_90", t)).isCloseTo(expected, within(1e-12));
      double truth = (R[t] - expected) * (R[t] - expected);
      assertThat(labels.value("var_true_90", t)).isCloseTo(truth, within(1e-9));
    }
  }

  @Test
  void theTeacherIsAMaximumLikelihoodFitOfTheWindow() {
    TimeSeries labels = label(RETURNS);
    Garch garch = Garch.builder().arMean(1).preSample(PreSample.EWMA);

    for (int t = 90; t < R.length; t += 30) {
      GarchFit fit = garch.fit(RETURNS.slice(t - 90, t));
      double expected = fit.forecast(1).variance()[0];
      assertThat(labels.value("garch_var_90", t)).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @Test
  void labelsDoNotLookAhead() {
    double[] poisoned = R.clone();
    for (int t = 300; t < R.length; t++) {
      poisoned[t] = t % 2 == 0 ? 1e3 : -1e5;
    }

    TimeSeries honest = label(RETURNS);
    TimeSeries other = label(Data.dated("ABC", poisoned));

    for (String component : List.of("u_hat_90", "garch_var_90")) {
      assertThat(Arrays.copyOfRange(other.values(component), 90, 301))
          .containsExactly(Arrays.copyOfRange(honest.values(component), 90, 301));
    }
    assertThat(Arrays.copyOfRange(other.values("var_true_90"), 90, 300))
        .containsExactly(Arrays.copyOfRange(honest.values("var_true_90"), 90, 300));
  }

  @Test
  void labelsOfLaterRowsAreTheSameWithoutTheEarlierOnes() {
    TimeSeries all = label(RETURNS);
    TimeSeries some = TEACHER.labelFrom(RETURNS, 333);

    for (String component : List.of("u_hat_90", "var_true_90", "garch_var_90")) {
      assertThat(Arrays.copyOfRange(some.values(component), 333, R.length))
          .containsExactly(Arrays.copyOfRange(all.values(component), 333, R.length));
      assertThat(some.isMissing(component, 332)).isTrue();
    }
    assertThat(TEACHER.labelFrom(RETURNS.slice(0, 50), 0).isMissing("u_hat_90", 49)).isTrue();
  }

  @Test
  void anOutlookIsTheLabelOfTheNextDay() {
    TimeSeries labels = label(RETURNS);

    GarchTeacher.Outlook outlook = TEACHER.forecast(RETURNS.slice(0, 200), 5);

    assertThat(outlook.mean()).isEqualTo(labels.value("u_hat_90", 200));
    assertThat(outlook.variance().variance()[0]).isEqualTo(labels.value("garch_var_90", 200));
    assertThat(outlook.variance().lastDate()).contains(RETURNS.date(199));
    double[] path =
        Garch.builder()
            .arMean(1)
            .preSample(PreSample.EWMA)
            .fit(RETURNS.slice(110, 200))
            .forecast(5)
            .variance();
    assertThat(outlook.variance().variance()).containsExactly(path, within(1e-4 * path[0]));
  }

  @Test
  void oneThreadAndManyGiveTheSameBits() {
    List<TimeSeries> stocks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      stocks.add(Data.dated("S" + i, Data.simulate(i, 500, 0, 0, 0.05, 0.1, 0, 0.85)));
    }
    SeriesSet panel = SeriesSet.of(stocks);

    GarchTeacher.Result one = TEACHER.threads(1).label(panel);
    GarchTeacher.Result three = TEACHER.threads(3).label(panel);

    assertThat(three).isEqualTo(one);
    assertThat(one.counts().interior() + one.counts().boundary() + one.counts().failed())
        .isEqualTo(4 * 410);
  }

  @Test
  void seriesThatAreTooShortAreNamed() {
    GarchTeacher.Result result =
        TEACHER.label(
            SeriesSet.of(
                List.of(
                    Data.dated("short", Arrays.copyOf(R, 90)),
                    Data.dated("just", Arrays.copyOf(R, 91)))));

    assertThat(result.leftOut()).containsExactly("short");
    assertThat(result.series().names()).containsExactly("just");
    assertThat(result.series().get("just").isMissing("garch_var_90", 90)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5})
  void otherOrdersOfTheMeanAreFittedToo(int p) {
    GarchTeacher teacher = GarchTeacher.of(60).ar(p);

    TimeSeries labels = teacher.label(SeriesSet.of(RETURNS.slice(0, 80))).series().get("ABC");

    Garch garch = Garch.builder().arMean(p).preSample(PreSample.EWMA);
    for (int t = 60; t < 80; t += 5) {
      double expected = garch.fit(RETURNS.slice(t - 60, t)).forecast(1).variance()[0];
      assertThat(labels.value(teacher.varianceComponent(), t))
          .isCloseTo(expected, within(1e-4 * expected));
    }
    assertThat(teacher.meanComponent()).isEqualTo("u_hat_60");
    assertThat(teacher.truthComponent()).isEqualTo("var_true_60");
    assertThat(teacher.window()).isEqualTo(60);
  }

  @Test
  void gjrTeachesToo() {
    GarchTeacher teacher = TEACHER.teacher(GarchTeacher.Family.GJR);

    TimeSeries labels = teacher.label(SeriesSet.of(RETURNS.slice(0, 100))).series().get("ABC");

    assertThat(teacher.varianceComponent()).isEqualTo("gjr_var_90");
    double expected =
        Garch.builder()
            .arMean(1)
            .gjr(1, 1, 1)
            .preSample(PreSample.EWMA)
            .fit(RETURNS.slice(5, 95))
            .forecast(1)
            .variance()[0];
    assertThat(labels.value("gjr_var_90", 95)).isCloseTo(expected, within(1e-4 * expected));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-6, 1e6, 1e12})
  void labelsScaleWithTheReturns(double factor) {
    TimeSeries labels = label(RETURNS);
    TimeSeries scaled = label(Data.dated("ABC", Data.times(R, factor)));

    for (int t = 90; t < R.length; t++) {
      double expected = labels.value("garch_var_90", t);
      assertThat(scaled.value("garch_var_90", t) / (factor * factor))
          .isCloseTo(expected, within(1e-6 * expected));
    }
  }

  /** Windows that no market should show, and some that it does. */
  enum Hostile {
    CONSTANT,
    ZERO,
    ALTERNATING,
    CRASH,
    SUSPENDED,
    ONE_MOVE,
    TINY_THEN_HUGE,
    EXPLODING,
    TWO_VALUES;

    double[] returns() {
      double[] r = new double[260];
      for (int t = 0; t < r.length; t++) {
        r[t] =
            switch (this) {
              case CONSTANT -> 0.1;
              case ZERO -> 0;
              case ALTERNATING -> t % 2 == 0 ? 1 : -1;
              case CRASH -> t == 150 ? -60 : t == 200 ? 60 : R[t];
              case SUSPENDED -> t > 60 && t < 200 ? 0 : R[t];
              case ONE_MOVE -> t == 120 ? -3 : 0;
              case TINY_THEN_HUGE -> t < 140 ? R[t] * 1e-12 : R[t] * 1e12;
              case EXPLODING -> R[t] * Math.exp(0.2 * t);
              case TWO_VALUES -> R[t] > 0 ? 1 : -1;
            };
      }
      return r;
    }
  }

  @ParameterizedTest
  @EnumSource(Hostile.class)
  void hostileWindowsGiveFinitePositiveLabelsAndAreCounted(Hostile hostile) {
    Assertions.setMaxElementsForPrinting(10);
    GarchTeacher.Result result =
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> TEACHER.label(SeriesSet.of(Data.dated("hostile", hostile.returns()))));

    TimeSeries labels = result.series().get("hostile");
    for (int t = 90; t < 260; t++) {
      assertThat(labels.value("u_hat_90", t)).isFinite();
      assertThat(labels.value("var_true_90", t)).isFinite().isPositive();
      assertThat(labels.value("garch_var_90", t)).isFinite().isPositive();
    }
    GarchTeacher.Counts counts = result.counts();
    assertThat(counts.interior() + counts.boundary() + counts.failed()).isEqualTo(170);
    if (hostile == Hostile.CONSTANT || hostile == Hostile.ZERO) {
      assertThat(counts.failed()).isEqualTo(170);
      assertThat(counts.floored()).isEqualTo(170);
      assertThat(TEACHER.forecast(Data.dated("hostile", hostile.returns()), 3).variance())
          .satisfies(forecast -> assertThat(forecast.variance()).hasSize(3));
    }
  }

  @Test
  void anInterruptEndsTheWorkAndKeepsItsFlag() throws InterruptedException {
    double[] long1 = Data.simulate(8, 60_000, 0, 0, 0.05, 0.1, 0, 0.85);
    TimeSeries returns = TimeSeries.of("long", long1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>(false);
    Thread thread =
        new Thread(
            () -> {
              try {
                TEACHER.label(SeriesSet.of(returns));
              } catch (CancellationException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    Thread.sleep(150);
    thread.interrupt();
    thread.join(10_000);

    assertThat(thread.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    assertThat(flag.get()).isTrue();
  }

  @Test
  void progressEndsAtTheTotalAndNeverGoesBack() {
    List<Long> done = Collections.synchronizedList(new ArrayList<>());
    List<Long> totals = Collections.synchronizedList(new ArrayList<>());

    TEACHER
        .progress(
            (stage, soFar, total) -> {
              assertThat(stage).isEqualTo("labels");
              done.add(soFar);
              totals.add(total);
            })
        .label(SeriesSet.of(RETURNS));

    assertThat(done).isSorted().endsWith(330L);
    assertThat(totals).containsOnly(330L);
  }

  @Test
  void anErrorInAListenerIsNotSwallowed() {
    assertThatThrownBy(
            () ->
                TEACHER
                    .progress(
                        (stage, done, total) -> {
                          throw new IllegalStateException("listener");
                        })
                    .label(SeriesSet.of(RETURNS)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void optionsOutOfRangeAndPricesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GarchTeacher.of(19))
        .withMessageContaining("19");
    assertThatIllegalArgumentException().isThrownBy(() -> TEACHER.ar(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> TEACHER.ar(23));
    assertThatIllegalArgumentException().isThrownBy(() -> TEACHER.threads(0));
    assertThatIllegalArgumentException().isThrownBy(() -> TEACHER.forecast(RETURNS, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEACHER.forecast(RETURNS.slice(0, 89), 1))
        .withMessageContaining("ABC has 89 returns");
    double[] prices = Arrays.stream(R).map(r -> 100 + r).toArray();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEACHER.label(SeriesSet.of(Data.dated("prices", prices))))
        .withMessageContaining("looks like prices");
  }
}
