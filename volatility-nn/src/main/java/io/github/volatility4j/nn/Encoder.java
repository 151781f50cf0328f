package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Covariates;
import io.github.volatility4j.dataset.DatasetOptions;
import java.util.Arrays;
import java.util.List;

/**
 * Turns rows into a network's inputs, one vector a day. All of them are known by the evening of
 * that day, and none depends on the unit of the returns:
 *
 * <ul>
 *   <li>truth: {@code ln(1 + y/s)} with s the stock's mean truth in training, feature 0;
 *   <li>teacher: {@code ln(1 + g/s)}, of the same day (SEED) or of the day after (FULL), for the
 *       teacher's forecast of tomorrow is known today;
 *   <li>return: {@code r/√s}, cut at ±6, so that the sign of yesterday's surprise is not lost;
 *   <li>or, in their place, {@link OwnTerms} and {@link MarketTerms}, standardised on the training
 *       rows and cut at ±6 (MARKET);
 *   <li>covariates: lagged by at least a day, those known in advance of the day after (for a
 *       conditional TSMixer of the day itself, too, before that, and of all days that it forecasts
 *       at once, day after day); standardised on the training rows;
 *   <li>static attributes: the stock's one-hot vector, the same on every day.
 * </ul>
 *
 * <p>What is standardised and not known is 0, its mean.
 */
final class Encoder {
  /** Which of truth, teacher, return, own and market terms go in. */
  enum Inputs {
    TRUTH(1),
    TRUTH_AND_TEACHER(2),
    FULL(3),
    MARKET(0);

    private final int channels;

    Inputs(int channels) {
      this.channels = channels;
    }

    boolean hasTeacher() {
      return this == TRUTH_AND_TEACHER || this == FULL;
    }

    private int terms() {
      return this == MARKET ? OwnTerms.COUNT + MarketTerms.COUNT : 0;
    }
  }

  private static final double CUT = 6;

  /**
   * Which days' covariates a network is given of those known in advance.
   *
   * @param sameDay whether that of the row itself, in the history
   * @param after how many days after the row, at least 1
   */
  record Known(boolean sameDay, int after) {
    static final Known DAY_AFTER = new Known(false, 1);

    /** What a network is made to be given, to forecast some days at once. */
    static Known of(NetworkOptions network, int ahead) {
      boolean conditional = network instanceof TsMixerOptions mixer && mixer.form().conditional();
      return conditional ? new Known(true, ahead) : DAY_AFTER;
    }
  }

  private final Inputs inputs;
  private final Covariates covariates;
  private final Known known;
  private final Moments moments; // of terms, then covariates
  private final int statics;

  /** Means and standard deviations in training. */
  record Moments(double[] mean, double[] sd) {
    float standardised(int k, double value) {
      double z = (value - mean[k]) / sd[k];
      return Double.isNaN(z) ? 0 : (float) z;
    }
  }

  Encoder(Inputs inputs, Covariates covariates, Known known, Moments moments, int statics) {
    this.inputs = inputs;
    this.covariates = covariates;
    this.known = known;
    this.moments = moments;
    this.statics = statics;
  }

  /**
   * An encoder that knows the moments of training rows.
   *
   * @param recipe says what goes in
   * @param options say which covariates there are
   * @param panel rows of each stock
   * @param trainingEnd of each stock
   * @param statics length of a stock's one-hot vector
   */
  static Encoder fit(
      Recipe recipe, DatasetOptions options, List<Rows> panel, int[] trainingEnd, int statics) {
    Inputs inputs = recipe.inputs();
    Running[] running = new Running[inputs.terms() + options.covariates().names().size()];
    Arrays.setAll(running, k -> new Running());
    for (int s = 0; s < trainingEnd.length; s++) {
      double[][] values = standardised(inputs, panel.get(s));
      for (int k = 0; k < running.length; k++) {
        for (int row = 0; row < trainingEnd[s]; row++) {
          running[k].add(values[k][row]);
        }
      }
    }
    for (int k = inputs.terms(); k < running.length; k++) {
      if (!(running[k].squares > 0)) {
        throw new IllegalArgumentException(
            "covariate %s is constant or missing in the training rows; leave it out"
                .formatted(options.covariates().names().get(k - inputs.terms())));
      }
    }
    Moments moments =
        new Moments(
            Arrays.stream(running).mapToDouble(one -> one.mean).toArray(),
            Arrays.stream(running).mapToDouble(Running::sd).toArray());
    Known known = Known.of(recipe.network(), recipe.training().details().outputChunkLength());
    return new Encoder(inputs, options.covariates(), known, moments, statics);
  }

