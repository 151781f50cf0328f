package io.github.volatility4j.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * An offset {@code a} and a divisor {@code b > 0} for each series: {@code z = (u − a) / b}.
 * Immutable. Knows training rows only.
 */
public final class Scaler {
  private final double[] offset; // [series]
  private final double[] divisor; // [series]

  private Scaler(double[] offset, double[] divisor) {
    this.offset = offset;
    this.divisor = divisor;
  }

  /**
   * A scaler of known statistics, for instance from a model file.
   *
   * @param offset finite, one for each series
   * @param divisor positive and finite, one for each series
   * @return the scaler
   * @throws IllegalArgumentException if one is out of its domain or the lengths differ
   */
  public static Scaler of(double[] offset, double[] divisor) {
    if (offset.length != divisor.length) {
      throw new IllegalArgumentException(
          offset.length + " offsets for " + divisor.length + " divisors");
    }
    for (int s = 0; s < offset.length; s++) {
      if (!Double.isFinite(offset[s])) {
        throw new IllegalArgumentException(
            "offset of series %d is %s, must be finite".formatted(s, offset[s]));
      }
      if (!(divisor[s] > 0 && divisor[s] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "divisor of series %d is %s, must be positive and finite".formatted(s, divisor[s]));
      }
    }
    return new Scaler(offset.clone(), divisor.clone());
  }

  /** Fits to {@code training[series]}, transformed truths of the training rows. */
  static Scaler fit(Scale scale, List<String> names, double[][] training) {
    double[] offset = new double[training.length];
    double[] divisor = new double[training.length];
    Arrays.fill(divisor, 1);
    for (int s = 0; scale != Scale.NONE && s < training.length; s++) {
      double mean = mean(training[s]);
      if (scale == Scale.MEAN) {
        divisor[s] = requireDivisor(names.get(s), "mean", mean);
      } else {
        offset[s] = mean;
        divisor[s] = requireDivisor(names.get(s), "standard deviation", deviation(training[s]));
      }
    }
    return of(offset, divisor);
  }

  private static double requireDivisor(String name, String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "series %s: the %s of its transformed truth in training is %s; to scale by it, it must be"
                  .formatted(name, what, value)
              + " positive and finite");
    }
    return value;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    // A constant series must give exactly 0, which its rounded mean would not.
    boolean constant = true;
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      constant &= value == values[0];
      sum += (value - mean) * (value - mean);
    }
    return constant ? 0 : Math.sqrt(sum / (values.length - 1));
  }

  /** {@return the number of series} */
  public int size() {
    return offset.length;
  }

  /**
   * The offset a.
   *
   * @param series index of the series
   * @return a finite number
   */
  public double offset(int series) {
    return offset[series];
  }

  /**
   * The divisor b.
   *
   * @param series index of the series
   * @return a positive number
   */
  public double divisor(int series) {
    return divisor[series];
  }

  /**
   * Scales, {@code z = (u − a) / b}.
   *
   * @param series index of the series
   * @param transformedValue u
   * @return z
   */
  public double scale(int series, double transformedValue) {
    return (transformedValue - offset[series]) / divisor[series];
  }

  /**
   * Undoes {@link #scale}, {@code u = a + b·z}.
   *
   * @param series index of the series
   * @param scaledValue z
   * @return u
   */
  public double unscale(int series, double scaledValue) {
    return offset[series] + divisor[series] * scaledValue;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scaler that
        && Arrays.equals(offset, that.offset)
        && Arrays.equals(divisor, that.divisor);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(offset) + Arrays.hashCode(divisor);
  }

  @Override
  public String toString() {
    return "Scaler[offset="
        + Arrays.toString(offset)
        + ", divisor="
        + Arrays.toString(divisor)
        + "]";
  }
}
