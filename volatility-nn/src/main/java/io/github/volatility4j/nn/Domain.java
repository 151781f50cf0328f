package io.github.volatility4j.nn;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;

/** The values that a parameter of a search may have. */
sealed interface Domain {
  /** Draws one at random. */
  double draw(SplittableRandom random);

  /** The density of values that were seen, and may be seen again or near by. */
  Density density(double[] seen);

  /**
   * All numbers from low to high, evenly or evenly in their logarithm.
   *
   * @param low least value; positive if log
   * @param high greatest value
   * @param log whether the logarithm is what is even
   */
  record Interval(double low, double high, boolean log) implements Domain {
    public Interval {
      boolean finite = low > Double.NEGATIVE_INFINITY && high < Double.POSITIVE_INFINITY;
      if (!(finite && low < high && (low > 0 || !log))) {
        throw new IllegalArgumentException(
            "the range is %s to %s, must be finite%s, the first below the second"
                .formatted(low, high, log ? " and positive" : ""));
      }
    }

    /** Where a value lies, from 0 at low to 1 at high. */
    private double share(double value) {
      return log
          ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
          : (value - low) / (high - low);
    }

    /** The value at a share of the way. */
    private double value(double share) {
      double value =
          log
              ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)))
              : low + share * (high - low);
      return Math.min(high, Math.max(low, value)); // rounding may leave the range
    }

    @Override
    public double draw(SplittableRandom random) {
      return value(random.nextDouble());
    }

    @Override
    public Density density(double[] seen) {
      Density shares = new ParzenEstimator(Arrays.stream(seen).map(this::share).toArray());
      return new Density() {
        @Override
        public double at(double value) {
          return shares.at(share(value));
        }

        @Override
        public double draw(SplittableRandom random) {
          return value(shares.draw(random));
        }
      };
    }
  }

  /**
   * Some values, in no order.
   *
   * @param values different ones, at least one
   */
  record Choices(List<Double> values) implements Domain {
    public Choices {
      values = List.copyOf(values);
      boolean finite = values.stream().allMatch(Double::isFinite);
      if (values.isEmpty() || !finite || new HashSet<>(values).size() < values.size()) {
        throw new IllegalArgumentException(
            "the choices are " + values + ", must be finite and different, at least one");
      }
    }

    @Override
    public double draw(SplittableRandom random) {
      return values.get(random.nextInt(values.size()));
    }

    /** A value's share of those seen, with one more that is spread over all. */
    @Override
    public Density density(double[] seen) {
      return new Density() {
        @Override
        public double at(double value) {
          long count = Arrays.stream(seen).filter(one -> one == value).count();
          return (count + 1.0 / values.size()) / (seen.length + 1);
        }

        @Override
        public double draw(SplittableRandom random) {
          int one = random.nextInt(seen.length + 1);
          return one < seen.length ? seen[one] : Choices.this.draw(random);
        }
      };
    }
  }
}
