package io.github.volatility4j.dataset;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A labelled panel, split in time within each series. Immutable.
 *
 * <p>Only labelled rows count: those with a truth and a teacher. Row {@code i} here is the {@code
 * i}-th labelled row of a series, and {@code n} is their number. A label belongs to the part its
 * row is in; see {@link Windows} for the inputs. What is learned from data here, the {@link
 * #scaler()}, is learned from training rows.
 */
public final class VolatilityDataset {
  private final DatasetOptions options;
  private final Optional<LocalDate> validationStart;
  private final SeriesSet labels;
  private final List<String> leftOut;
  private final List<String> names;
  private final int[][] bounds; // [series][4]: 0, end of training, of validation, of the test
  private final double[][] truth; // [series][row]
  private final double[][] teacher; // [series][row]
  private final double[][][] covariates; // [series][covariate][row], not lagged
  private final Statics statics;
  private final Scaler scaler;

  private VolatilityDataset(
      DatasetOptions options,
      Optional<LocalDate> validationStart,
      List<TimeSeries> kept,
      List<String> leftOut) {
    this.options = options;
    this.validationStart = validationStart;
    this.labels = SeriesSet.of(LabelRows.aligned(kept));
    this.leftOut = List.copyOf(leftOut);
    this.names = labels.names();
    int series = names.size();
    this.bounds = new int[series][];
    this.truth = new double[series][];
    this.teacher = new double[series][];
    this.covariates = new double[series][options.covariates().names().size()][];
    double[][] training = new double[series][];
    for (int s = 0; s < series; s++) {
      TimeSeries one = kept.get(s);
      bounds[s] = bounds(one, options, validationStart);
      truth[s] = one.values(options.truth());
      teacher[s] = one.values(options.teacher());
      for (int c = 0; c < covariates[s].length; c++) {
        covariates[s][c] = one.values(covariateNames().get(c));
      }
      training[s] =
          Arrays.stream(truth[s], 0, bounds[s][1]).map(options.transform()::apply).toArray();
    }
    this.statics = Statics.of(kept, options.staticMode());
    this.scaler = Scaler.fit(options.scale(), names, training);
  }

  /**
   * Splits each series by shares: training is rows {@code [0, ⌊(1 − val − test)·n⌋)}, validation
   * goes up to {@code ⌊(1 − test)·n⌋}, the test is the rest; the products are exact, of the shares
   * as they are written in decimal. A part given as a number of rows is cut from the end.
   *
   * <p>Ranks and calendar are made from the panel as it is given, before rows without a label are
   * dropped. A series begins with its first labelled row after the burn-in by which each of its
   * covariates has been seen.
   *
   * <p>Series with fewer than {@code inputChunkLength + 1} such rows or without a training row are
   * left out, see {@link #leftOut()}. A component {@code log_return} becomes the main one.
   *
   * @param labels series with the components that the options name; a truth at least 0, a teacher
   *     positive, each missing where there is no label
   * @param options how to split
   * @return the dataset
   * @throws IllegalArgumentException if a component or attribute is not there, a label is out of
   *     its domain, no series remains (naming them), or a scale cannot be computed
   */
  public static VolatilityDataset of(SeriesSet labels, DatasetOptions options) {
    return build(prepared(labels, options), options, Optional.empty(), List.of());
  }

  /**
   * Splits all series at one date, without a test part: labels before it are for training, the rest
   * for validation. The parts in the options are not used.
   *
   * @param labels as in {@link #of}, dated
   * @param options everything but the parts
   * @param validationStart first day of validation
   * @return the dataset
   * @throws IllegalArgumentException as in {@link #of}, or if a series is undated
   */
  public static VolatilityDataset splitAt(
      SeriesSet labels, DatasetOptions options, LocalDate validationStart) {
    for (TimeSeries series : labels) {
      if (!series.isDated()) {
        throw new IllegalArgumentException(
            "series " + series.name() + " has no dates; it cannot be split at " + validationStart);
      }
    }
    return build(prepared(labels, options), options, Optional.of(validationStart), List.of());
  }

  private static SeriesSet prepared(SeriesSet labels, DatasetOptions options) {
    return options
        .covariates()
        .derive(labels)
        .map(series -> LabelRows.afterBurnIn(series, options));
  }

  /** A dataset of series that have all covariates and no burn-in. */
  static VolatilityDataset build(
      SeriesSet labels,
      DatasetOptions options,
      Optional<LocalDate> validationStart,
      List<String> alreadyLeftOut) {
    List<TimeSeries> kept = new ArrayList<>();
    List<String> leftOut = new ArrayList<>(alreadyLeftOut);
    for (TimeSeries series : labels) {
      TimeSeries labelled = LabelRows.of(series, options);
      boolean longEnough = labelled.size() > options.inputChunkLength();
      if (longEnough && bounds(labelled, options, validationStart)[1] > 0) {
        kept.add(labelled);
      } else {
        leftOut.add(series.name());
      }
    }
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          "no series has %d labelled rows (inputChunkLength + 1) and one of them in training; left out: %s"
              .formatted(options.inputChunkLength() + 1, leftOut));
    }
    return new VolatilityDataset(options, validationStart, kept, leftOut);
  }

  private static int[] bounds(
      TimeSeries labelled, DatasetOptions options, Optional<LocalDate> validationStart) {
    int n = labelled.size();
    if (validationStart.isPresent()) {
      return new int[] {0, labelled.firstRowFrom(validationStart.get()), n, n};
    }
    double validation = options.validation();
    double test = options.test();
    int validationEnd = Math.max(0, before(0, test, n));
    int trainingEnd = Math.max(0, before(validation, test, n));
    return new int[] {0, trainingEnd, validationEnd, n};
  }

  /** Rows before the parts given as shares or counts; below 0 if there are too few rows. */
  static int before(double validation, double test, int n) {
    // In decimal: in binary, (1 − 0.2 − 0.1)·10 is below 7.
    BigDecimal share = BigDecimal.ONE;
    int rows = 0;
    for (double part : new double[] {validation, test}) {
      if (part < 1) {
        share = share.subtract(BigDecimal.valueOf(part));
      } else {
        rows += (int) Math.min(part, n);
      }
    }
    return floor(share, n) - rows;
  }

  private static int floor(BigDecimal share, int n) {
    return share.multiply(BigDecimal.valueOf(n)).setScale(0, RoundingMode.FLOOR).intValueExact();
  }

  /** {@return the number of series} */
  public int size() {
    return names.size();
  }

  /** {@return the names of the series, by their index} */
  public List<String> names() {
    return names;
  }

  /** {@return how it was made} */
  public DatasetOptions options() {
    return options;
  }

  /** {@return the first day of validation, empty if split by shares or counts} */
  public Optional<LocalDate> validationStart() {
    return validationStart;
  }

  /** {@return the series of the dataset, labelled rows only, all with the same components} */
  public SeriesSet labels() {
    return labels;
  }

  /** {@return the names of series that are not in the dataset for want of labelled rows} */
  public List<String> leftOut() {
    return leftOut;
  }

  /**
   * The number of labelled rows.
   *
   * @param series index of the series
   * @return n
   */
  public int rows(int series) {
    return truth[series].length;
  }

  /**
   * The truth.
   *
   * @param series index of the series
   * @param row from 0 to {@code rows(series) - 1}
   * @return a variance of at least 0, in the square of the returns' unit
   */
  public double truth(int series, int row) {
    return truth[series][row];
  }

  /**
   * The teacher's variance.
   *
   * @param series index of the series
   * @param row from 0 to {@code rows(series) - 1}
   * @return a positive variance, in the square of the returns' unit
   */
  public double teacher(int series, int row) {
    return teacher[series][row];
  }

  /** {@return the names of the covariates} */
  public List<String> covariateNames() {
    return options.covariates().names();
  }

  /**
   * The newest value of a covariate that a forecast of a row's label may use: that of as many rows
   * earlier as {@link Covariates#lag(int)} says.
   *
   * @param series index of the series
   * @param row row of the label
   * @param covariate index in {@link #covariateNames()}
   * @return the value, {@code NaN} where it is missing or the lag reaches before the first row
   */
  public double covariate(int series, int row, int covariate) {
    double[] values = covariates[series][covariate];
    Objects.checkIndex(row, values.length);
    int lag = options.covariates().lag(covariate);
    return row < lag ? Double.NaN : values[row - lag];
  }

  /**
   * The part that a label is in.
   *
   * @param series index of the series
   * @param row row of the label
   * @return its part
   */
  public Split split(int series, int row) {
    Objects.checkIndex(row, rows(series));
    int[] ends = bounds[series];
    return row < ends[1] ? Split.TRAIN : row < ends[2] ? Split.VALIDATION : Split.TEST;
  }

  /**
   * The first row of a part.
   *
   * @param series index of the series
   * @param split the part
   * @return a row, equal to {@link #endRow} if the part is empty
   */
  public int firstRow(int series, Split split) {
    return bounds[series][split.ordinal()];
  }

  /**
   * The row after the last of a part.
   *
   * @param series index of the series
   * @param split the part
   * @return a row up to {@code rows(series)}
   */
  public int endRow(int series, Split split) {
    return bounds[series][split.ordinal() + 1];
  }

  /** {@return what each number of {@link #statics} stands for} */
  public List<String> staticNames() {
    return statics.names();
  }

  /**
   * The one-hot code of a series.
   *
   * @param series index of the series
   * @return zeros and a one for each fact, empty for {@link StaticMode#NONE}
   */
  public double[] statics(int series) {
    return statics.codes()[series].clone();
  }

  /** {@return the scale of transformed variances, fitted to training rows} */
  public Scaler scaler() {
    return scaler;
  }

  /**
   * All windows of a part.
   *
   * @param split the part that their labels are in
   * @return an index, possibly empty
   */
  public Windows windows(Split split) {
    return windows(split, 1);
  }

  /**
   * Every {@code stride}-th window of a part, counted back from its end in each series.
   *
   * @param split the part that their labels are in
   * @param stride at least 1
   * @return an index, possibly empty
   */
  public Windows windows(Split split, int stride) {
    return windows(split, options.inputChunkLength(), 1, stride);
  }

  /**
   * Windows with several labels each, see {@link Windows}.
   *
   * @param split the part that the labels which count are in
   * @param context rows before the first label of a window, at least 1
   * @param steps labels of a window, at least 1
   * @param stride rows between the ends of windows, at least 1
   * @return an index, possibly empty
   */
  public Windows windows(Split split, int context, int steps, int stride) {
    return new Windows(this, split, context, steps, stride);
  }

  /**
   * Saves to one file, an {@link Archive}. The file appears whole or not at all.
   *
   * @param file to write
   * @throws IllegalArgumentException if a series is undated
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    DatasetFile.save(this, file);
  }

  /**
   * Loads what {@link #save} wrote.
   *
   * @param file to read
   * @return an equal dataset, to the last bit
   * @throws IllegalArgumentException naming the file and the reason, if it is not a whole dataset
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static VolatilityDataset load(Path file) {
    return DatasetFile.load(file);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VolatilityDataset that
        && options.equals(that.options)
        && validationStart.equals(that.validationStart)
        && leftOut.equals(that.leftOut)
        && labels.equals(that.labels);
  }

  @Override
  public int hashCode() {
    return Objects.hash(options, validationStart, leftOut, labels);
  }

  @Override
  public String toString() {
    return "VolatilityDataset[%d series, %d training windows of %d rows]"
        .formatted(size(), windows(Split.TRAIN).size(), options.inputChunkLength());
  }
}
