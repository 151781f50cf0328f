package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.Scale;
import io.github.volatility4j.dataset.Scaler;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.Transform;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.dataset.Windows;
import io.github.volatility4j.nn.loss.Loss;
import io.github.volatility4j.nn.loss.WeightedLoss;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Evidence: what counts in a batch, counted by hand; central differences through the mean. */
class BatchTest {
  private static final int ROWS = 30; // training ends at 21
  private static final NetworkShape SHAPE = new NetworkShape(8, 1, 1, 5); // context 4

  private final double[] truth = new double[ROWS];
  private final double[] teacher = new double[ROWS];
  private final double[] base = new double[ROWS];
  private final double[] weights = new double[ROWS];
  private final float[] inputs = new float[ROWS];

  BatchTest() {
    Arrays.fill(weights, 1);
  }

  private Batch batch(double lambda, Windows windows, int window) {
    return batch(SHAPE, lambda, windows, window);
  }

  private Batch batch(NetworkShape shape, double lambda, Windows windows, int window) {
    for (int t = 0; t < ROWS; t++) {
      truth[t] = Double.isNaN(truth[t]) ? Double.NaN : 1 + t % 3;
      teacher[t] = 2;
      base[t] = 1.5;
      inputs[t] = t + 1;
    }
    Objective objective =
        new Objective(
            new WeightedLoss(lambda, Loss.qlike()),
            PositiveLink.EXPONENTIAL,
            Transform.NONE,
            Scale.NONE,
            Scaler.of(new double[1], new double[] {1}),
            1);
    Samples samples =
        new Samples(
            new float[][] {inputs},
            1,
            new double[][] {truth},
            new double[][] {teacher},
            new double[][] {base},
            new double[][] {weights},
            windows,
            windows);
    Batch batch = new Batch(shape, samples, objective);
    batch.fill(windows, new int[] {window}, 0, 1);
    return batch;
  }

  private static Windows windows(Split split) {
    double[] ones = new double[ROWS];
    Arrays.fill(ones, 1);
    TimeSeries labels =
        TimeSeries.of("A", ones).with("var_true_90", ones).with("garch_var_90", ones);
    DatasetOptions options = DatasetOptions.defaults().withInputChunkLength(4);
    return VolatilityDataset.of(SeriesSet.of(labels), options).windows(split, 4, 5, 5);
  }

  @Test
  void targetsOutsideOfTheSplitDoNotCountAndTheirGradientIsZero() {
    Windows validation = windows(Split.VALIDATION); // rows 21 to 26: windows of 1 and 5 labels
    assertThat(validation.size()).isEqualTo(2);
    Batch first = batch(1, validation, 0);
    assertThat(first.weight()).isEqualTo(1);
    float[] gradient = new float[5];
    first.loss(new float[5], gradient);
    assertThat(Arrays.copyOf(gradient, 4)).containsOnly(0);
    assertThat(gradient[4]).isNotZero();
    assertThat(batch(1, validation, 1).weight()).isEqualTo(5);
  }

  @Test
  void rowsFromTheLastTargetOnAreNoInputs() {
    Windows train = windows(Split.TRAIN);
    Batch first = batch(1, train, 0); // labels 4 and 5 to 20: the first window has rows 0..
    int end = train.end(0);
    float[] x = first.inputs();
    for (int t = 0; t < x.length; t++) {
      assertThat(x[t]).isEqualTo(train.start(0) + t < end - 1 ? train.start(0) + t + 1 : 0);
    }
  }

  @Test
  void aMissingTruthCountsOnlyWhereNobodyLooksAtIt() {
    Windows train = windows(Split.TRAIN);
    int last = train.size() - 1;
    truth[train.row(last)] = Double.NaN;
    assertThat(batch(0.5, train, last).weight()).isEqualTo(4);
    assertThat(batch(0, train, last).weight()).isEqualTo(5);
  }

  @Test
  void gradientIsThatOfTheWeightedMeanOverTheTargetsThatCount() {
    Windows train = windows(Split.TRAIN);
    int last = train.size() - 1;
    truth[train.row(last) + 1] = Double.NaN;
    assertGradient(SHAPE, 4, last);
    weights[train.row(last)] = 3;
    weights[train.row(last) + 2] = 0.5;
    weights[train.row(last) + 4] = 0;
    assertGradient(SHAPE, 4.5, last);
  }

  private void assertGradient(NetworkShape shape, double weight, int window) {
    Batch batch = batch(shape, 0.3, windows(Split.TRAIN), window);
    assertThat(batch.weight()).isEqualTo(weight);
    float[] raw = new float[shape.outputsOfWindow()];
    for (int k = 0; k < raw.length; k++) {
      raw[k] = (k * 7 % 5 - 2) * 0.2f;
    }
    float[] gradient = new float[raw.length];
    batch.loss(raw, gradient);
    for (int k = 0; k < raw.length; k++) {
      float step = 1 / 64f;
      float[] up = raw.clone();
      float[] down = raw.clone();
      up[k] += step;
      down[k] -= step;
      double numeric =
          (batch.loss(up, new float[raw.length]) - batch.loss(down, new float[raw.length]))
              / (2 * step)
              / weight;
      assertThat((double) gradient[k]).isCloseTo(numeric, within(1e-4));
    }
  }

  /** Training ends before row 21, so that the last window's days 22 and 23 are no targets. */
  @Test
  void severalDaysAheadCountAsFarAsTheSplitGoes() {
    NetworkShape threeAhead = new NetworkShape(8, FeatureLayout.plain(1), 3, 5, 3);
    int last = windows(Split.TRAIN).size() - 1;
    assertGradient(threeAhead, 3 + 3 + 3 + 2 + 1, last);
    assertGradient(threeAhead, 5 * 3, last - 1);
  }

  /** QLIKE's gradient by ln h is 1 − z/h: what a target is can be read off it. */
  @Test
  void theTargetOfADayAheadIsThatDaysOwnRelativeToTheFirstDaysBase() {
    NetworkShape threeAhead = new NetworkShape(8, FeatureLayout.plain(1), 3, 5, 3);
    Windows train = windows(Split.TRAIN);
    Batch batch = batch(threeAhead, 1, train, train.size() - 2);
    for (int t = 0; t < ROWS; t++) {
      base[t] = 1 + t;
    }
    float[] gradient = new float[15];
    batch.loss(new float[15], gradient);
    int first = train.row(train.size() - 2);
    for (int k = 0; k < 15; k++) {
      int day = first + k / 3;
      double target = (1 - gradient[k] * batch.weight()) * base[day];
      assertThat(target).isCloseTo(truth[day + k % 3], within(1e-4));
    }
  }
}