  /** Moments while values come in. */
  private static final class Running {
    private long n;
    private double mean;
    private double squares;

    void add(double value) {
      if (!Double.isNaN(value)) {
        n++;
        double delta = value - mean;
        mean += delta / n;
        squares += delta * (value - mean);
      }
    }

    /** A term that never moves, such as that of EWMA beside an anchor of EWMA, says nothing. */
    double sd() {
      double sd = Math.sqrt(squares / Math.max(1, n));
      return sd > 1e-9 ? sd : 1;
    }
  }

  /** Everything that is standardised: terms, then covariates. // [term][rows] */
  private static double[][] standardised(Inputs inputs, Rows rows) {
    double[][] out = new double[inputs.terms() + rows.covariates().length][];
    if (inputs == Inputs.MARKET) {
      System.arraycopy(OwnTerms.of(rows), 0, out, 0, OwnTerms.COUNT);
      System.arraycopy(rows.market(), 0, out, OwnTerms.COUNT, MarketTerms.COUNT);
    }
    System.arraycopy(rows.covariates(), 0, out, inputs.terms(), rows.covariates().length);
    return out;
  }

  Inputs inputs() {
    return inputs;
  }

  Moments moments() {
    return moments;
  }

  int statics() {
    return statics;
  }

  int channels() {
    return layout().features();
  }

  /** {@return what a network finds where} */
  FeatureLayout layout() {
    int targets = inputs == Inputs.MARKET ? 0 : inputs.hasTeacher() ? 2 : 1;
    int future = inAdvance();
    int standardised = moments.mean.length - future;
    int sameDay = known.sameDay() ? future : 0;
    int past = inputs.channels - targets + standardised + sameDay;
    return new FeatureLayout(targets, past, future * known.after(), statics);
  }

  /** {@return how many covariates are known in advance; they are the last} */
  private int inAdvance() {
    int count = 0;
    for (int k = 0; k < covariates.names().size(); k++) {
      count += covariates.lag(k) == 0 ? 1 : 0;
    }
    return count;
  }

  /** {@return how many numbers are standardised, given inputs and covariates} */
  static int standardised(Inputs inputs, int covariates) {
    return inputs.terms() + covariates;
  }

  /**
   * Inputs of every row.
   *
   * @param rows of one stock
   * @param stock its level and static attributes
   * @return // [rows · channels]
   */
  float[] encode(Rows rows, Stock stock) {
    int channels = channels();
    int firstKnown = moments.mean.length - inAdvance();
    double[][] standardised = standardised(inputs, rows);
    float[] out = new float[rows.size() * channels];
    for (int row = 0; row < rows.size(); row++) {
      int at = raw(rows, stock.level(), row, out, row * channels);
      for (int k = 0; k < firstKnown; k++) {
        boolean term = k < inputs.terms();
        // The row feeds a forecast for the next day at the earliest, so lag 1 is this row's value.
        int from = term ? row : row + 1 - covariates.lag(k - inputs.terms());
        float z = standardised(standardised, k, from);
        out[at++] = term ? (float) cut(z) : z;
      }
      for (int day = known.sameDay() ? 0 : 1; day <= known.after(); day++) {
        for (int k = firstKnown; k < standardised.length; k++) {
          out[at++] = standardised(standardised, k, row + day);
        }
      }
      for (int k = 0; k < statics; k++) {
        out[at++] = (float) stock.oneHot()[k];
      }
    }
    return out;
  }

  private float standardised(double[][] values, int k, int row) {
    boolean there = row >= 0 && row < values[k].length;
    return there ? moments.standardised(k, values[k][row]) : 0;
  }

  private int raw(Rows rows, double level, int row, float[] out, int start) {
    int at = start;
    if (inputs != Inputs.MARKET) {
      out[at++] = logRatio(rows.truth()[row], level);
    }
    if (inputs.hasTeacher()) {
      out[at++] = logRatio(rows.teacher()[inputs == Inputs.FULL ? row + 1 : row], level);
    }
    if (inputs == Inputs.FULL) {
      double z = rows.returns()[row] / Math.sqrt(level);
      out[at++] = Double.isNaN(z) ? 0 : (float) cut(z);
    }
    return at;
  }

  private static float logRatio(double variance, double level) {
    return (float) Math.log1p(Double.isNaN(variance) ? 1 : variance / level);
  }

  private static double cut(double z) {
    return Math.max(-CUT, Math.min(CUT, z));
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
