package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Covariates;
import io.github.volatility4j.dataset.Split;
import io.github.volatility4j.dataset.VolatilityDataset;
import java.util.Arrays;
import java.util.List;

/**
 * Turns rows into a network's inputs, one vector a day. All of them are known by the evening of
 * that day, and none depends on the unit of the returns:
 *
 * <ul>
 *   <li>truth: {@code ln(1 + y/s)} with s the stock's mean truth in training, feature 0 always;
 *   <li>teacher: {@code ln(1 + g/s)}, of the same day (SEED) or of the day after (FULL), for the
 *       teacher's forecast of tomorrow is known today;
 *   <li>return: {@code r/√s}, cut at ±6, so that the sign of yesterday's surprise is not lost;
 *   <li>covariates: lagged by at least a day, those known in advance of the day after;
 *       standardised on the training rows; missing is 0, their mean;
 *   <li>static attributes: the stock's one-hot vector, the same on every day.
 * </ul>
 */
final class Encoder {
  /** Which of truth, teacher and return go in. */
  enum Inputs {
    TRUTH(1),
    TRUTH_AND_TEACHER(2),
    FULL(3);

    private final int channels;

    Inputs(int channels) {
      this.channels = channels;
    }
  }

  private static final double RETURN_CUT = 6;

  private final Inputs inputs;
  private final Covariates covariates;
  private final double[] covariateMean;
  private final double[] covariateSd;
  private final int statics;

  Encoder(
      Inputs inputs,
      Covariates covariates,
      double[] covariateMean,
      double[] covariateSd,
      int statics) {
    this.inputs = inputs;
    this.covariates = covariates;
    this.covariateMean = covariateMean.clone();
    this.covariateSd = covariateSd.clone();
    this.statics = statics;
  }

  /** An encoder whose covariate statistics are those of the training rows. */
  static Encoder fit(VolatilityDataset data, Inputs inputs) {
    List<String> covariates = data.covariateNames();
    double[] mean = new double[covariates.size()];
    double[] sd = new double[covariates.size()];
    for (int k = 0; k < covariates.size(); k++) {
      String name = covariates.get(k);
      long n = 0;
      double m = 0;
      double squares = 0;
      for (int s = 0; s < data.names().size(); s++) {
        double[] values = data.labels().get(data.names().get(s)).values(name);
        for (int row = 0; row < data.endRow(s, Split.TRAIN); row++) {
          if (!Double.isNaN(values[row])) {
            n++;
            double delta = values[row] - m;
            m += delta / n;
            squares += delta * (values[row] - m);
          }
        }
      }
      if (!(squares > 0)) {
        throw new IllegalArgumentException(
            "covariate " + name + " is constant or missing in the training rows; leave it out");
      }
      mean[k] = m;
      sd[k] = Math.sqrt(squares / n);
    }
    int statics = data.names().isEmpty() ? 0 : data.statics(0).length;
    return new Encoder(inputs, data.options().covariates(), mean, sd, statics);
  }

  Inputs inputs() {
    return inputs;
  }

  double[] covariateMean() {
    return covariateMean.clone();
  }

  double[] covariateSd() {
    return covariateSd.clone();
  }

  int statics() {
    return statics;
  }

  int channels() {
    return inputs.channels + covariateMean.length + statics;
  }

  /**
   * Inputs of every row.
   *
   * @param rows of one stock
   * @param level the stock's mean truth in training
   * @param oneHot its static attributes
   * @return // [rows, channels]
   */
  float[] encode(Rows rows, double level, double[] oneHot) {
    int channels = channels();
    float[] out = new float[rows.size() * channels];
    for (int row = 0; row < rows.size(); row++) {
      int at = row * channels;
      out[at++] = (float) Math.log1p(rows.truth()[row] / level);
      if (inputs != Inputs.TRUTH) {
        int day = inputs == Inputs.FULL ? row + 1 : row;
        out[at++] = (float) Math.log1p(rows.teacher()[day] / level);
      }
      if (inputs == Inputs.FULL) {
        double z = rows.returns()[row] / Math.sqrt(level);
        out[at++] = (float) Math.max(-RETURN_CUT, Math.min(RETURN_CUT, z));
      }
      for (int k = 0; k < covariateMean.length; k++) {
        // The row feeds a forecast for the next day at the earliest, so lag 1 is this row's value.
        double value = rows.covariate(k, row + 1 - covariates.lag(k));
        out[at++] = Double.isNaN(value) ? 0 : (float) ((value - covariateMean[k]) / covariateSd[k]);
      }
      for (int k = 0; k < statics; k++) {
        out[at++] = (float) oneHot[k];
      }
    }
    return out;
  }

  /** Mean truth over rows; the scale of a stock's inputs and outputs. */
  static double level(double[] truth, int from, int to, String name) {
    double mean = Arrays.stream(truth, from, to).sum() / (to - from);
    if (!(mean > 0 && mean < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "series " + name + ": mean truth in training is " + mean + ", must be positive");
    }
    return mean;
  }
}
