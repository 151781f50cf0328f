package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.volatility4j.series.TimeSeries;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Windows that no market should show: whatever is called converged fulfils the conditions of a
 * maximum by the plain likelihood, and the rest is called failed. Prints how they ended. {@code
 * -Dwindows=100000} makes more of them.
 */
@Tag("heavy")
class HostileWindowsTest {
  private static final int WINDOW = 90;
  private static final int DAYS = 190; // 100 windows

  private enum Kind {
    NORMAL,
    CONSTANT,
    ALTERNATING,
    ZERO,
    ALMOST_ZERO,
    ONE_CRASH,
    TWO_VALUES,
    TREND,
    EXPLODING,
    DYING,
    TINY_THEN_HUGE,
    ROUNDED,
    SUSPENDED,
    CAUCHY;

    double[] returns(Random random) {
      double[] r = new double[DAYS];
      int day = random.nextInt(DAYS);
      for (int t = 0; t < DAYS; t++) {
        double z = random.nextGaussian();
        r[t] =
            switch (this) {
              case NORMAL -> z;
              case CONSTANT -> 0.1;
              case ALTERNATING -> t % 2 == 0 ? 1 : -1;
              case ZERO -> 0;
              case ALMOST_ZERO -> t == day ? z : 0;
              case ONE_CRASH -> t == day ? -60 : z;
              case TWO_VALUES -> z > 0 ? 1 : -1;
              case TREND -> t + 1e-6 * z;
              case EXPLODING -> z * Math.exp(0.1 * t);
              case DYING -> z * Math.exp(-0.1 * t);
              case TINY_THEN_HUGE -> z * (t < day ? 1e-12 : 1e12);
              case ROUNDED -> Math.rint(2 * z) / 2;
              case SUSPENDED -> t > day && t < day + 80 ? 0 : z;
              case CAUCHY -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
            };
      }
      return Data.times(r, new double[] {1, 1e-12, 1e12}[random.nextInt(3)]);
    }
  }

  private static Specification model(LinearMean mean) {
    return new Specification(mean, new GjrGarch(1, 0, 1), new NormalInnovation(), PreSample.EWMA);
  }

  @Test
  void nothingIsCalledConvergedThatIsNot() {
    int wanted = Integer.getInteger("windows", 6000);
    Random random = new Random(17);
    Map<String, Integer> counts = new TreeMap<>();
    Specification[] models = {model(new LinearMean(true, 1)), model(new LinearMean(true, 0))};
    WindowResults out = new WindowResults(DAYS - WINDOW, 5);
    int windows = 0;
    while (windows < wanted) {
      for (Kind kind : Kind.values()) {
        double[] r = kind.returns(random);
        Specification model = models[random.nextInt(2)];
        new LaneFit(WINDOW, model).fit(r, WINDOW, 1, DAYS - WINDOW, out);
        Likelihood plain = new Likelihood(model, WINDOW);
        for (int i = 0; i < DAYS - WINDOW; i++) {
          counts.merge(
              out.isModelled(i) ? out.status[i].name() : "NOTHING TO FIT", 1, Integer::sum);
          check(kind, r, i, model, plain, out);
        }
        windows += DAYS - WINDOW;
      }
    }
    int all = windows;
    counts.forEach(
        (end, count) ->
            System.out.printf(
                Locale.ROOT, "%d hostile windows: %s %.2f %%%n", all, end, 100.0 * count / all));
  }

  private static void check(
      Kind kind, double[] r, int i, Specification model, Likelihood plain, WindowResults out) {
    assertThat(out.meanForecast[i]).as("%s %d", kind, i).isFinite();
    assertThat(out.variance[i]).as("%s %d", kind, i).isFinite().isGreaterThanOrEqualTo(0);
    boolean modelled = plain.load(r, i);
    assertThat(out.isModelled(i)).as("%s %d", kind, i).isEqualTo(modelled);
    if (out.status[i] == GarchFit.Status.FAILED) {
      return;
    }
    double[] theta = new double[model.size()];
    System.arraycopy(out.theta[i], 0, theta, 0, theta.length);
    theta = model.fromUser(theta, plain.scale());
    Constraints constraints = model.constraints();
    assertThat(constraints.hold(theta)).as("%s %d", kind, i).isTrue();
    double[] gradient = new double[theta.length];
    double[] slack = new double[constraints.size()];
    double[][] information = new double[theta.length][theta.length];
    double[] step = new double[theta.length];
    plain.valueAndGradient(theta, gradient);
    plain.curvature(information);
    double largest = 0;
    for (int j = 0; j < theta.length; j++) {
      largest = Math.max(largest, information[j][j]);
    }
    for (int j = 0; j < theta.length; j++) {
      information[j][j] += 1e-12 * largest + 1e-12;
    }
    for (int j = 0; j < slack.length; j++) {
      slack[j] = Math.max(0, constraints.slack(j, theta));
    }
    assertThat(new QuadraticProgram(constraints).solve(information, gradient, slack, step))
        .as("%s %d", kind, i)
        .isTrue();
    // What a step of Fisher's scoring still promises, of the mean log-likelihood. The gradient
    // itself
    // is nothing but rounding where variances of 1e-8 stand beside some of 1.
    double gain = -QuadraticProgram.dot(gradient, step);
    assertThat(gain).as("%s %d", kind, i).isLessThan(1e-6);
  }

  @Test
  void noSeriesHoldsAValueThatIsNone() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] r = Kind.NORMAL.returns(new Random(1));
      r[100] = bad;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TimeSeries.of("bad", r))
          .withMessageContaining("row 100");
    }
  }
}
