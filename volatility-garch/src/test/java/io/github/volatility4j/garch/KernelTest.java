package io.github.volatility4j.garch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fast version of the rolling window's likelihood and the plain one are the same function. */
class KernelTest {
  private static final int WINDOW = 90;
  private static final Specification MODEL =
      new Specification(
          new LinearMean(true, 1), WindowFit.GARCH, new NormalInnovation(), PreSample.EWMA);

  private final double[] returns = Data.simulate(3, 600, 0.04, 0.1, 0.05, 0.1, 0, 0.85);
  private final WindowLikelihood fast = new Ar1GarchLikelihood(WINDOW);
  private final WindowLikelihood plain = new Likelihood(MODEL, WINDOW);

  @Test
  void valueGradientCurvatureAndForecastAgree() {
    Random random = new Random(1);
    for (int from = 0; from + WINDOW <= returns.length; from += 17) {
      assertThat(fast.load(returns, from)).isEqualTo(plain.load(returns, from)).isTrue();
      double[] theta = Points.interior(MODEL, plain, random);
      double[] gradient = new double[5];
      double[] plainGradient = new double[5];
      double[][] curvature = new double[5][5];
      double[][] plainCurvature = new double[5][5];
      double[] forecast = new double[4];
      double[] plainForecast = new double[4];

      assertThat(fast.valueAndGradient(theta, gradient))
          .isCloseTo(plain.valueAndGradient(theta, plainGradient), within(1e-13));
      fast.curvature(curvature);
      plain.curvature(plainCurvature);
      fast.forecast(theta, forecast);
      plain.forecast(theta, plainForecast);

      assertThat(gradient).containsExactly(plainGradient, within(1e-11));
      for (int j = 0; j < 5; j++) {
        assertThat(curvature[j]).containsExactly(plainCurvature[j], within(1e-9));
      }
      assertThat(forecast).containsExactly(plainForecast, within(1e-13));
      assertThat(fast.scale()).isCloseTo(plain.scale(), within(1e-13));
      assertThat(fast.leastSquares()).containsExactly(plain.leastSquares(), within(1e-12));
    }
  }

  @Test
  void bothFindTheSameMaximum() {
    WindowFit quick = new WindowFit(WINDOW, 1, WindowFit.GARCH, true);
    WindowFit slow = new WindowFit(WINDOW, 1, WindowFit.GARCH, false);
    double[] variance = new double[3];
    double[] slowVariance = new double[3];
    for (int end = WINDOW; end <= returns.length; end += 5) {
      quick.fit(returns, end, variance);
      slow.fit(returns, end, slowVariance);

      assertThat(quick.status()).isEqualTo(slow.status());
      assertThat(quick.logLikelihood()).isCloseTo(slow.logLikelihood(), within(1e-8));
      assertThat(variance).containsExactly(slowVariance, within(1e-5));
    }
  }

  @Test
  void theGeneralEstimatorFindsNoHigherMaximum() {
    WindowFit quick = WindowFit.of(WINDOW, 1, WindowFit.GARCH);
    double[] variance = new double[1];
    Garch garch = Garch.builder().arMean(1).preSample(PreSample.EWMA);
    for (int end = WINDOW; end <= returns.length; end += 50) {
      double[] window = java.util.Arrays.copyOfRange(returns, end - WINDOW, end);
      quick.fit(returns, end, variance);

      GarchFit fit = garch.fit(Data.dated("window", window));

      assertThat(quick.logLikelihood()).isCloseTo(fit.logLikelihood(), within(1e-4));
    }
  }
}
