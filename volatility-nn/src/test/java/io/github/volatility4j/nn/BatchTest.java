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
  private final float[] inputs = new float[ROWS];

  private Batch batch(double lambda, Windows windows, int window) {
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
            windows,
            windows);
    Batch batch = new Batch(SHAPE, samples, objective);
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
    assertThat(first.targets()).isEqualTo(1);
    float[] gradient = new float[5];
    first.loss(new float[5], gradient);
    assertThat(Arrays.copyOf(gradient, 4)).containsOnly(0);
    assertThat(gradient[4]).isNotZero();
    assertThat(batch(1, validation, 1).targets()).isEqualTo(5);
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
    assertThat(batch(0.5, train, last).targets()).isEqualTo(4);
    assertThat(batch(0, train, last).targets()).isEqualTo(5);
  }

  @Test
  void gradientIsThatOfTheMeanOverTheTargetsThatCount() {
    Windows train = windows(Split.TRAIN);
    int last = train.size() - 1;
    truth[train.row(last) + 1] = Double.NaN;
    Batch batch = batch(0.3, train, last);
    float[] raw = {0.2f, -0.3f, 0.1f, 0.4f, -0.5f};
    float[] gradient = new float[5];
    batch.loss(raw, gradient);
    for (int k = 0; k < raw.length; k++) {
      float step = 1 / 64f;
      float[] up = raw.clone();
      float[] down = raw.clone();
      up[k] += step;
      down[k] -= step;
      double numeric =
          (batch.loss(up, new float[5]) - batch.loss(down, new float[5]))
              / (2 * step)
              / batch.targets();
      assertThat((double) gradient[k]).isCloseTo(numeric, within(1e-4));
    }
  }
}
