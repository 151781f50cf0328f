package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.dataset.Covariates;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evidence: inputs written down by hand, on four days of one stock. */
class EncoderTest {
  private static final double[] TRUTH = {1, 2, 3, 4};
  private static final double[] VOLUME = {10, 20, 30, 40};
  private static final double[] EXPIRY = {0, 1, 0, 0};
  private static final double[] SINE = {0.1, 0.2, 0.3, 0.4, 0.5}; // known a day beyond the last row
  private static final Stock STOCK = new Stock("A", 2, new double[] {0, 1});
  private static final Encoder.Moments MOMENTS =
      new Encoder.Moments(new double[] {20, 0.5, 0.2}, new double[] {10, 0.5, 0.1});

  private static Encoder encoder(int lag, Encoder.Known known) {
    Covariates covariates =
        Covariates.past(List.of("volume"), lag).withKnown(List.of("expiry", "sine"));
    return new Encoder(Encoder.Inputs.TRUTH, covariates, known, MOMENTS, 2);
  }

  private static Rows rows() {
    double[] none = new double[TRUTH.length + 1];
    return new Rows(
        TRUTH, none, none, TRUTH, new double[0][], new double[][] {VOLUME, EXPIRY, SINE});
  }

  private static void assertRows(Encoder encoder, double[][] expected) {
    float[] encoded = encoder.encode(rows(), STOCK);
    assertThat(encoded).hasSize(expected.length * encoder.channels());
    for (int row = 0; row < expected.length; row++) {
      for (int k = 0; k < encoder.channels(); k++) {
        assertThat(encoded[row * encoder.channels() + k])
            .as("row %d, channel %d", row, k)
            .isEqualTo((float) expected[row][k]);
      }
    }
  }

  /** ln(1 + y/2), a float. */
  private static float log(double truth) {
    return (float) Math.log1p(truth / 2);
  }

  private static float z(double value, double mean, double sd) {
    return (float) ((value - mean) / sd);
  }

  @Test
  void whatIsKnownInAdvanceIsOfTheDayAfter() {
    Encoder encoder = encoder(1, Encoder.Known.DAY_AFTER);
    assertThat(encoder.layout()).isEqualTo(new FeatureLayout(1, 1, 2, 2));
    assertRows(
        encoder,
        new double[][] {
          {log(1), -1, 1, z(0.2, 0.2, 0.1), 0, 1},
          {log(2), 0, -1, z(0.3, 0.2, 0.1), 0, 1},
          {log(3), 1, -1, z(0.4, 0.2, 0.1), 0, 1},
          {log(4), 2, 0, z(0.5, 0.2, 0.1), 0, 1}, // of the expiry nothing is known: its mean
        });
  }

  /** The conditional form has them in its history, and once more for the day that is forecast. */
  @Test
  void theConditionalFormSeesThemOnBothDays() {
    TsMixerOptions conditional = TsMixerOptions.of(Preset.SEED);
    assertThat(Encoder.Known.of(conditional, 1)).isEqualTo(new Encoder.Known(true, 1));
    assertThat(Encoder.Known.of(conditional.withForm(TsMixerForm.BASIC), 3))
        .isEqualTo(Encoder.Known.DAY_AFTER);
    Encoder encoder = encoder(1, new Encoder.Known(true, 1));
    assertThat(encoder.layout()).isEqualTo(new FeatureLayout(1, 3, 2, 2));
    assertRows(
        encoder,
        new double[][] {
          {log(1), -1, -1, z(0.1, 0.2, 0.1), 1, z(0.2, 0.2, 0.1), 0, 1},
          {log(2), 0, 1, z(0.2, 0.2, 0.1), -1, z(0.3, 0.2, 0.1), 0, 1},
          {log(3), 1, -1, z(0.3, 0.2, 0.1), -1, z(0.4, 0.2, 0.1), 0, 1},
          {log(4), 2, -1, z(0.4, 0.2, 0.1), 0, z(0.5, 0.2, 0.1), 0, 1},
        });
  }

  @Test
  void theConditionalFormSeesThemOfAllDaysThatItForecasts() {
    Encoder encoder = encoder(1, Encoder.Known.of(TsMixerOptions.of(Preset.SEED), 2));
    assertThat(encoder.layout()).isEqualTo(new FeatureLayout(1, 3, 4, 2));
    float a = z(0.1, 0.2, 0.1);
    float b = z(0.2, 0.2, 0.1);
    float c = z(0.3, 0.2, 0.1);
    float d = z(0.4, 0.2, 0.1);
    float e = z(0.5, 0.2, 0.1);
    assertRows(
        encoder,
        new double[][] {
          {log(1), -1, -1, a, 1, b, -1, c, 0, 1},
          {log(2), 0, 1, b, -1, c, -1, d, 0, 1},
          {log(3), 1, -1, c, -1, d, 0, e, 0, 1},
          {log(4), 2, -1, d, 0, e, 0, 0, 0, 1},
        });
  }

  /** A forecast for tomorrow with lag 3 sees the day before yesterday's value. */
  @Test
  void aLagMovesPastCovariatesOnly() {
    assertRows(
        encoder(3, Encoder.Known.DAY_AFTER),
        new double[][] {
          {log(1), 0, 1, z(0.2, 0.2, 0.1), 0, 1},
          {log(2), 0, -1, z(0.3, 0.2, 0.1), 0, 1},
          {log(3), -1, -1, z(0.4, 0.2, 0.1), 0, 1},
          {log(4), 0, 0, z(0.5, 0.2, 0.1), 0, 1},
        });
  }
}
