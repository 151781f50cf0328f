package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.nn.TrainingDetails.RateSchedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evidence: numbers worked out by hand from the schedules' formulas. */
class LearningRateTest {
  private static TrainingOptions options(RateSchedule schedule, int warmUp) {
    TrainingDetails d = TrainingDetails.defaults();
    TrainingDetails details =
        new TrainingDetails(
            d.optimizer(), schedule, warmUp, 2, false, d.lambdaEnd(), 9, 1, d.precision(), "", 1);
    return new TrainingOptions(4, 32, 0.8, 0.5, 0, 1, 99, 0.01, 1, 0, 0, details, 42);
  }

  private static void rates(RateSchedule schedule, int warmUp, double... expected) {
    for (int epoch = 1; epoch <= expected.length; epoch++) {
      assertThat(LearningRate.of(epoch, options(schedule, warmUp), List.of()))
          .as("%s, epoch %d", schedule, epoch)
          .isCloseTo(expected[epoch - 1], within(1e-12));
    }
  }

  @Test
  void schedulesFollowTheirFormulas() {
    rates(RateSchedule.NONE, 0, 0.8, 0.8, 0.8, 0.8);
    rates(RateSchedule.EXPONENTIAL, 0, 0.8, 0.4, 0.2, 0.1);
    // ½·(1 + cos 0), (1 + cos 45°), (1 + cos 90°), (1 + cos 135°), each times 0.8
    double root = Math.sqrt(0.5);
    rates(RateSchedule.COSINE, 0, 0.8, 0.4 * (1 + root), 0.4, 0.4 * (1 - root));
  }

  @Test
  void warmUpRisesInEqualStepsUnderTheSchedule() {
    rates(RateSchedule.NONE, 3, 0.2, 0.4, 0.6, 0.8);
    rates(RateSchedule.EXPONENTIAL, 1, 0.4, 0.4, 0.2, 0.1);
  }

  @Test
  void aPlateauHalvesAfterTwoEpochsWithoutImprovement() {
    // 0.995 is not below 1 by the least fall of 0.01, so epochs 2 and 3 are a plateau.
    double[] losses = {1, 0.995, 1.2, 0.9, 0.9, 0.9, 0.8};
    double[] expected = {0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2};
    List<Epoch> done = new ArrayList<>();
    for (int epoch = 1; epoch <= expected.length; epoch++) {
      assertThat(LearningRate.of(epoch, options(RateSchedule.PLATEAU, 0), done))
          .as("epoch %d", epoch)
          .isCloseTo(expected[epoch - 1], within(1e-12));
      if (epoch <= losses.length) {
        done.add(new Epoch(epoch, 1, losses[epoch - 1], 0.8, 1, false));
      }
    }
  }
}
